internal import CanonicalJSON
internal import Cryptography

/// Readers of single values; each returns nil with a fault when the value is not what the format asks for.
enum Read {
  /// A text of 1 to `limit` characters.
  static func text(_ limit: Int = 10_000) -> (JSONNode, FaultLog) -> String? {
    { node, log in
      guard let text = node.string else {
        log.fault("must be a text")
        return nil
      }
      guard !text.isEmpty else {
        log.fault("must not be empty")
        return nil
      }
      // Characters are Unicode scalar values here: what a signer can count in any language's tools.
      guard text.utf8.count <= limit || text.unicodeScalars.count <= limit else {
        log.fault("must have at most \(limit) characters")
        return nil
      }
      return text
    }
  }

  static func boolean(_ node: JSONNode, _ log: FaultLog) -> Bool? {
    guard let value = node.boolean else {
      log.fault("must be true or false")
      return nil
    }
    return value
  }

  static func integer(_ range: ClosedRange<Int64>) -> (JSONNode, FaultLog) -> Int64? {
    { node, log in
      guard let value = node.integer else {
        log.fault("must be an integer")
        return nil
      }
      guard range.contains(value) else {
        log.fault("must be between \(range.lowerBound) and \(range.upperBound)")
        return nil
      }
      return value
    }
  }

  /// The largest integer the format writes, 2^53 − 1. // Format §2
  static let largestInteger: Int64 = 9_007_199_254_740_991

  static func id<ID: Identifier>(_ node: JSONNode, _ log: FaultLog) -> ID? {
    guard let text = node.string, let id = ID(text) else {
      log.fault("must be an id of the right form")
      return nil
    }
    return id
  }

  static func choice<Value: RawRepresentable & CaseIterable>(_ node: JSONNode, _ log: FaultLog) -> Value?
  where Value.RawValue == String {
    guard let text = node.string, let value = Value(rawValue: text) else {
      log.fault("must be one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return value
  }

  /// Exactly this text and no other.
  static func exactly(_ expected: String) -> (JSONNode, FaultLog) -> String? {
    { node, log in
      guard node.string == expected else {
        log.fault("must be \(expected)")
        return nil
      }
      return expected
    }
  }

  static func instant(_ node: JSONNode, _ log: FaultLog) -> Instant? {
    guard let text = node.string, let instant = Instant(text) else {
      log.fault("must be a time such as 2031-05-02T09:30:00Z")
      return nil
    }
    return instant
  }

  static func date(_ node: JSONNode, _ log: FaultLog) -> CalendarDate? {
    guard let text = node.string, let date = CalendarDate(text) else {
      log.fault("must be a date such as 2031-05-02")
      return nil
    }
    return date
  }

  static func digest(_ node: JSONNode, _ log: FaultLog) -> Digest? {
    guard let text = node.string, let digest = Digest(hex: text) else {
      log.fault("must be a SHA-256 digest of 64 lowercase hexadecimal digits")
      return nil
    }
    return digest
  }

  static func entryIndex(_ node: JSONNode, _ log: FaultLog) -> EntryIndex? {
    integer(0...largestInteger)(node, log).map { EntryIndex(UInt64($0)) }
  }

  /// An absolute URI of printable ASCII: a scheme, a colon, something behind it. // RFC 3986 §4.3
  static func uri(_ node: JSONNode, _ log: FaultLog) -> String? {
    guard let text = node.string, isAbsoluteURI(text) else {
      log.fault("must be an absolute URI")
      return nil
    }
    return text
  }

  static func isAbsoluteURI(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count <= 2_048, let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count,
      isLetter(bytes[0]),
      bytes[..<colon].allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
    else { return false }
    return bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }

  /// Two capital letters; whether the code is assigned is the source's affair. // ISO 3166-1 alpha-2
  static func country(_ node: JSONNode, _ log: FaultLog) -> String? {
    guard let text = node.string, text.utf8.count == 2, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      log.fault("must be a country code of two capital letters")
      return nil
    }
    return text
  }

  /// A language tag such as `en` or `pt-BR`.
  static func languageTag(_ node: JSONNode, _ log: FaultLog) -> String? {
    guard let text = node.string, isLanguageTag(text) else {
      log.fault("must be a language tag such as en or pt-BR")
      return nil
    }
    return text
  }

  /// A primary language of two or three letters and subtags of two to eight letters or digits. // RFC 5646 §2.1
  static func isLanguageTag(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard text.utf8.count <= 35, let first = parts.first, (2...3).contains(first.count),
      first.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      (2...8).contains(part.count) && part.allSatisfy { isLetter($0) || isDigit($0) }
    }
  }

  /// Text by language, at least one, each of at most `limit` characters.
  static func textMap(_ limit: Int = 10_000) -> (JSONNode, FaultLog) -> TextMap? {
    { node, log in
      guard node.kind == .object, node.count > 0 else {
        log.fault("must be an object from language tag to text, with at least one text")
        return nil
      }
      var entries: [(language: String, text: String)] = []
      for (language, value) in node.members {
        log.at(.member(language)) {
          guard isLanguageTag(language) else {
            log.fault("is not a language tag")
            return
          }
          if let text = text(limit)(value, log) { entries.append((language, text)) }
        }
      }
      return entries.count == node.count ? TextMap(entries) : nil
    }
  }

  /// The language tag of a text whose language nobody said. // RFC 5646 §4.1
  static let undetermined = "und"

  /// A plain text, or text by language: free remarks may be either.
  static func textOrMap(_ limit: Int = 10_000) -> (JSONNode, FaultLog) -> TextMap? {
    { node, log in
      guard node.kind == .string else { return textMap(limit)(node, log) }
      return text(limit)(node, log).flatMap { TextMap([(undetermined, $0)]) }
    }
  }

  /// A media type such as `application/pdf`.
  static func mediaType(_ node: JSONNode, _ log: FaultLog) -> String? {
    guard let text = node.string, isMediaType(text) else {
      log.fault("must be a media type such as application/pdf")
      return nil
    }
    return text
  }

  private static func isMediaType(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count == 2 && text.utf8.count <= 255
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy {
            isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
          }
      }
  }

  /// A public key as PEM, weak and odd ones refused. // Format §2
  static func publicKey(_ node: JSONNode, _ log: FaultLog) -> PublicKey? {
    guard let text = node.string else {
      log.fault("must be a public key in PEM")
      return nil
    }
    do {
      let key = try PublicKey(pem: text)
      guard key.pem == text else {
        // One spelling of a key, as `openssl pkey -pubout` writes it; a key file may be more relaxed. // Format §2
        log.fault("must be written as openssl pkey -pubout writes it")
        return nil
      }
      return key
    } catch {
      log.fault("is not an acceptable public key: \(error.reason)")
      return nil
    }
  }

  static func keyID(_ node: JSONNode, _ log: FaultLog) -> KeyID? {
    digest(node, log).map { KeyID($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte)
  }
}

/// Notes a fault for every id that stands twice in a list. Linear, since lists come from anyone.
func requireUnique<ID: Hashable & CustomStringConvertible>(_ ids: some Sequence<ID>, _ what: String, _ log: FaultLog) {
  var seen: Set<ID> = []
  for id in ids where !seen.insert(id).inserted {
    log.fault("\(what) \(id) stands twice")
  }
}
