/// A key in binary form, told by its outermost parts; key files here are text.
enum DERKeyFile {
  case privateKey, publicKey, certificate, request, other

  /// Nil for what is not one sequence that ends where the file ends.
  init?(_ bytes: Span<UInt8>) {
    guard let whole = Element(bytes, at: 0), whole.tag == Element.sequence, whole.end == bytes.count else { return nil }
    guard let first = Element(bytes, at: whole.start), let second = Element(bytes, at: first.end) else {
      self = .other
      return
    }
    switch (first.tag, second.tag) {
    case (Element.integer, _): self = .privateKey  // PKCS#8, the older forms, and PKCS#12
    case (Element.sequence, Element.octets): self = .privateKey  // encrypted PKCS#8
    case (Element.sequence, Element.bits): self = .publicKey
    case (Element.sequence, Element.sequence):
      // A certificate of version 3 says so first. // RFC 5280 §4.1, RFC 2986 §4.1
      self = Element(bytes, at: first.start)?.tag == Element.version ? .certificate : .request
    default: self = .other
    }
  }

  func refusal(wanting half: ForeignKeyFile.Half) -> CryptographyError {
    let reason = "the file is in binary form (DER), and a key file is text (PEM)"
    switch (self, half) {
    case (.privateKey, .privateKey): return CryptographyError(.malformedKey, reason, remedy: .encryptAgain)
    case (.publicKey, .publicKey): return CryptographyError(.malformedKey, reason, remedy: .rewritePublicKey)
    case (.certificate, .publicKey):
      return CryptographyError(
        .unsupportedKey, "a certificate was given where a public key is wanted", remedy: .extractFromCertificate)
    case (.request, .publicKey):
      return CryptographyError(
        .unsupportedKey, "a request for a certificate was given where a public key is wanted",
        remedy: .extractFromRequest)
    case (.privateKey, .publicKey):
      return CryptographyError(
        .privateKeyGiven, "a private key was given where a public key is wanted", remedy: .givePublicKey)
    case (.publicKey, .privateKey):
      return CryptographyError(
        .publicKeyGiven, "a public key was given where a private key is wanted", remedy: .givePrivateKey)
    case (.certificate, .privateKey), (.request, .privateKey), (.other, _):
      return CryptographyError(.malformedKey, "\(reason) that holds \(half.rawValue)", remedy: half.remedy)
    }
  }

  /// One element: where its contents lie. // X.690 §8.1
  private struct Element {
    static let integer: UInt8 = 0x02
    static let bits: UInt8 = 0x03
    static let octets: UInt8 = 0x04
    static let sequence: UInt8 = 0x30
    static let version: UInt8 = 0xa0

    let tag: UInt8
    let start: Int
    let end: Int

    init?(_ bytes: Span<UInt8>, at place: Int) {
      guard place >= 0, place + 1 < bytes.count else { return nil }
      tag = bytes[place]
      var start = place + 2
      var count = Int(bytes[place + 1])
      if count >= 0x80 {
        // A key file has at most 64 KiB.
        let digits = count & 0x7f
        guard (1...3).contains(digits), start + digits <= bytes.count else { return nil }
        count = (start..<start + digits).reduce(0) { $0 << 8 | Int(bytes[$1]) }
        start += digits
      }
      guard count <= bytes.count - start else { return nil }
      self.start = start
      end = start + count
    }
  }
}
