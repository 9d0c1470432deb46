import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("A successor is named until the signatory joins again")
struct SuccessionTests {
  /// Quince signs for itself; fennel is listed from a public source.
  private func begin() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try join(book, "sorrel", at: "2033-05-02T09:00:00Z")
    try join(book, "quince", at: "2033-05-02T09:00:01Z")
    try list(book, "fennel", at: "2033-05-02T09:00:02Z")
    return book
  }

  private func ledger() throws -> SampleLedger {
    let book = try begin()
    try succeed(book, "sorrel", successor: "quince", by: "registrar", "sorrel", "quince")
    try join(book, "sorrel", at: "2034-06-01T09:00:00Z")
    try book.say(
      .update(
        SignatoryUpdate(
          signatory: id("sorrel"), country: "XS", effective: time("2036-01-01T00:00:00Z"), reason: .corrected)),
      at: "2035-01-01T09:00:00Z", by: "registrar", "sorrel")
    return book
  }

  private func join(_ book: SampleLedger, _ name: String, at recorded: String) throws {
    try book.say(
      .join(
        Join(
          signatory: id(name), name: text(["en": "Sorrel Isles"]), kind: id("state"), effective: time(recorded),
          keys: [book.key(name).publicKey], basis: .signed)),
      at: recorded, by: "registrar", name)
  }

  private func list(_ book: SampleLedger, _ name: String, at recorded: String) throws {
    try book.say(
      .join(
        Join(
          signatory: id(name), name: text(["en": name]), kind: id("state"), effective: time(recorded),
          basis: .publicSource,
          source: Join.Source(uri: "https://gazette.example/list", sha256: nil, asOf: "2033-06-01"))),
      at: recorded, by: "registrar")
  }

  private func succeed(_ book: SampleLedger, _ name: String, successor: String, by signers: String...) throws {
    try book.say(
      .update(
        SignatoryUpdate(
          signatory: id(name), effective: time("2034-01-01T00:00:00Z"), reason: .succeeded, successor: id(successor))),
      at: "2033-12-01T09:00:00Z", signedBy: signers)
  }

  @Test(
    "from state where all of it is effective, and from the statements where a change is only announced",
    arguments: [
      ("2033-12-31T23:59:59Z", nil), ("2034-01-01T00:00:00Z", "quince"), ("2034-06-01T09:00:00Z", nil),
      ("2035-06-01T00:00:00Z", nil), ("2036-06-01T00:00:00Z", nil),
    ])
  func successor(asOf: String, successor: String?) throws {
    for view in [try ledger().view(asOf: asOf), try ledger().filteredView(asOf: asOf)] {
      let report = try SignatoryReport(of: id("sorrel"), in: view, language: .english)
      #expect(report.identity.successor?.party.text == successor)
      #expect(report.text().contains("Succeeded by") == (successor != nil))
      #expect(!report.text().contains("has no key here"))
    }
  }

  @Test("one that never had a key has agreed to nothing, and outputs say who names it")
  func withoutKey() throws {
    let book = try begin()
    try succeed(book, "sorrel", successor: "fennel", by: "registrar", "sorrel")
    let view = try book.view(asOf: "2034-06-01T00:00:00Z")
    let report = try SignatoryReport(of: id("sorrel"), in: view, language: .english)
    for form in [report.text(), report.html(), report.markdown()] {
      #expect(form.flat.contains("fennel (named by sorrel; fennel has no key here)"))
    }
    let french = try SignatoryReport(of: id("sorrel"), in: view, language: .french)
    #expect(french.text().flat.contains("nommé par sorrel ; fennel n’a pas de clé ici"))
    #expect(report.history.last?.successor?.hadKey == false)
  }

  @Test("a successor of one that never had a key is named by the registrar")
  func namedByRegistrar() throws {
    let book = try begin()
    try list(book, "medlar", at: "2033-05-03T09:00:00Z")
    try succeed(book, "fennel", successor: "medlar", by: "registrar")
    let report = try SignatoryReport(
      of: id("fennel"), in: book.view(asOf: "2034-06-01T00:00:00Z"), language: .english)
    #expect(report.text().flat.contains("medlar (named by Orchard Secretariat; medlar has no key here)"))
  }
}
