internal import CSQLite
internal import Glibc

extension LedgerPath {
  /// Makes an empty file that only its owner may read; refuses one that exists.
  ///
  /// SQLite gives its side files the mode of the database file, so this one mode decides about all of them.
  func makeEmptyFile() throws(StorageError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure(errno, "the file") }
    _ = close(descriptor)
  }

  /// Gives a finished file its name: syncs it, renames it without ever replacing anything, and syncs the folder.
  ///
  /// No connection may be open on the file. A file whose folder was never synced can vanish whole in a power cut, so when
  /// that fails its name is taken back: whoever hears that nothing was made must be able to make it. If even that fails,
  /// the outcome is unknown.
  func publish(as target: LedgerPath) throws(StorageError) {
    try Self.sync(path, O_RDONLY)
    try target.requireNothing()
    guard unsafe pledge_rename_new(AT_FDCWD, path, target.path) == 0 else {
      throw Self.failure(errno, "the file \(target.name)")
    }
    do throws(StorageError) {
      try Self.sync(folder, O_RDONLY | O_DIRECTORY)
    } catch {
      // Nobody has been told of it yet, and it was made by the rename above.
      if unsafe unlink(target.path) == 0 { throw error }
      throw StorageError(
        error.code, "\(error.reason); the file \(target.name) was made and could not be removed",
        hint: "move it away once the disk is sound, and run the command again", outcome: .unknown)
    }
  }

  /// Removes an unfinished file of ours and what SQLite left beside it.
  func discard() {
    for suffix in [""] + Self.companions {
      _ = unsafe unlink(beside(suffix).path)
    }
  }

  /// Whether SQLite left one of its side files, so that the file alone does not hold everything.
  func hasCompanions() -> Bool {
    Self.companions.contains { unsafe access(beside($0).path, F_OK) == 0 }
  }

  private static func sync(_ path: String, _ flags: Int32) throws(StorageError) {
    let descriptor = unsafe open(path, flags | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(errno, "the new file") }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else {
      // Not tried again: after a failed sync the kernel may call the pages clean, and a second one proves nothing.
      throw StorageError(.inputOutput, "the new file could not be made durable (\(systemReason()))")
    }
  }
}
