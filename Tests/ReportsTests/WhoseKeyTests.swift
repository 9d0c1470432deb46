import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("Every output says on whose word each key is its party's")
struct WhoseKeyTests {
  private func forms(_ language: Language = .english, asOf time: String = KeyStory.end) throws -> [String] {
    let view = try KeyStory.ledger().view(asOf: time)
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: language)
    return [
      report.text(), report.html(), report.markdown(), report.oscal().displayText(), report.cycloneDX().displayText(),
    ].map { $0.replacing("\\", with: "").flat }
  }

  @Test("an overview has the keys of those who have no page of their own, and a signatory's stand on its own")
  func overview() throws {
    let overview = try AccordOverview(
      period: id("2034"), in: KeyStory.ledger().view(asOf: KeyStory.end), language: .english)
    for form in [overview.text(width: 300), overview.html(), overview.markdown()] {
      let form = form.replacing("\\", with: "").flat
      #expect(form.contains("brought in by the registrar, no identification given"))
      #expect(form.contains("rests on keys recovered by entry 15"))
      #expect(form.contains("signatures needed: 1, keys in force: 1, own threshold: 1"))
      #expect(!form.contains("Znote 12/33"))
    }
  }

  @Test("the registrar's, with how it was identified or that nothing is said, and a recovery's")
  func registrar() throws {
    for form in try forms() {
      #expect(
        form.contains(
          "brought in by the registrar, identified by a diplomatic note on 30 April 2033, reference: Znote 12/33"))
      #expect(form.contains("brought in by the registrar, no identification given"))
      #expect(form.contains("rests on keys recovered by entry 15"))
      #expect(form.contains("revoked by the registrar"))
      #expect(form.contains("signatures needed: 1, keys in force: 1, own threshold: 1"))
    }
    for form in try forms(.french) {
      #expect(
        form.contains("apportée par le responsable du registre, identifiée par une note diplomatique le 30 avril 2033"))
      #expect(form.contains("aucune identification indiquée"))
      #expect(form.contains("seuil propre : 1"))
    }
  }

  @Test("a key that waits says from when on it counts, and counts for nothing until then")
  func waiting() throws {
    for form in try forms(asOf: "2035-01-20T00:00:00Z") {
      #expect(form.contains("entry 7, waits, counts from 25 January 2035, 10:00 (UTC) on"))
      #expect(form.contains("signatures needed: 1, keys in force: 0, own threshold: 1"))
    }
    for form in try forms(asOf: "2035-01-25T10:00:00Z") {
      #expect(!form.contains("waits, counts"))
      #expect(form.contains("signatures needed: 1, keys in force: 1, own threshold: 1"))
    }
  }

  @Test("an owner's own signature, a replaced key, and a threshold of its own")
  func owner() throws {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"),
          effective: time("2033-05-01T00:00:00Z"), keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    try book.say(
      .keyRegister(KeyRegistration(party: id("quince"), key: book.key("second").publicKey)),
      at: "2033-06-01T09:00:00Z", by: "quince", "second")
    try book.say(
      .keyThreshold(KeyThreshold(party: id("quince"), threshold: 2)), at: "2033-06-02T09:00:00Z", by: "quince")
    try book.say(
      .keyRotate(
        KeyRotation(
          party: id("quince"), oldKey: book.key("second").publicKey.keyID, key: book.key("third").publicKey)),
      at: "2033-06-03T09:00:00Z", by: "quince", "second", "third")
    func report(_ time: String) throws -> SignatoryReport {
      try SignatoryReport(of: id("quince"), in: book.view(asOf: time), language: .english)
    }
    let text = try report("2033-12-01T00:00:00Z").text().flat
    #expect(text.contains("by the owner's own signature; replaced by key"))
    #expect(text.contains("signatures needed: 2, keys in force: 2, own threshold: 2"))
    // A rise of the own threshold waits for objections.
    #expect(try report("2033-06-10T00:00:00Z").text().flat.contains("keys in force: 2, own threshold: 1"))
    let keys = try #require(try report("2033-12-01T00:00:00Z").document.member("keys"))
    #expect(keys.elements.map { $0.member("broughtInBy")?.string } == ["registrar", "owner", "owner"])
  }

  @Test("a reference whose words were removed is shown as removed")
  func removedReference() throws {
    let book = try KeyStory.ledger()
    try book.remove(of: 2, at: "2035-07-01T10:00:00Z")
    let report = try SignatoryReport(
      of: id("quince"), period: id("2034"), in: book.view(asOf: KeyStory.end), language: .english)
    #expect(!report.text().contains("Znote"))
    #expect(report.text().flat.contains("on 30 April 2033, reference: removed by entry 20: court order"))
  }

  @Test("who removes the words of an objection is the registrar whom it concerns")
  func removedObjection() throws {
    let book = try KeyStory.ledger()
    try book.remove(of: KeyStory.objection, at: "2035-07-01T10:00:00Z")
    let view = try book.view(asOf: KeyStory.end)
    for (form, text) in try EveryForm.report("quince", view) where !form.hasPrefix("CSV") {
      #expect(!text.contains("Zobjection"))
      #expect(
        Language.allCases.contains { text.flat.contains($0.byRegistrarConcerned.flat) }
          || text.contains(#""concernsRegistrar": true"#), "\(form)")
    }
  }
}
