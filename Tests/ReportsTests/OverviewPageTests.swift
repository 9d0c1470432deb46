import Compliance
import Cryptography
import Fixtures
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("The overview: the answer, the picture, the lists, the proof last")
struct OverviewPageTests {
  private func overview(_ language: Language = .english) throws -> AccordOverview {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    return try AccordOverview(period: id("2034"), in: view, language: language)
  }

  /// The story's signatories again and again, with nine commitments each, so that all of them owe and lack something.
  private func large() throws -> AccordOverview {
    var overview = try overview()
    let commitments = (1...9).map { number in "long-\(number)" }
    overview.columns = try commitments.map { name in
      var column = overview.columns[0]
      column.commitment.id = try id(name)
      return column
    }
    let rows = overview.rows
    overview.rows = try (0..<1_200).map { number in
      var row = rows[number % rows.count]
      row.signatory = try id("signatory-\(number)")
      row.name = try text(["en": "Signatory \(number) of a long register"])
      row.cells = commitments.indices.map { row.cells[$0 % row.cells.count] }
      return row
    }
    let due = try time("2035-03-31T23:59:59Z")
    overview.outstanding = try overview.rows.map { row in
      OutstandingLine(
        signatory: row.signatory, name: row.name, submission: .missing, due: due, noClaim: nil,
        commitments: try commitments.dropLast().map { try id($0) })
    }
    overview.kinds = Dictionary(grouping: overview.rows, by: \.kind).map { ($0.key, $0.value.count) }
    return overview
  }

  @Test("the answer comes first and the proof last, in every form", arguments: Language.allCases)
  func order(language: Language) throws {
    let overview = try overview(language)
    for form in [overview.html(), overview.text(), overview.markdown()].map(\.flat) {
      let places = try [
        overview.answer, language.matrix, language.byCommitment, language.outstanding, overview.proofRoot,
      ]
      .map { words in try #require(form.ranges(of: words.flat).last, "\(words)").lowerBound }
      #expect(places == places.sorted())
    }
  }

  @Test("every list has its place to link to, says by what it is ordered, and says so where it is empty")
  func lists() throws {
    let overview = try overview()
    let page = overview.html()
    for anchor in ["matrix", "columns", "silent", "late", "outstanding", "disputed", "changed", "newest"] {
      #expect(page.contains("<section id=\"\(anchor)\""), "\(anchor)")
      #expect(page.contains("href=\"#\(anchor)\""), "\(anchor)")
    }
    for list in overview.lists where list.isShown {
      #expect(page.contains(list.isEmpty ? list.empty ?? "-" : list.order), "\(list.anchor)")
    }
    var bare = overview
    bare.outstanding = []
    #expect(bare.html().contains(Language.english.nothingOutstanding))
  }

  @Test("on the page title, answer and numbers come before notices and contents, and they before the picture")
  func head() throws {
    let page = try overview().html()
    let places = try ["<h1>", "class=\"answer\"", "class=\"big\"", "class=\"notice\"", "<nav ", "<main "].map { mark in
      try #require(page.ranges(of: mark).first, "\(mark)").lowerBound
    }
    #expect(places == places.sorted())
  }

  @Test("who had a report due and recorded nothing at all is listed, who recorded anything is not")
  func silent() throws {
    let overview = try overview()
    #expect(overview.silent.map(\.signatory.text) == ["sorrel", "fennel"])
    #expect(overview.silent.map { $0.commitments.map(\.text) } == [["o-1"], ["o-1"]])
    for form in [overview.text(), overview.html(), overview.markdown()].map(\.flat) {
      #expect(form.contains(Language.english.silentTitle))
    }
    // Before anything is due nobody is silent.
    let early = try AccordOverview(
      period: id("2034"), in: OrchardStory.ledger().view(asOf: "2035-01-02T00:00:00Z"), language: .english)
    #expect(early.silent.isEmpty)
    #expect(early.text().flat.contains(Language.english.nobodySilent))
  }

  @Test("who took a report back or filed that no claim is made is not silent")
  func notSilent() throws {
    for act in ["withdrawn", "no claim"] {
      let book = try OrchardStory.ledger()
      let first = try book.say(
        attest(
          "sorrel", "2034",
          [
            act == "no claim"
              ? claim("o-1", "no-claim", explanation: "Not asked in time.", days: nil)
              : claim("o-1", "not-met", explanation: "Dry.", days: 200)
          ], []),
        at: "2035-05-25T10:00:00Z", by: "sorrel")
      if act == "withdrawn" {
        try book.say(
          .withdrawAttestation(
            AttestationWithdrawal(
              signatory: id("sorrel"), period: id("2034"), withdraws: first, reason: .other,
              changeNote: .words("Not ours."))),
          at: "2035-05-26T10:00:00Z", by: "sorrel")
      }
      let overview = try AccordOverview(
        period: id("2034"), in: book.view(asOf: "2035-07-01T00:00:00Z"), language: .english)
      #expect(overview.silent.map(\.signatory.text) == ["fennel"], "\(act)")
    }
  }

  @Test("the numbers of a row of commitments say of which reports they are, and the claims are of all of them")
  func denominators() throws {
    let overview = try overview()
    for column in overview.columns {
      let counts = column.counts
      let all = column.claims.reduce(0) { $0 + $1.count } + column.withoutClaim + column.noClaims
      #expect(all == counts.required + counts.encouraged + counts.voluntary, "\(column.commitment.id)")
      #expect(
        column.claims.reduce(0) { $0 + $1.count }
          == counts.reported + counts.encouragedReported + counts.voluntary, "\(column.commitment.id)")
    }
    var counts = Counts()
    (counts.required, counts.reported, counts.encouraged, counts.encouragedReported, counts.voluntary) = (4, 2, 3, 1, 1)
    #expect(overview.frame.reported(counts) == "required: 2 of 4; encouraged: 1 of 3; voluntary: 1")
    (counts.encouraged, counts.voluntary) = (0, 0)
    #expect(overview.frame.reported(counts) == "2 of 4")
    #expect(overview.frame.reported(Counts()) == "–")
  }

