import CanonicalJSON
import Fixtures
import Testing

@Suite("--check says what would be recorded, and records nothing")
struct TrialTests {
  @Test("of a command: the words, the signatures to come, and what would change in the reports")
  func command() throws {
    let workshop = try Workshop()
    let before = try workshop.ledgerFiles()
    let told = try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
      "--at", "2032-02-01T00:00:00Z", "--check")
    told.expectDone()
    #expect(told.output.contains("the rules take this; nothing was recorded:\n  \"quillonia\"") == false)
    #expect(told.output.contains("  quillonia reports for 2031: la-7 met\n"), "\(told)")
    #expect(told.output.contains("once it is signed: it still needs 1 signature of quillonia"), "\(told)")
    #expect(told.output.contains("+ Met; on time"), "\(told)")
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test("of envelopes: each behind the one before, as submit would take them; then submit does")
  func envelopes() throws {
    let workshop = try Workshop()
    try workshop.attestation(to: "one.json")
    let early = try workshop.run("submit", "one.json", "--check", "--at", "2032-02-01T00:00:00Z", "--json")
    early.expectDone()
    #expect(early.json?.member("changes")?.member("cells")?.elements.count(where: { _ in true }) == 1, "\(early)")
    let before = try workshop.ledgerFiles()
    // The same statement cannot stand twice, and the second is told by its place.
    let twice = try workshop.run("submit", "one.json", "one.json", "--check", "--at", "2032-02-01T00:00:00Z", "--json")
    twice.expectRefusal("statement.duplicate", status: 5)
    #expect(try workshop.ledgerFiles() == before)
    let recorded = try workshop.run("submit", "one.json", "--at", "2032-02-01T00:00:00Z", "--json")
    recorded.expectDone()
    let (tried, said) = (early.json?.member("statements"), recorded.json?.member("entries"))
    #expect(
      tried?.elements.first { _ in true }?.member("headline")?.string
        == said?.elements.first { _ in true }?.member("words")?.member("headline")?.string)
  }

  @Test("an envelope that lacks a signature is refused, as submit refuses it")
  func incomplete() throws {
    let workshop = try Workshop()
    try workshop.run(
      "join", "newland", "--name", "en=Newland", "--kind", "state", "--signing-key", "stranger", "--at",
      "2032-02-01T00:00:00Z", "--out", "join.json"
    ).expectDone()
    try workshop.refuses(
      "signature.missing", status: 5, "submit", "join.json", "--check", "--at", "2032-02-01T00:00:00Z")
  }

  @Test("a signature that does not verify is found out")
  func forged() throws {
    let workshop = try Workshop()
    try workshop.attestation(to: "one.json")
    let text = String(decoding: try workshop.folder.read("one.json"), as: UTF8.self)
    let place = try #require(text.firstRange(of: "\"sig\":\""))
    var forged = text
    forged.replaceSubrange(
      place.upperBound..<text.index(place.upperBound, offsetBy: 4),
      with: text[place.upperBound...].hasPrefix("AAAA") ? "BBBB" : "AAAA")
    try workshop.folder.write(Array(forged.utf8), to: "forged.json")
    try workshop.refuses(
      "signature.invalid", status: 5, "submit", "forged.json", "--check", "--at", "2032-02-01T00:00:00Z")
  }
}
