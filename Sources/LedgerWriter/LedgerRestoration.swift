internal import Cryptography
public import Files
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

  /// What a restored ledger came to.
  public struct Outcome: Sendable {
    /// The end of its chain.
    public let chain: ChainHead
    /// How many removed words the portable form still had.
    public let lateTexts: Int
  }

  /// Writes the entries into a new ledger; the file appears whole or not at all, and never over another.
  ///
  /// Words that one of the entries removed are left out, also where the portable form still has them. With an issuer the
  /// ledger appears with a checkpoint for its end. Nothing is written, and nothing signed, when the entries end before a
  /// checkpoint that was given out or contradict it: the issuer's high-water mark, and those held.
  public static func restore(
    _ entries: [PortableEntry], to path: some FileNaming, issuer: CheckpointIssuer? = nil, held: [Checkpoint] = []
  ) throws(AppendError) -> Outcome {
    try requireFormat(of: entries)
    do {
      var ledger = try Ledger(signatures: .check)
      var given = (held + [try issuer?.lastGivenOut()].compactMap(\.self)).sorted { $0.size < $1.size }[...]
      var batch = LedgerBatch(expectedHead: .empty)
      var audit = TextAudit()
      for (position, entry) in entries.enumerated() {
        var stored = entry.stored
        // Whoever hands an entry on without words says that it has none.
        stored.texts = stored.texts ?? []
        var completed: [Digest] = []
        let replayed = try ledger.replay(stored, completing: &completed) { index in
          // The portable form is in order, so an index is a position.
          index.rawValue < UInt64(entries.count) ? entries[Int(index.rawValue)].stored.envelope : nil
        }
        if entry.index != replayed.index {
          throw AppendError.broken(
            Finding(
              "header.index", at: replayed.index, "line \(position + 1) names another entry",
              expected: replayed.index.description, found: entry.index.description))
        }
        if let finding = replayed.findings.first { throw AppendError.broken(finding) }
        try batch.add(stored, replayed, completed)
        if let texts = replayed.texts { audit.note(texts, of: replayed.index) }
        while let next = given.first, next.size <= ledger.chain.size {
          if let finding = try ledger.contradiction(of: next) { throw AppendError.broken(finding) }
          given.removeFirst()
        }
      }
      if let next = given.last, let finding = try ledger.contradiction(of: next) { throw AppendError.broken(finding) }
      // Only now it is known which words were removed. // Format §8, stage F
      if let finding = audit.findings(with: ledger.state.removals).first { throw AppendError.broken(finding) }
      let lateTexts = batch.leaveOut(ledger.state.removals.digests)
      let checkpoint = try issuer.map { issuer in
        try StoredCheckpoint(size: ledger.chain.size, note: issuer.checkpoint(of: ledger, root: ledger.root()).bytes)
      }
      batch.checkpoint = checkpoint
      let store = try SQLiteLedgerWriter.create(path, first: batch)
      // Its lock is held until the mark is written.
      defer { withExtendedLifetime(store) {} }
      if let checkpoint { try issuer?.raise(to: checkpoint) }
      return Outcome(chain: ledger.chain, lateTexts: lateTexts)
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
  /// Puts an entry in which nothing was found wrong behind those that are there.
  fileprivate mutating func add(
    _ stored: StoredBytes, _ replayed: ReplayedEntry, _ completed: [Digest]
  ) throws(AppendError) {
    guard let header = replayed.header, let body = replayed.body else {
      throw .broken(Finding("envelope.missing", at: replayed.index, "the envelope is not there"))
    }
    let texts = zip(replayed.texts?.digests ?? [], stored.texts ?? []).sorted { $0.0 < $1.0 }
    add(
      StoredEntry(
        index: replayed.index, header: stored.header, leaf: replayed.leaf, previous: header.previous,
        statement: body.statementDigest, envelope: stored.envelope, texts: texts.map(\.1),
        textDigests: texts.map(\.0)),
      completing: completed)
  }

  /// Leaves words out that were removed, of whatever entry, and says how many these are. // Format §3
  fileprivate mutating func leaveOut(_ removed: Set<Digest>) -> Int {
    guard !removed.isEmpty else { return 0 }
    var count = 0
    for position in entries.indices {
      guard let texts = entries[position].texts, let digests = entries[position].textDigests else { continue }
      let kept = zip(digests, texts).filter { !removed.contains($0.0) }
      count += texts.count - kept.count
      entries[position].texts = kept.map(\.1)
      entries[position].textDigests = kept.map(\.0)
    }
    return count
  }
}
