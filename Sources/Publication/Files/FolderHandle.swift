internal import Files
internal import Glibc

/// A folder by its descriptor, so that a name below it means the same whatever happens to the path above.
///
/// Nothing is ever reached through a symbolic link: every step down is its own call that refuses one.
struct FolderHandle: ~Copyable {
  let number: Int32

  /// So much of a file is read in one go.
  private static let piece = 1 << 20

  private init(number: Int32) {
    self.number = number
  }

  /// Opens the folder at a path of the user's choosing; its last name may not be a link.
  init(_ path: FilePath) throws(PublicationError) {
    var name = path
    // With a slash behind it a link would be followed.
    while name.bytes.count > 1, name.hasSuffix("/") { name = name.dropLast(1) }
    let number = unsafe open(name.nulTerminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { throw FolderHandle.failure("opened", path.description) }
    self.number = number
  }

  deinit {
    _ = close(number)
  }

  /// The folder that a path below this one leads to; nil when there is none.
  func folder(_ path: some Collection<Substring>) throws(PublicationError) -> FolderHandle? {
    var handle = FolderHandle(number: dup(number))
    guard handle.number >= 0 else { throw FolderHandle.failure("opened", ".") }
    for name in path {
      let next = unsafe openat(handle.number, String(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else {
        if errno == ENOENT { return nil }
        throw FolderHandle.failure("opened", path.joined(separator: "/"))
      }
      handle = FolderHandle(number: next)
    }
    return handle
  }

  /// The plain file with a name in this folder, read whole; nil when there is none.
  func read(_ name: String, limit: Int, as path: String) throws(PublicationError) -> [UInt8]? {
    var bytes: [UInt8] = []
    return try read(name, limit: limit, as: path) { bytes += $0 } ? bytes : nil
  }

  /// The same, for a file that may be large.
  func content(_ name: String, limit: Int, as path: String) throws(PublicationError) -> FetchedContent? {
    let content = FetchedContent()
    return try read(name, limit: limit, as: path) { content.append($0) } ? content : nil
  }

  /// Hands on a plain file piece by piece; false when there is none.
  private func read(
    _ name: String, limit: Int, as path: String, _ take: ([UInt8]) -> Void
  ) throws(PublicationError) -> Bool {
    // Not blocking: opening a pipe would wait for somebody to write into it.
    let file = unsafe openat(number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return false }
      throw FolderHandle.failure("opened", path)
    }
    defer { _ = close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw FolderHandle.failure("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw PublicationError(.unsafePath, "\(path) is not a plain file", hint: "publish into a folder of its own")
    }
    guard status.st_size <= limit else {
      throw PublicationError(.tooLarge, "\(path) has more than the \(limit) bytes that such a file can have")
    }
    var left = Int(status.st_size)
    while left > 0 {
      var got = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: min(left, FolderHandle.piece)) { buffer, count in
        repeat { got = unsafe Glibc.read(file, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
        count = max(0, got)
      }
      guard got >= 0 else { throw FolderHandle.failure("read", path) }
      // Published files are replaced, never shortened.
      if got == 0 { throw PublicationError(.inputOutput, "\(path) changed while it was read") }
      take(piece)
      left -= got
    }
    return true
  }

  /// Requires that a name in this folder is that of nothing, of a plain file or of a link: no pipe, device or folder was
  /// published, and none is replaced as if it were.
  func requireReplaceable(_ name: String, as path: String) throws(PublicationError) {
    var status = stat()
    guard unsafe fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return }
      throw FolderHandle.failure("looked at", path)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFLNK else {
      throw PublicationError(
        .unsafePath, "\(path) is not a plain file", hint: "move it away; publish into a folder of its own")
    }
  }

  /// The permission bits of this folder.
  func mode(_ path: String = ".") throws(PublicationError) -> UInt32 {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw FolderHandle.failure("read", path) }
    return status.st_mode & 0o7777
  }

  /// Lets everybody read and enter this folder, and takes no right from anybody.
  func showToAll(_ path: String) throws(PublicationError) {
    let mode = try mode(path)
    guard mode & 0o555 != 0o555 else { return }
    guard fchmod(number, mode | 0o755) == 0 else { throw FolderHandle.failure("shown to all", path) }
  }

  /// Lets everybody read the plain file with a name in this folder, if there is one; false for a folder.
  @discardableResult
  func showFile(_ name: String, _ path: String) throws(PublicationError) -> Bool {
    var status = stat()
    guard unsafe fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return true }
      throw FolderHandle.failure("read", path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return status.st_mode & S_IFMT != S_IFDIR }
    guard status.st_mode & 0o444 != 0o444 else { return true }
    let file = unsafe openat(number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FolderHandle.failure("opened", path) }
    defer { _ = close(file) }
    guard fchmod(file, status.st_mode & 0o7777 | 0o644) == 0 else { throw FolderHandle.failure("shown to all", path) }
    return true
  }

  static func failure(_ what: String, _ path: String) -> PublicationError {
    let number = errno
    if number == ELOOP || number == ENOTDIR {
      return PublicationError(
        .unsafePath, "\(path) is or leads through a link, or something that is no folder",
        hint: "name the folder itself, not a link to it")
    }
    let failure = SystemFailure(number)
    return PublicationError(
      number == ENOENT ? .notFound : .inputOutput,
      "\(path.isEmpty ? "the folder" : path) could not be \(what): \(failure.reason)",
      hint: number == ENOENT
        ? "look at the spelling, or make the folder first"
        : failure.saysFull
          ? "free some space, or raise the limit on the size of files (ulimit -f); then run it again, and it goes on"
          : nil)
  }
}

/// A path below the root: the folders on the way, and the last name.
struct PlaceInFolder {
  let folders: ArraySlice<Substring>
  let name: String

  init(_ path: String) {
    let parts = path.split(separator: "/")
    folders = parts.dropLast()
    name = parts.last.map(String.init) ?? ""
  }
}
