import Languages
import Pledges
import Reports
import Testing

@Suite("A difference lists what was recorded in between")
struct DifferenceEntriesTests {
  private func difference(_ book: SampleLedger, from old: String, to new: String) throws -> LedgerDifference {
    try LedgerDifference(from: book.view(asOf: old), to: book.view(asOf: new), language: .english)
  }

  @Test("every entry once, but for the keeper's acts on itself and its log")
  func complete() throws {
    let book = try OrchardStory.ledger()
    let difference = try difference(book, from: "2033-05-02T23:59:59Z", to: "2036-01-01T00:00:00Z")
    let wanted = book.entries.filter { entry in
      switch entry.statement.kind.known {
      case .ledgerGenesis, .registrarUpdate, .logRotate: false
      default: entry.header.index.rawValue >= difference.before.proof.size
      }
    }
    #expect(difference.entries.map(\.entry.index) == wanted.map(\.header.index))
    #expect(wanted.count > 10)
  }

  @Test("with its number: joins, leavings, extensions, keys")
  func words() throws {
    let book = try OrchardStory.ledger()
    let difference = try difference(book, from: "2033-05-02T23:59:59Z", to: "2036-01-01T00:00:00Z")
    let text = difference.text().flat
    for entry in book.entries.dropFirst(Int(difference.before.proof.size)) {
      let label = try #require(Language.english.label(.entryKind, entry.statement.kind.text))
      #expect(text.contains("entry \(entry.header.index), ") && text.contains(label), "\(label)")
    }
  }

  @Test("after a removal of words it does not say that nothing changed")
  func removal() throws {
    let book = try OrchardStory.ledger()
    let index = try #require(book.entries.first { !$0.statement.textDigests.isEmpty }?.header.index)
    try book.remove(of: index, at: "2035-11-01T00:00:00Z")
    let text = try difference(book, from: "2035-10-31T00:00:00Z", to: "2035-11-02T00:00:00Z").text().flat
    #expect(!text.contains(Language.english.nothingChanged))
    #expect(text.contains("words removed: "))
    #expect(text.contains("court order, Orchard court, 7/35"))
  }
}
