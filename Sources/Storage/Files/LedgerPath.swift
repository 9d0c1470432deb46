internal import Files
internal import Glibc

/// The place of a ledger's file: its folder without links, and its name in it.
///
/// The folder is resolved once, so that the file, its lock and SQLite's side files have one name each, whichever way
/// the path was written. The file itself must not be a link: two names would mean two locks.
struct LedgerPath: Sendable, Equatable {
  let folder: FilePath
  let name: FilePath

  /// The whole path.
  var path: FilePath { folder / name }

  /// Resolves the folder, which must exist.
  init(_ path: some FileNaming) throws(StorageError) {
    let path = path.filePath
    guard !path.bytes.isEmpty, !path.bytes.contains(0) else {
      throw StorageError(.notFound, "the path of the ledger is empty")
    }
    guard !path.hasSuffix("/"), path.name != ".", path.name != ".." else {
      throw StorageError(.notAPlainFile, "the path names a folder and not a file")
    }
    do throws(SystemFailure) {
      folder = try path.folder.resolved()
    } catch {
      throw Self.failure(error.number, "the folder of the ledger")
    }
    name = path.name
  }

  private init(folder: FilePath, name: FilePath) {
    self.folder = folder
    self.name = name
  }

  /// Another file in the same folder, named after this one.
  func beside(_ suffix: String) -> LedgerPath {
    LedgerPath(folder: folder, name: name + suffix)
  }

  /// Another file in the same folder.
  func sibling(_ name: FilePath) -> LedgerPath {
    LedgerPath(folder: folder, name: name)
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
    case _ where SystemFailure(number).saysFull:
      StorageError(
        .diskFull,
        number == EFBIG
          ? "\(what) would be larger than the limit on the size of files (ulimit -f)"
          : "there is no room left for \(what)", hint: StorageError.fullHint)
    case EMFILE, ENFILE:
      StorageError(
        .inputOutput, "\(what) could not be opened: \(SystemFailure(number).reason)",
        hint: "raise the limit of open files (ulimit -n)")
    case ELOOP:
      StorageError(.notAPlainFile, "\(what) is a symbolic link", hint: "name the file that the link leads to")
    default:
      StorageError(.inputOutput, "\(what) could not be opened: \(SystemFailure(number).reason)")
    }
  }

  /// What stands in the place of a file and is not what is expected there.
  @inline(never)
  static func failure(_ fault: FileFault, _ what: String) -> StorageError {
    let code: StorageError.Code
    switch fault {
    case .system(let failure): return Self.failure(failure.number, what)
    case .kind, .namedTwice: code = .notAPlainFile
    case .owner: code = .notOurs
    case .tooLarge: code = .tooLarge
    }
    return StorageError(code, "\(what) cannot be used: \(fault.reason)", hint: fault.remedy)
  }
}
