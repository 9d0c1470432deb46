internal import CBuildFacts
public import CanonicalJSON
internal import Cryptography
internal import Storage

/// What a program of this package says of itself: which sources it was built from, how, and what it runs with.
public enum ProgramFacts {
  /// The version of all programs of the package. `CHANGELOG.md` says what each brought.
  public static let version = "0.1.0"

  /// A library that the program is linked with, as it is on this machine now.
  public struct Library: Sendable, Equatable {
    /// The name its makers use.
    public let name: String
    /// What it says of itself when it is asked.
    public let version: String
  }

  /// The commit of the sources: 40 hexadecimal digits, with `-dirty` behind them when files had been changed; `unknown`
  /// when the build was not told, as by a plain `swift build`.
  public static var commit: String { unsafe String(cString: pledgebook_commit()) }

  /// `release` or `debug`.
  public static var configuration: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  /// The version of the compiler, to the patch where the build was told.
  public static var swiftVersion: String {
    let told = unsafe String(cString: pledgebook_swift_version())
    if !told.isEmpty { return told }
    #if compiler(>=6.4)
      return "6.4 or later"
    #else
      return "6.3"
    #endif
  }

  /// Those that are linked. libcurl, zlib and libmicrohttpd are loaded at their first use, and not for this.
  public static var libraries: [Library] {
    [
      Library(name: "OpenSSL", version: OpenSSLLibrary.version),
      Library(name: "SQLite", version: SQLiteLibrary.version),
    ]
  }

  /// What the document `version/1` says of a program. // Documentation/Data.md
  public static func document(of program: String) -> JSONValue {
    [
      "program": .string(program), "version": .string(version), "commit": .string(commit),
      "build": ["configuration": .string(configuration), "swift": .string(swiftVersion)],
      "libraries": .array(libraries.map { ["name": .string($0.name), "version": .string($0.version)] }),
    ]
  }

  /// The same in lines for people.
  public static func lines(of program: String) -> [String] {
    [
      "\(program) \(version)", "commit     \(commit)", "build      \(configuration), Swift \(swiftVersion)",
      "libraries  " + libraries.map { "\($0.name) \($0.version)" }.joined(separator: ", "),
    ]
  }
}
