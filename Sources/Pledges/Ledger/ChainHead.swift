public import Cryptography

/// The end of the chain: how long it is, what the next header has to link to, and what time it was. // Format §6
public struct ChainHead: Sendable, Equatable {
  public private(set) var size: UInt64 = 0
  /// Leaf hash of the last entry; zeros when there is none.
  public private(set) var leaf: Digest = .zero
  /// When the last entry was recorded; nil when there is none.
  public private(set) var recorded: Instant?

  public init() {}

  /// The end of a chain that was walked before.
  init(size: UInt64, leaf: Digest, recorded: Instant?) {
    (self.size, self.leaf, self.recorded) = (size, leaf, recorded)
  }

  /// The header of the next entry, for this envelope at this time; refused when the clock has gone back.
  public func header(
    kind: EntryKind, envelope: Digest, envelopeByteCount: Int, recorded now: Instant
  ) throws(Refusal) -> EntryHeader {
    if let recorded, now < recorded {
      throw Refusal(
        .headerTime, "the clock says \(now), which is before the last entry of \(recorded)",
        hint: "correct this machine's clock, or wait until it has passed \(recorded); a demo ledger takes a later --at")
    }
    return EntryHeader(
      index: EntryIndex(size), previous: leaf, recorded: now, kind: kind, envelope: envelope,
      envelopeByteCount: envelopeByteCount)
  }

  /// Moves on to the entry with this header, whatever it says: replay goes on from the stored bytes. // Format §8
  public mutating func advance(leaf: Digest, recorded now: Instant?) {
    size += 1
    self.leaf = leaf
    // The stored time, even one that went back: each header is held against the one before it.
    if let now { recorded = now }
  }

  /// Leaves out entries that are not there, so that the ones behind them are judged at their own places.
  mutating func skip(to index: EntryIndex) {
    size = max(size, index.rawValue)
  }
}
