internal import Cryptography
internal import Pledges
internal import Storage
internal import TransparencyLog

/// One pass over a stored ledger, from entry 0 to its end, with everything that is wrong with it. // Format §8
///
/// The checks in their order: the file itself, then entry by entry the chain, bodies, signatures and rules with what
/// the store derived from them, checkpoints at their sizes, then the words, which only all entries together can judge,
/// and what the reader knows from elsewhere. It streams:
/// memory grows only by what the entries say.
struct VerificationPass: ~Copyable {
  private let trust: Trust
  /// Nil: signatures are checked one after the other, where they stand.
  private let pool: SignaturePool?
  private let cores: Int
  private var ledger: Ledger
  private var checkpoints: CheckpointCheck
  private var texts: TextCheck
  /// The signatures of checkpoints, collected for the pool; nil without one.
  private var checks: SignatureBatch?
  private var findings: [Finding] = []
  private var entryCount: UInt64 = 0
  private var treePosition: UInt64 = 0
  private var storedTree = StoredTree()
  /// What was verified earlier, if this pass goes on behind it.
  private var earlier: EarlierTree?
  /// Checkpoints that the reader brings and that are still to be held against the tree, smallest first.
  private var held: ArraySlice<SignedCheckpoint>
  /// The stored checkpoint that is to be held against the tree next.
  private var nextStored: StoredCheckpoint?
  /// Behind the last row that holds no entry: reading goes on there where the next one cannot be read.
  private var rowsSeen: UInt64 = 0
  /// The tree hashes that an entry completes, in a buffer that is reused.
  private var completed: [Digest] = []

  /// A pass on this many cores; on one it checks each signature where it stands.
  init(trust: Trust, texts: TextSource, cores: Int) throws(StoredReplayFailure) {
    let pool = cores > 1 ? SignaturePool(cores: cores) : nil
    let ledger = try VerificationPass.made { () throws(LogError) in
      try Ledger(signatures: pool == nil ? .check : .collected)
    }
    let checkpoints = try VerificationPass.made { () throws(LogError) in try CheckpointCheck() }
    self.trust = trust
    self.pool = pool
    self.cores = cores
    held = trust.held.filter { $0.checkpoint.size > 0 }.sorted { $0.checkpoint.size < $1.checkpoint.size }[...]
    checks = pool == nil ? nil : SignatureBatch()
    self.ledger = ledger
    self.checkpoints = checkpoints
    self.texts = TextCheck(texts)
  }

  private static func made<Made: ~Copyable>(
    _ make: () throws(LogError) -> Made
  ) throws(StoredReplayFailure) -> Made {
    do {
      return try make()
    } catch {
      throw .library(error)
    }
  }

  /// Goes on behind what was verified earlier; false when this store does not begin with it.
  mutating func resume(_ snapshot: LedgerSnapshot, in store: any LedgerReading) throws(StoredReplayFailure) -> Bool {
    do {
      ledger = try Ledger.resumed(from: snapshot, in: store, signatures: pool == nil ? .check : .collected)
    } catch {
      return false
    }
    entryCount = snapshot.size
    treePosition = LedgerBatch.treeHashCount(forSize: snapshot.size)
    earlier = EarlierTree(size: snapshot.size, root: snapshot.root, stretches: snapshot.stretches)
    return true
  }

  /// Replays every entry that was not verified earlier; nil when a signature is in doubt, so that only a serial pass can
  /// say where, or when something asked cannot be told without the earlier entries.
  mutating func run(
    _ store: any LedgerReading, structure: () throws(StorageError) -> [StructuralFinding],
    keeping keep: (borrowing Ledger, Digest) -> Void, progress: (UInt64, UInt64) -> Void
  ) throws(StoredReplayFailure) -> VerificationReport? {
    // Also where it ends half-way: the process may be about to end, and with it OpenSSL.
    defer { _ = pool?.finish() }
    do {
      let total = try VerificationPass.size(of: store)
      if let earlier {
        for known in trust.knownHeads where (1...earlier.size).contains(known.size) {
          guard let leaf = try earlier.leaf(at: known.size - 1, in: store) else { return nil }
          if leaf != known.leaf {
            findings.append(Trust.finding(held: known.leaf, at: EntryIndex(known.size - 1), found: leaf))
          }
        }
        for held in held where held.checkpoint.size < earlier.size {
          guard try earlier.root(of: held.checkpoint.size, in: store) != nil else { return nil }
        }
        if let stored = try store.checkpoint(ofSize: earlier.size) {
          try checkpoints.check(stored, root: earlier.root, ledger.state, collecting: &checks)
        }
      }
      var unread: StorageError?
      do {
        try replay(store, total: total, progress)
      } catch let error as StorageError where texts.mayLag {
        // Over the net a file may be missing. What was found before it stands.
        unread = error
      }
      if let pool {
        handOverChecks()
        if let last = ledger.takeRemainingChecks() { pool.submit(last) }
        guard pool.finish() else { return nil }
      }
      if let unread {
        guard let report = try report(upTo: unread) else { throw unread }
        return report
      }
      // What is wrong with the file comes first, though it is known last.
      findings.insert(contentsOf: try structure().map { Finding($0.code.rawValue, at: nil, $0.reason) }, at: 0)
      if ledger.chain.size == 0 { findings.append(VerificationPass.nothing) }
      findings += try texts.findings(
        with: ledger.state.removals, in: store, readFrom: EntryIndex(earlier?.size ?? 0))
      findings += trust.findings(about: ledger.state.identity)
      for (size, leaf) in trust.knownHeads where size > ledger.chain.size {
        findings.append(Trust.finding(held: leaf, size: size, longerThan: ledger.chain.size))
      }
      var report = try report()
      if let earlier {
        report.earlier = earlier.stretches
        report.counts.checkpoints = try store.checkpointCount()
      }
      if report.isIntact {
        // Asked of all entries, those that were verified earlier as well: the clock is another one each time.
        if let clock = trust.clock, report.identity?.environment == .production {
          report.ahead = try EntriesAhead(store, size: report.size, clock: clock)
        }
        keep(ledger, report.root)
      }
      return report
    } catch {
      throw StoredReplayFailure(error)
    }
  }

