internal import Cryptography
public import Pledges
internal import Storage
public import TransparencyLog
public import Verification

/// A full replay of a published ledger from its files, and everything that is wrong with them. // Format §8
///
/// The same checks as on the keeper's file, by the same code; nothing is taken from the publication on trust. Of words it
/// says less: those that are not to be had are no finding, since a cache may be late.
public struct PublishedVerification: Sendable {
  public let report: VerificationReport
  /// What the entries say.
  public let state: LedgerState
  /// What was verified, the last where it was looked at again; nil for a checkpoint that cannot be read.
  public let checkpoint: SignedCheckpoint?
  /// How many words are still served of those that entries removed from others. Nothing shows or keeps them.
  public let lateCount: Int

  /// Replays what is published; `progress` is told how many entries are done and how many there are.
  public init(
    _ files: any Fetching, trust: Trust = Trust(),
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PublicationError) {
    let checkpoint: SignedCheckpoint
    do {
      checkpoint = try PublishedCheckpoint.read(files)
    } catch {
      if error.code == .checkpointMissing { try Self.requireSomething(files) }
      guard let finding = Self.finding(error) else { throw error }
      self.init(unreadable: finding)
      return
    }
    try self.init(
      files, at: checkpoint, again: { () throws(PublicationError) in try Self.again(files) }, trust: trust,
      progress: progress)
  }

  /// The checkpoint once more; one that cannot be read is none to go by, and what was verified stands.
  private static func again(_ files: any Fetching) throws(PublicationError) -> SignedCheckpoint? {
    do {
      return try PublishedCheckpoint.read(files)
    } catch {
      guard finding(error) != nil else { throw error }
      return nil
    }
  }

  /// Replays up to a checkpoint that was read already, and to a larger one as long as words are missing.
  init(
    _ files: any Fetching, at first: SignedCheckpoint, again: () throws(PublicationError) -> SignedCheckpoint?,
    trust: Trust, progress: (_ done: UInt64, _ total: UInt64) -> Void
  ) throws(PublicationError) {
    var trust = trust
    self = try FreshLook.run(from: first, again: again) { checkpoint throws(PublicationError) in
      let found = try Self(files, at: checkpoint, trust: trust, progress: progress)
      // What was served a moment ago has to be the beginning of what is served next.
      trust.held.append(checkpoint)
      return (found, found.report.isIntact && !found.report.notOffered.isEmpty)
    }
  }

  private init(
    _ files: any Fetching, at checkpoint: SignedCheckpoint, trust: Trust,
    progress: (_ done: UInt64, _ total: UInt64) -> Void
  ) throws(PublicationError) {
    self = try PublicationError.wrapping {
      let ledger = try PublishedLedger(files, at: checkpoint, .asServed)
      do {
        var verification = try LedgerVerification(trust: trust, texts: .served)
        var report = try verification.run(ledger, progress: progress)
        let state = verification.state
        if let identity = state.identity, let finding = try Self.description(files, identity) {
          report.findings.append(finding)
          report.assurance = .broken
        }
        return try Self(
          report: report, state: state, checkpoint: checkpoint, lateCount: ledger.count(of: state.removals))
      } catch StoredReplayFailure.storage(let error) {
        throw error
      } catch StoredReplayFailure.library(let error) {
        throw error
      }
    }
  }

  private init(unreadable finding: Finding) {
    self.init(
      report: VerificationReport(unreadable: finding), state: LedgerState(), checkpoint: nil, lateCount: 0)
  }

  private init(
    report: VerificationReport, state: LedgerState, checkpoint: SignedCheckpoint?, lateCount: Int
  ) {
    self.report = report
    self.state = state
    self.checkpoint = checkpoint
    self.lateCount = lateCount
  }

  /// Where there is neither a checkpoint nor a description, nothing was withdrawn: the place is another one.
  private static func requireSomething(_ files: any Fetching) throws(PublicationError) {
    guard try files.bytes(of: PublicationPath.description, limit: LedgerDescription.limit) == nil else { return }
    throw PublicationError(
      .notFound, "there is no published ledger at that place",
      hint: "look at the address: below it lie checkpoint and tile")
  }

  /// A checkpoint that is not there or cannot be read is a verdict as well.
  private static func finding(_ error: PublicationError) -> Finding? {
    let unreadable = [LogError.Code.noteMalformed, .noteTooLarge, .checkpointMalformed].map(\.rawValue)
    if error.code == .checkpointMissing { return Finding(error.code.rawValue, at: nil, error.reason) }
    if unreadable.contains(error.code.rawValue) || error.code == .tooLarge || error.code == .unsafePath {
      return Finding("checkpoint.signature", at: nil, "the checkpoint cannot be read: \(error.reason)")
    }
    return nil
  }

  /// What never changes in `ledger.json` has to be what the entries say; the rest may be of a later size already.
  private static func description(_ files: any Fetching, _ identity: LedgerState.Identity) throws -> Finding? {
    let bytes = try files.bytes(of: PublicationPath.description, limit: LedgerDescription.limit)
    let known = bytes.flatMap { LedgerDescription($0) }
    guard known?.origin == identity.origin, known?.genesis == identity.genesis,
      known?.environment == identity.environment.rawValue
    else {
      return Finding(
        "index.stale", at: nil, "ledger.json does not describe this ledger",
        expected: "\(identity.origin), genesis \(identity.genesis), \(identity.environment.rawValue)",
        found: known.map { "\($0.origin), genesis \($0.genesis), \($0.environment)" } ?? "no description")
    }
    return nil
  }
}
