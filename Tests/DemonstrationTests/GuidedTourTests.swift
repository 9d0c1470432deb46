import CommandLineTools
import Files
import Fixtures
import Glibc
import Testing

@testable import Demonstration

@Suite struct `The guided tour` {
  /// The project's own accords and registers; tests run in the package's folder, or say where it is.
  private static let data =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/") + "/Ledger"
  /// The built command, which lies beside the program that runs the tests.
  private static let program: String = {
    guard let text = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(text) }
    return String(cString: text).split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/pledgebook"
  }()

  @Test func `runs to its end within a minute and leaves both ledgers`() throws {
    let folder = try TemporaryFolder()
    var outcome: GuidedTour.Outcome?
    let duration = try ContinuousClock().measure {
      var tour = try GuidedTour(
        out: folder.path("tour"), data: Self.data, program: Self.program, commands: [], output: nil)
      outcome = try tour.run()
    }
    let finished = try #require(outcome)
    #expect(finished.steps > 40)
    #expect(duration < .seconds(60))
    for ledger in finished.ledgers {
      let verdict = try run(Self.program, ["verify", "--ledger", ledger.description])
      #expect(verdict.status == ExitStatus.done.rawValue)
    }
    let names = try run("/bin/ls", [folder.path("tour/copies")])
    let copies = String(decoding: names.output, as: UTF8.self)
    for copy in ["edited.db", "deleted.db", "truncated.db"] { #expect(copies.contains(copy)) }
  }

  @Test func `a folder with something in it is refused and left alone`() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "mine")
    #expect(throws: CommandError.io("exists", "")) {
      _ = try GuidedTour(out: folder.path, data: Self.data, program: Self.program, commands: [], output: nil).stage
        .folder
    }
    #expect(try folder.names() == ["mine"])
  }

  @Test func `missing inputs are named before anything is made`() throws {
    let folder = try TemporaryFolder()
    let error = CommandError(code: "demo.data", message: "", exit: .io)
    #expect(throws: error) {
      _ = try GuidedTour(
        out: folder.path("tour"), data: folder.path, program: Self.program, commands: [], output: nil
      ).stage.folder
    }
    #expect(try folder.names().isEmpty)
  }
}
