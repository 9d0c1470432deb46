internal import Cryptography
public import Pledges
public import TransparencyLog

/// Brings a copy of a publication up to its newest checkpoint. // Format §7
///
/// Every file is held against the checkpoint before it is written, and words against the statements that name them. With
/// the checkpoint the copy takes the removals up to it: before it is put in place, their words are out of all files, and
/// none are ever written. Each run begins with looking for such words, which may have come back in some other way. Words
/// that the source does not have are asked for again each time.
public struct Mirror {
  private let source: any Fetching
  private let policy: TrustPolicy
  private let copy: any PublishingFiles

  /// A copy of what is published at `source`, by the checkpoints that this policy's logs signed.
  public init(of source: any Fetching, by policy: TrustPolicy, into copy: any PublishingFiles) {
    self.source = source
    self.policy = policy
    self.copy = copy
  }

  /// Fetches what is new.
  ///
  /// A source that is behind the copy is thrown as `checkpoint.behind`, and once it was for longer than caches are as
  /// `checkpoint.rollback`: `now` tells. `progress` is told how many entries are done and how many there are to do.
  @discardableResult
  public func follow(
    now: Instant, progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PublicationError) -> Publisher.Outcome {
    try PublicationError.wrapping {
      let behind = try BehindNote(copy)
      let held = try Publisher.published(in: copy)
      if let held { try sweep(upTo: held.checkpoint.size) }
      let first = try PublishedCheckpoint.read(source, by: policy, atLeast: held?.checkpoint.size ?? 0)
      var before: Publisher.Outcome?
      let again = { () throws(PublicationError) in try FreshLook.again(source, by: policy) }
      do {
        let outcome = try FreshLook.run(from: first, in: source, again: again) {
          checkpoint throws(PublicationError) in
          let ledger = try PublishedLedger(source, at: checkpoint, .authentic)
          var outcome = try Publisher(ledger, as: .copy, into: copy).publish(progress: progress)
          if let before { outcome.add(before) }
          before = outcome
          return (outcome, !outcome.notOffered.isEmpty)
        }
        try behind.clear(copy)
        return outcome
      } catch let error as PublicationError where error.code == .rollback {
        guard let held else { throw error }
        let said = LateCheckpoint.error(held, first, since: behind.since, now)
        try behind.note(now, in: copy)
        throw said
      }
    }
  }

  /// Takes out of the copy what entries up to its checkpoint removed, as its own description says, whatever its source does.
  private func sweep(upTo size: UInt64) throws {
    guard let bytes = try copy.bytes(of: PublicationPath.description, limit: LedgerDescription.limit),
      let removals = LedgerDescription(bytes)?.removals.filter({ $0.rawValue < size }), !removals.isEmpty
    else { return }
    var placer = FilePlacer(copy)
    let removed = try RemovedTexts(by: removals, in: PublishedTiles(files: copy, size: size))
    try removed.sweep(copy, tileCount: PublicationPath.tileCount(size: size), &placer)
    try placer.synchronise()
  }
}
