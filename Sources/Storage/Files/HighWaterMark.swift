internal import Glibc

/// The newest checkpoint a ledger gave out, in a file outside its database.
///
/// A database that was restored from an older copy looks sound by itself. Held against this file it shows, and nothing
/// is signed that contradicts what others may hold. // Format §7
public struct HighWaterMark: Sendable {
  public let path: String
  /// The largest checkpoint that is read back.
  private static let limit = 524_288
  /// What the file is called in messages.
  private let what: String

  public init(path: String) {
    self.init(path: path, holding: "the high-water mark")
  }

  init(path: String, holding what: String) {
    self.path = path
    self.what = what
  }

  /// The checkpoint note, or nil when none was given out yet.
  public func read() throws(StorageError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("read")
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.limit)
    var count = 0
    while count < bytes.count {
      let room = bytes.count - count
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), room)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw failure("read") }
      if got == 0 { break }
      count += got
    }
    return Array(bytes[..<count])
  }

  /// Puts a newer note in place: written beside, synced, renamed, folder synced.
  public func write(_ note: [UInt8]) throws(StorageError) {
    // One name for all: whoever writes holds the ledger's lock, and what a crash leaves is written over.
    let temporary = "\(path).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure("written") }
    do {
      defer { close(descriptor) }
      var offset = 0
      while offset < note.count {
        let put = unsafe note.withUnsafeBytes { buffer in
          unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), note.count - offset)
        }
        if put < 0, errno == EINTR { continue }
        guard put > 0 else { throw failure("written") }
        offset += put
      }
      guard fsync(descriptor) == 0 else { throw failure("synced") }
    }
    guard unsafe rename(temporary, path) == 0 else { throw failure("put in place") }
    let folder = unsafe open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw failure("synced") }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure("synced") }
  }

  private var parent: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// By the time it is written the entries are durable, so the outcome for them is known.
  private func failure(_ done: String) -> StorageError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return StorageError(
      .inputOutput, "\(what) \(path) could not be \(done): \(reason)",
      hint: "the entries are recorded; make the file writable before the next append", outcome: .committed)
  }
}
