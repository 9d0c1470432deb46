/// Why a text was refused, with the byte where it shows; equal when the codes are equal.
public struct JSONError: Error, Sendable {
  /// A stable code, safe to match on and to show.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The text is not JSON by the grammar. // RFC 8259 §2
    public static let syntax = Code(rawValue: "json.syntax")
    /// The text starts with a byte order mark. // RFC 8259 §8.1
    public static let byteOrderMark = Code(rawValue: "json.byte-order-mark")
    /// The bytes are not UTF-8. // RFC 7493 §2.1
    public static let invalidUTF8 = Code(rawValue: "json.invalid-utf8")
    /// An escape names half a surrogate pair. // RFC 7493 §2.1
    public static let loneSurrogate = Code(rawValue: "json.lone-surrogate")
    /// An object has two members of one name, compared as unescaped bytes. // RFC 7493 §2.3
    public static let duplicateMember = Code(rawValue: "json.duplicate-member")
    /// Containers lie deeper in one another than the profile allows.
    public static let depth = Code(rawValue: "json.depth")
    /// The text has more bytes than were allowed.
    public static let tooLarge = Code(rawValue: "json.too-large")
    /// A number has a fraction or an exponent where only integers may stand. // Format §2
    public static let notAnInteger = Code(rawValue: "json.not-an-integer")
    /// An integer has a magnitude above 2^53−1. // Format §2
    public static let integerRange = Code(rawValue: "json.integer-range")
    /// An integer is written `-0`. // Format §2
    public static let minusZero = Code(rawValue: "json.minus-zero")
  }

  public let code: Code
  /// One sentence, lower case, no full stop, nothing of the text in it.
  public let reason: String
  /// The byte, counted from zero, at which the fault shows.
  public let offset: Int

  public init(_ code: Code, _ reason: String, offset: Int) {
    self.code = code
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError: Equatable {
  public static func == (left: JSONError, right: JSONError) -> Bool {
    left.code == right.code
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String { "\(reason) (at byte \(offset))" }
}
