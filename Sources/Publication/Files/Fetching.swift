/// Where published files come from: a folder, or a web server that serves one.
///
/// Bytes that come this way are nobody's word yet: the readers above hold them against a signed checkpoint.
public protocol Fetching {
  /// The file at a path below the publication's root, or nil when there is none.
  ///
  /// A file of more than `limit` bytes is refused with `publication.too-large`, without being held in memory.
  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]?

  /// The same for a file that may be large: for whoever can, not held in memory either.
  func content(of path: String, limit: Int) throws(PublicationError) -> FetchedContent?

  /// Waits a moment, since what was missing or late may be there by then; false where asking again is no use.
  func pause() -> Bool
}

extension Fetching {
  /// For files that are held in memory.
  public func content(of path: String, limit: Int) throws(PublicationError) -> FetchedContent? {
    try bytes(of: path, limit: limit).map { FetchedContent($0) }
  }

  /// For files that are what they are.
  public func pause() -> Bool { false }
}

/// Where published files are put, step by step, so that what each step leaves behind can be tested.
///
/// A file appears whole or not at all: it is staged, made durable, and then given its name. What is renamed is durable
/// itself; its name is once the folder is synchronised.
public protocol PublishingFiles: Fetching {
  /// Makes a folder in one that exists; one that is there already is left as it is. Says whether it made one.
  func makeFolder(_ path: String) throws(PublicationError) -> Bool
  /// Writes the one staged file anew and makes its bytes durable.
  func stage(_ bytes: [UInt8]) throws(PublicationError)
  /// Gives the staged file its name, in place of whatever file has it.
  func place(at path: String) throws(PublicationError)
  /// Makes the names in a folder durable; the root is the empty path.
  func synchronise(folder path: String) throws(PublicationError)
  /// The names in a folder; none when there is no such folder.
  func names(in path: String) throws(PublicationError) -> [String]
  /// Removes a file; one that is gone already is no failure.
  func remove(_ path: String) throws(PublicationError)
  /// Removes an empty folder.
  func removeFolder(_ path: String) throws(PublicationError)
}
