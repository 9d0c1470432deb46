internal import Cryptography
internal import Pledges
internal import Storage
internal import TransparencyLog

/// One pass over a stored ledger, from entry 0 to its end, with everything that is wrong with it. // Format §8
///
/// The checks in their order: the file itself, then entry by entry the chain, bodies, signatures and rules with what
/// the store derived from them, checkpoints at their sizes, and then what the reader knows from elsewhere. It streams:
/// memory grows with what the entries say, not with their bytes.
struct VerificationPass: ~Copyable {
  private let trust: Trust
  /// Nil: signatures are checked one after the other, where they stand.
  private let pool: SignaturePool?
  private var ledger: Ledger
  private var checkpoints: CheckpointCheck
  /// The signatures of checkpoints, collected for the pool; nil without one.
  private var checks: SignatureBatch?
  private var findings: [Finding] = []
  private var entryCount: UInt64 = 0
  private var treePosition: UInt64 = 0
  private var storedTree = StoredTree()
  /// What was verified earlier, if this pass goes on behind it.
  private var earlier: EarlierTree?

  init(trust: Trust, pool: SignaturePool?) throws(StoredReplayFailure) {
    let ledger = try VerificationPass.made { () throws(LogError) in
      try Ledger(signatures: pool == nil ? .check : .collected)
    }
    let checkpoints = try VerificationPass.made { () throws(LogError) in try CheckpointCheck() }
    self.trust = trust
    self.pool = pool
    checks = pool == nil ? nil : SignatureBatch()
    self.ledger = ledger
    self.checkpoints = checkpoints
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
    do {
      let total = try store.head().size
      if let earlier {
        for known in trust.knownHeads where known.size <= earlier.size {
          guard let leaf = try earlier.leaf(at: known.size - 1, in: store) else { return nil }
          if leaf != known.leaf {
            findings.append(Trust.finding(held: known.leaf, at: EntryIndex(known.size - 1), found: leaf))
          }
        }
        for held in trust.held where held.checkpoint.size < earlier.size {
          guard try earlier.root(of: held.checkpoint.size, in: store) != nil else { return nil }
        }
        if let stored = try store.checkpoint(ofSize: earlier.size) {
          try checkpoints.check(stored, root: earlier.root, ledger.state, collecting: &checks)
        }
      }
      try replay(store, total: total, progress)
      if let pool {
        handOverChecks()
        if let last = ledger.takeRemainingChecks() { pool.submit(last) }
        guard pool.finish() else { return nil }
      }
      // What is wrong with the file comes first, though it is known last.
      findings.insert(contentsOf: try structure().map { Finding($0.code.rawValue, at: nil, $0.reason) }, at: 0)
      try checkRedactions(of: store)
      findings += trust.findings(about: ledger.state.identity)
      for (size, leaf) in trust.knownHeads where size > ledger.chain.size {
        findings.append(Trust.finding(held: leaf, size: size, longerThan: ledger.chain.size))
      }
      var report = try report()
      if let earlier {
        report.earlier = earlier.stretches
        report.counts.checkpoints = try store.checkpointCount()
      }
      if report.isIntact { keep(ledger, report.root) }
      return report
    } catch {
      throw StoredReplayFailure(error)
    }
  }

  /// What the entries say.
  var state: LedgerState { ledger.state }

  /// Replays in stretches that end where a checkpoint speaks, stored or held.
  private mutating func replay(_ store: any LedgerReading, total: UInt64, _ progress: (UInt64, UInt64) -> Void) throws {
    var held = trust.held.sorted { $0.checkpoint.size < $1.checkpoint.size }[...]
    while let stored = try store.checkpoint(after: ledger.chain.size), stored.size <= total {
      try check(&held, upTo: stored.size, store, total, progress)
      try replayEntries(of: store, upTo: stored.size, total, progress)
      if ledger.chain.size < stored.size { findings.append(ledger.leaveOut(upTo: EntryIndex(stored.size))) }
      let root = ledger.hasGap ? nil : try ledger.root()
      try checkpoints.check(stored, root: root, ledger.state, collecting: &checks)
      if checks?.isFull == true { handOverChecks() }
      if pool?.hasDoubt == true { return }
    }
    try check(&held, upTo: total, store, total, progress)
    try replayEntries(of: store, upTo: nil, total, progress)
    for checkpoint in held {
      checkpoints.check(held: checkpoint, root: nil, size: ledger.chain.size, ledger.state.identity?.origin)
    }
    checkpoints.finish(size: ledger.chain.size, expectsCheckpoints: trust.policy != nil)
  }

