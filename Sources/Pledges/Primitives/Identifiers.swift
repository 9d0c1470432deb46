/// The name of a party: signatory, reviewer, panel, registrar. `^[a-z][a-z0-9-]{0,63}$`. // Format §2
///
/// Ids are ASCII by rule, so that Swift's comparison of strings is a comparison of bytes.
public struct PartyID: Hashable, Sendable {
  public static let form = "1 to 64 lowercase letters, digits and hyphens, the first of them a letter"
  public let text: String

  /// The id, or nil when the bytes do not match.
  public init?(_ bytes: Span<UInt8>) {
    guard isPlainID(bytes) else { return nil }
    text = String(copying: bytes)
  }
}

/// The name of an accord, a kind of signatory, a trait, a claim value and the like. `^[a-z][a-z0-9-]{0,63}$`.
public struct PlainID: Hashable, Sendable {
  public static let form = "1 to 64 lowercase letters, digits and hyphens, the first of them a letter"
  public let text: String

  /// The id, or nil when the bytes do not match.
  public init?(_ bytes: Span<UInt8>) {
    guard isPlainID(bytes) else { return nil }
    text = String(copying: bytes)
  }
}

/// The name of a commitment. `^[A-Za-z_][A-Za-z0-9._-]{0,63}$`, an OSCAL token. // Format §2
public struct CommitmentID: Hashable, Sendable {
  public static let form =
    "1 to 64 letters, digits, dots, hyphens and underscores, the first of them a letter or an underscore"
  public let text: String

  /// The id, or nil when the bytes do not match.
  public init?(_ bytes: Span<UInt8>) {
    guard (1...64).contains(bytes.count), bytes[0].isLetter || bytes[0] == UInt8(ascii: "_"),
      bytes.allSatisfy({
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      })
    else { return nil }
    text = String(copying: bytes)
  }
}

/// The name of a reporting period. `^[a-z0-9][a-z0-9-]{0,63}$`. // Format §2
public struct PeriodID: Hashable, Sendable {
  public static let form = "1 to 64 lowercase letters, digits and hyphens, the first of them no hyphen"
  public let text: String

  /// The id, or nil when the bytes do not match.
  public init?(_ bytes: Span<UInt8>) {
    guard (1...64).contains(bytes.count), bytes[0].isLowercase || bytes[0].isDigit, bytes.allSatisfy(isPlainIDByte)
    else { return nil }
    text = String(copying: bytes)
  }
}

/// Anything that is an id: shown as its text, ordered by its bytes.
public protocol Identifier: Hashable, Sendable, Comparable, CustomStringConvertible {
  var text: String { get }
  init?(_ bytes: Span<UInt8>)
  /// How such an id is written, in the middle of a sentence.
  static var form: String { get }
}

extension Identifier {
  /// The id, or nil when the text does not match.
  public init?(_ text: String) {
    self.init(text.utf8.span)
  }

  public var description: String { text }

  // The one place where ids are compared as texts: an id is ASCII by its form, and so are all texts that equal it.
  @inlinable
  public static func == (left: Self, right: Self) -> Bool {
    left.text == right.text
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension PartyID: Identifier {}
extension PlainID: Identifier {}
extension CommitmentID: Identifier {}
extension PeriodID: Identifier {}

private func isPlainID(_ bytes: Span<UInt8>) -> Bool {
  (1...64).contains(bytes.count) && bytes[0].isLowercase && bytes.allSatisfy(isPlainIDByte)
}

private func isPlainIDByte(_ byte: UInt8) -> Bool {
  byte.isLowercase || byte.isDigit || byte == UInt8(ascii: "-")
}

extension UInt8 {
  fileprivate var isLowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLetter: Bool { isLowercase || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
