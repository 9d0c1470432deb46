import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

/// What a reader who reads nothing but the head of a page has to know, and what the cards below say of it.
@Suite("The answer leaves out nothing that would change it")
struct AnswerTests {
  private func ledger(subscribed: [CommitmentID]? = nil, joined: String = "2033-05-02T09:00:00Z") throws -> SampleLedger
  {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"), effective: time(joined),
          subscribed: subscribed, keys: [book.key("quince").publicKey, book.key("second").publicKey], basis: .signed)),
      at: joined, by: "registrar", "quince", "second")
    return book
  }

  private func made(
    _ book: SampleLedger, asOf: String = "2035-07-01T00:00:00Z", _ language: Language = .english
  ) throws -> SignatoryReport {
    try SignatoryReport(of: id("quince"), period: id("2034"), in: book.view(asOf: asOf), language: language)
  }

  private func file(_ book: SampleLedger, at time: String) throws -> EntryReference {
    try book.say(
      attest("quince", "2034", [claim("o-1", "not-met", explanation: "Dry.", days: 1)], []), at: time, by: "quince")
  }

  private func extend(_ book: SampleLedger, at recorded: String) throws {
    try book.say(
      .extend(
        Extension(
          period: id("2034"), signatories: nil, newDue: time("2035-04-30T23:59:59Z"), reason: "Storm.")),
      at: recorded, by: "registrar")
  }

  @Test("a due date that was postponed when it had passed is told, by which entry, and what is on time by that alone")
  func postponedAfterwards() throws {
    let book = try ledger(subscribed: [id("o-1")])
    _ = try file(book, at: "2035-03-05T10:00:00Z")
    #expect(try made(book).answer == "Quince reported on the 1 commitment due for Year 2034, late.")
    try extend(book, at: "2035-03-20T10:00:00Z")
    let report = try made(book)
    #expect(
      report.answer == "Quince reported on the 1 commitment due for Year 2034, on time. "
        + "For 1 commitment the due date was postponed after it had passed (entry 4). "
        + "Only because of that 1 report counts as on time.")
    #expect(report.html().contains("(<a href=\"#e4\">entry 4</a>)"))
    let touched = report.cells.filter { report.frame.remarks($0.status).contains(Language.english.retroactive) }
    #expect(touched.map(\.commitment.id) == [try id("o-1")], "those that bind nobody here are not touched")
  }

  @Test("one that was postponed in time, and a report from before the old date, are told as they are")
  func postponedInTime() throws {
    let early = try ledger(subscribed: [id("o-1")])
    try extend(early, at: "2035-02-20T10:00:00Z")
    _ = try file(early, at: "2035-03-05T10:00:00Z")
    #expect(try made(early).answer == "Quince reported on the 1 commitment due for Year 2034, on time.")
    let before = try ledger(subscribed: [id("o-1")])
    _ = try file(before, at: "2035-02-05T10:00:00Z")
    try extend(before, at: "2035-03-20T10:00:00Z")
    #expect(
      try made(before).answer == "Quince reported on the 1 commitment due for Year 2034, on time. "
        + "For 1 commitment the due date was postponed after it had passed (entry 4).")
  }

  @Test("a report that nobody owed is told")
  func voluntary() throws {
    // The time allowed before a first report is not over.
    let book = try ledger(joined: "2034-12-01T09:00:00Z")
    _ = try file(book, at: "2035-02-05T10:00:00Z")
    #expect(
      try made(book).answer == "Quince owed no report for Year 2034. 1 report was filed voluntarily.")
  }

  @Test("a report that was withdrawn is not told as never filed: in the answer, on its card and in the explanation")
  func withdrawn() throws {
    let book = try ledger(subscribed: [id("o-1")])
    let filed = try file(book, at: "2035-02-05T10:00:00Z")
    try book.say(
      .withdrawAttestation(
        AttestationWithdrawal(
          signatory: id("quince"), period: id("2034"), withdraws: filed, reason: .errorCorrection,
          changeNote: .words("Wrong year."))),
      at: "2035-02-06T10:00:00Z", by: "quince")
    let report = try made(book)
    #expect(
      report.answer == "Quince owed 1 report for Year 2034; no claim stands. "
        + "1 report was withdrawn, and none took its place. A late report is still recorded, and stays marked as late.")
    let page = report.html()
    #expect(page.flat.contains("No report stands for this commitment: entry 4 withdrew that of entry 3"))
    #expect(!page.contains(Language.english.noAttestation))
    let explanation = try CellExplanation(
      of: id("quince"), id("o-1"), period: id("2034"), in: book.view(asOf: "2035-07-01T00:00:00Z"), language: .english
    ).text().flat
    #expect(explanation.contains("withdrew the claim of entry 3."))
    #expect(explanation.contains("entry 4 withdrew that of entry 3, and none took its place"))
    #expect(!explanation.contains("no claim is recorded"))
  }

  @Test("an entry that is void is void wherever it is named, and the explanation says by which entry")
  func void() throws {
    let book = try ledger()
    _ = try file(book, at: "2035-02-05T10:00:00Z")
    try book.say(
      .keyRevoke(
        KeyRevocation(
          party: id("quince"), key: book.key("quince").publicKey.keyID, reason: .compromised,
          invalidSince: Instant("2035-01-01T00:00:00Z"))),
      at: "2035-03-01T10:00:00Z", by: "second")
    let report = try made(book)
    for cell in report.cells where cell.status.because.contains(EntryIndex(3)) {
      #expect(report.frame.entries(of: cell.status).contains("3 (void)"), "\(cell.commitment.id)")
    }
    #expect(report.html().contains(">3 (void)</a>") && report.text().flat.contains("3 (void)"))
    #expect(report.html().contains("<li>attestation submitted (void), "))
    let explanation = try CellExplanation(
      of: id("quince"), id("o-1"), period: id("2034"), in: book.view(asOf: "2035-07-01T00:00:00Z"), language: .english
    ).text().flat
    #expect(explanation.contains("declared compromised since before that time (entry 4)."))
    #expect(explanation.contains("what was filed on it is void"))
    #expect(!explanation.contains("submitted the claim"))
  }

  @Test("what is missing can still be filed, as the commands on the page say; what is complete says nothing of it")
  func stillTaken() throws {
    let book = try ledger(subscribed: [id("o-1")])
    let command = "pledgebook attest --signatory quince --period 2034 --claim o-1=VALUE --key FILE"
    let missing = try made(book)
    for form in [missing.text(), missing.markdown(), missing.html()] { #expect(form.contains(command)) }
    #expect(missing.answer?.contains(Language.english.answerStillTaken) == true)
    _ = try file(book, at: "2035-06-05T10:00:00Z")
    let late = try made(book)
    #expect(late.cells.first?.status.submission == .late, "it is recorded, and is late")
    #expect(late.answer == "Quince reported on the 1 commitment due for Year 2034, late.")
    #expect(!late.html().contains("pledgebook attest"))
  }

  @Test("an open challenge names the command that answers it, until it is answered")
  func reply() throws {
    let story = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let medlar = try SignatoryReport(of: id("medlar"), period: id("2034"), in: story, language: .english)
    let command = "pledgebook challenge respond 22 --text en=TEXT --key FILE"
    for form in [medlar.text(), medlar.markdown(), medlar.html()] { #expect(form.contains(command)) }
    let quince = try SignatoryReport(of: id("quince"), period: id("2034"), in: story, language: .english)
    #expect(!quince.html().contains("challenge respond"))
  }
}
