public import Cryptography
public import Pledges
internal import TransparencyLog

extension LedgerFixture {
  /// The entries as a store would hold them now: the words that were removed are gone.
  public var stored: [StoredBytes] {
    let removals = ledger.state.removals
    return entries.map { entry in
      let texts = entry.texts.filter { removals.removal(of: $0.digest, from: entry.header.index) == nil }
      return StoredBytes(header: entry.headerBytes, envelope: entry.envelopeBytes, texts: texts.map(\.bytes))
    }
  }

  /// What replay makes of the stored entries.
  public func replayed() throws -> Replayed {
    try Replayed(stored)
  }
}

/// Stored entries, replayed from the first with every signature checked.
public final class Replayed {
  public let ledger: Ledger
  public let root: Digest
  public let entries: [ReplayedEntry]

  public var state: LedgerState { ledger.state }
  public var chain: ChainHead { ledger.chain }
  /// What is wrong with the entries, then with their words. // Format §8
  public var findings: [Finding] {
    var audit = TextAudit()
    for entry in entries {
      if let texts = entry.texts { audit.note(texts, of: entry.index) }
    }
    return entries.flatMap(\.findings) + audit.findings(with: state.removals)
  }

  public init(_ stored: [StoredBytes]) throws {
    var ledger = try Ledger(signatures: .check)
    var entries: [ReplayedEntry] = []
    for bytes in stored {
      var completed: [Digest] = []
      entries.append(
        try ledger.replay(bytes, completing: &completed) { index in
          stored.indices.contains(Int(clamping: index.rawValue)) ? stored[Int(index.rawValue)].envelope : nil
        })
    }
    root = try ledger.root()
    self.ledger = ledger
    self.entries = entries
  }
}
