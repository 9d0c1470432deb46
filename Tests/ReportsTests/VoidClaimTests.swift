import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("Every void claim says who declared it, when and by which entry")
struct VoidClaimTests {
  /// Quince with two keys files for 2034 with the first of them.
  private func ledger() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"),
          effective: time("2033-05-01T00:00:00Z"),
          keys: [book.key("quince").publicKey, book.key("second").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince", "second")
    try book.say(
      attest("quince", "2034", [claim("o-1", "not-met", explanation: "Dry.", days: 1)], []),
      at: "2035-02-01T10:00:00Z", by: "quince")
    return book
  }

  private func declare(_ book: SampleLedger, at time: String = "2035-03-01T10:00:00Z", by signer: String) throws {
    try book.say(
      .keyRevoke(
        KeyRevocation(
          party: id("quince"), key: book.key("quince").publicKey.keyID, reason: .compromised,
          invalidSince: Instant("2035-01-01T00:00:00Z"))),
      at: time, by: signer)
  }

  private func forms(_ book: SampleLedger, _ language: Language = .english) throws -> [String] {
    let view = try book.view(asOf: "2035-12-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: language)
    let overview = try AccordOverview(period: id("2034"), in: view, language: language)
    let explanation = try CellExplanation(of: id("quince"), id("o-1"), period: id("2034"), in: view, language: language)
    return [
      report.text(), report.html(), report.markdown(), report.csv(), report.oscal().displayText(),
      report.cycloneDX().displayText(), overview.text(), overview.html(), overview.markdown(), overview.csv(),
      explanation.text(),
    ].map { $0.replacing("\\", with: "").flat }
  }

  @Test("among the newest entries of an overview it is called void, and one that is not void is not")
  func newest() throws {
    let book = try ledger()
    let view = try book.view(asOf: "2035-02-02T00:00:00Z")
    #expect(try AccordOverview(period: id("2034"), in: view, language: .english).newest.allSatisfy { !$0.isVoid })
    try declare(book, by: "second")
    // Of whatever period the page is.
    for period in ["2033", "2034"] {
      let overview = try AccordOverview(
        period: id(period), in: book.view(asOf: "2035-12-01T00:00:00Z"), language: .english)
      #expect(overview.newest.filter(\.isVoid).map(\.entry.index) == [3])
      for form in [overview.text(), overview.html(), overview.markdown()].map(\.flat) {
        #expect(form.contains("entry 3, 1 February 2035, attestation submitted; void"))
      }
    }
  }

  @Test("the owner")
  func owner() throws {
    let book = try ledger()
    try declare(book, by: "second")
    for form in try forms(book) {
      #expect(
        form.contains(
          "on entry 3: declared compromised since 1 January 2035, declared by its owner, Quince (quince), entry 4"))
      #expect(form.contains("recorded 1 March 2035"))
      #expect(!form.contains("voids nothing"))
    }
    for form in try forms(book, .french) {
      #expect(form.contains("déclaration faite par son titulaire, Quince (quince), entrée 4"))
    }
  }

  @Test("that key itself: a thief with it could say so as well")
  func key() throws {
    let book = try ledger()
    try declare(book, by: "quince")
    for form in try forms(book) { #expect(form.contains("declared by that key itself, entry 4")) }
    for form in try forms(book, .french) { #expect(form.contains("par cette clé elle-même, entrée 4")) }
  }

  @Test("recovered keys: their word stands beside the claim and voids nothing")
  func recovered() throws {
    let book = try ledger()
    for (key, time) in [("quince", "2035-03-01T10:00:00Z"), ("second", "2035-03-02T10:00:00Z")] {
      try book.say(
        .keyRevoke(
          KeyRevocation(
            party: id("quince"), key: book.key(key).publicKey.keyID, reason: .lost, invalidSince: nil)),
        at: time, by: "registrar")
    }
    try book.say(
      .keyRecover(KeyRecovery(party: id("quince"), keys: [book.key("third").publicKey], threshold: 1)),
      at: "2035-03-03T10:00:00Z", by: "registrar", "third")
    try declare(book, at: "2035-05-01T10:00:00Z", by: "third")
    for form in try forms(book) {
      #expect(form.contains("entry 7, recorded 1 May 2035; that word rests on keys recovered by entry 6"))
    }
    let report = try SignatoryReport(
      of: id("quince"), period: id("2034"), in: book.view(asOf: "2035-12-01T00:00:00Z"), language: .english)
    #expect(report.cells.first?.status.claim?.text == "not-met")
    #expect(report.history.first { $0.entry.index == 3 }?.state == .stands)
    // The list of keys does not call it void either.
    #expect(report.keys.first?.invalidSince == nil)
    let cell = try #require(try report.document.member("cells")?.elements.first { _ in true })
    let key = try book.key("quince").publicKey.keyID
    #expect(
      cell.canonical(["voidClaims"])
        == #"[{"attestation":3,"by":"owner","invalidSince":"2035-01-01T00:00:00Z","keyid":"\#(key)","#
        + #""recorded":"2035-05-01T10:00:00Z","recovery":6,"revocation":7}]"#)
  }

  @Test("a remark stands on the commitments that the void attestation spoke of, and on no others")
  func spokenOf() throws {
    let book = try ledger()
    try declare(book, by: "second")
    let view = try book.view(asOf: "2035-12-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    let remarks = report.cells.map { report.frame.remarks($0.status) + report.frame.notes($0) }
    #expect(remarks[0].contains { $0.contains("compromised") })
    #expect(remarks.dropFirst().allSatisfy { $0.allSatisfy { !$0.contains("compromised") } })
    // The rules mark every cell of the period. // Status rules §5
    #expect(report.cells.allSatisfy { $0.status.flags.contains(.voidSignature) })
  }

  @Test("an attestation that is void is called void, and one that nothing took out is not called superseded")
  func states() throws {
    let book = try ledger()
    try declare(book, by: "second")
    let view = try book.view(asOf: "2035-12-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    #expect(report.history.first { $0.entry.index == 3 }?.state == .void)
    let before = try SignatoryReport(
      of: id("quince"), period: id("2034"), in: book.view(asOf: "2035-02-20T00:00:00Z"), language: .english)
    #expect(before.history.first { $0.entry.index == 3 }?.state == .stands)
  }
}
