import Fixtures
import Testing

/// Nothing is answered before it is on the disk, and nothing gets its name before its bytes are: the order of the calls,
/// file by file. // Threats: receipt given, entry lost in a power cut
@Suite(
  "A command that writes does so in an order that a power cut cannot turn round",
  .enabled(if: TracedProgram.isPermitted, Comment(rawValue: TracedProgram.needed)))
struct WritingOrderTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func order(_ arguments: String...) throws -> WritingOrder {
    let program = TracedProgram(
      Program.path, arguments + ["--json"], environment: workshop.environment, in: workshop.folder.path)
    let (result, calls) = try program.writes()
    #expect(result.status == 0, "\(String(decoding: result.error, as: UTF8.self))")
    return WritingOrder(calls, in: workshop.folder.path)
  }

  private func submission() throws -> WritingOrder {
    try workshop.attestation()
    return try order("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z")
  }

  @Test("submit: entries, their sync, the mark, its sync, the answer")
  func submit() throws {
    let found = try submission()
    // In a new log SQLite syncs the head of the file before the rest.
    let log = ["write ledger.db-wal", "sync ledger.db-wal"]
    #expect(
      found.steps(of: "ledger.db-wal", "ledger.db.checkpoint")
        == log + log + ["write ledger.db.checkpoint", "sync ledger.db.checkpoint", "answer"])
  }

  @Test("submit: what an earlier process may have left of the mark is synced before anything is written")
  func settled() throws {
    let found = try submission()
    #expect(found.all.first { $0.hasPrefix("sync") } == "sync ledger.db.checkpoint")
    let sync = found.all.firstIndex(of: "sync ledger.db.checkpoint")
    let write = found.all.firstIndex { $0.hasPrefix("write ledger.db") && $0 != "write ledger.db.lock" }
    #expect(try #require(sync) < #require(write))
  }

  @Test("submit: receipts begin when the mark is synced, and are synced before the answer")
  func receipts() throws {
    _ = try run("mkdir", [workshop.folder.path("receipts")])
    try workshop.attestation()
    let found = try order(
      "submit", "attestation.json", "--receipt-dir", "receipts", "--at", "2032-02-01T00:00:00Z")
    let names = ["receipts/4.header.tmp", "receipts/4.dsse.json.tmp", "receipts/4.tlog-proof.tmp"]
    let steps = found.steps(of: "ledger.db.checkpoint", names[0], names[1], names[2])
    let files = ["ledger.db.checkpoint"] + names
    #expect(steps == files.flatMap { ["write \($0)", "sync \($0)"] } + ["answer"])
  }

  @Test("init: the database whole before its name, then its folder, then the mark in the same way, then the answer")
  func new() throws {
    let found = try order(
      "init", "--ledger", workshop.folder.path("new.db"), "--origin", "pledges.example/new", "--accord",
      Workshop.accord, "--registrar-key", "registrar", "--log-signing-key", "log", "--environment", "demo", "--at",
      "2030-12-01T00:00:00Z")
    let steps = found.steps(of: "new.db.tmp", "new.db.checkpoint.tmp", ".")
    let ofFile = steps.drop { $0 != "rename new.db.tmp" }
    #expect(steps[..<ofFile.startIndex].last { $0.hasSuffix("new.db.tmp") } == "sync new.db.tmp")
    #expect(
      ofFile.prefix(6) == [
        "rename new.db.tmp", "sync .", "write new.db.checkpoint.tmp", "sync new.db.checkpoint.tmp",
        "rename new.db.checkpoint.tmp", "sync .",
      ])
    #expect(steps.last == "answer")
  }

  @Test("backup: the copy is synced as a whole, then named, then its folder is synced, then the answer")
  func backup() throws {
    let found = try order("backup", workshop.folder.path("copy.db"))
    let steps = found.steps(of: "copy.db.tmp", ".")
    #expect(steps.suffix(4) == ["sync copy.db.tmp", "rename copy.db.tmp", "sync .", "answer"])
  }
}