  /// What the entries say.
  var state: LedgerState { ledger.state }

  /// Where there is no entry, there is nothing that could be intact.
  private static let nothing = Finding(
    "header.index", at: .genesis, "entry 0 is missing: a ledger begins with its genesis", expected: "0",
    found: "no entry")

  /// How many entries there are, as far as the last row that can be read; that the row is damaged is found in its turn.
  private static func size(of store: any LedgerReading) throws -> UInt64 {
    do throws(StorageError) {
      return try store.head().size
    } catch {
      guard error.tellsOfDamage else { throw error }
      return .max
    }
  }

  /// Replays every row in order, and stops at each size of which a checkpoint speaks, stored or held.
  private mutating func replay(_ store: any LedgerReading, total: UInt64, _ progress: (UInt64, UInt64) -> Void) throws {
    nextStored = try storedCheckpoint(after: ledger.chain.size, upTo: total, in: store)
    var breaks = 0
    while let error = try scan(store, total: total, progress) {
      // One row that cannot be read hides no other, and a file that is one ruin ends the reading.
      let index = EntryIndex(max(ledger.chain.size, rowsSeen))
      findings.append(Finding(error.code.rawValue, at: index, "the entry cannot be read: \(error.reason)"))
      breaks += 1
      ledger.skip(to: index.next)
      guard ledger.chain.size < total else { break }
      guard breaks < VerificationPass.mostBreaks else {
        findings.append(
          Finding(
            error.code.rawValue, at: nil,
            "too many unreadable rows; verification stopped, size and root exclude the rest"))
        break
      }
    }
    // What is in doubt is left to a serial pass.
    if pool?.hasDoubt == true { return }
    try checkCheckpoints(upTo: total, total: total, in: store)
    for checkpoint in held {
      checkpoints.check(held: checkpoint, root: nil, size: ledger.chain.size, ledger.state.identity?.origin)
    }
    // A tree of nothing is the beginning of every ledger.
    for checkpoint in trust.held where checkpoint.checkpoint.size == 0 {
      checkpoints.check(held: checkpoint, root: .emptyTreeRoot, size: 0, ledger.state.identity?.origin)
    }
    checkpoints.finish(
      size: ledger.chain.size, keepsCheckpoints: try store.checkpointCount() > 0,
      expectsCheckpoints: trust.policy != nil)
  }

  /// Where the store breaks so often, the rest is not looked for.
  private static let mostBreaks = 64

  /// Takes rows until their end, or until one cannot be read: that error is answered.
  private mutating func scan(
    _ store: any LedgerReading, total: UInt64, _ progress: (UInt64, UInt64) -> Void
  ) throws -> StorageError? {
    // What fails when a row is taken is no failure of reading it.
    var failure: (any Error)?
    do {
      try store.forEachDecodedEntry(
        from: EntryIndex(ledger.chain.size), upTo: nil, withTexts: true, cores: cores
      ) { row in
        do {
          return try take(row, store, total: total, progress)
        } catch {
          failure = error
          return false
        }
      }
    } catch let error as StorageError where error.tellsOfDamage && failure == nil {
      return error
    }
    if let failure { throw failure }
    return nil
  }

  /// Takes the next row; false once a signature is in doubt.
  private mutating func take(
    _ row: DecodedRow, _ store: any LedgerReading, total: UInt64, _ progress: (UInt64, UInt64) -> Void
  ) throws -> Bool {
    switch row {
    case .fault(let fault):
      let index = fault.index.flatMap { UInt64(exactly: $0) } ?? ledger.chain.size
      try checkCheckpoints(upTo: index, total: total, in: store)
      findings.append(Finding(fault))
      rowsSeen = index + 1
    case .entry(let stored, let decoded):
      if stored.index.rawValue > ledger.chain.size {
        try checkCheckpoints(upTo: ledger.chain.size, total: total, in: store)
        findings.append(ledger.leaveOut(upTo: stored.index))
      }
      try checkCheckpoints(upTo: stored.index.rawValue, total: total, in: store)
      let replayed = try ledger.replay(decoded, in: store, completing: &completed)
      if !replayed.findings.isEmpty { findings += replayed.findings }
      entryCount += 1
      progress(entryCount, total)
      if let checks = replayed.checks { pool?.submit(checks) }
      try compare(stored, replayed, with: store)
    }
    return pool?.hasDoubt != true
  }

