import Fixtures
import LedgerSamples
import Pledges
import Testing

@testable import pledgebook

/// Times as people write them, and what is said of what was understood.
@Suite("Times on the command line")
struct TimeOptionTests {
  @Test(
    "a day means its first second where something begins, and its last where something ends",
    arguments: [
      ("2032-02-29T10:00:00Z", "2032-02-29T10:00:00Z", "2032-02-29T10:00:00Z"),
      ("2032-02-29", "2032-02-29T00:00:00Z", "2032-02-29T23:59:59Z"),
      ("2032-02-29T01:30:00+02:00", "2032-02-28T23:30:00Z", "2032-02-28T23:30:00Z"),
      ("2031-12-31T23:30:00-00:30", "2032-01-01T00:00:00Z", "2032-01-01T00:00:00Z"),
    ])
  func understood(_ text: String, _ beginning: String, _ end: String) throws {
    #expect(try WrittenTime.instant(text, .beginning) == given(Instant(beginning)))
    #expect(try WrittenTime.instant(text, .end) == given(Instant(end)))
  }

  @Test(
    "what is no time is none",
    arguments: [
      "", "2032", "2032-02-30", "2032-02-29T10:00:00", "2032-02-29 10:00:00Z", "2032-02-29T10:00:00+0200",
      "2032-02-29T10:00:00+24:00", "2032-02-29T10:00:00+02:60", "2032-02-29T10:00:00*02:00",
      "2032-02-29T10:00:00Z+02:00", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
      "2032-02-29T10:00:00+٠٢:00",
    ])
  func refused(_ text: String) {
    #expect(WrittenTime.instant(text, .beginning) == nil)
  }

  @Test("what was understood is told, unless it was written out")
  func echo() throws {
    let workshop = try Workshop()
    let words = [
      "extend", "--period", "2031", "--all", "--reason", "A flood.", "--registrar-key", "registrar", "--new-due",
    ]
    let day = try workshop.run(words + ["2032-04-15", "--at", "2031-06-01"]).expectDone()
    #expect(day.error.contains("--new-due 2032-04-15 is taken as 2032-04-15T23:59:59Z\n"), "\(day)")
    #expect(day.error.contains("--at 2031-06-01 is taken as 2031-06-01T00:00:00Z\n"), "\(day)")
    let full = try workshop.run(words + ["2032-05-15T23:59:59Z", "--at", "2031-06-02T00:00:00Z"]).expectDone()
    #expect(!full.error.contains("is taken as"), "\(full)")
    let view = try workshop.run("overview", "--as-of", "2031-06-01", "--json").expectDone()
    #expect(view.text("asOf") == "2031-06-01T23:59:59Z")
    let zone = try workshop.run("overview", "--as-of", "2031-06-01T01:00:00+02:00", "--json").expectDone()
    #expect(zone.text("asOf") == "2031-05-31T23:00:00Z")
    try workshop.refuses(
      "usage.invalid-time", status: 2, "report", "quillonia", "--as-of", "2031-06-01T01:00:00+2")
  }

  @Test("a due that is over is a mistake of writing, though no rule forbids it")
  func dueOver() throws {
    let workshop = try Workshop()
    try workshop.refuses(
      "usage.due-over", status: 2, "extend", "--period", "2031", "--all", "--reason", "A flood.", "--registrar-key",
      "registrar", "--new-due", "2032-04-15", "--at", "2032-04-16T00:00:00Z")
    // One that is still to come is postponed also when the old one is over.
    try workshop.run(
      "extend", "--period", "2031", "--all", "--reason", "A flood.", "--registrar-key", "registrar", "--new-due",
      "2032-04-16", "--at", "2032-04-16T00:00:00Z"
    ).expectDone()
  }
}
