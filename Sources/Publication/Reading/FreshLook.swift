internal import TransparencyLog

/// Looks at a publication again where words are missing: its checkpoint may have come from a late cache, and a newer one
/// may tell of the entry that removed them. // Format §8
enum FreshLook {
  /// How often a larger checkpoint is looked at, at most.
  private static let limit = 3

  /// Looks at a checkpoint, and again at a larger one as long as words are missing and there is one; the last look is what
  /// counts.
  ///
  /// `again` fetches the checkpoint once more, and answers nil where that is not one to go by.
  static func run<Result, Failure>(
    from first: SignedCheckpoint, in files: any Fetching, again: () throws(Failure) -> SignedCheckpoint?,
    _ look: (SignedCheckpoint) throws(Failure) -> (result: Result, lacksWords: Bool)
  ) throws(Failure) -> Result {
    var checkpoint = first
    var seen = try look(first)
    for _ in 0..<limit where seen.lacksWords {
      guard let next = try larger(than: checkpoint, in: files, again) else { break }
      checkpoint = next
      seen = try look(next)
    }
    return seen.result
  }

  /// A larger checkpoint, if one comes; whoever publishes takes words out a moment before it is put in place.
  private static func larger<Failure>(
    than checkpoint: SignedCheckpoint, in files: any Fetching, _ again: () throws(Failure) -> SignedCheckpoint?
  ) throws(Failure) -> SignedCheckpoint? {
    repeat {
      if let next = try again(), next.checkpoint.size > checkpoint.checkpoint.size { return next }
    } while files.pause()
    return nil
  }

  /// The checkpoint once more; what is no checkpoint, or not enough of one yet, is none to go by.
  static func again(_ files: any Fetching, by policy: TrustPolicy?) throws(PublicationError) -> SignedCheckpoint? {
    do {
      let signed = try PublishedCheckpoint.fetch(files)
      if let policy { try PublishedCheckpoint.judge(signed, by: policy, as: "the published checkpoint") }
      return signed
    } catch {
      // Its witnesses may not have come to it yet.
      guard error.isUnread || error.code == .checkpointMissing || error.isBelowAssurance else { throw error }
      return nil
    }
  }
}
