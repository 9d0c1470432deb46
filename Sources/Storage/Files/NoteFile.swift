internal import Glibc

/// A file that holds one note and is exchanged whole: written beside, synced, renamed, folder synced.
struct NoteFile: Sendable {
  let path: String
  /// The largest file that is read back.
  private static let limit = 524_288
  /// What the file is called in messages.
  private let what: String

  init(path: String, holding what: String) {
    self.path = path
    self.what = what
  }

  /// All bytes of the file, or nil when there is none.
  func read() throws(StorageError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("read")
    }
    defer { close(descriptor) }
    return try contents(of: descriptor, upTo: Self.limit)
  }

  /// Puts on the disk what another process may have left in the kernel's memory; nothing where there is no file.
  ///
  /// To be called before anything is written elsewhere.
  func settle() throws(StorageError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }  // reading says why
    defer { close(descriptor) }
    guard fdatasync(descriptor) == 0 else {
      var error = failure("synced")
      error.hint = "nothing was written; find out what is wrong with the disk and try again"
      error.outcome = .notCommitted
      throw error
    }
  }

  /// The bytes of an open file from its start on, up to a number of them.
  func contents(of descriptor: Int32, upTo limit: Int) throws(StorageError) -> [UInt8] {
    guard let bytes = readBytes(of: descriptor, at: 0, upTo: limit) else { throw failure("read") }
    return bytes
  }

  /// Puts newer bytes in place of the file.
  func replace(with bytes: [UInt8]) throws(StorageError) {
    // One name for all: whoever writes holds the ledger's lock, and what a crash leaves is written over.
    let temporary = "\(path).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure("written") }
    do {
      defer { close(descriptor) }
      try write(bytes, to: descriptor, at: 0)
      guard fsync(descriptor) == 0 else { throw failure("synced") }
    }
    guard unsafe rename(temporary, path) == 0 else { throw failure("put in place") }
    let folder = unsafe open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw failure("synced") }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure("synced") }
  }

  /// Writes all of these bytes at a place in an open file.
  func write(_ bytes: [UInt8], to descriptor: Int32, at place: Int) throws(StorageError) {
    guard writeBytes(bytes, to: descriptor, at: UInt64(place)) else { throw failure("written") }
  }

  /// The folder in which a file lies.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// By the time it is written the entries are durable, so the outcome for them is known.
  @inline(never)
  func failure(_ done: String) -> StorageError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return StorageError(
      .inputOutput, "\(what) \(path) could not be \(done): \(reason)",
      hint: "the entries are recorded; make the file writable before the next append", outcome: .committed)
  }
}
