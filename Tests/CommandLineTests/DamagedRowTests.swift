import CanonicalJSON
import Fixtures
import LedgerSamples
import Testing

@Suite("Listing a ledger with damaged rows")
struct DamagedRowTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func damage(_ change: String) throws {
    let database = try RawDatabase(workshop.folder.path(workshop.ledger))
    try database.run("PRAGMA ignore_check_constraints=ON")
    try database.withoutTriggers { try database.run("UPDATE entry SET \(change) WHERE seq = 2") }
  }

  @Test("names the row that holds no entry, lists the others, and does not pass for a whole list")
  func noEntry() throws {
    try damage("leaf = x'00'")
    let list = try workshop.run("log")
    #expect(list.status == 1, "\(list)")
    #expect(list.error.contains("warning: row 2 is damaged: "), "\(list)")
    #expect(list.output.split(separator: "\n").map { $0.prefix(1) } == ["0", "1", "3"], "\(list)")
    let document = try workshop.run("log", "--json")
    #expect(document.status == 1)
    #expect(document.json?.member("entries")?.count == 3)
    #expect(document.json?.member("faults")?.elements.map { $0.member("row")?.integer } == [2], "\(document)")
    // What was asked for ends before it.
    #expect(try workshop.run("log", "--limit", "2").status == 0)
  }

  @Test("is another thing than an export, which stops there and leaves no file")
  func export() throws {
    try damage("leaf = x'00'")
    try workshop.refuses("storage.damaged", status: 3, "export", "all.jsonl")
  }

  @Test("names the entry whose header cannot be read, also where a kind is asked for")
  func noHeader() throws {
    try damage("header = x'00'")
    for words in [["log"], ["log", "--kind", "signatory.join"], ["log", "--reverse"]] {
      let list = try workshop.run(words)
      #expect(list.status == 1 && list.error.contains("row 2 is damaged"), "\(list)")
    }
  }
}
