internal import Cryptography
public import Pledges
public import Storage
internal import TransparencyLog

/// A full replay of a stored ledger, with everything that is wrong with it. // Format §8
///
/// The checks in their order: the file itself, then entry by entry the chain, bodies, signatures and rules with what
/// the store derived from them, then what the reader knows from elsewhere. It streams: memory grows with what the
/// entries say, not with their bytes.
public struct LedgerVerification: ~Copyable {
  private let trust: Trust
  private var ledger: Ledger
  private var findings: [Finding] = []
  private var entryCount: UInt64 = 0

  /// A verification against what is known from elsewhere.
  public init(trust: Trust = Trust()) throws(StoredReplayFailure) {
    self.trust = trust
    do {
      ledger = try Ledger(signatures: .check)
    } catch {
      throw .library(error)
    }
  }

  /// Replays every entry of a store; `structure` is what the store itself found wrong with its file.
  ///
  /// `progress` is told how many entries are done and how many there are.
  public mutating func run(
    _ store: any LedgerReading, structure: [StructuralFinding] = [],
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(StoredReplayFailure) -> VerificationReport {
    findings = structure.map { Finding($0.code.rawValue, at: nil, $0.reason) }
    do {
      let total = try store.head().size
      try replayEntries(of: store, total: total, progress)
      try checkRedactions(of: store)
    } catch let failure as StoredReplayFailure {
      throw failure
    } catch let error as StorageError {
      throw .storage(error)
    } catch {
      throw .storage(StorageError(.programming, "the store threw what it does not say it throws"))
    }
    findings += trust.findings(about: ledger.state.identity)
    return try report()
  }

  /// What the entries say, for a report on a ledger that was just verified.
  public var state: LedgerState { ledger.state }

  private mutating func replayEntries(
    of store: any LedgerReading, total: UInt64, _ progress: (UInt64, UInt64) -> Void
  ) throws {
    var found: [Finding] = []
    var count: UInt64 = 0
    var position: UInt64 = 0
    var failure: StorageError?
    let knownHeads = Dictionary(trust.knownHeads.map { ($0.size, $0.leaf) }, uniquingKeysWith: { first, _ in first })
    try ledger.replay(store) { stored, replayed, findings, completed in
      found += findings
      guard let stored, let replayed else { return true }
      count += 1
      found += DerivedColumns.findings(stored, replayed)
      if let leaf = knownHeads[replayed.index.rawValue + 1], leaf != replayed.leaf {
        found.append(Trust.finding(held: leaf, at: replayed.index, found: replayed.leaf))
      }
      do throws(StorageError) {
        found += try StoredTree.findings(completed, from: position, at: replayed.index, in: store)
      } catch {
        failure = error
        return false
      }
      position += UInt64(completed.count)
      progress(count, total)
      return true
    }
    if let failure { throw failure }
    self.findings += found
    entryCount = count
    for (size, leaf) in trust.knownHeads where size > ledger.chain.size {
      findings.append(Trust.finding(held: leaf, size: size, longerThan: ledger.chain.size))
    }
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

  private mutating func report() throws(StoredReplayFailure) -> VerificationReport {
    do {
      return VerificationReport(
        identity: ledger.state.identity, size: ledger.chain.size, root: try ledger.root(), head: ledger.chain.leaf,
        assurance: findings.isEmpty ? .chainOnly : .broken,
        counts: VerificationReport.Counts(
          entries: entryCount, signatures: ledger.signatureCount, redacted: ledger.redactedCount, checkpoints: 0),
        findings: findings)
    } catch {
      throw .library(error)
    }
  }
}
