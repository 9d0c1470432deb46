public import Files
internal import Glibc

/// A folder on this machine that a ledger is published into, locked against other publishers.
///
/// What is published is for everybody to read, whatever this process's mask keeps from others: a keeper works with a
/// narrow one, and a web server is another user.
public final class PublishingFolder: PublishingFiles {
  private let root: FolderHandle
  /// One name for whatever is being written: what a crash leaves is overwritten by the next run.
  private static let staged = ".publishing"

  /// Opens a folder for publishing, and makes it when it is not there; its name may not be a symbolic link.
  public init(_ path: some FileNaming) throws(PublicationError) {
    let path = path.filePath
    if unsafe mkdir(path.nulTerminated, 0o755) != 0, errno != EEXIST {
      throw FolderHandle.failure("made", path.description)
    }
    root = try FolderHandle(path)
    guard flock(root.number, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK {
        throw PublicationError(
          .busy, "another process publishes into \(path)", hint: "wait until it is done, and run this again")
      }
      throw FolderHandle.failure("locked", path.description)
    }
    // What a killed publisher left; nobody else is at work here.
    try removeStaged()
    try openUp()
  }

  public func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    let place = PlaceInFolder(path)
    guard let folder = try root.folder(place.folders) else { return nil }
    return try folder.read(place.name, limit: limit, as: path)
  }

  public func content(of path: String, limit: Int) throws(PublicationError) -> FetchedContent? {
    let place = PlaceInFolder(path)
    guard let folder = try root.folder(place.folders) else { return nil }
    return try folder.content(place.name, limit: limit, as: path)
  }

  public func makeFolder(_ path: String) throws(PublicationError) -> Bool {
    let place = PlaceInFolder(path)
    let folder = try folder(place.folders, path)
    if unsafe mkdirat(folder.number, place.name, 0o755) != 0 {
      guard errno == EEXIST else { throw FolderHandle.failure("made", path) }
      return false
    }
    try self.folder(path.split(separator: "/")[...], path).showToAll(path)
    return true
  }

  public func stage(_ bytes: [UInt8]) throws(PublicationError) {
    try removeStaged()
    let file = unsafe openat(
      root.number, Self.staged, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw FolderHandle.failure("written", Self.staged) }
    defer { _ = close(file) }
    guard fchmod(file, 0o644) == 0 else { throw FolderHandle.failure("shown to all", Self.staged) }
    var offset = 0
    while offset < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(file, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw FolderHandle.failure("written", Self.staged) }
      offset += put
    }
    // A failed sync is not tried again: a second one may succeed without having written anything.
    guard fsync(file) == 0 else { throw FolderHandle.failure("synchronised", Self.staged) }
  }

  private func removeStaged() throws(PublicationError) {
    try root.requireReplaceable(Self.staged, as: Self.staged)
    if unsafe unlinkat(root.number, Self.staged, 0) != 0, errno != ENOENT {
      throw FolderHandle.failure("removed", Self.staged)
    }
  }

  public func place(at path: String) throws(PublicationError) {
    let place = PlaceInFolder(path)
    let folder = try folder(place.folders, path)
    try folder.requireReplaceable(place.name, as: path)
    guard unsafe renameat(root.number, Self.staged, folder.number, place.name) == 0 else {
      throw FolderHandle.failure("put in place", path)
    }
  }

  public func synchronise(folder path: String) throws(PublicationError) {
    let folder = try folder(path.split(separator: "/")[...], path)
    guard fsync(folder.number) == 0 else { throw FolderHandle.failure("synchronised", path) }
  }

  /// Shows to everybody what lies there already, published under a narrow mask by an earlier program.
  ///
  /// A folder that holds other things as well was not made for the publication alone: who may enter it stays as it is.
  private func openUp() throws(PublicationError) {
    let own = [Self.staged, PublicationPath.checkpoint, PublicationPath.description, PublicationPath.tiles]
    if try names(in: "").allSatisfy({ name in own.contains { $0.utf8.elementsEqual(name.utf8) } }) {
      try root.showToAll(".")
    }
    for name in [PublicationPath.checkpoint, PublicationPath.description] { try root.showFile(name, name) }
    try openUp(PublicationPath.tiles)
  }

  private func openUp(_ path: String) throws(PublicationError) {
    guard let folder = try root.folder(path.split(separator: "/")) else { return }
    try folder.showToAll(path)
    for name in try names(in: path) where try !folder.showFile(name, "\(path)/\(name)") {
      try openUp("\(path)/\(name)")
    }
  }

  public func names(in path: String) throws(PublicationError) -> [String] {
    guard let folder = try root.folder(path.split(separator: "/")) else { return [] }
    // Reading moves the descriptor's place, so the stream gets one of its own.
    let own = unsafe openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let stream = unsafe fdopendir(own) else { throw FolderHandle.failure("read", path) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe FilePath(bytes: $0.prefix { $0 != 0 }) }
      // Names of ours are text: another one is nobody's here, and not to be taken for one.
      if let text = name.text, name != ".", name != ".." { names.append(text) }
    }
    return names.sorted()
  }

  public func remove(_ path: String) throws(PublicationError) {
    let place = PlaceInFolder(path)
    guard let folder = try root.folder(place.folders) else { return }
    if unsafe unlinkat(folder.number, place.name, 0) != 0, errno != ENOENT {
      throw FolderHandle.failure("removed", path)
    }
  }

  public func removeFolder(_ path: String) throws(PublicationError) {
    let place = PlaceInFolder(path)
    guard let folder = try root.folder(place.folders) else { return }
    if unsafe unlinkat(folder.number, place.name, AT_REMOVEDIR) != 0, errno != ENOENT {
      throw FolderHandle.failure("removed", path)
    }
  }

  private func folder(_ folders: ArraySlice<Substring>, _ path: String) throws(PublicationError) -> FolderHandle {
    guard let folder = try root.folder(folders) else {
      throw PublicationError(.notFound, "the folder of \(path) is gone")
    }
    return folder
  }
}
