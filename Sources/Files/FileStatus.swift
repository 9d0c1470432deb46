internal import CFiles
internal import Glibc

/// What stands at a path.
public enum FileKind: Sendable, Equatable {
  case plain, folder, link, pipe, socket, terminal, device, disk

  /// With its article, in the middle of a sentence.
  public var words: String {
    switch self {
    case .plain: "a plain file"
    case .folder: "a folder"
    case .link: "a symbolic link"
    case .pipe: "a pipe"
    case .socket: "a socket"
    case .terminal: "a terminal"
    case .device: "a device"
    case .disk: "a disk"
    }
  }
}

extension FilePath {
  /// Whether there is something, whatever it is, at the end of its links.
  public var exists: Bool { (try? FileStatus(of: self, followingLinks: true)) != nil }
}

/// The kind, owner, size and identity of a file, without its times.
public struct FileStatus: Sendable {
  public let kind: FileKind
  /// The user whose it is.
  public let owner: UInt32
  /// How many names it has.
  public let nameCount: UInt32
  public let size: UInt64
  /// The bits that say who may do what.
  public let permissions: UInt32
  /// Device and inode: which file it is, whatever it is called.
  public let identity: [UInt64]

  /// Of what a path names; a link at its end is followed only if asked.
  public init(of path: FilePath, followingLinks: Bool) throws(SystemFailure) {
    var status = pledge_status()
    let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
    guard unsafe pledge_file_status(AT_FDCWD, path.nulTerminated, flags, &status) == 0 else { throw SystemFailure() }
    self.init(status)
  }

  /// Of an open file.
  public init(of file: borrowing FileDescriptor) throws(SystemFailure) {
    var status = pledge_status()
    guard unsafe pledge_file_status(file.number, "", PLEDGE_OPEN_FILE, &status) == 0 else { throw SystemFailure() }
    self.init(status)
  }

  private init(_ status: pledge_status) {
    owner = status.owner
    nameCount = status.links
    size = status.size
    permissions = status.mode & 0o7777
    identity = [status.device, status.inode]
    kind =
      switch status.mode & S_IFMT {
      case S_IFREG: .plain
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFBLK: .disk
      default: .device
      }
  }
}
