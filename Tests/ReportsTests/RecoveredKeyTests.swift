import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("Every output shows what rests on recovered keys, what stands beside it, and who objects")
struct RecoveredKeyTests {
  private func report(_ language: Language = .english, asOf time: String = KeyStory.end) throws
    -> SignatoryReport
  {
    try SignatoryReport(
      of: id("quince"), period: id("2034"), in: KeyStory.ledger().view(asOf: time), language: language)
  }

  private func forms(_ report: SignatoryReport) throws -> [String] {
    [
      report.text(), report.html(), report.markdown().replacing("\\", with: ""),
      report.oscal().displayText().replacing(#"\\"#, with: ""), report.cycloneDX().displayText(), report.csv(),
    ].map(\.flat)
  }

  private static let english = [
    "entry 9, entry 10: rests on keys recovered by entry 7", "entry 16: rests on keys recovered by entry 15",
    "contested by an earlier key, entry 8",
    "without recovered keys nothing stands here",
    "without recovered keys stands beside it on the challenge of entry 12: rejected, entry 13",
    "matches its digest, entry 11",
    "held back: entry 10, recorded 2 February 2035, makes no claim in the place of entry 9",
    "too few keys for some of the time in which it could report: the registrar revoked a key, entry 6",
    "a recovery was waiting, entry 7", "what is not recorded here does not count as silence",
    "challenge of entry 12: upheld, decided by Grove Panel (grove), entry 16; before: rejected, decided by Grove Panel "
      + "(grove), entry 13",
  ]
  private static let french = [
    "repose sur des clés récupérées par l’entrée 7", "contesté par une clé antérieure, entrée 8",
    "sans clés récupérées, rien n’est en vigueur ici", "remplace l’entrée 9 par une absence de déclaration",
    "le responsable du registre a révoqué une clé, entrée 6", "ne compte pas comme silence",
    "décision de Grove Panel (grove), entrée 16",
  ]

  @Test("in the words of every form of a report", arguments: [(Language.english, english), (.french, french)])
  func everyForm(language: Language, sentences: [String]) throws {
    for form in try forms(report(language)) {
      for sentence in sentences { #expect(form.contains(sentence), "\(sentence) in \(form.prefix(60))") }
    }
  }

  @Test("in every form of overview, difference and explanation")
  func otherOutputs() throws {
    let view = try KeyStory.ledger().view(asOf: KeyStory.end)
    let before = try KeyStory.ledger().view(asOf: "2035-01-09T00:00:00Z")
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    let explanation = try CellExplanation(
      of: id("quince"), id("o-1"), period: id("2034"), in: view, language: .english)
    let difference = try LedgerDifference(from: before, to: view, period: id("2034"), language: .english)
    let forms = [
      overview.text(), overview.html(), overview.markdown().replacing("\\", with: ""), overview.csv(),
      explanation.text(), difference.text(),
    ].map(\.flat)
    for form in forms {
      for sentence in Self.english where !sentence.hasPrefix("what is not") {
        #expect(form.contains(sentence), "\(sentence) in \(form.prefix(60))")
      }
    }
    for json in [overview.json(), explanation.json(), difference.json()].map({ $0.displayText().flat }) {
      #expect(json.contains(#"{ "mark": "recovered-key", "entry": 7 }"#))
      #expect(json.contains(#"{ "mark": "contested", "entry": 8 }"#))
    }
    #expect(overview.rows.first?.cells.first?.marks.count == 4)
  }

  @Test("in JSON as members of the cell")
  func json() throws {
    let cell = try #require(try report().document.member("cells")?.elements.first { _ in true })
    func member(_ name: String) -> String? { cell.canonical([name]) }
    #expect(
      member("marks")
        == #"[{"entry":7,"mark":"recovered-key"},{"entry":8,"mark":"contested"},{"entry":15,"mark":"recovered-key"},"#
        + #"{"entry":18,"mark":"recovered-key"}]"#)
    let digest = try Digest.sha256(of: Array("Log".utf8)).hex
    #expect(
      member("beside")
        == #"{"checks":[{"entry":11,"result":"match","sha256":"\#(digest)"}],"claim":{"claim":null,"entry":null},"#
        + #""outcomes":[{"challenge":12,"entry":13,"outcome":"rejected"}]}"#)
    #expect(member("noKey") == #"{"recoveries":[7],"revocations":[6]}"#)
    #expect(
      member("heldBack")
        == #"[{"act":"no-claim","entry":10,"recorded":"2035-02-02T10:00:00Z","target":9}]"#)
    #expect(member("claim") == #""met""#)
    #expect(member("noClaim") == "null")
  }

  @Test("a mark stands on the line of the history that rests on it, and on the acts on keys themselves")
  func history() throws {
    let report = try report()
    func line(_ entry: EntryIndex) -> HistoryLine? { report.history.first { $0.entry.index == entry } }
    #expect(line(2)?.marks == [])
    #expect(line(KeyStory.revocation)?.marks == [Mark(.contested, 8)])
    #expect(line(KeyStory.recovery)?.marks == [Mark(.contested, 8)])
    #expect(line(KeyStory.filing)?.marks == [Mark(.recoveredKey, 7), Mark(.contested, 8)])
    #expect(line(KeyStory.placeholder)?.state == .heldBack)
    #expect(line(KeyStory.laterDecision)?.marks == [Mark(.recoveredKey, 15)])
    let text = report.text(width: 300).flat
    #expect(text.contains("objects to entry 6; Zobjection: we lost nothing."))
    #expect(
      text.contains("counts from 25 January 2035, 10:00 (UTC) on, signatures needed: 1; contested by an earlier key"))
    #expect(text.contains("revoked by the registrar; lost; contested by an earlier key, entry 8"))
  }

  @Test("a mark stands on the decision, and the earlier one is shown as replaced")
  func decisions() throws {
    let thread = try #require(try report().challenges.first)
    #expect(thread.decisions.map(\.marks) == [[], [Mark(.recoveredKey, 15)]])
    #expect(thread.decisions.map(\.isReplaced) == [true, false])
    #expect(thread.decisions.map { $0.signedBy.map(\.since) } == [[4], [15]])
    let text = try report().text().flat
    #expect(text.contains("o-1 rejected; decided by Grove Panel (grove), signed by key"))
    #expect(text.contains("replaced by a later decision"))
  }

  @Test("earlier instants know nothing of it")
  func before() throws {
    let early = try KeyStory.ledger().filteredView(asOf: "2035-01-09T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: early, language: .english)
    #expect(report.json().displayText().contains("recovered-key") == false)
    #expect(report.cells.allSatisfy { $0.status.marks.isEmpty && $0.status.noKey == nil })
    for entry in try KeyStory.ledger().entries where entry.header.index.rawValue > 1 {
      let time = entry.header.recorded.description
      let book = try KeyStory.ledger()
      let prefix = try SignatoryReport(
        of: id("quince"), period: id("2034"), in: book.view(asOf: time), language: .english)
      let whole = try SignatoryReport(
        of: id("quince"), period: id("2034"), in: book.filteredView(asOf: time), language: .english)
      #expect(prefix.json().displayText() == whole.json().displayText(), "as of \(time)")
    }
  }

  @Test("a withdrawal of a challenge or an attestation by recovered keys is shown, and takes nothing out")
  func heldBack() throws {
    let book = try KeyStory.ledger()
    let open = try book.say(
      .challenge(
        Challenge(
          signatory: id("quince"), period: id("2034"), commitments: [id("o-3")], ground: id("contradicted"),
          text: .words(text(["en": "The fence is down."])))),
      at: "2035-06-02T10:00:00Z", by: "wellwatch")  // entry 20
    try KeyStory.lose(book, "wellwatch", at: "2035-06-03T10:00:00Z", "2035-06-04T10:00:00Z")
    try book.say(
      .withdrawChallenge(ChallengeWithdrawal(challenge: open.index)), at: "2035-07-01T10:00:00Z", by: "wellwatch-2")
    let filing = book.entries[Int(KeyStory.filing.rawValue)]
    try book.say(
      .withdrawAttestation(
        AttestationWithdrawal(
          signatory: id("quince"), period: id("2034"),
          withdraws: EntryReference(index: filing.header.index, header: filing.leaf), reason: .other,
          changeNote: "Taken back.")),
      at: "2035-07-02T10:00:00Z", by: "quince-2")
    let view = try book.view(asOf: KeyStory.end)
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    #expect(report.challenges.last?.withdrawn == nil)
    #expect(report.challenges.last?.heldBack.map(\.index) == [23])
    #expect(report.cells.first?.status.claim?.text == "met")
    func state(_ entry: EntryIndex) -> HistoryLine.AttestationState? {
      report.history.first { $0.entry.index == entry }?.state
    }
    #expect(state(KeyStory.filing) == .stands)
    #expect(state(24) == .heldBack)
    #expect(report.text().flat.contains("withdraws the challenge of entry 20, but rests on recovered keys"))
    #expect(report.text().flat.contains("withdraws entry 9, but rests on recovered keys"))
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    #expect(overview.openChallenges.map(\.entry.index) == [20])
  }
}
