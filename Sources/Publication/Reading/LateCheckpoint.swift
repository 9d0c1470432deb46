internal import Pledges
internal import TransparencyLog

/// A checkpoint that is smaller than one seen before and contradicts nothing: a late cache, or a log that went back.
/// // Format §8
///
/// A checkpoint names no time, so one look cannot tell. It is a rollback once smaller ones are served for longer than caches
/// keep what nobody told them how long to keep: then both checkpoints are evidence for whoever saw them.
enum LateCheckpoint {
  /// For how many seconds smaller checkpoints are taken for late ones.
  static let limit: Int64 = 86_400

  /// What to say of it; `since` is when the first smaller one was noted, nil for this one.
  static func error(
    _ held: SignedCheckpoint, _ served: SignedCheckpoint, since: Instant?, _ now: Instant
  ) -> PublicationError {
    let seen =
      "a checkpoint of \(entryCount(held.checkpoint.size)) was seen before, and one of "
      + "\(served.checkpoint.size) is served now"
    if let since, since.advanced(bySeconds: limit) <= now {
      return PublicationError(
        .rollback, "\(seen), as smaller ones are since \(since)",
        hint: "no cache is that late: ask the ledger's keeper; what was seen before is kept",
        evidence: LogEvidence(.rollback, held, served))
    }
    return PublicationError(
      .behind, seen,
      hint: "a cache may be late: run this again later; if it stays so for a day, it is called a rollback")
  }
}