  private mutating func check(
    _ held: inout ArraySlice<SignedCheckpoint>, upTo size: UInt64, _ store: any LedgerReading, _ total: UInt64,
    _ progress: (UInt64, UInt64) -> Void
  ) throws {
    while let next = held.first, next.checkpoint.size <= size {
      held.removeFirst()
      if next.checkpoint.size > ledger.chain.size {
        try replayEntries(of: store, upTo: next.checkpoint.size, total, progress)
      }
      let size = next.checkpoint.size
      let root =
        ledger.chain.size == size ? try ledger.root() : try earlier.flatMap { try $0.root(of: size, in: store) }
      checkpoints.check(held: next, root: root, size: ledger.chain.size, ledger.state.identity?.origin)
    }
  }

  private mutating func replayEntries(
    of store: any LedgerReading, upTo size: UInt64?, _ total: UInt64, _ progress: (UInt64, UInt64) -> Void
  ) throws {
    var found: [Finding] = []
    var count = entryCount
    var position = treePosition
    var storedTree = self.storedTree
    var failure: StorageError?
    let pool = self.pool
    let knownHeads = Dictionary(trust.knownHeads.map { ($0.size, $0.leaf) }, uniquingKeysWith: { first, _ in first })
    try ledger.replay(store, upTo: size) { stored, replayed, findings, completed in
      found += findings
      guard let stored, let replayed else { return true }
      count += 1
      progress(count, total)
      if let checks = replayed.checks { pool?.submit(checks) }
      found += DerivedColumns.findings(stored, replayed)
      if let leaf = knownHeads[replayed.index.rawValue + 1], leaf != replayed.leaf {
        found.append(Trust.finding(held: leaf, at: replayed.index, found: replayed.leaf))
      }
      // Behind a gap the hashes of the whole tree are unknown; the gap itself is reported.
      guard position == LedgerBatch.treeHashCount(forSize: replayed.index.rawValue) else { return true }
      do throws(StorageError) {
        found += try storedTree.findings(completed, from: position, at: replayed.index, in: store)
      } catch {
        failure = error
        return false
      }
      position += UInt64(completed.count)
      return true
    }
    if let failure { throw failure }
    findings += found
    entryCount = count
    treePosition = position
    self.storedTree = storedTree
  }

  /// Gives the collected signatures of checkpoints to the pool.
  private mutating func handOverChecks() {
    guard let batch = checks?.take(), !batch.isEmpty else { return }
    pool?.submit(batch)
  }

  /// What a redaction removed is gone, and the store says so. // Format §6
  private mutating func checkRedactions(of store: any LedgerReading) throws(StorageError) {
    for (target, by) in ledger.state.redactions.sorted(by: { $0.key < $1.key }) {
      guard let stored = try store.entry(at: target), stored.envelope != nil || stored.redactedBy != by else {
        continue
      }
      findings.append(
        Finding(
          "index.stale", at: target, "entry \(by) redacts this entry, and the store does not say so",
          expected: "no body, redacted by \(by)",
          found: (stored.envelope == nil ? "no body" : "a body")
            + (stored.redactedBy.map { ", redacted by \($0)" } ?? ", no redaction")))
    }
  }

  private mutating func report() throws(LogError) -> VerificationReport {
    let assurance = try checkpoints.assurance(trust, size: ledger.chain.size)
    findings += checkpoints.findings
    return VerificationReport(
      identity: ledger.state.identity, size: ledger.chain.size, root: try ledger.root(), head: ledger.chain.leaf,
      assurance: findings.isEmpty ? assurance : .broken,
      counts: VerificationReport.Counts(
        entries: entryCount, signatures: ledger.signatureCount, redacted: ledger.redactedCount,
        checkpoints: checkpoints.count),
      findings: findings)
  }
}
