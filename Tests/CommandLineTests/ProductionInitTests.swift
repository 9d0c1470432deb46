import CanonicalJSON
import Fixtures
import Testing

/// What `init` makes for ever is shown first, and at a terminal asked for, as it is with whatever cannot be taken back.
@Suite("A production ledger is made after a look")
struct ProductionInitTests {
  private let workshop: Workshop
  private static let words = [
    "init", "--origin", "pledges.example/orchard", "--accord", Program.package + "/Ledger/Accords/paris-call-2018.json",
    "--registrar-key", "registrar", "--log-signing-key", "log", "--ledger", "orchard.db",
  ]

  init() throws {
    workshop = try Workshop()
  }

  @Test(
    "--check says what would be made, looks at the place as well, and makes nothing", arguments: ["production", "demo"])
  func check(_ environment: String) throws {
    let before = try workshop.folder.names()
    let told = try workshop.run(Self.words + ["--environment", environment, "--check"]).expectDone()
    #expect(told.output.contains("orchard.db can be made; nothing was:"), "\(told)")
    #expect(told.output.contains("the ledger begins") && told.output.contains("for ever: the origin"), "\(told)")
    let json = try workshop.run(Self.words + ["--environment", environment, "--check", "--json"]).expectDone()
    #expect(json.json?.member("statements")?.count == 2)
    #expect(try workshop.folder.names() == before)
    try workshop.run(Self.words + ["--environment", environment]).expectDone()
    let again = try workshop.run(Self.words + ["--environment", environment, "--check", "--json"])
    #expect(again.status == 3, "\(again)")
  }

  @Test("at a terminal it is shown and asked for: no, and nothing is made; yes, or --yes, and it is")
  func asks() throws {
    let before = try workshop.folder.names()
    let words = Self.words + ["--environment", "production"]
    let no = try workshop.run(atTerminal: "n\n", words)
    #expect(no.status == 2 && no.error.contains("is about to be made:"), "\(no)")
    #expect(no.error.contains("for ever: the origin, the environment production"), "\(no)")
    #expect(try workshop.folder.names() == before)
    let yes = try workshop.run(atTerminal: "y\n", words)
    #expect(yes.status == 0 && yes.error.contains("Make this ledger? [y/N]"), "\(yes)")
    let other = words.map { $0 == "orchard.db" ? "other.db" : $0 }
    let unasked = try workshop.run(atTerminal: "", other + ["--yes"])
    #expect(unasked.status == 0 && !unasked.error.contains("[y/N]"), "\(unasked)")
    let demo = words.map { $0 == "orchard.db" ? "demo.db" : $0 == "production" ? "demo" : $0 }
    #expect(try workshop.run(atTerminal: "", demo).status == 0)
  }
}
