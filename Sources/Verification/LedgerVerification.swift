public import Cryptography
public import Pledges
public import Storage

/// Verifies a stored ledger: a full replay, with everything that is wrong with it. // Format §8
///
/// Entries are decoded on all cores, and their signatures checked there while the replay goes ahead as if they were valid.
/// If a single signature is not, nothing of that pass counts: a second one checks each where it stands, so findings do
/// not depend on how many cores there are.
public struct LedgerVerification: ~Copyable {
  private let trust: Trust
  private let texts: TextSource
  private let cores: Int
  private var verified = LedgerState()

  /// A verification against what is known from elsewhere, of words from such a place, on this many cores.
  public init(
    trust: Trust = Trust(), texts: TextSource = .workingFile, cores: Int = ProcessorCount.available
  ) throws(StoredReplayFailure) {
    self.trust = trust
    self.texts = texts
    self.cores = cores
  }

  /// Replays every entry of a store; `structure` is what the store itself finds wrong with its file.
  ///
  /// It is asked once and at the end, so that a `StructuralCheck` may be under way meanwhile. `progress` is told how many entries are done and how many there are.
  ///
  /// What verified without a finding is handed to `keep` with its root, for going on behind it next time.
  public mutating func run(
    _ store: any LedgerReading, structure: @autoclosure () throws(StorageError) -> [StructuralFinding] = [],
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in },
    keeping keep: (borrowing Ledger, _ root: Digest) -> Void = { _, _ in }
  ) throws(StoredReplayFailure) -> VerificationReport {
    let report = try passes(store, structure, nil, keep, progress)
    guard let report else { throw .storage(StorageError(.programming, "a serial pass left a signature in doubt")) }
    return report
  }

  /// Replays what came after the entries that the same auditor verified earlier, and proves by consistency that those
  /// are still the beginning of this ledger.
  ///
  /// Words of the earlier entries are not looked at, which `VerificationReport.textsReadFrom` says; but whether any that
  /// were removed are still there is asked of all.
  ///
  /// Nil when they are not, when something that was asked cannot be told without them, or when the record of them turns
  /// out to be damaged (`earlier.failure`): then all is to be read.
  public mutating func resume(
    _ store: any LedgerReading, from earlier: LedgerSnapshot,
    structure: @autoclosure () throws(StorageError) -> [StructuralFinding] = [],
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in },
    keeping keep: (borrowing Ledger, _ root: Digest) -> Void = { _, _ in }
  ) throws(StoredReplayFailure) -> VerificationReport? {
    try passes(store, structure, earlier, keep, progress)
  }

  private mutating func passes(
    _ store: any LedgerReading, _ structure: () throws(StorageError) -> [StructuralFinding], _ earlier: LedgerSnapshot?,
    _ keep: (borrowing Ledger, Digest) -> Void, _ progress: (UInt64, UInt64) -> Void
  ) throws(StoredReplayFailure) -> VerificationReport? {
    for cores in cores > 1 ? [cores, 1] : [1] {
      var pass = try VerificationPass(trust: trust, texts: texts, cores: cores)
      if let earlier, try !pass.resume(earlier, in: store) { return nil }
      let report = try pass.run(
        store, structure: structure,
        keeping: { ledger, root in if earlier?.failure == nil { keep(ledger, root) } }, progress: progress)
      if let report {
        // A record that cannot be read says nothing about the ledger: all of that is read.
        if earlier?.failure != nil { return nil }
        verified = pass.state
        return report
      }
    }
    return nil
  }

  /// What the entries say, for a report on a ledger that was just verified.
  public var state: LedgerState { verified }
}
