/// What a file is that should hold a key and is not of our forms, as far as its first bytes and its labels tell.
///
/// It decides nothing: whoever asks has refused the file already, and gets a better reason than "not PEM".
struct ForeignKeyFile {
  enum Half: String {
    case privateKey = "a private key"
    case publicKey = "a public key"

    /// What helps where the file is of no use at all.
    var remedy: KeyRemedy { self == .publicKey ? .givePublicKey : .givePrivateKey }
  }

  private let half: Half
  /// The labels of all blocks.
  private let labels: [String]
  /// Whether something stands before the first block, or there are several.
  private let isMixed: Bool
  /// Nil where the key does not tell.
  private let isP256: Bool?

  /// Why a text is not the key that is wanted, and what helps; nil when nothing better is known than the caller knows.
  static func refusal(of text: Span<UInt8>, wanting half: Half) -> CryptographyError? {
    if let refusal = ForeignKeyText.refusal(of: text, wanting: half) { return refusal }
    if let refusal = DERKeyFile(text)?.refusal(wanting: half) { return refusal }
    let file = ForeignKeyFile(text, half)
    guard !file.labels.isEmpty else { return nil }
    return half == .publicKey ? file.refusalAsPublicKey() : file.refusalAsPrivateKey()
  }

  private init(_ text: Span<UInt8>, _ half: Half) {
    let places = PEMPlace.all(in: text)
    self.half = half
    labels = places.map(\.label)
    isMixed = places.count > 1 || places.first.map { $0.range.lowerBound > 0 } == true
    isP256 = Self.isP256(text, places)
  }

  // MARK: Labels

  private func refusalAsPrivateKey() -> CryptographyError? {
    if has("OPENSSH PRIVATE KEY") || has("PRIVATE KEY BLOCK") { return Self.ofOtherProgram(named) }
    let isOfOtherKind = isP256 == false || labels.contains { $0.hasSuffix(" PARAMETERS") && $0 != "EC PARAMETERS" }
    if has("PRIVATE KEY"), isOfOtherKind {
      return CryptographyError(
        .unsupportedKey, "the private key is of another kind; only Ed25519 and P-256 keys are taken", remedy: .makeKey)
    }
    if has("EC PRIVATE KEY") {
      return CryptographyError(
        .unsupportedKey, "the private key is in an older form (\(named)), not in PKCS#8", remedy: .encryptAgain)
    }
    if labels.contains(where: { $0 == "PRIVATE KEY" || $0 == "ENCRYPTED PRIVATE KEY" }) {
      return isMixed ? mixed(.encryptAgain) : nil
    }
    if has("PRIVATE KEY") {
      return CryptographyError(
        .unsupportedKey, "only Ed25519 and P-256 keys are taken, and this is a block of \(named)", remedy: .makeKey)
    }
    if has("PUBLIC KEY") || has("PUBLIC KEY BLOCK") {
      return CryptographyError(
        .publicKeyGiven, "a public key was given where a private key is wanted", remedy: .givePrivateKey)
    }
    return other()
  }

  private func refusalAsPublicKey() -> CryptographyError? {
    if has("PRIVATE KEY") || has("PRIVATE KEY BLOCK") {
      return CryptographyError(
        .privateKeyGiven, "a private key was given where a public key is wanted", remedy: .givePublicKey)
    }
    if has("CERTIFICATE") {
      return CryptographyError(
        .unsupportedKey, "a certificate was given where a public key is wanted", remedy: .extractFromCertificate)
    }
    if has("CERTIFICATE REQUEST") {
      return CryptographyError(
        .unsupportedKey, "a request for a certificate was given where a public key is wanted",
        remedy: .extractFromRequest)
    }
    if has("PUBLIC KEY BLOCK") { return Self.ofOtherProgram(named) }
    if labels.contains("PUBLIC KEY") { return isMixed ? mixed(.rewritePublicKey) : nil }
    return other()
  }

  private func other() -> CryptographyError {
    guard !labels.allSatisfy({ $0.hasSuffix("PARAMETERS") }) else {
      return CryptographyError(.unsupportedKey, "the file holds parameters (\(named)) and no key", remedy: .makeKey)
    }
    return CryptographyError(
      .unsupportedKey, "a PEM block of \(named) was given where \(half.rawValue) is wanted", remedy: half.remedy)
  }

  private func mixed(_ remedy: KeyRemedy) -> CryptographyError {
    CryptographyError(
      .malformedKey, "the file holds something else beside the one block of \(half.rawValue)", remedy: remedy)
  }

  static func ofOtherProgram(_ what: String) -> CryptographyError {
    CryptographyError(
      .unsupportedKey, "this is a key of another program (\(what)), and a ledger's key is for nothing else",
      remedy: .makeKey)
  }

  private var named: String { labels.prefix(3).joined(separator: ", ") }

  /// Whether a block has this label, or this one with words before it.
  private func has(_ ending: String) -> Bool { labels.contains { $0 == ending || $0.hasSuffix(" " + ending) } }

  // MARK: Curves

  private static let nameOfP256: [UInt8] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]

  /// Whether the older form of a key, or the parameters before it, names P-256.
  private static func isP256(_ text: Span<UInt8>, _ places: [PEMPlace]) -> Bool? {
    let answers = places.compactMap { place -> Bool? in
      guard place.label == "EC PARAMETERS" || place.label == "EC PRIVATE KEY" else { return nil }
      return isP256(text.extracting(place.range))
    }
    return answers.isEmpty ? nil : answers.contains(true)
  }

  /// Nil for what is encrypted in the older way, which tells nothing.
  private static func isP256(_ text: Span<UInt8>) -> Bool? {
    do {
      return try namesP256(PEMBlock(text))
    } catch {
      return nil
    }
  }

  private static func namesP256(_ block: borrowing PEMBlock) -> Bool {
    PEMPlace.find(nameOfP256, in: block.contents.span) != nil
  }
}
