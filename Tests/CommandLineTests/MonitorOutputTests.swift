import CanonicalJSON
import Fixtures
import LedgerSamples
import Testing

/// That nothing is recorded is easily read as more than it is.
@Suite("What a monitor says beside a silence")
struct MonitorOutputTests {
  private static let absence = "Absence of a record says nothing about conduct."
  private static let proofLimit = "The ledger proves who said what and when, not that it is true."
  private static let demo = "Demonstration ledger. Its entries are invented or for trial."

  /// A ledger whose last entry lies behind the grace of the first period.
  private func monitor(_ more: String...) throws -> Transcript {
    let workshop = try Workshop()
    try workshop.run(
      "update", "quillonia", "--name", "en=Quillonia", "--reason", "corrected", "--registrar-key", "registrar", "--key",
      "quillonia", "--at", "2033-12-01T00:00:00Z"
    ).expectDone()
    try workshop.run("publish", "site").expectDone()
    let words = ["monitor", "site", "--watch", "brindlemark", "--state", "seen", "--log-key"]
    return try workshop.run(words + [workshop.resolve("VKEY")] + more).expectDone()
  }

  @Test("to people: which ledger it is, that it is for trial, and what a silence and a proof do not say")
  func text() throws {
    let look = try monitor()
    #expect(look.output.contains("\nmissing     brindlemark  2031  due "), "\(look)")
    #expect(look.output.hasPrefix("*** \(Self.demo)\nledger      pledges.example/lantern, demo\n"), "\(look)")
    #expect(look.output.hasSuffix("\n\(Self.absence)\n\(Self.proofLimit)\n"), "\(look)")
  }

  @Test("to programs: the same")
  func document() throws {
    let look = try monitor("--json")
    func list(_ name: String) -> [String?] { look.json?.member(name)?.elements.map(\.string) ?? [] }
    #expect(look.json?.member("silences")?.elements.contains { $0.member("submission")?.string == "missing" } == true)
    #expect(look.text("environment") == "demo")
    #expect(list("banner") == [Self.demo])
    #expect(list("notices") == [Self.absence, Self.proofLimit])
  }

  @Test("without a state each look tells everything, and leaves nothing behind")
  func withoutState() throws {
    let workshop = try Workshop()
    try workshop.run("publish", "site").expectDone()
    let names = try workshop.folder.names()
    let words = ["monitor", "site", "--watch", "quillonia", "--log-key", try workshop.resolve("VKEY")]
    let first = try workshop.run(words).expectDone()
    #expect(first.output.contains("entries, 0 at the last look\nnew         quillonia  entry "), "\(first)")
    #expect(first.error.contains("nothing is kept of this look"), "\(first)")
    #expect(try workshop.run(words).expectDone().output == first.output)
    #expect(try workshop.folder.names() == names)
  }
}
