import Publication

/// A file system in memory that can end at any call, and that forgets in a power cut what was never synchronised.
final class MemoryFiles: PublishingFiles {
  /// The files by their paths.
  var files: [String: [UInt8]] = [:]
  private var folders: Set<String> = [""]
  private var staged: [UInt8]?
  private var durableFiles: [String: [UInt8]] = [:]
  private var durableFolders: Set<String> = [""]

  /// How many calls that change something were made.
  private(set) var calls = 0
  /// The call that does not happen any more.
  var endsBefore: Int?

  init(_ files: [String: [UInt8]] = [:]) {
    for (path, bytes) in files {
      self.files[path] = bytes
      for folder in Self.parents(of: path) { folders.insert(folder) }
    }
    durableFiles = self.files
    durableFolders = folders
  }

  /// What is there when the machine comes back.
  var afterPowerCut: MemoryFiles {
    MemoryFiles(
      durableFiles.filter { path, _ in Self.parents(of: path).allSatisfy(durableFolders.contains) })
  }

  /// What is there when the process was killed and the machine went on.
  var afterKill: MemoryFiles { MemoryFiles(files) }

  private static func parents(of path: String) -> [String] {
    var parents = [""]
    var parts = path.split(separator: "/")
    while parts.count > 1 {
      parts.removeLast()
      parents.append(parts.joined(separator: "/"))
    }
    return parents
  }

  private static func parent(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }

  private func call<Result>(_ body: () throws(PublicationError) -> Result) throws(PublicationError) -> Result {
    calls += 1
    if endsBefore == calls { throw PublicationError(.init(rawValue: "test.killed"), "killed") }
    return try body()
  }

  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    guard let bytes = files[path] else { return nil }
    guard bytes.count <= limit else { throw PublicationError(.tooLarge, "too large") }
    return bytes
  }

  func makeFolder(_ path: String) throws(PublicationError) -> Bool {
    try call { () throws(PublicationError) in
      guard folders.contains(Self.parent(of: path)) else { throw PublicationError(.notFound, "no parent") }
      return folders.insert(path).inserted
    }
  }

  func stage(_ bytes: [UInt8]) throws(PublicationError) {
    try call { staged = bytes }
  }

  func place(at path: String) throws(PublicationError) {
    try call { () throws(PublicationError) in
      guard folders.contains(Self.parent(of: path)) else { throw PublicationError(.notFound, "no folder") }
      guard let bytes = staged else { throw PublicationError(.notFound, "nothing staged") }
      files[path] = bytes
      staged = nil
    }
  }

  func synchronise(folder path: String) throws(PublicationError) {
    try call { () throws(PublicationError) in
      guard folders.contains(path) else { throw PublicationError(.notFound, "no folder") }
      for known in durableFiles.keys where Self.parent(of: known) == path { durableFiles[known] = nil }
      for (known, bytes) in files where Self.parent(of: known) == path { durableFiles[known] = bytes }
      let here = folders.filter { !$0.isEmpty && Self.parent(of: $0) == path }
      for gone in durableFolders where !gone.isEmpty && Self.parent(of: gone) == path && !here.contains(gone) {
        durableFolders.remove(gone)
        durableFiles = durableFiles.filter { !$0.key.hasPrefix("\(gone)/") }
      }
      durableFolders.formUnion(here)
    }
  }

  func names(in path: String) throws(PublicationError) -> [String] {
    files.keys.filter { Self.parent(of: $0) == path }.compactMap { $0.split(separator: "/").last.map(String.init) }
  }

  func remove(_ path: String) throws(PublicationError) {
    try call { files[path] = nil }
  }

  func removeFolder(_ path: String) throws(PublicationError) {
    try call { _ = folders.remove(path) }
  }
}
