import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("A report lists the keys that its signatory has by then, whatever entry brought them in")
struct KeyLineTests {
  private func begin() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    return book
  }

  /// The first of the keys is the party's already, or signs for itself.
  private func admit(_ book: SampleLedger, _ keys: [String], at time: String) throws {
    let admission = PartyAdmission(
      party: try id("quince"), name: "Quince", roles: [.checker], keys: try keys.map { try book.key($0).publicKey })
    switch keys.count {
    case 1: try book.say(.partyAdmit(admission), at: time, by: "registrar", keys[0])
    default: try book.say(.partyAdmit(admission), at: time, by: "registrar", keys[0], keys[1])
    }
  }

  private func join(_ book: SampleLedger, _ key: String, at recorded: String) throws {
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"), effective: time(recorded),
          keys: [book.key(key).publicKey], basis: .signed)),
      at: recorded, by: "registrar", key)
  }

  private func register(_ book: SampleLedger, _ key: String, at time: String) throws {
    try book.say(
      .keyRegister(KeyRegistration(party: id("quince"), key: book.key(key).publicKey)), at: time, by: "first", key)
  }

  private func revoke(_ book: SampleLedger, _ key: String, at time: String) throws {
    try book.say(
      .keyRevoke(
        KeyRevocation(
          party: id("quince"), key: book.key(key).publicKey.keyID, reason: .superseded, invalidSince: nil)),
      at: time, by: "first")
  }

  /// The keys that a report lists: from which entry on, and up to which.
  private func keys(_ book: SampleLedger, asOf time: String) throws -> [[UInt64?]] {
    let report = try SignatoryReport(of: id("quince"), in: book.filteredView(asOf: time), language: .english)
    let prefix = try SignatoryReport(of: id("quince"), in: book.view(asOf: time), language: .english)
    let lines = report.keys.map { [$0.since.rawValue, $0.until?.rawValue] }
    #expect(lines == prefix.keys.map { [$0.since.rawValue, $0.until?.rawValue] })
    return lines
  }

  @Test("keys of a party that was admitted to a role and joined later")
  func admittedFirst() throws {
    let book = try begin()
    try admit(book, ["first"], at: "2033-05-01T00:00:00Z")  // entry 2
    try register(book, "second", at: "2033-05-02T00:00:00Z")  // entry 3
    try revoke(book, "second", at: "2033-05-03T00:00:00Z")  // entry 4
    try join(book, "first", at: "2033-05-04T00:00:00Z")  // entry 5
    #expect(try keys(book, asOf: "2033-05-04T00:00:00Z") == [[2, nil], [3, 4]])
  }

  @Test("keys of a signatory that got a role besides, from the admission on and not before")
  func joinedFirst() throws {
    let book = try begin()
    try join(book, "first", at: "2033-05-01T00:00:00Z")  // entry 2
    try admit(book, ["first", "second"], at: "2033-05-02T00:00:00Z")  // entry 3
    try revoke(book, "second", at: "2033-05-03T00:00:00Z")  // entry 4
    #expect(try keys(book, asOf: "2033-05-01T23:59:59Z") == [[2, nil]])
    #expect(try keys(book, asOf: "2033-05-02T00:00:00Z") == [[2, nil], [3, nil]])
    #expect(try keys(book, asOf: "2033-05-03T00:00:00Z") == [[2, nil], [3, 4]])
  }

  @Test("an attestation by a compromised key is void in the history")
  func compromised() throws {
    let book = try OrchardStory.ledger()
    try book.say(
      .keyRevoke(
        KeyRevocation(
          party: id("medlar"), key: book.key("medlar").publicKey.keyID, reason: .compromised,
          invalidSince: time("2035-04-01T00:00:00Z"))),
      at: "2035-06-11T10:00:00Z", by: "medlar")
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
