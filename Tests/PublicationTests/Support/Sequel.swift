import Publication

/// A site whose checkpoint is another one each time that it is fetched, and in the end the one among the files.
final class Sequel: Fetching {
  var files: [String: [UInt8]]
  var tooLarge: Set<String> = []
  private var checkpoints: ArraySlice<[UInt8]>
  /// How often the checkpoint was fetched.
  private(set) var asked = 0

  init(_ files: [String: [UInt8]], checkpoints: [[UInt8]]) {
    self.files = files
    self.checkpoints = checkpoints[...]
  }

  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    if tooLarge.contains(path) { throw PublicationError(.tooLarge, "\(path) has more than \(limit) bytes") }
    guard path == "checkpoint" else { return files[path] }
    asked += 1
    return checkpoints.popFirst() ?? files[path]
  }
}
