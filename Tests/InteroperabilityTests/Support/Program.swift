import CanonicalJSON
import Fixtures
import Glibc
import Testing

/// The built `pledgebook`, which lies beside the program that runs the tests.
enum Program {
  /// Runs a command on the ledger of a folder, with that folder as the working one.
  static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> SubprocessResult {
    let environment = ["PLEDGEBOOK_LEDGER": "ledger.db", "PLEDGEBOOK_LOG_KEY": "log"]
    return try Fixtures.run(path, arguments, environment: environment, in: folder.path)
  }

  /// Runs a command that has to succeed, and gives back its output.
  @discardableResult
  static func succeed(
    _ arguments: [String], in folder: TemporaryFolder, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [UInt8] {
    let result = try run(arguments, in: folder)
    try #require(
      result.status == 0, "\(arguments.joined(separator: " ")): \(text(result.error))", sourceLocation: sourceLocation)
    return result.output
  }

  /// Has the laboratory make a ledger.
  static func build(_ arguments: [String], in folder: TemporaryFolder) throws {
    let result = try Fixtures.run(
      path + "-lab", arguments, environment: ["PLEDGEBOOK_LEDGER": "ledger.db"], in: folder.path)
    try #require(result.status == 0, "\(text(result.error))")
  }

  /// The envelope or statement of an entry, without the line end that `show` puts behind it.
  static func body(of index: Int64, _ part: String, in folder: TemporaryFolder) throws -> [UInt8] {
    let shown = try succeed(["show", "\(index)", part], in: folder)
    return shown.last == 0x0A ? shown.dropLast() : shown
  }

  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let tests = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return tests.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/pledgebook"
  }()
}

func text(_ bytes: [UInt8]) -> String {
  String(decoding: bytes, as: UTF8.self)
}

/// The root of a JSON document that one of the programs wrote.
func json(_ bytes: [UInt8]) throws -> JSONNode {
  try JSONDocument(bytes, profile: .strict).root
}
