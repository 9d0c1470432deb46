public import Glibc

/// A fresh folder with mode 0700 that is removed, with all in it, when the last reference goes.
///
/// Keep it in a named constant for as long as its paths are used.
public final class TemporaryFolder {
  public let path: String

  public init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/pledgebook-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TemporaryFolderError(call: "mkdtemp", path: parent, number: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    removeTree(path)
  }

  /// The path of something in this folder.
  public func path(_ name: String) -> String {
    "\(path)/\(name)"
  }

  /// The names in this folder, sorted.
  public func names() throws -> [String] {
    guard let names = entries(of: path) else { throw TemporaryFolderError(call: "opendir", path: path, number: errno) }
    return names.sorted()
  }

  /// Writes a file in this folder with this mode, whatever the umask, and gives back its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
    let path = path(name)
    guard let file = fopen(path, "w") else { throw TemporaryFolderError(call: "fopen", path: path, number: errno) }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count, chmod(path, mode) == 0 else {
      throw TemporaryFolderError(call: "write", path: path, number: errno)
    }
    return path
  }

  /// The bytes of a file in this folder.
  public func read(_ name: String) throws -> [UInt8] {
    let path = path(name)
    guard let file = fopen(path, "r") else { throw TemporaryFolderError(call: "fopen", path: path, number: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  /// The permission bits of something in this folder.
  public func mode(of name: String) throws -> mode_t {
    var status = stat()
    guard lstat(path(name), &status) == 0 else {
      throw TemporaryFolderError(call: "lstat", path: path(name), number: errno)
    }
    return status.st_mode & 0o7777
  }
}

/// The names in a folder without `.` and `..`, or nil when it is not a folder that can be read.
private func entries(of folder: String) -> [String]? {
  guard let stream = opendir(folder) else { return nil }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// Removes depth first; `remove` takes a link away and not what it points to.
private func removeTree(_ path: String) {
  var status = stat()
  if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
    for name in entries(of: path) ?? [] { removeTree("\(path)/\(name)") }
  }
  remove(path)
}

/// A failure of the file system under a test.
public struct TemporaryFolderError: Error, CustomStringConvertible {
  let call: String
  let path: String
  let number: Int32

  public var description: String { "\(call) \(path): \(String(cString: strerror(number)))" }
}
