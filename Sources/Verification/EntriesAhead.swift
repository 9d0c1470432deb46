public import Pledges
public import Storage

/// Entries that a production ledger dates later than the reader's clock: one of the two clocks is wrong. // Format §8
///
/// Times never go back within a ledger, so they are its last entries, from one on.
public struct EntriesAhead: Sendable, Equatable {
  public let first: EntryStamp
  public let last: EntryStamp

  /// How far apart clocks may be, in seconds.
  public static let tolerance: Int64 = 300

  /// Those among the first entries of a ledger; nil for none. A row that cannot be read is none of them.
  public init?(_ store: any LedgerReading, size: UInt64, clock: Instant) throws(StorageError) {
    let limit = clock.advanced(bySeconds: Self.tolerance)
    guard size > 0, let last = try store.recorded(at: size - 1), last.recorded > limit,
      let first = try store.recorded(at: store.firstEntry(in: 0..<size) { $0 > limit })
    else { return nil }
    self.first = first
    self.last = last
  }
}

extension LedgerReading {
  /// The first of these entries for whose time `holds` is true, by halving; the end when there is none.
  ///
  /// It has to hold for all entries behind one for which it does.
  public func firstEntry(
    in range: Range<UInt64>, where holds: (Instant) -> Bool
  ) throws(StorageError) -> UInt64 {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      // What cannot be read is looked for on the way to what can.
      if let stamp = try recorded(at: middle), !holds(stamp.recorded) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// When an entry was recorded; nil where its header is none.
  public func recorded(at index: UInt64) throws(StorageError) -> EntryStamp? {
    guard let entry = try entry(at: EntryIndex(index)), let header = EntryHeader(entry.header) else { return nil }
    return EntryStamp(index: entry.index, recorded: header.recorded)
  }
}
