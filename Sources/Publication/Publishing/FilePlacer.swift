/// Puts files into a publication, and knows which folders are not durable yet.
struct FilePlacer: ~Copyable {
  private let files: any PublishingFiles
  private var folders: Set<String> = [""]
  private var unsynchronised: Set<String> = []
  /// How many files were written.
  private(set) var written = 0

  init(_ files: any PublishingFiles) {
    self.files = files
  }

  /// Puts a file that never changes: one that is there already has to be the same.
  mutating func put(_ bytes: [UInt8], at path: String) throws(PublicationError) {
    let present: [UInt8]?
    do {
      present = try files.bytes(of: path, limit: max(bytes.count, 1 << 20) * 2)
    } catch {
      guard error.code == .tooLarge else { throw error }
      throw FilePlacer.differs(path)
    }
    if let present {
      guard present == bytes else { throw FilePlacer.differs(path) }
      return
    }
    try replace(path, with: bytes)
  }

  /// Puts a file that may change, unless it is there as it should be.
  mutating func renew(_ path: String, with bytes: [UInt8]) throws(PublicationError) {
    do {
      if try files.bytes(of: path, limit: bytes.count) == bytes { return }
    } catch {
      // A longer one is another one.
      guard error.code == .tooLarge else { throw error }
    }
    try replace(path, with: bytes)
  }

  /// Puts a file in place of whatever is there.
  mutating func replace(_ path: String, with bytes: [UInt8]) throws(PublicationError) {
    let folder = PlaceInFolder(path).folders
    try makeFolders(folder)
    try files.stage(bytes)
    try files.place(at: path)
    unsynchronised.insert(folder.joined(separator: "/"))
    written += 1
  }

  /// Removes a file.
  mutating func remove(_ path: String) throws(PublicationError) {
    try files.remove(path)
    unsynchronised.insert(PlaceInFolder(path).folders.joined(separator: "/"))
  }

  /// Makes the names of everything put so far durable, and that what was removed is gone.
  mutating func synchronise() throws(PublicationError) {
    for folder in unsynchronised.sorted() { try files.synchronise(folder: folder) }
    unsynchronised = []
  }

  /// Removes the partial tiles in the place of a full one. // tlog-tiles: a partial may go once its full tile exists
  mutating func removePartials(of path: String) throws(PublicationError) {
    let folder = "\(path).p"
    let names = try files.names(in: folder)
    guard !names.isEmpty else { return }
    for name in names where FilePlacer.isWidth(name) { try files.remove("\(folder)/\(name)") }
    try files.removeFolder(folder)
    folders.remove(folder)
    unsynchronised.remove(folder)
  }

  /// The widths of the partial tiles in a place.
  func partialWidths(of path: String) throws(PublicationError) -> [Int] {
    try files.names(in: "\(path).p").filter(FilePlacer.isWidth).compactMap { Int($0) }
  }

  private mutating func makeFolders(_ path: ArraySlice<Substring>) throws(PublicationError) {
    guard !folders.contains(path.joined(separator: "/")) else { return }
    var above = ""
    for name in path {
      let folder = above.isEmpty ? String(name) : "\(above)/\(name)"
      if !folders.contains(folder) {
        // One that was there may be left by a run that ended before it was durable.
        _ = try files.makeFolder(folder)
        unsynchronised.insert(above)
        folders.insert(folder)
      }
      above = folder
    }
  }

  private static func isWidth(_ name: String) -> Bool {
    Int(name).map { (1..<256).contains($0) && String($0) == name } ?? false
  }

  private static func differs(_ path: String) -> PublicationError {
    PublicationError(
      .differs, "\(path) is published with other bytes than the ledger gives, and it never changes",
      hint:
        "find out who wrote it before anything else is published: run pledgebook verify, and verify --from the folder"
    )
  }
}
