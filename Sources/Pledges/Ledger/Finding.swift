/// One thing that is not as it should be in a ledger: a stable code, the entry, what was expected, what was found.
public struct Finding: Sendable, Equatable {
  /// A code of Format §8, such as `header.previous` or `rule.attestation.window-closed`.
  public var code: String
  /// The entry concerned; nil for something about the ledger as a whole.
  public var index: EntryIndex?
  public var message: String
  public var expected: String?
  public var found: String?

  public init(
    _ code: String, at index: EntryIndex?, _ message: String, expected: String? = nil, found: String? = nil
  ) {
    self.code = code
    self.index = index
    self.message = message
    self.expected = expected
    self.found = found
  }

  /// What admission would have refused.
  init(_ refusal: Refusal, at index: EntryIndex) {
    self.init(refusal.code.rawValue, at: index, refusal.message)
  }
}
