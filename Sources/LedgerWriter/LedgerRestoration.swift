internal import Cryptography
public import Pledges
internal import Storage
public import TransparencyLog

/// Builds a ledger anew from its portable form, checking everything on the way, signatures included.
public enum LedgerRestoration {
  /// Refuses the entries of a ledger of version 0, before anything is made of them.
  public static func requireFormat(of entries: [PortableEntry]) throws(AppendError) {
    guard let genesis = entries.first?.stored.envelope, FormatVersion.isZero(genesis: genesis) else { return }
    throw .storage(.versionZero)
  }

  /// Writes the entries into a new ledger; the file appears whole or not at all, and never over another.
  ///
  /// With an issuer it appears with a checkpoint for its end. Nothing is written, and nothing signed, when the entries
  /// end before a checkpoint that was given out or contradict it: the issuer's high-water mark, and those held.
  ///
  /// - Returns: the end of the restored chain.
  public static func restore(
    _ entries: [PortableEntry], to path: String, issuer: CheckpointIssuer? = nil, held: [Checkpoint] = []
  ) throws(AppendError) -> ChainHead {
    try requireFormat(of: entries)
    do {
      var ledger = try Ledger(signatures: .check)
      var given = (held + [try issuer?.lastGivenOut()].compactMap(\.self)).sorted { $0.size < $1.size }[...]
      var batch = LedgerBatch(expectedHead: .empty)
      for (position, entry) in entries.enumerated() {
        var completed: [Digest] = []
        let replayed = try ledger.replay(entry.stored, completing: &completed) { index in
          // The portable form is in order, so an index is a position.
          index.rawValue < UInt64(entries.count) ? entries[Int(index.rawValue)].stored : nil
        }
        if entry.index != replayed.index {
          throw AppendError.broken(
            Finding(
              "header.index", at: replayed.index, "line \(position + 1) names another entry",
              expected: replayed.index.description, found: entry.index.description))
        }
        if let finding = replayed.findings.first { throw AppendError.broken(finding) }
        try batch.add(entry, replayed, completed)
        while let next = given.first, next.size <= ledger.chain.size {
          if let finding = try ledger.contradiction(of: next) { throw AppendError.broken(finding) }
          given.removeFirst()
        }
      }
      if let next = given.last, let finding = try ledger.contradiction(of: next) { throw AppendError.broken(finding) }
      let checkpoint = try issuer.map { issuer in
        try StoredCheckpoint(size: ledger.chain.size, note: issuer.checkpoint(of: ledger, root: ledger.root()).bytes)
      }
      batch.checkpoint = checkpoint
      let store = try SQLiteLedgerWriter.create(path, first: batch)
      // Its lock is held until the mark is written.
      defer { withExtendedLifetime(store) {} }
      if let checkpoint { try issuer?.raise(to: checkpoint) }
      return ledger.chain
    } catch let error as AppendError {
      throw error
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      throw .library("\(error)")
    }
  }
}

extension LedgerBatch {
  fileprivate mutating func add(
    _ entry: PortableEntry, _ replayed: ReplayedEntry, _ completed: [Digest]
  ) throws(AppendError) {
    guard let header = replayed.header, let statement = replayed.body?.statementDigest ?? entry.statement else {
      throw .broken(
        Finding("envelope.missing", at: replayed.index, "the body is gone, and the line does not name its statement"))
    }
    guard entry.stored.envelope == nil || entry.stored.redactedBy == nil else {
      throw .broken(Finding("file.count", at: replayed.index, "the entry is redacted and its envelope is still there"))
    }
    add(
      StoredEntry(
        index: replayed.index, header: entry.stored.header, leaf: replayed.leaf, previous: header.previous,
        statement: statement, envelope: entry.stored.envelope, redactedBy: entry.stored.redactedBy),
      completing: completed, saying: replayed.body?.statement.predicate)
  }
}
