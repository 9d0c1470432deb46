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

  @Test(
    "a row with the largest number that there is ends no command but by what it says",
    arguments: ["entry", "envelope", "tree_hash", "checkpoint"])
  func largestNumber(table: String) throws {
    let path = workshop.folder.path(workshop.ledger)
    let database = try RawDatabase(path)
    try database.run("PRAGMA ignore_check_constraints=ON")
    try database.run("PRAGMA foreign_keys=OFF")
    let column = ["tree_hash": "position", "checkpoint": "size"][table] ?? "seq"
    try database.withoutTriggers {
      try database.run(
        "UPDATE \(table) SET \(column) = \(Int64.max) WHERE \(column) = (SELECT max(\(column)) FROM \(table))")
    }
    let verified = try workshop.run("verify", "--json")
    #expect(verified.status == 1, "\(verified)")
    #expect(verified.output.contains(table == "envelope" ? "file.reference" : "file.value"), "\(verified)")
    let member = ["--as-of", "2031-06-01"]
    for words in [
      ["log"], ["status"], ["export", "all.jsonl"], ["publish", "site"], ["backup", "sealed.db"], ["proof", "1"],
      ["show", "3"], ["report", "quillonia"] + member, ["overview"] + member, ["verify", "--state", "audit.state"],
      ["checkpoint"], ["diff", "1", "3"],
    ] {
      let result = try workshop.run(words)
      #expect((0...5).contains(result.status), "\(words): \(result)")
    }
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
