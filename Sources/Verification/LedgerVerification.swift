public import Pledges
public import Storage

/// Verifies a stored ledger: a full replay, with everything that is wrong with it. // Format §8
///
/// Signatures cost a hundred times the rest, so they are checked on all cores while the replay goes ahead as if they
/// were valid. If a single one is not, nothing of that pass counts: a second one checks each signature where it stands,
/// so findings do not depend on how many cores there are.
public struct LedgerVerification: ~Copyable {
  private let trust: Trust
  private let cores: Int
  private var verified = LedgerState()

  /// A verification against what is known from elsewhere, on this many cores.
  public init(trust: Trust = Trust(), cores: Int = LedgerVerification.availableCores) throws(StoredReplayFailure) {
    self.trust = trust
    self.cores = cores
  }

  /// The cores of this machine.
  public static var availableCores: Int { ProcessorCount.available }

  /// Replays every entry of a store; `structure` is what the store itself found wrong with its file.
  ///
  /// `progress` is told how many entries are done and how many there are.
  public mutating func run(
    _ store: any LedgerReading, structure: [StructuralFinding] = [],
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(StoredReplayFailure) -> VerificationReport {
    if cores > 1 {
      var pass = try VerificationPass(trust: trust, pool: SignaturePool(cores: cores))
      if let report = try pass.run(store, structure: structure, progress: progress) {
        verified = pass.state
        return report
      }
    }
    var pass = try VerificationPass(trust: trust, pool: nil)
    guard let report = try pass.run(store, structure: structure, progress: progress) else {
      throw .storage(StorageError(.programming, "a serial pass left a signature in doubt"))
    }
    verified = pass.state
    return report
  }

  /// What the entries say, for a report on a ledger that was just verified.
  public var state: LedgerState { verified }
}
