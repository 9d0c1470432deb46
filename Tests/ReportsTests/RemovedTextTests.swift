import CanonicalJSON
import Compliance
import Cryptography
import Pledges
import Reports
import Testing

@Suite("What was removed stays out of reports, and its place stays in")
struct RemovedTextTests {
  private static let removed: UInt64 = 14

  /// The story, and then the body of quince's first attestation for 2034 is removed by law.
  private func ledger() throws -> SampleLedger {
    let book = try OrchardStory.ledger()
    let index = EntryIndex(Self.removed)
    let summary = try #require(book.ledger.state.redactable(index))
    try book.say(
      .redact(Redaction(entry: index, legalBasis: "Data protection act, article 9.", summary: summary)),
      at: "2035-06-10T10:00:00Z", by: "registrar")
    book.dropBody(of: index)
    return book
  }

  @Test(
    "no form holds a word of it, before and after the removal",
    arguments: ["2035-03-01T00:00:00Z", "2035-07-01T00:00:00Z"])
  func words(asOf: String) throws {
    let view = try ledger().view(asOf: asOf)
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    for text in [
      report.text(), report.html(), report.markdown(), report.csv(), report.json().displayText(),
      report.oscal().displayText(), report.cycloneDX().displayText(),
    ] {
      #expect(!text.contains("Cuttings of pears"))
      #expect(!text.contains("Register of cuttings"))
    }
  }

  @Test("the cell is redacted and on time, and the history names the entry that removed the text")
  func cell() throws {
    let view = try ledger().view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    let cell = try #require(report.cells.first { $0.commitment.id.text == "o-2" })
    #expect(cell.status.headline == "redacted")
    #expect(cell.status.submission == .onTime)
    #expect(cell.claim == nil)
    let line = try #require(report.history.first { $0.entry.index.rawValue == Self.removed })
    #expect(line.state == .redacted)
    #expect(line.redactedBy == EntryIndex(24))
    #expect(report.history.last?.kind.text == "payload.redact")
  }

  @Test("a report that does not see the removal names no entry of it")
  func before() throws {
    let view = try ledger().view(asOf: "2035-03-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    #expect(report.history.allSatisfy { $0.redactedBy == nil })
    #expect(report.history.last?.entry.index == EntryIndex(Self.removed))
  }

  @Test("an attestation by a compromised key is void in the history")
  func compromised() throws {
    let book = try OrchardStory.ledger()
    try book.say(
      .keyRevoke(
        KeyRevocation(
          party: id("medlar"), key: book.key("medlar").publicKey.keyID, reason: .compromised,
          invalidSince: time("2035-04-01T00:00:00Z"))),
      at: "2035-06-11T10:00:00Z", by: "registrar")
    let view = try book.view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("medlar"), period: id("2034"), in: view, language: .english)
    #expect(report.history.first { $0.entry.index.rawValue == 21 }?.state == .void)
    #expect(report.cells.first?.status.flags.contains(.voidSignature) == true)
    #expect(report.keys.first?.until == EntryIndex(24))
    #expect(report.keys.first?.invalidSince == Instant("2035-04-01T00:00:00Z"))
    let earlier = try SignatoryReport(
      of: id("medlar"), period: id("2034"), in: book.filteredView(asOf: "2035-06-01T00:00:00Z"), language: .english)
    #expect(earlier.keys.first?.invalidSince == nil)
    #expect(earlier.history.first { $0.entry.index.rawValue == 21 }?.state == .stands)
  }
}
