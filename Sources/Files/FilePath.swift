internal import Glibc

/// The name of a file or folder as the system has it: bytes, which need not be text.
///
/// Nothing on the way from an argument to a system call makes a String of it, since that would repair what is not UTF-8
/// and so name another file. People are shown `description`; documents that name files of this machine hold the same,
/// and `init(shown:)` reads it back.
public struct FilePath: Hashable, Sendable {
  public let bytes: [UInt8]

  public init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// The path that a text names: its UTF-8.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The text, where the name is one; for documents that take nothing else.
  public var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The bytes as a system call takes them. A path with a zero in it names nothing, as the empty one does.
  public var nulTerminated: [CChar] {
    bytes.contains(0) ? [0] : bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// What stands for standard input or output in the place of a file.
  public static let standardStream = FilePath("-")

  /// The path that an environment variable holds; nil when it is not set or empty.
  public static func environment(_ name: String) -> FilePath? {
    guard let value = unsafe getenv(name) else { return nil }
    let path = unsafe FilePath(cString: value)
    return path.bytes.isEmpty ? nil : path
  }

  /// The folder in which the process is; nil when it cannot be told, as after it was removed.
  public static var workingFolder: FilePath? {
    guard let folder = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(folder) }
    return unsafe FilePath(cString: folder)
  }

  /// The path by which a file has one name only, without links; throws what the system says.
  public func resolved() throws(SystemFailure) -> FilePath {
    guard let resolved = unsafe realpath(nulTerminated, nil) else { throw SystemFailure() }
    defer { unsafe free(resolved) }
    return unsafe FilePath(cString: resolved)
  }

  private init(cString: UnsafePointer<CChar>) {
    bytes = unsafe Array(UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
  }
}

// MARK: - Parts

extension FilePath {
  private static let slash = UInt8(ascii: "/")

  /// A path that still means the same from another folder.
  public var absolute: FilePath {
    guard bytes.first != Self.slash, let folder = Self.workingFolder else { return self }
    return folder / self
  }

  /// The name behind the last slash, slashes at the end left aside; the path itself when there is nothing else.
  public var name: FilePath {
    let whole = withoutSlashesAtEnd
    guard let slash = whole.lastIndex(of: Self.slash), slash + 1 < whole.endIndex else { return FilePath(bytes: whole) }
    return FilePath(bytes: whole[(slash + 1)...])
  }

  /// The folder in which the file lies.
  public var folder: FilePath {
    let whole = withoutSlashesAtEnd
    guard let slash = whole.lastIndex(of: Self.slash) else { return FilePath(".") }
    return slash == whole.startIndex ? FilePath("/") : FilePath(bytes: whole[..<slash])
  }

  private var withoutSlashesAtEnd: ArraySlice<UInt8> {
    var whole = bytes[...]
    while whole.count > 1, whole.last == Self.slash { whole.removeLast() }
    return whole
  }

  public func hasSuffix(_ suffix: String) -> Bool { bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }

  public func hasPrefix(_ prefix: String) -> Bool { bytes.starts(with: prefix.utf8) }

  /// The same without the last so many bytes.
  public func dropLast(_ count: Int) -> FilePath { FilePath(bytes: bytes.dropLast(count)) }

  /// The name with more behind it: the companion of a file.
  public static func + (path: FilePath, suffix: String) -> FilePath {
    FilePath(bytes: path.bytes + Array(suffix.utf8))
  }

  /// Something in a folder.
  public static func / (folder: FilePath, name: FilePath) -> FilePath {
    FilePath(bytes: folder.bytes + (folder.bytes.last == slash ? [] : [slash]) + name.bytes)
  }

  public static func / (folder: FilePath, name: String) -> FilePath { folder / FilePath(name) }
}

/// What names a file: a path, or a text whose UTF-8 is one.
public protocol FileNaming: Sendable {
  var filePath: FilePath { get }
}

extension FilePath: FileNaming {
  public var filePath: FilePath { self }
}

extension String: FileNaming {
  public var filePath: FilePath { FilePath(self) }
}

extension FilePath: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
