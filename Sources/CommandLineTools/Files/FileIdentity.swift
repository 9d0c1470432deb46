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
