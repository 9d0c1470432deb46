public import TransparencyLog

/// Looks at a publication again where words are missing: its checkpoint may have come from a late cache, and a newer one
/// may tell of the entry that removed them. // Format §8
public enum FreshLook {
  /// How often the checkpoint is fetched again, at most.
  public static let limit = 3

  /// Looks at a publication at its checkpoint, and again at a larger one as long as words are missing and there is one;
  /// the last look is what counts.
  ///
  /// - Parameter again: fetches the checkpoint again; nil where it is not one to go by.
  public static func run<Result>(
    from first: SignedCheckpoint, again: () throws(PublicationError) -> SignedCheckpoint?,
    _ look: (SignedCheckpoint) throws(PublicationError) -> (result: Result, lacksWords: Bool)
  ) throws(PublicationError) -> Result {
    var checkpoint = first
    var seen = try look(first)
    for _ in 0..<limit where seen.lacksWords {
      guard let next = try again(), next.checkpoint.size > checkpoint.checkpoint.size else { break }
      checkpoint = next
      seen = try look(next)
    }
    return seen.result
  }

  /// The same for a reader who goes by the checkpoints of a policy's logs.
  public static func run<Result>(
    at files: any Fetching, by policy: TrustPolicy,
    _ look: (SignedCheckpoint) throws(PublicationError) -> (result: Result, lacksWords: Bool)
  ) throws(PublicationError) -> Result {
    let first = try PublishedCheckpoint.read(files, by: policy)
    return try run(from: first, again: { () throws(PublicationError) in try again(files, by: policy) }, look)
  }

  static func again(_ files: any Fetching, by policy: TrustPolicy) throws(PublicationError) -> SignedCheckpoint? {
    do {
      return try PublishedCheckpoint.read(files, by: policy)
    } catch {
      // Its witnesses may not have come to it yet.
      guard error.code == .witnessQuorum else { throw error }
      return nil
    }
  }
}
