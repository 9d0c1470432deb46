internal import Files
internal import Glibc

/// Who but its owner can get at a file that holds a secret.
///
/// Reading by others is told, and is for the owner to end. Writing is refused: whoever can exchange a key decides what is
/// signed with, and which key a ledger is told of.
struct FileGuard {
  private let path: FilePath
  private let mode: mode_t
  private let owner: uid_t

  init(_ path: FilePath, mode: mode_t, owner: uid_t) {
    self.path = path
    self.mode = mode
    self.owner = owner
  }

  func warnings() throws(CryptographyError) -> [KeyFile.Warning] {
    let user = geteuid()
    // Root is kept out by no owner, and works for others: it is told.
    guard owner == user || owner == 0 || user == 0 else {
      throw CryptographyError(.unsafeFile, "the file belongs to another user, who can exchange it", remedy: .ownFile)
    }
    guard mode & 0o022 == 0 else {
      throw CryptographyError(.unsafeFile, "others than its owner can write to the file", remedy: .closeFile)
    }
    try Self.requireClosed(folders)
    var warnings: [KeyFile.Warning] = []
    if mode & 0o044 != 0 {
      warnings.append(
        KeyFile.Warning(reason: "the file can be read by others than its owner", remedy: .closeFile))
    }
    if owner != user, owner != 0 {
      warnings.append(
        KeyFile.Warning(reason: "the file belongs to another user, who can exchange it", remedy: .ownFile))
    }
    return warnings
  }

  /// Refuses the place for a new file where it would be refused once it is there.
  static func requireFolder(of path: FilePath) throws(CryptographyError) {
    try requireClosed([path.folder])
  }

  private static func requireClosed(_ folders: [FilePath]) throws(CryptographyError) {
    for folder in folders where isOpenToAll(folder) {
      throw CryptographyError(
        .unsafeFile, "everybody on this machine may put another file in its place", remedy: .closeFolder(folder))
    }
  }

  /// The folder that the path names and, where a link leads on, the one in which the file lies.
  private var folders: [FilePath] {
    do throws(SystemFailure) {
      return [path.folder, try path.resolved().folder]
    } catch {
      return [path.folder]
    }
  }

  /// With the sticky bit, as on /tmp, strangers may add files but can neither remove nor rename ours.
  private static func isOpenToAll(_ folder: FilePath) -> Bool {
    do throws(SystemFailure) {
      let permissions = try FileStatus(of: folder, followingLinks: true).permissions
      return permissions & S_IWOTH != 0 && permissions & S_ISVTX == 0
    } catch {
      return false
    }
  }
}
