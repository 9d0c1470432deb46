import CanonicalJSON
import Testing

/// Whoever lists or watches a signatory hears of all that concerns it, and of nothing that concerns others alone.
@Suite("Entries that concern a signatory")
struct ConcernTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func step(_ time: String, _ words: String...) throws {
    try workshop.run(words + ["--at", "\(time)T00:00:00Z"]).expectDone()
  }

  private func extend(_ time: String, _ due: String, _ whom: String...) throws {
    try workshop.run(
      ["extend", "--period", "2031", "--new-due", due, "--reason", "A flood.", "--registrar-key", "registrar"] + whom
        + ["--at", "\(time)T00:00:00Z"]
    ).expectDone()
  }

  @Test("later due dates for all or for it, and checks of its evidence, are listed and told with the rest")
  func concerns() throws {
    try step(
      "2031-01-01", "party", "admit", "harbour", "--name", "Harbour", "--role", "checker", "--signing-key", "reviewer",
      "--registrar-key", "registrar")
    try step(
      "2032-02-01", "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=no-claim", "--explain",
      "la-7=en=Not yet.", "--evidence", "la-7=law.txt", "--key", "quillonia")
    try extend("2032-02-02", "2032-05-01", "--all")
    try extend("2032-02-03", "2032-06-01", "--signatory", "quillonia", "--commitment", "la-7")
    try extend("2032-02-04", "2032-06-02", "--signatory", "brindlemark")
    try step(
      "2032-02-05", "check-evidence", try evidence(), "--checker", "harbour", "--uri", "https://lantern.example/law",
      "--result", "match", "--key", "reviewer")
    try workshop.run("publish", "site").expectDone()
    let key = try workshop.resolve("VKEY")
    let expected: [(id: String, entries: [Int64])] = [("quillonia", [2, 5, 6, 7, 9]), ("brindlemark", [3, 6, 8])]
    for (id, concerning) in expected {
      let listed = try workshop.run("entries", "--signatory", id, "--json").expectDone().json?.member("entries")
      #expect(listed?.elements.compactMap { $0.member("index")?.integer } == concerning, "\(id)")
      let look = try workshop.run("monitor", "site", "--watch", id, "--log-key", key, "--json").expectDone()
      let told = look.json?.member("entries").map { Array($0.elements) } ?? []
      #expect(told.compactMap { $0.member("index")?.integer } == concerning, "\(id)")
      #expect(told.allSatisfy { $0.member("signatory")?.string == id })
    }
    let look = try workshop.run("monitor", "site", "--watch", "quillonia", "--log-key", key).expectDone()
    #expect(look.output.contains("entry 6  2032-02-02T00:00:00Z  deadline.extend"), "\(look)")
  }

  private func evidence() throws -> String {
    let told = try workshop.run("check-evidence", "law.txt").expectDone().output
    return String(try #require(told.split(whereSeparator: \.isWhitespace).first { $0.utf8.count == 64 }))
  }
}
