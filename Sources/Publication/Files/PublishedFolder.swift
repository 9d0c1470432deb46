public import Files

/// A published folder on this machine, for reading.
public struct PublishedFolder: Fetching {
  private let root: Root

  // Shared by copies of the value, closed with the last.
  private final class Root {
    let handle: FolderHandle

    init(_ handle: consuming FolderHandle) {
      self.handle = handle
    }
  }

  /// Opens a folder; its name may not be a symbolic link.
  public init(_ path: some FileNaming) throws(PublicationError) {
    root = Root(try FolderHandle(path.filePath))
  }

  /// Whether everybody may enter it.
  public func isOpenToAll() throws(PublicationError) -> Bool { try root.handle.mode() & 0o005 == 0o005 }

  public func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    let place = PlaceInFolder(path)
    guard let folder = try root.handle.folder(place.folders) else { return nil }
    return try folder.read(place.name, limit: limit, as: path)
  }

  public func content(of path: String, limit: Int) throws(PublicationError) -> FetchedContent? {
    let place = PlaceInFolder(path)
    guard let folder = try root.handle.folder(place.folders) else { return nil }
    return try folder.content(place.name, limit: limit, as: path)
  }
}