  /// Holds what the store derived from an entry, and what the reader knows of it, against what replay made of it.
  private mutating func compare(
    _ stored: StoredEntry, _ replayed: ReplayedEntry, with store: any LedgerReading
  ) throws(StorageError) {
    DerivedColumns.compare(stored, replayed, &findings)
    try texts.note(stored, replayed, in: store, &findings)
    for known in trust.knownHeads where known.size == replayed.index.next.rawValue && known.leaf != replayed.leaf {
      findings.append(Trust.finding(held: known.leaf, at: replayed.index, found: replayed.leaf))
      break
    }
    // Behind a gap the hashes of the whole tree are unknown; the gap itself is reported.
    guard treePosition == LedgerBatch.treeHashCount(forSize: replayed.index.rawValue) else { return }
    try storedTree.compare(completed, from: treePosition, at: replayed.index, in: store, &findings)
    treePosition += UInt64(completed.count)
  }

  /// Looks at every checkpoint of at most this size, at its own: those held before the stored one of the same size.
  private mutating func checkCheckpoints(upTo size: UInt64, total: UInt64, in store: any LedgerReading) throws {
    while true {
      if let next = held.first, next.checkpoint.size <= min(size, nextStored?.size ?? size, total) {
        held.removeFirst()
        let size = next.checkpoint.size
        // Behind a gap the roots are unknown; the gap itself is reported.
        if ledger.hasGap, size <= ledger.chain.size { continue }
        let root =
          ledger.chain.size == size ? try ledger.root() : try earlier.flatMap { try $0.root(of: size, in: store) }
        checkpoints.check(held: next, root: root, size: ledger.chain.size, ledger.state.identity?.origin)
      } else if let stored = nextStored, stored.size <= size {
        if ledger.chain.size < stored.size { findings.append(ledger.leaveOut(upTo: EntryIndex(stored.size))) }
        let root = ledger.hasGap ? nil : try ledger.root()
        try checkpoints.check(stored, root: root, ledger.state, collecting: &checks)
        if checks?.isFull == true { handOverChecks() }
        nextStored = try storedCheckpoint(after: stored.size, upTo: total, in: store)
      } else {
        return
      }
    }
  }

  private func storedCheckpoint(
    after size: UInt64, upTo total: UInt64, in store: any LedgerReading
  ) throws(StorageError) -> StoredCheckpoint? {
    guard let stored = try store.checkpoint(after: size), stored.size <= total else { return nil }
    return stored
  }

  /// Gives the collected signatures of checkpoints to the pool.
  private mutating func handOverChecks() {
    guard let batch = checks?.take(), !batch.isEmpty else { return }
    pool?.submit(batch)
  }

  /// What is wrong with what could be read; nil where that is nothing, which says nothing of the rest.
  private mutating func report(upTo unread: StorageError) throws(LogError) -> VerificationReport? {
    findings += checkpoints.findings
    guard !findings.isEmpty else { return nil }
    let removals = ledger.state.removals
    var report = VerificationReport(
      identity: ledger.state.identity, size: ledger.chain.size, root: try ledger.root(), head: ledger.chain.leaf,
      assurance: .broken,
      counts: VerificationReport.Counts(
        entries: entryCount, signatures: ledger.signatureCount, texts: texts.count,
        removedTexts: removals.all.reduce(0) { $0 + UInt64($1.texts.count) }, checkpoints: checkpoints.count),
      findings: findings, notUnderstood: ledger.state.notUnderstood, removals: removals.all)
    report.unread = unread.reason
    return report
  }

  private mutating func report() throws(LogError) -> VerificationReport {
    let assurance = try checkpoints.assurance(trust, size: ledger.chain.size)
    findings += checkpoints.findings
    let removals = ledger.state.removals
    var report = VerificationReport(
      identity: ledger.state.identity, size: ledger.chain.size, root: try ledger.root(), head: ledger.chain.leaf,
      assurance: findings.isEmpty ? assurance : .broken,
      counts: VerificationReport.Counts(
        entries: entryCount, signatures: ledger.signatureCount, texts: texts.count,
        removedTexts: removals.all.reduce(0) { $0 + UInt64($1.texts.count) }, checkpoints: checkpoints.count),
      findings: findings, notUnderstood: ledger.state.notUnderstood, removals: removals.all,
      notOffered: texts.notOffered(with: removals), lateTexts: texts.lateCount)
    report.unsupported = checkpoints.unsupported
    report.absentWitnesses = checkpoints.absentWitnesses
    return report
  }
}
