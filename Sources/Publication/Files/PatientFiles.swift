internal import Glibc

/// Files from a place of which not all may be of one time yet, as behind a cache or several servers: what is missing or
/// late is asked for again, a few times in all and for a second. // Format §8
public final class PatientFiles: Fetching {
  private let files: any Fetching
  private var pauses: ArraySlice<Duration>

  /// Before what is asked for again, in all that is read.
  public static let pauses: [Duration] = [.milliseconds(100), .milliseconds(300), .milliseconds(600)]

  /// The same files, with these pauses at the most.
  public init(_ files: any Fetching, pauses: [Duration] = PatientFiles.pauses) {
    self.files = files
    self.pauses = pauses[...]
  }

  public func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    try files.bytes(of: path, limit: limit)
  }

  public func content(of path: String, limit: Int) throws(PublicationError) -> FetchedContent? {
    try files.content(of: path, limit: limit)
  }

  public func pause() -> Bool {
    guard let pause = pauses.popFirst() else { return false }
    let (seconds, rest) = pause.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest / 1_000_000_000))
    // A signal may end it early, and that is as well.
    _ = unsafe nanosleep(&time, nil)
    return true
  }
}
