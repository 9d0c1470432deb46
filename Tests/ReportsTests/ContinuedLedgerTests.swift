import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing
import TransparencyLog

@Suite("Reports of a continued ledger say that it says so of itself")
struct ContinuedLedgerTests {
  private func ledger() throws -> SampleLedger {
    let book = try SampleLedger(origin: "orchard.example/accord-2")
    let continues = Genesis.Continuation(
      origin: try #require(Origin("orchard.example/accord")), genesis: .named("genesis"), size: 42, root: .named("root")
    )
    let log = try VerifierKey(name: book.origin.text, publicKey: book.key("log").publicKey, type: .ed25519)
    try book.say(
      .genesis(
        Genesis(
          environment: .demo, rules: Genesis.currentRules,
          registrar: Registrar(
            id: id("orchard-office"), name: "Orchard Secretariat", threshold: 1,
            keys: [book.key("registrar").publicKey]),
          logKeys: [log], continues: continues)),
      at: "2033-04-01T08:00:00Z", by: "registrar")
    try book.say(.accordPublish(OrchardAccord.publication()), at: "2033-04-01T08:05:00Z", by: "registrar")
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"),
          effective: time("2033-05-01T00:00:00Z"), keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    return book
  }

  @Test("in every form and language")
  func everyForm() throws {
    let (view, before) = (
      try ledger().view(asOf: "2035-07-01T00:00:00Z"), try ledger().view(asOf: "2034-01-01T00:00:00Z")
    )
    let sentences = Language.allCases.map { language in
      String(
        language.continuesLedger(origin: "orchard.example/accord", genesis: "~", size: "42", root: "~").prefix {
          $0 != "~"
        }
      ).flat
    }
    for (form, text) in try EveryForm.report("quince", view) + EveryForm.others("quince", view, before: before) {
      let flat = text.replacing("\\", with: "").flat
      #expect(sentences.contains { flat.contains($0) }, "\(form)")
    }
    let report = try SignatoryReport(of: id("quince"), in: view, language: .english)
    let continued = try #require(try report.document.member("ledger"))
    #expect(continued.canonical(["continues", "size"]) == "42")
  }
}
