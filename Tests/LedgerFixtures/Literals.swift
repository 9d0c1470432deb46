public import Cryptography
public import Pledges

// Tests name parties, commitments and times as literals; a literal that is none is a mistake in the test.

extension PartyID: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = literal(PartyID(text), text) }
}

extension PlainID: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = literal(PlainID(text), text) }
}

extension CommitmentID: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = literal(CommitmentID(text), text) }
}

extension PeriodID: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = literal(PeriodID(text), text) }
}

extension EntryIndex: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension Instant: ExpressibleByStringLiteral {
  /// An instant, or a date for its first second.
  public init(stringLiteral text: String) {
    self = literal(Instant(text) ?? Instant(text + "T00:00:00Z"), text)
  }
}

extension CalendarDate: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = literal(CalendarDate(text), text) }
}

extension TextMap: ExpressibleByStringLiteral {
  /// An English text.
  public init(stringLiteral text: String) { self = literal(TextMap([("en", text)]), text) }
}

extension Digest {
  /// A digest named by a word of up to 32 bytes.
  public static func named(_ word: String) -> Digest {
    let bytes = Array(word.utf8.prefix(Digest.byteCount))
    return literal(Digest(bytes + [UInt8](repeating: 0, count: Digest.byteCount - bytes.count)), word)
  }
}

func literal<Value>(_ value: Value?, _ text: String) -> Value {
  guard let value else { preconditionFailure("\(text) is no \(Value.self)") }
  return value
}
