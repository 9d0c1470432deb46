internal import Files
internal import Glibc

extension LedgerPath {
  /// Requires a plain file, and no link to one, beside which nothing stands that SQLite would take for a side file of it
  /// and that is none of its owner's: SQLite waits at a pipe for ever, and believes a journal whoever wrote it.
  func requireFile() throws(StorageError) {
    switch try attributes().kind {
    case .plain: break
    case .link: throw Self.failure(ELOOP, "the ledger")
    default:
      throw StorageError(
        .notAPlainFile, "the ledger's path does not lead to a plain file",
        hint:
          "name the file that init or restore made; a published folder is read with --from FOLDER in place of --ledger"
      )
    }
    for suffix in Self.companions {
      do throws(FileFault) {
        try beside(suffix).path.requireOurs(with: path)
      } catch {
        throw Self.failure(error, "the file \(name)\(suffix) beside the ledger")
      }
    }
  }

  /// Requires that nothing stands at the path, nor a side file that SQLite would take for the new file's own.
  func requireNothing() throws(StorageError) {
    for suffix in [""] + Self.companions {
      do throws(SystemFailure) {
        _ = try FileStatus(of: beside(suffix).path, followingLinks: false)
      } catch {
        guard error.number == ENOENT else { throw Self.failure(error.number, "the place for the ledger") }
        continue
      }
      throw StorageError(
        .exists, suffix.isEmpty ? "a file of this name exists already" : "a file \(name)\(suffix) is in the way",
        hint: "choose another name; nothing is overwritten")
    }
  }

  /// Requires a file with one name that can be written.
  func requireWritableFile() throws(StorageError) {
    guard try attributes().nameCount == 1 else {
      throw StorageError(
        .notAPlainFile, "the ledger's file has a second name (a hard link), and each name would have its own lock",
        hint: "remove the other name")
    }
    guard unsafe access(path.nulTerminated, W_OK) == 0 else {
      throw StorageError(.readOnly, "the ledger's file cannot be written", hint: Self.ownerHint)
    }
  }

  /// Requires a folder that we can write and strangers cannot, on a disk of this machine.
  func requireWritableFolder() throws(StorageError) {
    guard unsafe access(folder.nulTerminated, W_OK | X_OK) == 0 else {
      throw StorageError(.readOnly, "the ledger's folder cannot be written", hint: Self.ownerHint)
    }
    var about = stat()
    guard unsafe stat(folder.nulTerminated, &about) == 0 else { throw Self.failure(errno, "the folder of the ledger") }
    // With the sticky bit, as on /tmp, strangers may add files but can neither remove nor rename ours.
    guard about.st_mode & S_IWOTH == 0 || about.st_mode & S_ISVTX != 0 else {
      throw StorageError(
        .unsafeFolder, "everybody on this machine may replace files in the ledger's folder",
        hint: "chmod o-w the folder")
    }
    try requireLocalDisk()
    try requireWorkingLocks()
  }

  /// Refuses a file system that other machines share: what they do to the ledger would not be seen here.
  func requireLocalDisk() throws(StorageError) {
    guard case .shared(let name) = FileSystem.of(folder) else { return }
    throw StorageError(
      .networkFileSystem,
      "the ledger's folder lies on a file system that other machines may share (\(name)), and locks do not reach them",
      hint: "keep the ledger on a disk of this machine; a backup can be read from anywhere")
  }

  /// Tries a file system that is not known for the shared memory and the locks that a write-ahead log needs.
  private func requireWorkingLocks() throws(StorageError) {
    guard case .untried = FileSystem.of(folder), let lack = try StoreProbe.lack(beside: self) else { return }
    throw StorageError(
      .networkFileSystem, "the file system of the ledger's folder does not give \(lack)",
      hint: "keep the ledger on another disk of this machine; a backup can be read from anywhere")
  }

  /// The bytes that this user may still write on the ledger's disk.
  func freeSpace() throws(StorageError) -> UInt64 {
    var about = statvfs()
    guard unsafe statvfs(folder.nulTerminated, &about) == 0 else {
      throw Self.failure(errno, "the folder of the ledger")
    }
    return UInt64(about.f_bavail).multipliedReportingOverflow(by: UInt64(about.f_frsize)).partialValue
  }

  /// What is more open than a ledger should be; not an error, since a reader may need it.
  func openness() throws(StorageError) -> [String] {
    let mode = try attributes().permissions & 0o777
    guard mode & 0o077 != 0 else { return [] }
    return ["the ledger's file has mode \(String(mode, radix: 8)), wider than 600"]
  }

  private func attributes() throws(StorageError) -> FileStatus {
    do throws(SystemFailure) {
      return try FileStatus(of: path, followingLinks: false)
    } catch {
      throw Self.failure(error.number, "the ledger")
    }
  }

  private static let ownerHint = "run as the user who owns the ledger, or work on a copy made by backup"
}
