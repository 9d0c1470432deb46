internal import CSQLite
internal import Files
internal import Glibc

extension LedgerPath {
  /// Makes an empty file that only its owner may read; refuses one that exists.
  ///
  /// SQLite gives its side files the mode of the database file, so this one mode decides about all of them.
  ///
  /// - Returns: what tells others that the file is being written, to be let go once it has its name and before any
  ///   connection is opened on that: closing it ends SQLite's locks on the file.
  func makeEmptyFile() throws(StorageError) -> FileDescriptor {
    do throws(SystemFailure) {
      let file = try FileDescriptor(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
      // On a network this lock is one of SQLite's kind, which SQLite would find taken. There nothing is tidied up either.
      if isOnLocalDisk { _ = try? file.lock() }
      return file
    } catch {
      throw Self.failure(error.number, "the file")
    }
  }

  /// A name that no other process picks, for a file that is not finished yet; what killed writers left of such files goes.
  func unfinished() -> LedgerPath {
    if isOnLocalDisk { Leftovers.remove(of: path, suffixes: Self.companions) }
    return sibling(UnfinishedFile.name(for: path).name)
  }

  private var isOnLocalDisk: Bool { (try? requireLocalDisk()) != nil }

  /// Gives a finished file its name: syncs it, renames it without ever replacing anything, and syncs the folder.
  ///
  /// No connection may be open on the file. A file whose folder was never synced can vanish whole in a power cut, so when
  /// that fails its name is taken back: whoever hears that nothing was made must be able to make it. If even that fails,
  /// the outcome is unknown.
  func publish(as target: LedgerPath) throws(StorageError) {
    try Self.sync(path, O_RDONLY)
    try target.requireNothing()
    guard unsafe pledge_rename_new(AT_FDCWD, path.nulTerminated, target.path.nulTerminated) == 0 else {
      throw Self.failure(errno, "the file \(target.name)")
    }
    do throws(StorageError) {
      try Self.sync(folder, O_RDONLY | O_DIRECTORY)
    } catch {
      // Nobody has been told of it yet, and it was made by the rename above.
      if unsafe unlink(target.path.nulTerminated) == 0 { throw error }
      throw StorageError(
        error.code, "\(error.reason); the file \(target.name) was made and could not be removed",
        hint: "move it away once the disk is sound, and run the command again", outcome: .unknown)
    }
  }

  /// Removes an unfinished file of ours and what SQLite left beside it.
  func discard() {
    for suffix in [""] + Self.companions { beside(suffix).remove() }
  }

  /// Removes the file, if there is one.
  func remove() {
    _ = unsafe unlink(path.nulTerminated)
  }

  /// Whether SQLite left one of its side files, so that the file alone does not hold everything.
  func hasCompanions() -> Bool {
    Self.companions.contains { unsafe access(beside($0).path.nulTerminated, F_OK) == 0 }
  }

  private static func sync(_ path: FilePath, _ flags: Int32) throws(StorageError) {
    let file: FileDescriptor
    do throws(SystemFailure) {
      file = try FileDescriptor(path, flags | O_NOFOLLOW)
    } catch {
      throw failure(error.number, "the new file")
    }
    do throws(SystemFailure) {
      try file.synchronise()
    } catch {
      throw StorageError(.inputOutput, "the new file could not be made durable (\(error.reason))")
    }
  }
}
