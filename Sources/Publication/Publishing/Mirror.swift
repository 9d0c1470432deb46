internal import Cryptography
public import TransparencyLog

/// Brings a copy of a publication up to its newest checkpoint. // Format §7
///
/// Every file is held against the checkpoint before it is written, and words against the statements that name them. With
/// the checkpoint the copy takes the removals up to it: before it is put in place, their words are out of all files, and
/// none are ever written. Words that the source does not have are asked for again each time.
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
  /// `progress` is told how many entries are done and how many there are to do.
  @discardableResult
  public func follow(
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PublicationError) -> Publisher.Outcome {
    try PublicationError.wrapping {
      var before: Publisher.Outcome?
      return try FreshLook.run(at: source, by: policy) { ledger in
        var outcome = try Publisher(ledger, as: .copy, into: copy).publish(progress: progress)
        if let before { outcome.add(before) }
        before = outcome
        return (outcome, !outcome.notOffered.isEmpty)
      }
    }
  }
}
