import CanonicalJSON
import Compliance
import Cryptography
import Languages
import Pledges
import Reports
import Testing

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
}
