import CanonicalJSON
import Compliance
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

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

  @Test("with its number, and as a sentence with the period and the titles of the commitments")
  func words() throws {
    let book = try OrchardStory.ledger()
    let difference = try difference(book, from: "2033-05-02T23:59:59Z", to: "2036-01-01T00:00:00Z")
    let text = difference.text().flat
    for entry in book.entries.dropFirst(Int(difference.before.proof.size)) {
      #expect(text.contains("entry \(entry.header.index), "))
    }
    for sentence in [
      "Sorrel Isles (sorrel), withdrew from the accord",
      "Medlar & Sons (medlar) filed a report for Year 2034 on o-1 (Keep the well open)",
      "Quince Republic (quince) restated its report for Year 2034 on o-1 (Keep the well open); "
        + "o-1: met → partially met; The days were counted wrongly.",
      "Well Watch (wellwatch) opened a challenge against Medlar & Sons (medlar) for Year 2034 on o-1 (Keep the well open)",
      "Quince Republic (quince) replied to a challenge for Year 2034",
      "Grove Panel (grove) decided a challenge against Quince Republic (quince) for Year 2034 on o-1 (Keep the well open)",
      "Arbor Audit (arbor) published a review of the report of Quince Republic (quince) for Year 2034",
    ] {
      #expect(text.contains(sentence), "\(sentence)")
    }
  }

  @Test("an extension says from when to when, in whatever language", arguments: Language.allCases)
  func extensions(language: Language) throws {
    let book = try OrchardStory.ledger()
    try book.say(
      .extend(
        Extension(
          period: id("2034"), signatories: [id("quince")], newDue: time("2035-12-15T23:59:59Z"), reason: "Once more.")),
      at: "2035-08-01T10:00:00Z", by: "registrar")
    try book.say(
      .extend(
        Extension(period: id("2034"), signatories: nil, newDue: time("2035-12-31T23:59:59Z"), reason: "And for all.")),
      at: "2035-08-02T10:00:00Z", by: "registrar")
    let difference = try LedgerDifference(
      from: book.view(asOf: "2035-01-01T00:00:00Z"), to: book.view(asOf: "2035-09-01T00:00:00Z"), language: language)
    let text = difference.text().flat
    let ends = ["2035-02-28", "2035-03-10", "2035-12-15", "2035-12-31"].map { day in
      language.end((Instant("\(day)T23:59:59Z") ?? Instant(seconds: 0)).calendarTime)
    }
    let period = difference.after.label(try id("2034"))
    for (old, new) in [([ends[0]], ends[1]), ([ends[1]], ends[2]), ([ends[1], ends[2]], ends[3])] {
      let sentence = language.postponedDue(period: period, old: language.list(old), new: new).flat
      #expect(text.contains(sentence), "\(sentence)")
    }
  }

  @Test("a change of name says both names, in the list of entries and in that of signatories")
  func names() throws {
    let book = try OrchardStory.ledger()
    try book.say(
      .update(
        SignatoryUpdate(
          signatory: id("quince"), name: text(["en": "Quince Union"]), effective: time("2035-08-01T00:00:00Z"),
          reason: .renamed)),
      at: "2035-08-01T10:00:00Z", by: "registrar", "quince")
    let text = try difference(book, from: "2035-07-01T00:00:00Z", to: "2035-09-01T00:00:00Z").text().flat
    #expect(text.contains("Quince Republic is now called Quince Union"))
    #expect(text.contains("− Quince Republic, State,") && text.contains("+ Quince Union, State,"))
  }

  @Test("a cell that only rests on more entries is in the data and makes no row that looks empty")
  func emptyRows() throws {
    let book = try OrchardStory.ledger()
    let (old, new) = ("2035-03-31T00:00:00Z", "2035-04-02T00:00:00Z")
    var difference = try difference(book, from: old, to: new)
    let cell = try #require(
      LedgerDifference(
        from: book.view(asOf: "2035-03-01T12:00:00Z"), to: book.view(asOf: "2035-07-01T00:00:00Z"), language: .english
      ).cells.first)
    var same = cell
    same.after = try #require(cell.before)
    same.after.because.append(16)
    same.members = [.because]
    difference.cells = [same]
    #expect(!difference.text().contains("Commitments"))
    #expect(difference.json().displayText().flat.contains("\"changed\": [ \"because\" ]"))
    difference.cells = [cell]
    #expect(difference.text().contains("Commitments"))
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
