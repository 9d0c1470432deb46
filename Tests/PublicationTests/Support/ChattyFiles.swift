import Publication

/// A site that has an answer for whatever bundle of headers is asked for: junk, where it has nothing.
final class ChattyFiles: Fetching {
  private let files: [String: [UInt8]]
  /// How often it had nothing and answered all the same.
  private(set) var answered = 0

  init(files: [String: [UInt8]]) {
    self.files = files
  }

  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    if let bytes = files[path] { return bytes }
    guard path.hasPrefix("tile/entries/") else { return nil }
    answered += 1
    // Whoever goes on without end is told so, and the test ends.
    guard answered < 1_000 else { throw PublicationError(.inputOutput, "asked for a thousand bundles") }
    return Array("<!doctype html>".utf8)
  }
}
