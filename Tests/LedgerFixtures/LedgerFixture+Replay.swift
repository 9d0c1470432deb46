public import Cryptography
public import Pledges
internal import TransparencyLog

extension LedgerFixture {
  /// The entries as a store would hold them now: the bodies that were redacted are gone.
  public var stored: [StoredBytes] {
    var stored = entries.map { StoredBytes(header: $0.headerBytes, envelope: $0.envelopeBytes) }
    for (target, by) in ledger.state.redactions {
      stored[Int(target.rawValue)].envelope = nil
      stored[Int(target.rawValue)].redactedBy = by
    }
    return stored
  }

  /// What replay makes of the stored entries.
  public func replayed(into spill: (any StateSpill)? = nil) throws -> Replayed {
    try Replayed(stored, into: spill)
  }
}

/// Stored entries, replayed from the first with every signature checked; the state goes into a spill, if one is given.
public final class Replayed {
  public let ledger: Ledger
  public let root: Digest
  public let entries: [ReplayedEntry]

  public var state: LedgerState { ledger.state }
  public var chain: ChainHead { ledger.chain }
  public var findings: [Finding] { entries.flatMap(\.findings) }

  public init(_ stored: [StoredBytes], into spill: (any StateSpill)? = nil) throws {
    var ledger = try Ledger(signatures: .check)
    if let spill { ledger.spill(into: spill, .finest) }
    var entries: [ReplayedEntry] = []
    for bytes in stored {
      var completed: [Digest] = []
      entries.append(
        try ledger.replay(bytes, completing: &completed) { index in
          stored.indices.contains(Int(index.rawValue)) ? stored[Int(index.rawValue)] : nil
        })
    }
    root = try ledger.root()
    self.ledger = ledger
    self.entries = entries
  }
}
