import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("A page says how it was made, fits a strict policy, and links what it names")
struct PageTests {
  private func pages() throws -> [(name: String, page: String)] {
    let story = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let hostile = try HostileStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let keys = try KeyStory.ledger().view(asOf: KeyStory.end)
    var pages: [(String, String)] = []
    for language in Language.allCases {
      for (name, view) in [("story", story), ("hostile", hostile), ("keys", keys)] {
        pages += [
          (
            "\(name) \(language)",
            try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: language).html()
          ),
          ("\(name) page \(language)", try SignatoryRecord(of: id("quince"), in: view, language: language).html()),
        ]
      }
      pages.append(("overview \(language)", try AccordOverview(in: story, language: language).html()))
    }
    return pages
  }

  @Test("the one style sheet is allowed by its digest, and no element has a style of its own")
  func policy() throws {
    for (name, page) in try pages() {
      let sheet = try #require(page.firstMatch(of: /<style>(?s)(.*?)<\/style>/)).1
      let digest = Base64.encode(try Digest.sha256(of: Array(sheet.utf8)).bytes)
      #expect(
        page.contains(
          "content=\"default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'\">"),
        "\(name)")
      #expect(!page.contains(" style=\"") && !page.contains("unsafe"), "\(name)")
    }
  }

  @Test("what its head says is read as it was written")
  func stamp() throws {
    for (name, page) in try pages() {
      let stamp = try #require(PageStamp(page: Array(page.utf8)), "\(name)")
      #expect(stamp.signatory?.text == (name.hasPrefix("overview") ? nil : "quince"))
      #expect(page.contains(stamp.root.hex) && page.contains("content=\"\(stamp.asOf)\""))
      #expect(PageStamp(page: Array(page.replacing("name=\"pledgebook-size\"", with: "name=\"size\"").utf8)) == nil)
      #expect(
        PageStamp(
          page: Array(
            page.replacing("\">\n<meta name=\"pledgebook-root", with: "\">\n\n<meta name=\"pledgebook-root").utf8))
          == nil)
    }
  }

  @Test("every link within it leads somewhere, and every number in a sentence of the program is one")
  func links() throws {
    for (name, page) in try pages() where !name.hasPrefix("overview") {
      let anchors = Set(page.matches(of: /\ id="([^"]*)"/).map { String($0.1) })
      for link in page.matches(of: /\ href="#([^"]*)"/) {
        #expect(anchors.contains(String(link.1)), "\(name): \(link.1)")
      }
    }
    let view = try KeyStory.ledger().view(asOf: KeyStory.end)
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    let listed = Set(report.history.map(\.entry.index.description))
    let unlinked = report.html().replacing(/<a [^>]*>[^<]*<\/a>/, with: "").replacing(
      /<details class="proof">(?s).*/, with: "")
    for mention in unlinked.matches(of: /[Ee]ntry (\d+)/) {
      #expect(!listed.contains(String(mention.1)), "\(mention.0)")
    }
  }

  @Test("the proof stands last, with commands that name the ledger, the place in it, the form and the language")
  func proof() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .french)
    let page = report.html()
    let proof = try #require(page.firstRange(of: "<details class=\"proof\">"))
    #expect(!page[proof.upperBound...].contains("<article"))
    for words in [
      "pledgebook check-report FILE --from URL --log-key VKEY",
      "--genesis \(view.proof.genesis.hex) --head \(view.proof.size):\(view.proof.head.hex)",
      "pledgebook report quince --period 2034 --as-of 2035-07-01T00:00:00Z --format html --language fr --from URL",
    ] { #expect(page[proof.lowerBound...].contains(words), "\(words)") }
  }

  @Test("every date in its prose stands in the markup as well, with the instant or the day")
  func dates() throws {
    let day =
      /[0-9]{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{4}/
    for (name, page) in try pages() where name.hasSuffix("english") && !name.hasPrefix("overview") {
      #expect(page.contains("<time datetime=\"20"), "\(name)")
      let unmarked = page.replacing(
        /<(time|style|head|pre|code)\b[^>]*>.*?<\/(time|style|head|pre|code)>/.dotMatchesNewlines(), with: "")
      #expect(unmarked.firstMatch(of: day)?.output.0 == nil, "\(name)")
      for time in page.matches(of: /datetime="([^"]*)"/) {
        #expect(Instant(String(time.1)) != nil || CalendarDate(String(time.1)) != nil, "\(name): \(time.1)")
      }
    }
  }

  @Test("words of two instants that read the same have the day of both, and a number is not taken apart")
  func sameWords() {
    let (morning, evening): (Instant, Instant) = ("2035-03-01T08:00:00Z", "2035-03-01T20:00:00Z")
    func marked(_ sentence: String, _ instants: Instant...) -> String {
      var writer = HTMLWriter()
      EntryLinks([], .english).write(sentence, at: instants, to: &writer)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    #expect(
      marked("on 1 March 2035.", morning) == "on <time datetime=\"2035-03-01T08:00:00Z\">1 March 2035</time>.")
    #expect(marked("on 1 March 2035.", morning, evening) == "on <time datetime=\"2035-03-01\">1 March 2035</time>.")
    #expect(marked("on 11 March 2035, 1 March 20351", morning) == "on 11 March 2035, 1 March 20351")
    #expect(
      marked("until 1 March 2035, 08:00 (UTC)", morning)
        == "until <time datetime=\"2035-03-01T08:00:00Z\">1 March 2035, 08:00 (UTC)</time>")
  }

  @Test("the signatory's page goes from the answer to the proof, and its letters have their words beside them")
  func order() throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let record = try SignatoryRecord(of: id("quince"), in: view, language: .english)
    let page = record.html()
    let order = ["periods", "challenges", "history", "overdue", "next", "keys", "proof", "object"]
    let sections = page.matches(of: /<section id="([^"]*)"/).map { String($0.1) }
    #expect(sections == order)
    let periods = try #require(page.firstMatch(of: /<section id="periods".*?<\/section>/.dotMatchesNewlines())).output
    for cell in periods.matches(of: /<li class="s-[a-z]*" title="([^"]*)"><b><bdi>([^<]*)</) {
      #expect(cell.1.contains(": "), "\(cell.1)")
      let letters = cell.2.prefix { $0.isLetter || $0.isNumber || $0 == "·" }
      #expect(periods.contains("<dt>\(letters)</dt><dd>"), "\(cell.2) has no words")
    }
    #expect(periods.contains("<li class=\"s-part\" title=\"Keep the well open: partially met"))
  }

  @Test("the timeline has a form for a phone: no wider than one, and the same numbers")
  func timeline() throws {
    for (name, page) in try pages() where name.hasPrefix("story ") && !name.contains("page") {
      let forms = page.matches(of: /<svg class="(wide|narrow)".*?<\/svg>/.dotMatchesNewlines())
      #expect(forms.map { String($0.1) } == ["wide", "narrow"], "\(name)")
      let numbers = forms.map { form in
        form.0.matches(of: /text-anchor="middle">([0-9]+)</).map { String($0.1) }
      }
      #expect(numbers.first == numbers.last && numbers.first?.isEmpty == false, "\(name)")
      let narrow = try #require(forms.last).0
      #expect(narrow.contains("width=\"290\""))
      for place in narrow.matches(of: /\bc?x[12]?="(-?[0-9]+)"/) {
        #expect((0...290).contains(Int(place.1) ?? -1), "\(name): \(place.0)")
      }
    }
  }
}
