public import TransparencyLog

/// Looks at a publication again where words are missing: its checkpoint may have come from a late cache, and a newer one
/// may tell of the entry that removed them. // Format §8
public enum FreshLook {
  /// How often the checkpoint is fetched again, at most.
  public static let limit = 3

  /// Looks at a publication at the checkpoint that the policy's logs signed, and again at a larger one as long as words are
  /// missing and there is one; the last look is what counts.
  public static func run<Result>(
    at files: any Fetching, by policy: TrustPolicy,
    _ look: (PublishedLedger) throws -> (result: Result, lacksWords: Bool)
  ) throws -> Result {
    let first = try PublishedCheckpoint.read(files, by: policy)
    let read = { checkpoint in try look(PublishedLedger(files, at: checkpoint, .authentic)) }
    return try run(from: first, again: { try again(files, by: policy) }, read)
  }

  /// The same from a checkpoint that was read already; `again` answers nil where the next one is not one to go by.
  static func run<Result, Failure>(
    from first: SignedCheckpoint, again: () throws(Failure) -> SignedCheckpoint?,
    _ look: (SignedCheckpoint) throws(Failure) -> (result: Result, lacksWords: Bool)
  ) throws(Failure) -> Result {
    var checkpoint = first
    var seen = try look(first)
    for _ in 0..<limit where seen.lacksWords {
      guard let next = try again(), next.checkpoint.size > checkpoint.checkpoint.size else { break }
      checkpoint = next
      seen = try look(next)
    }
    return seen.result
  }

  static func again(_ files: any Fetching, by policy: TrustPolicy) throws(PublicationError) -> SignedCheckpoint? {
    do {
      return try PublishedCheckpoint.read(files, by: policy)
    } catch {
      // Its witnesses may not have come to it yet.
      guard error.isBelowAssurance else { throw error }
      return nil
    }
  }
}
