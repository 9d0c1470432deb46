import Fixtures
import Glibc
import Testing

/// A little of what `make fuzz` does at length: every harness of `Tests/Fuzzing`, in a process of its own, since what it
/// looks for ends a process.
@Suite("Parsers of foreign bytes")
struct FuzzingTests {
  private static let program = BuiltPrograms.path("Fuzzing")
  private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")
  private static let secondsForEach = Campaign.isOn ? 20 : 1

  /// The names of the harnesses, as the program tells them.
  private static let names: [String] = {
    let list = (try? run(program, ["list"])).map { String(decoding: $0.output, as: UTF8.self) } ?? ""
    return list.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
  }()

  private static func corpus(_ name: String) -> String { "\(root)/Tests/Fuzzing/Corpus/\(name)" }

  private static func files(in folder: String) throws -> [String] {
    let found = try run("find", [folder, "-mindepth", "1", "-maxdepth", "1"])
    return String(decoding: found.output, as: UTF8.self).split(separator: "\n").map(String.init).sorted()
  }

  @Test("There is a folder of the corpus for each harness, and no other")
  func folders() throws {
    #expect(!Self.names.isEmpty)
    let folders = try Self.files(in: "\(Self.root)/Tests/Fuzzing/Corpus").map { $0.split(separator: "/").last ?? "" }
    #expect(folders.map(String.init) == Self.names.sorted())
  }

  @Test("Everything in the corpus holds, and some of it is taken", arguments: names)
  func corpus(name: String) throws {
    let result = try run(Self.program, ["try", name] + Self.files(in: Self.corpus(name)), environment: Self.quiet)
    let output = String(decoding: result.output, as: UTF8.self)
    #expect(result.status == 0, "\(output)\(String(decoding: result.error, as: UTF8.self))")
    #expect(output.contains(": taken\n"), "a harness that takes nothing tries nothing")
  }

  @Test("Nothing is found for a second", arguments: names)
  func found(name: String) throws {
    // Outside the folders that a test removes: the input is what is left of a finding.
    let folder = "\(Self.root)/.build/fuzz/found"
    _ = try run("mkdir", ["-p", folder])
    let record = "\(folder)/\(name)-\(getpid())"
    let result = try run(
      Self.program, ["run", name, "--seconds", "\(Self.secondsForEach)", "--record", record], environment: Self.quiet)
    let words = String(decoding: result.output + result.error, as: UTF8.self)
    #expect(result.status == 0, "\(words)\nthe input is \(record): .build/debug/Fuzzing try \(name) FILE")
  }

  // What a trap has to say takes a second each.
  private static let quiet = ["SWIFT_BACKTRACE": "enable=no"]
}
