public import Pledges

/// What a report sees: the first entries of a ledger, as far as they are recorded by an instant.
///
/// Nothing else exists for the rules. // Status rules §1
public struct Visibility: Hashable, Sendable {
  /// The report's instant, T.
  public var asOf: Instant
  /// How many entries from the start, N; nil for all that the history holds.
  public var size: UInt64?

  public init(asOf: Instant, size: UInt64? = nil) {
    self.asOf = asOf
    self.size = size
  }

  /// Whether the entry exists for the report. Recorded exactly at its instant does. // Status rules §13
  public func shows(_ entry: EntryStamp) -> Bool {
    guard entry.recorded <= asOf else { return false }
    guard let size else { return true }
    return entry.index.rawValue < size
  }
}
