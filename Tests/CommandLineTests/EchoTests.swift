import CanonicalJSON
import Cryptography
import Fixtures
import Testing

@Suite("What was recorded is told in words, read from the ledger")
struct EchoTests {
  private static let delist = [
    "delist", "quillonia", "--reason", "breach-of-rules", "--note", "It broke the rules.", "--effective",
    "2032-08-01T00:00:00Z", "--registrar-key", "registrar", "--at", "2032-07-01T00:00:00Z",
  ]

  @Test("to people, whole")
  func people() throws {
    let workshop = try Workshop()
    let told = try workshop.run(Self.delist)
    told.expectDone()
    let key = try workshop.key("registrar").publicKey.keyID
    #expect(
      told.output.hasPrefix(
        """
        entry 4: quillonia is delisted, with effect from 1 August 2032
          reason: breach-of-rules
          note: "It broke the rules."
          signed by: the registrar, "Keeper of pledges.example/lantern" (registrar), with key \(key)
          signatory.delist, recorded 2032-07-01T00:00:00Z

        """), "\(told)")
  }

  @Test("to programs")
  func programs() throws {
    let workshop = try Workshop()
    let told = try workshop.run(Self.delist + ["--json"])
    let key = try workshop.key("registrar").publicKey.keyID
    told.expectDone()
    let words = told.json?.member("entries")?.elements.first { _ in true }?.member("words")
    #expect(words?.member("headline")?.string == "quillonia is delisted, with effect from 1 August 2032")
    #expect(
      words?.member("details")?.elements.compactMap(\.string) == [
        "reason: breach-of-rules", #"note: "It broke the rules.""#,
        "signed by: the registrar, \"Keeper of pledges.example/lantern\" (registrar), with key \(key)",
      ])
  }

  @Test("of a register: a line for each that was taken in")
  func register() throws {
    let workshop = try Workshop()
    try workshop.folder.write(
      Array(
        "id,name_en,kind,country,effective,source_uri,as_of\nxa,Xa,state,XA,2031-01-01T00:00:00Z,https://x.example/,2031-01-01\n"
          .utf8),
      to: "r.csv")
    let told = try workshop.run(
      "import", "r.csv", "--registrar-key", "registrar", "--at", "2032-07-01T00:00:00Z")
    told.expectDone()
    #expect(
      told.output.contains(
        #"entry 4: "Xa" (xa) is listed as state from a public source, with effect from 1 January 2031"#), "\(told)")
  }
}

@Suite("Before what nobody can take back, somebody at a terminal is asked")
struct ConfirmationTests {
  private static let delist = [
    "delist", "quillonia", "--reason", "breach-of-rules", "--note", "It broke the rules.", "--registrar-key",
    "registrar", "--at", "2032-07-01T00:00:00Z",
  ]

  private func run(
    _ workshop: Workshop, _ answer: String, _ arguments: [String], meanwhile: () throws -> Void = {}
  ) throws -> Transcript {
    try workshop.run(atTerminal: answer, arguments, meanwhile: meanwhile)
  }

  @Test("yes: it is recorded, and it is what was shown")
  func yes() throws {
    let workshop = try Workshop()
    let told = try run(workshop, "y\n", Self.delist)
    told.expectDone()
    #expect(
      told.error.contains("this is about to be recorded in ledger pledges.example/lantern, genesis ")
        && told.error.contains("…:\n  quillonia is delisted, with effect from now\n"), "\(told)")
    #expect(told.output.contains("entry 4: quillonia is delisted, with effect from "))
  }

  @Test("anything else: nothing is recorded", arguments: ["n\n", "\n", "yes please\n", "\u{4}"])
  func no(_ answer: String) throws {
    let workshop = try Workshop()
    let before = try workshop.ledgerFiles()
    let told = try run(workshop, answer, Self.delist)
    #expect(told.status == 2, "\(told)")
    #expect(told.error.contains("error: nothing was recorded"), "\(told)")
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test("--yes does not ask, and neither does a script")
  func unasked() throws {
    let workshop = try Workshop()
    let told = try run(workshop, "", Self.delist + ["--yes"])
    told.expectDone()
    #expect(!told.error.contains("[y/N]"))
    try Workshop().run(Self.delist).expectDone()
  }

  @Test("what the ledger would refuse is refused before the question")
  func refused() throws {
    let workshop = try Workshop()
    let told = try run(
      workshop, "y\n",
      ["delist", "nobody", "--reason", "other", "--registrar-key", "registrar", "--at", "2032-07-01T00:00:00Z"])
    #expect(told.status == 5, "\(told)")
    #expect(!told.error.contains("[y/N]"), "\(told)")
  }

  @Test("where the ledger changed before the answer, and it would say something else, nothing is recorded")
  func changed() throws {
    let workshop = try Workshop()
    let told = try run(workshop, "y\n", Self.delist) {
      try workshop.run(
        "update", "quillonia", "--name", "en=Another", "--reason", "renamed", "--registrar-key", "registrar", "--key",
        "quillonia", "--at", "2032-07-01T00:00:00Z"
      ).expectDone()
    }
    #expect(told.status == 5, "\(told)")
    #expect(told.error.contains("error: the ledger has changed meanwhile"), "\(told)")
  }

  @Test(
    "every command whose entry is one asks",
    arguments: [
      "delist", "redact", "key revoke", "extend", "withdraw", "accord publish", "import", "registrar update",
      "log-keys rotate", "sign",
    ])
  func asking(_ command: String) throws {
    let help = try Workshop().run(command.split(separator: " ").map(String.init) + ["--help"])
    #expect(help.output.contains("--yes"), "\(help)")
  }
}
