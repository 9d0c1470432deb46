import Compliance
import Cryptography
import Pledges
import Reports
import Testing

@Suite("A successor is named until the signatory joins again")
struct SuccessionTests {
  private func ledger() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try join(book, at: "2033-05-02T09:00:00Z")
    try book.say(
      .update(
        SignatoryUpdate(
          signatory: id("sorrel"), effective: time("2034-01-01T00:00:00Z"), reason: .succeeded,
          successor: id("quince"))),
      at: "2033-12-01T09:00:00Z", by: "registrar", "sorrel")
    try join(book, at: "2034-06-01T09:00:00Z")
    try book.say(
      .update(
        SignatoryUpdate(
          signatory: id("sorrel"), country: "XS", effective: time("2036-01-01T00:00:00Z"), reason: .corrected)),
      at: "2035-01-01T09:00:00Z", by: "registrar", "sorrel")
    return book
  }

  private func join(_ book: SampleLedger, at recorded: String) throws {
    try book.say(
      .join(
        Join(
          signatory: id("sorrel"), name: text(["en": "Sorrel Isles"]), kind: id("state"), effective: time(recorded),
          keys: [book.key("sorrel").publicKey], basis: .signed)),
      at: recorded, by: "registrar", "sorrel")
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
      #expect(report.identity.successor?.text == successor)
      #expect(report.text().contains("Succeeded by") == (successor != nil))
    }
  }
}
