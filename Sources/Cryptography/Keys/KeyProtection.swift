internal import COpenSSL

/// What keeps an encrypted private key from whoever has its file: the cipher, and the work that a guess costs.
struct KeyProtection {
  enum Work: Equatable {
    /// Rounds of PBKDF2. // RFC 8018 §5.2
    case rounds(Int64)
    /// Cost, block size and parallelization of scrypt. // RFC 7914 §2
    case scrypt(Int64, Int64, Int64)
    /// A scheme from before PBKDF2, with its rounds. // RFC 8018 §6.1, RFC 7292 appendix C
    case old(rounds: Int64)
  }

  let work: Work
  /// As OpenSSL calls it.
  let cipher: String

  /// What OWASP asks for with HMAC-SHA-512; `KeyFile.create` takes 600,000.
  /// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
  static let leastRounds: Int64 = 210_000
  /// Five times what `KeyFile.create` takes. Whoever hands over a file must not decide how long this program works.
  static let mostRounds: Int64 = 3_000_000
  /// What `openssl pkcs8 -scrypt` takes by itself: cost times block size.
  static let leastScrypt: Int64 = 16_384 * 8
  static let mostScrypt: Int64 = leastScrypt * 64

  /// Why a thief of the file has it easier than need be; nil when nothing is to be said.
  ///
  /// No reason to refuse the key: it is better off than one without any passphrase, which is taken as well.
  var weakness: String? {
    var reasons: [String] = []
    switch work {
    case .rounds(let rounds) where rounds < Self.leastRounds:
      reasons.append(
        "a guess costs \(rounds) rounds of PBKDF2, and \(Self.leastRounds) are the least that is advised")
    case .scrypt(let cost, let size, _) where Self.product(cost, size) < Self.leastScrypt:
      reasons.append("a guess costs less of scrypt than it takes by itself")
    case .old, .rounds, .scrypt: break
    }
    if !cipher.uppercased().hasPrefix("AES-") { reasons.append("the cipher is \(cipher), which is out of date") }
    return reasons.isEmpty
      ? nil : "whoever has the file is not kept long from the key: \(reasons.joined(separator: ", and "))"
  }

  /// Why the key is not even tried; nil when the work is within bounds.
  var excess: String? {
    switch work {
    case .rounds(let rounds), .old(let rounds):
      return rounds <= Self.mostRounds
        ? nil
        : "opening the key takes \(rounds) rounds for each passphrase, and \(Self.mostRounds) are the most allowed"
    case .scrypt(let cost, let size, let lanes):
      return Self.product(Self.product(cost, size), lanes) <= Self.mostScrypt
        ? nil : "opening the key takes more of scrypt's work than is allowed"
    }
  }

  /// The product, or the largest number where it does not fit.
  private static func product(_ left: Int64, _ right: Int64) -> Int64 {
    let (product, overflows) = left.multipliedReportingOverflow(by: right)
    return overflows ? .max : product
  }
}

// MARK: - Reading

extension KeyProtection {
  /// What the scheme of an encrypted private key says; nil for one that OpenSSL reads in another way, or not at all.
  init?(_ scheme: UnsafePointer<X509_ALGOR>) {
    let name = unsafe OBJ_obj2nid(scheme.pointee.algorithm)
    guard name == NID_pbes2 else {
      let parameters = unsafe Self.read(scheme, { unsafe d2i_PBEPARAM(nil, $0, $1) })
      guard let parameters = unsafe parameters else { return nil }
      defer { unsafe PBEPARAM_free(parameters) }
      guard let rounds = unsafe Self.number(parameters.pointee.iter) else { return nil }
      self.init(work: .old(rounds: rounds), cipher: Self.text(of: name))
      return
    }
    guard let parameters = unsafe Self.read(scheme, { unsafe d2i_PBE2PARAM(nil, $0, $1) }) else { return nil }
    defer { unsafe PBE2PARAM_free(parameters) }
    guard let function = unsafe parameters.pointee.keyfunc, let encryption = unsafe parameters.pointee.encryption,
      let work = unsafe Self.work(of: UnsafePointer(function))
    else { return nil }
    self.init(work: work, cipher: Self.text(of: unsafe OBJ_obj2nid(encryption.pointee.algorithm)))
  }

  private static func work(of function: UnsafePointer<X509_ALGOR>) -> Work? {
    switch unsafe OBJ_obj2nid(function.pointee.algorithm) {
    case NID_id_pbkdf2:
      guard let parameters = unsafe read(function, { unsafe d2i_PBKDF2PARAM(nil, $0, $1) }) else { return nil }
      defer { unsafe PBKDF2PARAM_free(parameters) }
      return unsafe number(parameters.pointee.iter).map { .rounds($0) }
    case NID_id_scrypt:
      guard let parameters = unsafe read(function, { unsafe d2i_SCRYPT_PARAMS(nil, $0, $1) }) else { return nil }
      defer { unsafe SCRYPT_PARAMS_free(parameters) }
      guard let cost = unsafe number(parameters.pointee.costParameter),
        let size = unsafe number(parameters.pointee.blockSize),
        let lanes = unsafe number(parameters.pointee.parallelizationParameter)
      else { return nil }
      return .scrypt(cost, size, lanes)
    default: return nil
    }
  }

  /// The parameters of an algorithm, which are a sequence.
  private static func read<Value>(
    _ algorithm: UnsafePointer<X509_ALGOR>,
    _ read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> UnsafeMutablePointer<Value>?
  ) -> UnsafeMutablePointer<Value>? {
    guard let parameter = unsafe algorithm.pointee.parameter, unsafe parameter.pointee.type == V_ASN1_SEQUENCE,
      let sequence = unsafe parameter.pointee.value.sequence
    else { return nil }
    var position = unsafe ASN1_STRING_get0_data(sequence)
    let value = unsafe read(&position, Int(ASN1_STRING_length(sequence)))
    ErrorQueue.drain()
    return unsafe value
  }

  /// A number; the largest there is for one that does not fit.
  private static func number(_ integer: UnsafeMutablePointer<ASN1_INTEGER>?) -> Int64? {
    guard let integer = unsafe integer else { return nil }
    var value: Int64 = 0
    guard unsafe ASN1_INTEGER_get_int64(&value, integer) == 1 else {
      ErrorQueue.drain()
      return .max
    }
    return value
  }

  private static func text(of name: Int32) -> String {
    guard let text = unsafe OBJ_nid2sn(name) else { return "an unknown cipher" }
    return unsafe String(cString: text)
  }
}
