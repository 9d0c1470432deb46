import CanonicalJSON
import Compliance
import Fixtures
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("A page stays the same, byte for byte, until something of its own changes")
struct PageTimesTests {
  enum Story: String, CaseIterable {
    case orchard, keys, words

    func book() throws -> SampleLedger {
      switch self {
      case .orchard: try OrchardStory.ledger()
      case .keys: try KeyStory.ledger()
      case .words: try WordyStory.removed()
      }
    }
  }

  /// A page and since when, until when it holds, as somebody who asks at an instant gets it.
  private struct Asked {
    var page: String
    var times: PageTimes
  }

  private func ask(
    _ book: SampleLedger, at instant: Instant, _ make: (LedgerView) throws -> (page: String, times: PageTimes)
  ) throws -> Asked? {
    guard isBegun(book, by: instant) else { return nil }
    do {
      let first = try make(book.filteredView(asOf: instant.description))
      let page = try make(book.filteredView(asOf: first.times.since.description))
      #expect(page.times == first.times, "asked at \(instant)")
      return Asked(page: page.page, times: page.times)
    } catch let error as ReportError where [.unknownSignatory, .unknownPeriod, .noAccord].contains(error.code) {
      return nil
    }
  }

  private func period(_ name: String, _ period: String) -> (LedgerView) throws -> (page: String, times: PageTimes) {
    { view in
      let report = try SignatoryReport(of: id(name), period: id(period), in: view, language: .english)
      return (report.html() + report.json().displayText() + report.csv() + report.text(), report.times)
    }
  }

  private func record(_ name: String) -> (LedgerView) throws -> (page: String, times: PageTimes) {
    { view in
      let record = try SignatoryRecord(of: id(name), in: view, language: .english)
      return (record.html() + record.json().displayText() + record.text(), record.times)
    }
  }

  /// What a page says but for its own place: without the lines that name T, N and what follows from them.
  ///
  /// Of two pages as of two instants, made of the whole ledger each time, it tells whether their content is the same.
  private func content(
    _ book: SampleLedger, _ instant: Instant, _ name: String, _ period: String?
  ) throws -> [String]? {
    guard isBegun(book, by: instant) else { return nil }
    do {
      let view = try book.filteredView(asOf: instant.description)
      if let period {
        let report = try SignatoryReport(of: id(name), period: id(period), in: view, language: .english)
        return body(report.html())
      }
      return body(try SignatoryRecord(of: id(name), in: view, language: .english).html())
    } catch let error as ReportError where [.unknownSignatory, .unknownPeriod, .noAccord].contains(error.code) {
      return nil
    }
  }

  private func isBegun(_ book: SampleLedger, by instant: Instant) -> Bool {
    book.entries.first.map { $0.header.recorded <= instant } ?? false
  }

  private func body(_ page: String) -> [String] {
    guard let start = page.firstRange(of: "<body>"), let end = page.firstRange(of: "<details class=\"proof\">") else {
      return []
    }
    // The steps behind a cell name the instant asked for, as long as the period runs.
    let text = page[start.upperBound..<end.lowerBound].replacing(/This page has been right since [^<]*<\/p>/, with: "")
      .replacing(/<details class="why">.*?<\/details>/, with: "")
    return text.split(separator: "\n").map(String.init)
  }

  /// Instants around everything that happens, and some at random.
  private func instants(_ book: SampleLedger, _ generator: inout SeededGenerator) throws -> [Instant] {
    let recorded = book.entries.map(\.header.recorded)
    guard let first = recorded.first, let last = recorded.last else { return [] }
    var instants = recorded.flatMap { [$0, $0.advanced(bySeconds: -1)] }
    for _ in 0..<8 {
      instants.append(
        Instant(seconds: Int64.random(in: first.seconds...last.seconds + 3 * 365 * 86_400, using: &generator)))
    }
    return Set(instants).sorted()
  }

  @Test("asked at any instant between T and the next change, it is the same bytes", arguments: Story.allCases)
  func sameBytes(_ story: Story) throws {
    var generator = SeededGenerator(seed: 20_310_401)
    let book = try story.book()
    let names = story == .orchard ? ["quince", "fennel"] : ["quince"]
    for name in names {
      for make in [period(name, "2033"), period(name, "2034"), record(name)] {
        var last: Asked?
        for instant in try instants(book, &generator) {
          guard let asked = try ask(book, at: instant, make) else { continue }
          #expect(asked.times.since <= instant)
          if let next = asked.times.next { #expect(next > instant) }
          if let last, last.times.since == asked.times.since {
            #expect(last.page == asked.page, "\(name) at \(instant)")
          }
          last = asked
        }
      }
    }
  }

  @Test("where the content differs, T differs", arguments: Story.allCases)
  func contentMovesT(_ story: Story) throws {
    var generator = SeededGenerator(seed: 7)
    let book = try story.book()
    let names = story == .orchard ? ["medlar", "sorrel"] : ["quince"]
    var changes = 0
    for name in names {
      for (chosen, make) in [
        ("2033" as String?, period(name, "2033")), ("2034", period(name, "2034")), (nil, record(name)),
      ] {
        var last: (content: [String], since: Instant)?
        for instant in try instants(book, &generator) {
          guard let content = try content(book, instant, name, chosen), let asked = try ask(book, at: instant, make)
          else { continue }
          if let last, last.content != content {
            changes += 1
            let difference = zip(last.content, content).first { $0 != $1 }
            #expect(
              last.since != asked.times.since,
              "\(name) \(chosen ?? "") at \(instant): \(difference?.0 ?? "") | \(difference?.1 ?? "")")
          }
          last = (content, asked.times.since)
        }
      }
    }
    #expect(changes > 3)
  }

  @Test("entries about others, other periods and standing leave the report of a period alone")
  func othersChangeNothing() throws {
    let book = try OrchardStory.ledger()
    func page(_ instant: String) throws -> SignatoryReport {
      try SignatoryReport(of: id("medlar"), period: id("2033"), in: book.view(asOf: instant), language: .english)
    }
    let early = try page("2034-12-31T00:00:00Z")
    let late = try page("2036-01-01T00:00:00Z")
    #expect(early.times.since == late.times.since)
    #expect(late.history.allSatisfy { $0.period == nil || $0.period?.text == "2033" })
    #expect(late.duties.allSatisfy { $0.period.id.text == "2033" })
    let record = try SignatoryRecord(of: id("medlar"), in: book.view(asOf: "2036-01-01T00:00:00Z"), language: .english)
    #expect(record.times.since > late.times.since)
    #expect(record.history.contains { $0.period?.text == "2034" })
  }

  @Test("every entry that a cell rests on has its line", arguments: Story.allCases)
  func everyEntryHasALine(_ story: Story) throws {
    let book = try story.book()
    let last = try #require(book.entries.last?.header.recorded)
    for name in story == .orchard ? ["quince", "medlar", "sorrel", "fennel"] : ["quince"] {
      for chosen in ["2033", "2034"] {
        let report = try SignatoryReport(
          of: id(name), period: id(chosen), in: book.view(asOf: last.description), language: .english)
        let listed = Set(report.history.map(\.entry.index))
        for cell in report.cells { #expect(listed.isSuperset(of: cell.status.because), "\(name) \(chosen)") }
      }
    }
  }
}
