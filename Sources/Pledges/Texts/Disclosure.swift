public import CanonicalJSON
public import Cryptography

/// The words of a detached text, with the salt that keeps them from being guessed once they are removed. // Format §3
///
///     {"salt":"<32 hex digits>","text":<text, text map, or object of them>}
///
/// What is hashed, stored and handed on is this as canonical JSON.
public struct Disclosure: Sendable {
  /// SHA-256 of the bytes: what the statement holds.
  public let digest: Digest
  /// The disclosure as canonical JSON.
  public let bytes: [UInt8]

  /// How many random bytes make a salt.
  public static let saltByteCount = 16

  /// The disclosure of some words under a salt of `saltByteCount` random bytes.
  public init(_ words: some DetachedWords, salt: [UInt8]) throws(CryptographyError) {
    let json: JSONValue = ["salt": .string(salt.hexText), "text": words.disclosedJSON]
    try self.init(unchecked: json.canonicalBytes())
  }

  /// The bytes as a store or a stranger gives them: hashed, and not looked at.
  public init(unchecked bytes: [UInt8]) throws(CryptographyError) {
    digest = try Digest.sha256(of: bytes)
    self.bytes = bytes
  }

  init(digest: Digest, bytes: [UInt8]) {
    self.digest = digest
    self.bytes = bytes
  }

  /// The disclosure as JSON; null where the bytes are none.
  public var json: JSONValue {
    do throws(JSONError) {
      return JSONValue(try JSONDocument(bytes, profile: .ledger).root)
    } catch {
      return .null
    }
  }

  /// The words as JSON; null where the disclosure is none.
  public var text: JSONValue { content.map { JSONValue($0.text) } ?? .null }

  /// The words as canonical JSON, without the salt: the same for the same words; nil where the disclosure is none.
  public var textBytes: [UInt8]? { content?.text.canonicalBytes() }

  /// The words, or nil where the disclosure holds others, or is none.
  public func words<Words: DetachedWords>(as type: Words.Type = Words.self) -> Words? {
    content.flatMap { Words(disclosed: $0.text) }
  }

  /// The 16 bytes of a salt.
  struct Salt: Equatable {
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    /// Reads 32 lowercase hex digits; nil for anything else.
    init?(_ digits: [UInt8]) {
      guard digits.count == 2 * Disclosure.saltByteCount else { return nil }
      for digit in digits {
        guard let value = digit.lowercaseHexValue else { return nil }
        (high, low) = (high << 4 | low >> 60, low << 4 | value)
      }
    }
  }

  /// What a disclosure says.
  struct Content {
    let salt: Salt
    let text: JSONNode

    /// What is wrong with the words at a place of this form; nil for nothing. // Format §2, §3
    func fault(_ form: TextForm) -> String? {
      let log = FaultLog()
      log.at(.member("text")) { form.check(text.view, log) }
      return log.faults.first.map { "\($0)" }
    }
  }

  /// What bytes are that have no content.
  static let formFault = "it is not the canonical JSON of a salt of 16 bytes and a text"

  /// What the bytes say, or nil where they are no disclosure. // Format §3
  var content: Content? {
    do throws(JSONError) {
      let document = try JSONDocument(bytes, profile: .ledger)
      guard document.isCanonical, document.root.kind == .object, document.root.count == 2,
        let digits = document.root.member("salt")?.stringBytes, let salt = Salt(digits),
        let text = document.root.member("text")
      else { return nil }
      return Content(salt: salt, text: text)
    } catch {
      return nil
    }
  }
}

extension UInt8 {
  fileprivate var lowercaseHexValue: UInt64? {
    switch self {
    case 0x30...0x39: UInt64(self - 0x30)
    case 0x61...0x66: UInt64(self - 0x61 + 10)
    default: nil
    }
  }
}

extension [UInt8] {
  fileprivate var hexText: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
