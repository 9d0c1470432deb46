internal import Cryptography
public import Pledges
internal import Storage
public import TransparencyLog
public import Verification

/// A full replay of a published ledger from its files, and everything that is wrong with them. // Format §8
///
/// The same checks as on the keeper's file, by the same code; nothing is taken from the publication on trust. What is not
/// to be had is no finding, since a cache may be late: words are told to be missing, and any other file ends the reading.
/// Then what was found before it is the result, and where nothing was, `publication.unreadable` is thrown.
public struct PublishedVerification: Sendable {
  public let report: VerificationReport
  /// What the entries say.
  public let state: LedgerState
  /// What was verified, the last where it was looked at again.
  public let checkpoint: SignedCheckpoint
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
      throw error
    }
    try self.init(
      files, at: checkpoint, again: { () throws(PublicationError) in try FreshLook.again(files, by: nil) },
      trust: trust, progress: progress)
  }

  /// Replays up to a checkpoint that was read already, and to a larger one as long as words are missing, or one is held.
  init(
    _ files: any Fetching, at first: SignedCheckpoint, again: () throws(PublicationError) -> SignedCheckpoint?,
    trust: Trust, progress: (_ done: UInt64, _ total: UInt64) -> Void
  ) throws(PublicationError) {
    var trust = trust
    var first = first
    let held = trust.held.map(\.checkpoint.size).max() ?? 0
    while first.checkpoint.size < held, files.pause() { first = try again() ?? first }
    self = try FreshLook.run(from: first, in: files, again: again) { checkpoint throws(PublicationError) in
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
    do {
      self = try PublicationError.wrapping {
        try Self(reading: files, at: checkpoint, trust: trust, progress: progress)
      }
    } catch {
      guard error.isUnread, let policy = trust.policy else { throw error }
      // A checkpoint that none of the logs signed is one whatever else is to be had.
      guard let finding = try Self.finding(checkpoint, policy) else { throw error }
      self.init(
        report: VerificationReport(unreadable: finding), state: LedgerState(), checkpoint: checkpoint, lateCount: 0)
    }
  }

  private init(
    reading files: any Fetching, at checkpoint: SignedCheckpoint, trust: Trust,
    progress: (_ done: UInt64, _ total: UInt64) -> Void
  ) throws {
    let ledger = try PublishedLedger(files, at: checkpoint, .asServed)
    do {
      var verification = try LedgerVerification(trust: trust, texts: .served)
      var report = try verification.run(ledger, progress: progress)
      let state = verification.state
      if report.unread == nil, let identity = state.identity {
        do throws(PublicationError) {
          if let finding = try Self.description(files, identity) { report.findings.append(finding) }
        } catch {
          // What is broken is broken, whatever else is not to be had.
          guard error.isUnread, !report.isIntact else { throw error }
        }
      }
      if !report.isIntact { report.assurance = .broken }
      self.init(
        report: report, state: state, checkpoint: checkpoint,
        lateCount: report.isIntact ? try ledger.count(of: state.removals) : 0)
    } catch StoredReplayFailure.storage(let error) {
      throw error
    } catch StoredReplayFailure.library(let error) {
      throw error
    }
  }

  private init(report: VerificationReport, state: LedgerState, checkpoint: SignedCheckpoint, lateCount: Int) {
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

  private static func finding(
    _ checkpoint: SignedCheckpoint, _ policy: TrustPolicy
  ) throws(PublicationError) -> Finding? {
    do {
      try PublishedCheckpoint.judge(checkpoint, by: policy, as: "the published checkpoint")
      return nil
    } catch {
      guard error.isVerdict else { return nil }
      return Finding(error.code.rawValue, at: nil, error.reason)
    }
  }

  /// What never changes in `ledger.json` has to be what the entries say; the rest may be of another size.
  private static func description(
    _ files: any Fetching, _ identity: LedgerState.Identity
  ) throws(PublicationError) -> Finding? {
    let known = try LedgerDescription.read(files)
    guard
      known.origin != identity.origin || known.genesis != identity.genesis
        || !known.environment.utf8.elementsEqual(identity.environment.rawValue.utf8)
    else { return nil }
    return Finding(
      "index.stale", at: nil, "ledger.json does not describe this ledger",
      expected: "\(identity.origin), genesis \(identity.genesis), \(identity.environment.rawValue)",
      found: "\(known.origin), genesis \(known.genesis), \(known.environment)")
  }
}

extension LedgerDescription {
  /// The description as it is published; asked for again after a pause where there is none.
  fileprivate static func read(_ files: any Fetching) throws(PublicationError) -> LedgerDescription {
    while true {
      if let description = try fetch(files) { return description }
      guard files.pause() else {
        throw .unreadable(PublicationPath.description, "it is not there, or something else comes in its place")
      }
    }
  }

  private static func fetch(_ files: any Fetching) throws(PublicationError) -> LedgerDescription? {
    do {
      return try files.bytes(of: PublicationPath.description, limit: limit).flatMap { LedgerDescription($0) }
    } catch {
      guard error.code == .tooLarge || error.code == .unsafePath else { throw error }
      return nil
    }
  }
}
