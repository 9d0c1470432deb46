import Fixtures
import Testing

@testable import pledgebook

/// What the scripts of the shells get to choose from: `complete -- WORD…`.
@Suite("Completion knows the ledger")
struct LedgerCompletionTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func offered(_ words: String...) throws -> [String] {
    let said = try workshop.run(["complete", "--"] + words).expectDone()
    #expect(said.error.isEmpty, "\(said)")
    return said.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  @Test("and offers signatories, periods, commitments and claims of it")
  func ids() throws {
    #expect(try offered("report", "") == ["quillonia", "brindlemark"])
    #expect(try offered("report", "quillonia", "--period", "") == ["2031", "2032", "2033"])
    #expect(try offered("attest", "--signatory", "br") == ["brindlemark"])
    #expect(try offered("attest", "--signatory=br") == ["--signatory=brindlemark"])
    #expect(try offered("subscribe", "quillonia", "la-1").contains("la-1"))
    #expect(try offered("attest", "--claim", "la-7=m") == ["la-7=met"])
    // As bash has it, which cuts at the equals sign.
    #expect(try offered("attest", "--claim", "la-7", "=", "m") == ["met"])
    #expect(try offered("log", "--kind", "attestation.w") == ["attestation.withdraw"])
    #expect(try offered("join", "--kind", "").contains("state"))
  }

  @Test("also another one that the command line names")
  func another() throws {
    let words = ["--ledger", workshop.folder.path(workshop.ledger), "report", "q"]
    let said = try workshop.run(["complete", "--"] + words, environment: ["PLEDGEBOOK_LEDGER": "none.db"]).expectDone()
    #expect(said.output == "quillonia\tquillonia\n")
  }

  @Test("of parties it offers those with the role")
  func roles() throws {
    try workshop.run(
      "party", "admit", "wax-and-wane", "--name", "Wax", "--role", "reviewer", "--signing-key", "reviewer",
      "--registrar-key", "registrar", "--at", "2031-01-01T00:00:00Z"
    ).expectDone()
    #expect(try offered("review", "publish", "1", "--reviewer", "") == ["wax-and-wane"])
    #expect(try offered("challenge", "open", "--challenger", "") == [])
    #expect(try offered("key", "threshold", "w") == ["wax-and-wane"])
  }

  @Test("and is silent where there is no ledger, where it is broken, and for ids that are only made")
  func silence() throws {
    #expect(try offered("join", "q") == [])
    try workshop.folder.write(Array("no ledger".utf8), to: "broken.db")
    for ledger in ["none.db", "broken.db"] {
      let said = try workshop.run("complete", "--", "report", "q", environment: ["PLEDGEBOOK_LEDGER": ledger])
      #expect(said.status == 0 && said.output.isEmpty && said.error.isEmpty, "\(said)")
    }
    #expect(try !workshop.folder.names().contains("none.db"))
  }

  @Test("and changes nothing")
  func reading() throws {
    let before = try workshop.ledgerFiles()
    _ = try offered("report", "")
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test(
    "a page for people is no JSON document",
    arguments: [["complete", "--json", "--", "re"], ["document", "reference", "--json"]])
  func noDocument(_ words: [String]) throws {
    let said = try workshop.run(words)
    #expect(said.status == 2 && said.text("format") == "error/1", "\(said)")
  }
}
