internal import Glibc

/// Which file a path leads to, whatever it is called: device and inode.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let inode: UInt64
  /// A plain file, which a new one can replace; not a pipe, a device or a folder.
  let isRegular: Bool

  static func == (left: FileIdentity, right: FileIdentity) -> Bool {
    left.device == right.device && left.inode == right.inode
  }

  /// Nil when there is nothing at `path`, or nothing that can be looked at.
  init?(at path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(of file: borrowing FileDescriptor) {
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }
}

/// Requires a folder in which files can be made, before anything is done whose result goes there.
///
/// - Parameter purpose: what is to be written, as a message says it.
public func requireWritableFolder(_ path: String, for purpose: String) throws(CommandError) {
  var status = stat()
  let failure: SystemFailure
  if unsafe stat(path, &status) != 0 {
    failure = SystemFailure()
  } else if status.st_mode & S_IFMT != S_IFDIR {
    failure = SystemFailure(ENOTDIR)
  } else if unsafe access(path, W_OK | X_OK) != 0 {
    failure = SystemFailure()
  } else {
    return
  }
  throw failure.writing("\(purpose) in \(path)")
}
