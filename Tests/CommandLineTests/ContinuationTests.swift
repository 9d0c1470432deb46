import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Testing

/// A registrar that lost its keys begins anew, and says of which ledger. // Format §3
@Suite("A ledger that continues another")
struct ContinuationTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    let checkpoint = try workshop.run("checkpoint").expectDone()
    try workshop.folder.write(Array(checkpoint.output.utf8), to: "old.checkpoint")
  }

  private func begin(_ origin: String, _ more: [String]) throws -> Transcript {
    try workshop.run(
      [
        "init", "--origin", origin, "--accord", Workshop.accord, "--registrar-key", "stranger", "--log-signing-key",
        "panel",
        "--environment", "demo", "--at", "2031-01-01T00:00:00Z", "--ledger", "new.db", "--json",
      ] + more)
  }

  @Test("names it by its last checkpoint and its genesis, and says so wherever it speaks of itself")
  func continues() throws {
    let genesis = try given(workshop.state().identity).genesis.hex
    let made = try begin(
      "pledges.example/anew", ["--continues", "old.checkpoint", "--continues-genesis", genesis]
    ).expectDone()
    #expect(made.error.contains("will say of itself that it continues pledges.example/lantern"), "\(made)")
    let status = try workshop.run("status", "--ledger", "new.db", "--json").expectDone().json
    let old = status?.member("ledger")?.member("continues")
    #expect(old?.member("origin")?.string == "pledges.example/lantern")
    #expect(old?.member("genesis")?.string == genesis)
    #expect(old?.member("size")?.integer == 4)
    let text = try workshop.run("status", "--ledger", "new.db").expectDone().output
    #expect(text.contains("continues   says of itself that it continues pledges.example/lantern"), "\(text)")
    #expect(try workshop.run("verify", "--ledger", "new.db").status == 0)
  }

  @Test("not without the genesis, not by something else, and not itself")
  func refused() throws {
    let genesis = try given(workshop.state().identity).genesis.hex
    let cases: [(String, String, Int32, [String])] = [
      ("pledges.example/anew", "usage.missing-option", 2, ["--continues", "old.checkpoint"]),
      ("pledges.example/anew", "usage.missing-option", 2, ["--continues-genesis", genesis]),
      (
        "pledges.example/anew", "usage.invalid-value", 2,
        ["--continues", "old.checkpoint", "--continues-genesis", "abc"]
      ),
      ("pledges.example/anew", "note.malformed", 2, ["--continues", "law.txt", "--continues-genesis", genesis]),
      (
        "pledges.example/lantern", "rule.ledger.continues", 5,
        ["--continues", "old.checkpoint", "--continues-genesis", genesis]
      ),
    ]
    for (origin, code, status, words) in cases { try begin(origin, words).expectRefusal(code, status: status) }
    #expect(try !workshop.folder.names().contains("new.db"))
  }
}