  @Test("texts name who stands how", arguments: Language.allCases)
  func standings(language: Language) throws {
    let overview = try overview(language)
    for form in [overview.text(width: 300), overview.markdown()] {
      for row in overview.rows {
        let standing = "\(language.label(row.standing)) (1)"
        let place = try #require(form.ranges(of: standing).last, "\(standing)")
        let name = overview.frame.text(row.name).replacing("&", with: form.hasPrefix("#") ? "\\&" : "&")
        #expect(form[place.upperBound...].prefix(60).contains(name), "\(name)")
      }
    }
  }

  @Test("rows stand by kind in the order of the accord, and within a kind by name and not by id or record")
  func groups() throws {
    let overview = try overview()
    #expect(overview.groups.map(\.kind.text) == ["state", "company"])
    #expect(
      overview.groups.map { $0.rows.map { overview.frame.text($0.name) } } == [
        ["Fennel Republic", "Quince Republic", "Sorrel Isles"], ["Medlar & Sons"],
      ])
    for group in overview.groups {
      #expect(overview.html().contains("<span>\(overview.label(of: group.kind)) (\(group.rows.count))</span>"))
    }
  }

  @Test("names stand as in an alphabet: without case and marks")
  func alphabet() throws {
    let names = ["Zinc", "émeraude", "Ember", "Österreich", "Oslo", "Emerald", "Łódź", "Lund", "東京"]
    let sorted = try names.map { NameKey($0, try id("x")) }.sorted()
    let expected = ["Ember", "Emerald", "émeraude", "Łódź", "Lund", "Oslo", "Österreich", "Zinc", "東京"]
    #expect(sorted == (try expected.map { NameKey($0, try id("x")) }))
    #expect(NameKey("Ember", try id("a")) < NameKey("Ember", try id("b")))
  }

  @Test("the numbers at the head are the sums of the cells", arguments: Language.allCases)
  func figures(language: Language) throws {
    let overview = try overview(language)
    let cells = overview.rows.flatMap(\.cells).filter { $0.duty == .required }
    let reported = cells.count { $0.submission == .onTime || $0.submission == .late }
    let values = Dictionary(uniqueKeysWithValues: overview.figures.map { ($0.label, $0.value) })
    #expect(values[language.tileReported] == language.counted(reported, of: cells.count))
    #expect(values[language.tileMissing] == "\(cells.count { $0.submission == .missing })")
    #expect(values[language.signatories] == "\(overview.rows.count)")
    // Kinds and standings have no tiles.
    for kind in overview.kinds { #expect(values[overview.label(of: kind.kind)] == nil) }
    for standing in overview.standings { #expect(values[language.label(standing.standing)] == nil) }
  }

  @Test("each box has a rule that hides what it stands for, and its label around it")
  func filters() throws {
    let page = try overview().html()
    let boxes = page.matches(of: /<label><input type="checkbox" id="f-(k\d+|s\d+)" checked="checked"><span>/).map {
      String($0.1)
    }
    #expect(boxes.count == 2 + (try overview().standings.count))
    for box in boxes {
      #expect(page.contains("#matrix:has(#f-\(box):not(:checked)) .map .\(box){display:none}"))
      #expect(page.contains("<tbody class=\"\(box)\"") || page.contains("<tr class=\"\(box)\""))
    }
  }

  @Test("each head of the matrix leads to what its commitment is, and the text form names it as well")
  func heads() throws {
    let overview = try overview()
    let (page, text) = (overview.html(), overview.text(width: 200))
    for column in overview.columns {
      let title = overview.frame.text(column.commitment.title)
      #expect(page.contains("<a href=\"#c-\(column.commitment.id)\" title=\"\(title)\">\(column.commitment.id)</a>"))
      #expect(page.contains("id=\"c-\(column.commitment.id)\""))
      #expect(text.contains("\(column.commitment.id) \(title)"))
    }
  }

  @Test("the styles hold no character that a text is escaped for, and one class for each tone")
  func style() throws {
    let style = OverviewStyle(try overview()).text
    #expect(style.allSatisfy { !"<>&\"'".contains($0) })
    #expect(Set(StateAppearance.Tone.allCases.map(\.short)).count == StateAppearance.Tone.allCases.count)
    #expect(!(try overview().html().contains("style=\"")))
  }

  @Test("the keys of signatories stand on their own pages, those of panels and reviewers here")
  func keys() throws {
    let overview = try overview()
    #expect(overview.partyHolders.map(\.party.text) == ["arbor", "wellwatch", "grove", "hasher"])
    #expect(overview.holders.contains { $0.party.text == "quince" })
    let quince = try #require(overview.holders.first { $0.party.text == "quince" }?.keys.first)
    for form in [overview.html(), overview.text(), overview.markdown()] { #expect(!form.contains(quince.id.short)) }
  }

  @Test("what was restated since the period opened is listed, a first filing is not")
  func changes() throws {
    let overview = try overview()
    let kinds = Set(overview.changes.map(\.kind.text))
    #expect(kinds.contains("attestation.supersede") && kinds.contains("challenge.open"))
    #expect(!kinds.contains("attestation.submit") && !kinds.contains("evidence.check"))
    let opens = try #require(overview.period?.opens)
    #expect(overview.changes.allSatisfy { $0.entry.recorded >= opens })
  }

  @Test("1,200 signatories and nine commitments fit into 700 KB")
  func size() throws {
    let page = try large().html(linkingReports: true)
    #expect(page.utf8.count <= 700_000, "\(page.utf8.count)")
    #expect(page.matches(of: /<td class="[a-z]">/).count == 10_800)
  }
}

extension AccordOverview {
  fileprivate var proofRoot: String { frame.proof.root.hex }
}
