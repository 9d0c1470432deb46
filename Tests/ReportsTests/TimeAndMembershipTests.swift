import CanonicalJSON
import Compliance
import Cryptography
import Foundation
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("Reports say why nothing is owed, why it is less, and what a signer says of the time")
struct TimeAndMembershipTests {
  private func begin() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    return book
  }

  private func join(_ book: SampleLedger, _ name: String = "quince", at recorded: String = "2033-05-02T09:00:00Z")
    throws
  {
    try book.say(
      .join(
        Join(
          signatory: id(name), name: text(["en": "Quince"]), kind: id("state"), effective: time(recorded),
          keys: [book.key(name).publicKey], basis: .signed)),
      at: recorded, by: "registrar", name)
  }

  private func list(_ book: SampleLedger, _ name: String) throws {
    try book.say(
      .join(
        Join(
          signatory: id(name), name: text(["en": name]), kind: id("state"), effective: time("2033-05-01T00:00:00Z"),
          basis: .publicSource,
          source: Join.Source(uri: "https://gazette.example/list", sha256: nil, asOf: "2033-05-01"))),
      at: "2033-05-03T09:00:00Z", by: "registrar")
  }

  private func forms(
    _ book: SampleLedger, _ signatory: String = "quince", period: String = "2034", asOf: String,
    _ language: Language = .english
  ) throws -> [(form: String, text: String)] {
    let view = try book.view(asOf: asOf)
    let report = try SignatoryReport(of: id(signatory), period: id(period), in: view, language: language)
    let overview = try AccordOverview(period: id(period), in: view, language: language)
    return [
      ("text", report.text()), ("HTML", report.html()), ("Markdown", report.markdown()), ("CSV", report.csv()),
      ("OSCAL", report.oscal().displayText()), ("CycloneDX", report.cycloneDX().displayText()),
      ("overview as text", overview.text()), ("overview as HTML", overview.html()),
      ("overview as Markdown", overview.markdown()), ("overview as CSV", overview.csv()),
    ].map { ($0.0, $0.1.replacing("\\", with: "").flat) }
  }

  @Test("a late filing that its signer dates in time shows that date, and stays late")
  func issuedAt() throws {
    let book = try begin()
    try join(book)
    try book.say(
      attest("quince", "2034", [claim("o-1", "not-met", explanation: "Dry.", days: 1)], []), at: "2035-03-05T10:00:00Z",
      issued: "2035-02-28T23:59:59Z", signedBy: ["quince"])
    for (form, text) in try forms(book, asOf: "2035-07-01T00:00:00Z") {
      #expect(text.contains("dated 28 February 2035, 23:59:59 (UTC) by its signer, not after the due date"), "\(form)")
    }
    let view = try book.view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .french)
    #expect(report.cells.first?.status.submission == .late)
    #expect(report.text().flat.contains("daté du 28 février 2035 à 23:59:59 (UTC) par son signataire"))
    let explanation = try CellExplanation(
      of: id("quince"), id("o-1"), period: id("2034"), in: view, language: .english)
    #expect(explanation.text().flat.contains("dated 28 February 2035, 23:59:59 (UTC) by its signer"))
  }

  @Test("one that its signer dates after the due date shows nothing of it")
  func issuedLate() throws {
    let book = try begin()
    try join(book)
    try book.say(
      attest("quince", "2034", [claim("o-1", "not-met", explanation: "Dry.", days: 1)], []), at: "2035-03-05T10:00:00Z",
      issued: "2035-03-01T00:00:00Z", signedBy: ["quince"])
    for (form, text) in try forms(book, asOf: "2035-07-01T00:00:00Z") {
      #expect(!text.contains("dated 2035"), "\(form)")
    }
  }

  @Test("who is listed is said to have no key, in no form to be silent")
  func listed() throws {
    let book = try begin()
    try list(book, "fennel")
    for (form, text) in try forms(book, "fennel", asOf: "2035-07-01T00:00:00Z") {
      if !form.hasSuffix("CSV"), form != "CycloneDX" {
        #expect(text.lowercased().contains("listed from a public source"), "\(form)")
      }
      for word in ["due, not reported", "No attestation recorded in this ledger.", "response-overdue"]
      where !text.contains("the grace has ended") || word == "response-overdue" {
        #expect(!text.contains(word) || form.hasPrefix("overview"), "\(word) in \(form)")
      }
    }
    let view = try book.view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("fennel"), period: id("2034"), in: view, language: .english)
    #expect(report.text().flat.contains("Listed from a public source; has no key here and cannot file."))
    #expect(report.counts == Counts() && report.duties.isEmpty)
    #expect(report.cells.allSatisfy { $0.status.headline == "listed" })
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    #expect(overview.outstanding.isEmpty && overview.columns.allSatisfy { $0.withoutClaim == 0 })
    #expect(overview.html().contains(#"<td class="n">LS"#))
    #expect(overview.html().contains(#"<b class="n">LS</b> listed from a public source"#))
    #expect(report.holder == nil)
  }

  @Test("a challenge to who is listed has no due date for a reply")
  func challengeOfListed() throws {
    let book = try begin()
    try list(book, "fennel")
    try book.say(
      .partyAdmit(
        PartyAdmission(
          party: id("wellwatch"), name: "Well Watch", roles: [.challenger], keys: [book.key("wellwatch").publicKey])),
      at: "2033-07-01T10:00:00Z", by: "registrar", "wellwatch")
    try book.say(
      .challenge(
        Challenge(
          signatory: id("fennel"), period: id("2034"), commitments: [id("o-1")], ground: id("contradicted"),
          text: .words(text(["en": "The well is closed."])))),
      at: "2035-03-01T10:00:00Z", by: "wellwatch")
    let view = try book.view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("fennel"), period: id("2034"), in: view, language: .english)
    #expect(report.challenges.first?.replyDue == nil)
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    #expect(overview.openChallenges.first?.replyDue == nil)
  }

  @Test("a listing entered in error keeps its line, struck out, and counts for no movement")
  func struck() throws {
    let book = try begin()
    try list(book, "medlar")
    try book.say(
      .delist(
        StandingChange(signatory: id("medlar"), effective: time("2033-06-01T09:00:00Z"), reason: .enteredInError)),
      at: "2033-06-01T09:00:00Z", by: "registrar")
    for (form, text) in try forms(book, "medlar", asOf: "2035-07-01T00:00:00Z")
    where ["text", "HTML", "Markdown", "OSCAL"].contains(form) {
      #expect(text.contains("struck out as entered in error, entry 3"), "\(form)")
    }
    let view = try book.view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("medlar"), period: id("2034"), in: view, language: .french)
    #expect(report.text().flat.contains("rayé comme inscrit par erreur, entrée 3"))
    #expect(report.history.filter { $0.leaf != nil }.map(\.struckBy) == [3, nil])
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    #expect(overview.movements.isEmpty && overview.years.isEmpty)
  }

  @Test("a gap over the end that was closed in time is named with both entries")
  func gap() throws {
    let book = try begin()
    try join(book)
    try book.say(
      .withdraw(Withdrawal(signatory: id("quince"), effective: time("2034-12-01T00:00:00Z"))),
      at: "2034-11-01T09:00:00Z", by: "quince")
    try join(book, at: "2035-01-15T09:00:00Z")
    for (form, text) in try forms(book, asOf: "2035-07-01T00:00:00Z") {
      #expect(
        text.contains("membership unbroken for this period: left by entry 3, joined again in time by entry 4"),
        "\(form)")
    }
  }

  @Test("a dropped period names the version that left it out, and one that asks less of it says why")
  func versions() throws {
    let book = try begin()
    try join(book)
    let first = try OrchardAccord.publication().sha256
    let document = OrchardAccord.text
      .replacing("\"version\": \"1.0.0\"", with: "\"version\": \"2.0.0\", \"previousSha256\": \"\(first)\"")
      .replacing("\"effectiveFrom\": \"2033-04-01T00:00:00Z\"", with: "\"effectiveFrom\": \"2034-06-01T00:00:00Z\"")
      .replacing("\"obligation\": \"expected\",", with: "")
    let parts = document.components(separatedBy: "{\"id\": \"2035\"")
    let rest = try #require(parts.last?.firstRange(of: "\"graceDays\": 14}")).upperBound
    let before = try #require(parts.first?.lastIndex(of: ","))
    let dropping = String(parts[0][..<before] + parts[1][rest...])
    try book.say(
      .accordPublish(AccordPublication(JSONDocument(Array(dropping.utf8)).root, changes: "2035 is left out.")),
      at: "2034-06-01T09:00:00Z", by: "registrar")
    for (form, text) in try forms(book, period: "2035", asOf: "2036-07-01T00:00:00Z") {
      #expect(text.contains("(entry 3) left period 2035 out"), "\(form)")
    }
    let view = try book.view(asOf: "2036-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2035"), in: view, language: .english)
    #expect(report.cells.allSatisfy { $0.status.headline == "dropped" })
    #expect(report.duties.allSatisfy { $0.period.id.text != "2035" })
    // Version 2 requires o-2; when the period began, version 1 did not.
    for (form, text) in try forms(book, period: "2034", asOf: "2036-07-01T00:00:00Z") {
      #expect(text.contains("did not require it of such a signatory"), "\(form)")
    }
  }
}
