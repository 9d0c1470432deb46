import CommandLineTools
import Files
import Fixtures
import Testing

@testable import Demonstration
@testable import pledgebook_lab

@Suite struct `The guided tour` {
  private static let program = BuiltPrograms.path("pledgebook")

  @Test func `runs to its end within a minute and leaves both ledgers`() throws {
    let folder = try TemporaryFolder()
    var outcome: GuidedTour.Outcome?
    let duration = try ContinuousClock().measure {
      var tour = try GuidedTour(out: folder.path("tour"), program: Self.program, commands: [], output: nil)
      outcome = try tour.run { tour throws(CommandError) in try tour.tampering() }
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
      _ = try GuidedTour(out: folder.path, program: Self.program, commands: [], output: nil).stage.folder
    }
    #expect(try folder.names() == ["mine"])
  }

  @Test func `of the program itself runs anywhere, and names the chapter that it leaves out`() throws {
    let folder = try TemporaryFolder()
    let said = try run(Self.program, ["demo", "--out", folder.path("tour")], environment: [:], in: "/")
    let story = String(decoding: said.output, as: UTF8.self)
    #expect(said.status == ExitStatus.done.rawValue, "\(String(decoding: said.error, as: UTF8.self))")
    #expect(story.contains(GuidedTour.attackTitle) && story.contains("make demo") && story.contains("4  A witness"))
    let copies = String(decoding: try run("ls", [folder.path("tour/copies")]).output, as: UTF8.self)
    #expect(!copies.contains("edited.db") && copies.contains("second-book.db"), "\(copies)")
  }

  @Test func `of the laboratory has the attacks`() throws {
    let folder = try TemporaryFolder()
    let said = try run(
      BuiltPrograms.path("pledgebook-lab"), ["demo", "--out", folder.path("tour"), "--json"], environment: [:], in: "/")
    #expect(said.status == ExitStatus.done.rawValue, "\(String(decoding: said.error, as: UTF8.self))")
    let copies = String(decoding: try run("ls", [folder.path("tour/copies")]).output, as: UTF8.self)
    #expect(copies.contains("edited.db") && copies.contains("removed.db"), "\(copies)")
  }

  @Test func `begins with the files of the project, to the byte`() throws {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let ledger = parts.joined(separator: "/") + "/Ledger/"
    #expect(GuidedTour.inputs.count == 4)
    for (name, bytes) in GuidedTour.inputs {
      let file = ledger + name.prefix(1).uppercased() + name.dropFirst()
      #expect(try readInput(file, limit: 1 << 20) == bytes, "\(name)")
    }
  }

  @Test func `leaves what attacks a ledger out of the program`() throws {
    for (name, holds) in [("pledgebook", false), ("pledgebook-lab", true)] {
      let found = try run("grep", ["-c", "-a", "-F", "DROP TRIGGER ", BuiltPrograms.path(name)])
      #expect((found.status == 0) == holds, "\(name)")
    }
  }
}
