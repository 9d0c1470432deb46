internal import CSQLite
internal import Glibc

/// The place of a ledger's file: its folder without links, and its name in it.
///
/// The folder is resolved once, so that the file, its lock and SQLite's side files have one name each, whichever way
/// the path was written. The file itself must not be a link: two names would mean two locks.
struct LedgerPath: Sendable, Equatable {
  let folder: String
  let name: String

  /// The whole path.
  var path: String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }

  /// Resolves the folder, which must exist.
  init(_ path: String) throws(StorageError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw StorageError(.notFound, "the path of the ledger is empty")
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let name = String(parts.last ?? "")
    guard !name.isEmpty, name != ".", name != ".." else {
      throw StorageError(.notAPlainFile, "the path names a folder and not a file")
    }
    let given = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
    guard let resolved = unsafe realpath(given.isEmpty ? "/" : given, nil) else {
      throw Self.failure(errno, "the folder of the ledger")
    }
    defer { unsafe free(resolved) }
    folder = unsafe String(cString: resolved)
    self.name = name
  }

  private init(folder: String, name: String) {
    self.folder = folder
    self.name = name
  }

  /// Another file in the same folder, named after this one.
  func beside(_ suffix: String) -> LedgerPath {
    LedgerPath(folder: folder, name: name + suffix)
  }

  /// A name that no other process picks, for a file that is not finished yet.
  func unfinished() -> LedgerPath {
    beside(".\(getpid())-\(String(UInt32.random(in: 0...UInt32.max), radix: 16)).tmp")
  }

  /// The files that SQLite and the writer keep beside a database.
  static let companions = ["-wal", "-journal", "-shm"]

  @inline(never)
  static func failure(_ number: Int32, _ what: String) -> StorageError {
    switch number {
    case ENOENT, ENOTDIR:
      StorageError(.notFound, "\(what) does not exist")
    case EEXIST:
      StorageError(.exists, "\(what) exists already", hint: "choose another name; nothing is overwritten")
    case EACCES, EPERM:
      StorageError(
        .permission, "\(what) may not be opened by this user", hint: "look at the modes of the file and its folder")
    case EROFS:
      StorageError(.readOnly, "\(what) lies on a medium that cannot be written", hint: StorageError.readOnlyHint)
    case ENOSPC, EDQUOT:
      StorageError(.diskFull, "there is no room left for \(what)", hint: "free some space and try again")
    case ELOOP:
      StorageError(.notAPlainFile, "\(what) is a symbolic link", hint: "name the file that the link leads to")
    default:
      StorageError(.inputOutput, "\(what) could not be opened: \(systemReason(number))")
    }
  }
}
