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

  /// All bytes of the file, or nil when there is none; a failure says this of the entries.
  func read(_ outcome: StorageError.Outcome = .notCommitted) throws(StorageError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("read", outcome)
    }
    defer { close(descriptor) }
    return try contents(of: descriptor, upTo: Self.limit, outcome)
  }

  /// Puts on the disk what another process may have left in the kernel's memory; nothing where there is no file.
  ///
  /// To be called before anything is written elsewhere.
  func settle() throws(StorageError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }  // reading says why
    defer { close(descriptor) }
    guard fdatasync(descriptor) == 0 else { throw failure("synced", .notCommitted) }
  }

  /// The bytes of an open file from its start on, up to a number of them; a failure says this of the entries.
  func contents(
    of descriptor: Int32, upTo limit: Int, _ outcome: StorageError.Outcome
  ) throws(StorageError) -> [UInt8] {
    guard let bytes = readBytes(of: descriptor, at: 0, upTo: limit) else { throw failure("read", outcome) }
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
    guard syncFolder(of: path) else { throw failure("synced") }
  }

  /// Writes all of these bytes at a place in an open file.
  func write(_ bytes: [UInt8], to descriptor: Int32, at place: Int) throws(StorageError) {
    guard writeBytes(bytes, to: descriptor, at: UInt64(place)) else { throw failure("written") }
  }

  /// Why something could not be done with the file, what is true of the entries, and what is to be done.
  ///
  /// By the time the file is written the entries are durable. Whoever reads it may not have written anything yet, and
  /// must not be told that they are: an envelope that is believed to be an entry is never submitted again.
  @inline(never)
  func failure(_ done: String, _ outcome: StorageError.Outcome = .committed) -> StorageError {
    let (reason, remedy) = Self.meaning(of: errno)
    let state = outcome == .committed ? "the entries are recorded" : "nothing was written"
    return StorageError(
      .inputOutput, "\(what) \(path) could not be \(done): \(reason)",
      hint: "\(state); before the next append, \(remedy)", outcome: outcome)
  }

  private static func meaning(of number: Int32) -> (reason: String, remedy: String) {
    let reason = systemReason(number)
    return switch number {
    case ELOOP: ("it is a symbolic link", "put the file that the link leads to in its place")
    case EISDIR: ("it is a folder", "move the folder away, and put back the file if there was one")
    case ENOSPC, EDQUOT: (reason, "free some space")
    case EACCES, EPERM, EROFS: (reason, "make the file one that this user can read and write")
    default: (reason, "find out what is wrong with the file and its disk")
    }
  }
}
