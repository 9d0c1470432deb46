internal import CanonicalJSON
internal import Cryptography
internal import TransparencyLog

/// Readers of single values; each returns nil with a fault when the value is not what the format asks for.
enum Read {
  /// A text of 1 to `limit` characters.
  static func text(_ limit: Int = 10_000) -> (JSONView, FaultLog) -> String? {
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

  static func boolean(_ node: JSONView, _ log: FaultLog) -> Bool? {
    guard let value = node.boolean else {
      log.fault("must be true or false")
      return nil
    }
    return value
  }

  static func integer(_ range: ClosedRange<Int64>) -> (JSONView, FaultLog) -> Int64? {
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

  static func id<ID: Identifier>(_ node: JSONView, _ log: FaultLog) -> ID? {
    guard let id = node.readText({ ID($0) }) else {
      log.fault("must be an id of the right form: \(ID.form)")
      return nil
    }
    return id
  }

  static func choice<Value: RawRepresentable & CaseIterable>(_ node: JSONView, _ log: FaultLog) -> Value?
  where Value.RawValue == String {
    // By bytes: an enumeration's own `init(rawValue:)` takes canonically equivalent texts for the same.
    guard let value = Value.allCases.first(where: { node.isString($0.rawValue) }) else {
      log.fault("must be one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return value
  }

  /// Exactly this text and no other.
  static func exactly(_ expected: String) -> (JSONView, FaultLog) -> String? {
    { node, log in
      guard node.isString(expected) else {
        log.fault("must be \(expected)")
        return nil
      }
      return expected
    }
  }

  static func instant(_ node: JSONView, _ log: FaultLog) -> Instant? {
    guard let instant = node.readText({ Instant(ascii: $0) }) else {
      log.fault("must be a time such as 2031-05-02T09:30:00Z")
      return nil
    }
    return instant
  }

  static func date(_ node: JSONView, _ log: FaultLog) -> CalendarDate? {
    guard let date = node.readText({ CalendarDate(ascii: $0) }) else {
      log.fault("must be a date such as 2031-05-02")
      return nil
    }
    return date
  }

  static func digest(_ node: JSONView, _ log: FaultLog) -> Digest? {
    guard let digest = node.readText({ Digest(hex: $0) }) else {
      log.fault("must be a SHA-256 digest of 64 lowercase hexadecimal digits")
      return nil
    }
    return digest
  }

  static func entryIndex(_ node: JSONView, _ log: FaultLog) -> EntryIndex? {
    integer(0...largestInteger)(node, log).map { EntryIndex(UInt64($0)) }
  }

  static func origin(_ node: JSONView, _ log: FaultLog) -> Origin? {
    guard let text = node.string, let origin = Origin(text) else {
      log.fault("must be an origin such as pledges.example/paris-call-2018")
      return nil
    }
    return origin
  }

  /// An absolute URI of printable ASCII: a scheme, a colon, something behind it. // RFC 3986 §4.3
  static func uri(_ node: JSONView, _ log: FaultLog) -> String? {
    guard let text = node.string, isAbsoluteURI(text) else {
      log.fault("must be an absolute URI")
      return nil
    }
    return text
  }

  static func isAbsoluteURI(_ text: String) -> Bool {
    let bytes = text.utf8.span
    guard bytes.count <= 2_048, let colon = bytes.indices.first(where: { bytes[$0] == UInt8(ascii: ":") }),
      colon > 0, colon + 1 < bytes.count, isLetter(bytes[0]),
      bytes.extracting(..<colon).allSatisfy({
        isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
      })
    else { return false }
    return bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }

  /// Two capital letters; whether the code is assigned is the source's affair. // ISO 3166-1 alpha-2
  static func country(_ node: JSONView, _ log: FaultLog) -> String? {
    guard let text = node.string, text.utf8.count == 2, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      log.fault("must be a country code of two capital letters")
      return nil
    }
    return text
  }

  /// A language tag such as `en` or `pt-BR`.
  static func languageTag(_ node: JSONView, _ log: FaultLog) -> String? {
    guard let text = node.string, isLanguageTag(text) else {
      log.fault("must be a language tag such as en or pt-BR")
      return nil
    }
    return text
  }

  /// A primary language of two or three letters and subtags of two to eight letters or digits. // RFC 5646 §2.1
  static func isLanguageTag(_ text: String) -> Bool {
    let bytes = text.utf8.span
    guard bytes.count <= 35 else { return false }
    var isFirst = true
    var start = 0
    for position in 0...bytes.count where position == bytes.count || bytes[position] == UInt8(ascii: "-") {
      let part = bytes.extracting(start..<position)
      let isPart =
        isFirst
        ? (2...3).contains(part.count) && part.allSatisfy { (0x61...0x7A).contains($0) }
        : (2...8).contains(part.count) && part.allSatisfy { isLetter($0) || isDigit($0) }
      guard isPart else { return false }
      isFirst = false
      start = position + 1
    }
    return true
  }

  /// Text by language, at least one, each of at most `limit` characters.
  static func textMap(_ limit: Int = 10_000) -> (JSONView, FaultLog) -> TextMap? {
    { node, log in
      guard node.kind == .object, node.count > 0 else {
        log.fault("must be an object from language tag to text, with at least one text")
        return nil
      }
      var entries: [(language: String, text: String)] = []
      var members = node.members
      while let member = members.next() {
        let language = member.name.string ?? ""
        let value = member.value
        log.at(.name(language)) {
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
  static func textOrMap(_ limit: Int = 10_000) -> (JSONView, FaultLog) -> TextMap? {
    { node, log in
      guard node.kind == .string else { return textMap(limit)(node, log) }
      return text(limit)(node, log).flatMap { TextMap([(undetermined, $0)]) }
    }
  }

  /// A media type such as `application/pdf`.
  static func mediaType(_ node: JSONView, _ log: FaultLog) -> String? {
    guard let text = node.string, isMediaType(text) else {
      log.fault("must be a media type such as application/pdf")
      return nil
    }
    return text
  }

  /// `NAME/NAME`, and of all parameters only a charset. // Format §10
  private static func isMediaType(_ text: String) -> Bool {
    let bytes = text.utf8.span
    guard bytes.count <= 255 else { return false }
    let end = bytes.indices.first { bytes[$0] == UInt8(ascii: ";") } ?? bytes.count
    let type = bytes.extracting(..<end)
    guard let slash = type.indices.first(where: { type[$0] == UInt8(ascii: "/") }),
      isMediaName(type.extracting(..<slash)), isMediaName(type.extracting((slash + 1)...))
    else { return false }
    return end == bytes.count || isCharset(bytes.extracting((end + 1)...))
  }

  private static func isCharset(_ parameter: Span<UInt8>) -> Bool {
    var cursor = ByteCursor(parameter)
    _ = cursor.take(" ")
    guard cursor.take("charset=") else { return false }
    let name = cursor.rest
    return (1...40).contains(name.count) && isMediaName(name)
  }

  private static func isMediaName(_ name: Span<UInt8>) -> Bool {
    !name.isEmpty
      && name.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
  }

  /// A public key as PEM, weak and odd ones refused. // Format §2
  static func publicKey(_ node: JSONView, _ log: FaultLog) -> PublicKey? {
    guard let text = node.string else {
      log.fault("must be a public key in PEM")
      return nil
    }
    do {
      let key = try PublicKey(pem: text)
      guard key.pem.isExactly(text) else {
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

  static func keyID(_ node: JSONView, _ log: FaultLog) -> KeyID? {
    digest(node, log).map { KeyID($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte)
  }
}

/// Notes a fault for every id that stands twice in a list.
func requireUnique<ID: Hashable & CustomStringConvertible>(_ ids: [ID], _ what: String, _ log: FaultLog) {
  requireUnique(ids, by: { $0 }, what, log)
}

/// So many ids are compared one by one; more are hashed, so that the work stays linear however long a list is.
let fewIDs = 8

/// Notes a fault for every element whose id another one has; nothing but the id is copied out of an element.
@inline(__always)
func requireUnique<Element, ID: Hashable & CustomStringConvertible>(
  _ elements: [Element], by id: (Element) -> ID, _ what: String, _ log: FaultLog
) {
  if elements.count <= fewIDs {
    for later in elements.indices.dropFirst() {
      let latest = id(elements[later])
      if (0..<later).contains(where: { id(elements[$0]) == latest }) { log.fault("\(what) \(latest) stands twice") }
    }
    return
  }
  var seen = Set<ID>()
  for position in elements.indices {
    let id = id(elements[position])
    if !seen.insert(id).inserted { log.fault("\(what) \(id) stands twice") }
  }
}

extension JSONView {
  /// What a reader makes of the text's bytes, which are copied only where the text has escapes; nil for another kind.
  @inline(__always)
  func readText<Value>(_ read: (Span<UInt8>) -> Value?) -> Value? {
    if let text = plainText { return read(text) }
    guard let bytes = stringBytes else { return nil }
    return read(bytes.span)
  }
}
