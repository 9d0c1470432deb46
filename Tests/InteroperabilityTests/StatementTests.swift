import Fixtures
import Testing

@Suite("Statements, judged by in-toto-attestation", .enabled(if: Judges.areAvailable, Judges.needed))
struct StatementTests {
  @Test("every statement of a ledger passes its validation")
  func valid() throws {
    let folder = try JudgedLedger.full.get().unpacked()
    try Program.succeed(["export", "ledger.jsonl"], in: folder)
    let judged = try Judges.run("judges.py", ["validate", folder.path("ledger.jsonl")])
    try #require(judged.status == 0, "\(text(judged.error))")
    #expect(text(judged.output) == "13\n")
  }
}
