public import Pledges
public import Storage
internal import Verification

/// New entries that are dated before the last look, which did not show them: published late, or dated back.
/// // Format §8
///
/// Times never go back within a ledger, so they are the first of the new entries, up to one.
public struct LateEntries: Sendable, Equatable {
  public let first: EntryStamp
  public let last: EntryStamp
  /// When the look was that did not show them.
  public let look: Instant

  /// Those behind the first `before` entries; nil for none.
  public init?(
    _ ledger: any LedgerReading, from before: UInt64, to size: UInt64, look: Instant
  ) throws(StorageError) {
    guard before < size else { return nil }
    let end = try ledger.firstEntry(in: before..<size) { $0 >= look }
    guard end > before, let first = try ledger.recorded(at: before), let last = try ledger.recorded(at: end - 1) else {
      return nil
    }
    self.first = first
    self.last = last
    self.look = look
  }
}
