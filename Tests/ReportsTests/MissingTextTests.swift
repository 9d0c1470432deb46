import CanonicalJSON
import Compliance
import Cryptography
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("Words that nobody handed over are not taken for removed ones")
struct MissingTextTests {
  private static let sentence = "not here: this copy of the ledger does not have these words"

  private func everything(without entries: Set<EntryIndex>? = nil) throws -> SampleLedger {
    let book = try WordyStory.ledger()
    book.words = .without(entries ?? Set(book.entries.map(\.header.index)))
    return book
  }

  @Test("no form holds them or says that an entry removed them")
  func words() throws {
    let book = try everything()
    let view = try book.view(asOf: WordyStory.end)
    for (form, text) in try EveryForm.report("quince", view) {
      for word in WordyStory.shown + WordyStory.unquoted { #expect(!text.contains(word), "\(word) in \(form)") }
      for sentence in ["removed by", "removedBy", "retiré par l’entrée", "Words removed", "Textes retirés"] {
        #expect(!text.contains(sentence), "\(form)")
      }
    }
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    #expect(report.removals.isEmpty)
    for text in [
      report.text(), report.html(), report.markdown(), report.oscal().displayText(), report.cycloneDX().displayText(),
    ] {
      let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(flat.contains(Self.sentence))
    }
  }

  @Test("in JSON the digest says which text is not here")
  func json() throws {
    let book = try everything(without: [WordyStory.restatement.entry])
    let report = try SignatoryReport(
      of: id("quince"), period: id("2034"), in: book.view(asOf: WordyStory.end), language: .english)
    guard
      case .attest(let attestation) = book.entries[Int(WordyStory.restatement.entry.rawValue)].statement.predicate
    else { return }
    let digest = try #require(attestation.claims.first?.explanation?.digest)
    let detail = try report.detail("o-1")
    #expect(detail.canonical(["explanation"]) == #"{"notHere":true,"sha256":"\#(digest)"}"#)
    let words = try #require(attestation.evidence.first?.words.digest)
    for member in ["title", "uri", "archiveUri"] {
      #expect(detail.canonical(["evidence", member]) == #"{"notHere":true,"sha256":"\#(words)"}"#)
    }
    #expect(detail.canonical(["reviews", "text"]) == #""Zreviewed""#)
  }

  @Test("what is missing and removed is removed")
  func missingAndRemoved() throws {
    let book = try WordyStory.removed()
    book.words = .without(Set(book.entries.map(\.header.index)))
    for (form, text) in try EveryForm.report("quince", book.view(asOf: WordyStory.end)) {
      #expect(!text.contains("not here") && !text.contains("notHere") && !text.contains("absent"), "\(form)")
    }
  }

  @Test("an evidence item without its words is shown by its id and its digest")
  func evidence() throws {
    let book = try everything()
    let report = try SignatoryReport(
      of: id("quince"), period: id("2034"), in: book.view(asOf: WordyStory.end), language: .english)
    let digest = try Digest.sha256(of: Array("Ztitle".utf8))
    for text in [report.text(), report.html(), report.oscal().displayText(), report.cycloneDX().displayText()] {
      #expect(text.contains(digest.hex))
      #expect(text.contains("e1"))
    }
    #expect(report.text().contains("e1 (public), SHA-256"))
  }

  @Test("a change of words that cannot be shown is neither struck out nor set in")
  func change() throws {
    let whole = try WordyStory.ledger()
    let view = try whole.view(asOf: WordyStory.end)
    let page = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english).html()
    #expect(page.contains("<del>Zformer</del><ins>Zexplained</ins>"))
    let book = try everything(without: [11])
    let half = try SignatoryReport(
      of: id("quince"), period: id("2034"), in: book.view(asOf: WordyStory.end), language: .english
    ).html()
    #expect(half.contains("<bdi class=\"gone\">\(Self.sentence)</bdi> <ins>Zexplained</ins>"))
  }

  @Test("the same words under another salt are no change")
  func newSalt() throws {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince"]), kind: id("state"),
          effective: time("2033-05-01T00:00:00Z"), keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    func claim(_ diary: String, salted salt: String) throws -> Claim {
      Claim(
        commitment: try id("o-2"), value: try id("not-met"), explanation: .words("Unchanged words.", salted: salt),
        indicators: [Claim.IndicatorValue(id: try id("diary"), value: .detached(.words(diary, salted: salt)))])
    }
    let first = try book.say(
      attest("quince", "2034", [claim("A day.", salted: "one")], []), at: "2035-01-20T10:00:00Z", by: "quince")
    let second = try book.say(
      attest("quince", "2034", [claim("A day.", salted: "two")], [], supersedes: first), at: "2035-01-21T10:00:00Z",
      by: "quince")
    let same = try report(book.view(asOf: "2035-01-22T00:00:00Z")).html()
    #expect(!same.contains("<del>") && !same.contains("<ins>"))
    try book.say(
      attest("quince", "2034", [claim("A night.", salted: "three")], [], supersedes: second),
      at: "2035-01-23T10:00:00Z", by: "quince")
    let changed = try report(book.view(asOf: "2035-01-24T00:00:00Z")).html()
    #expect(changed.contains("Diary: <del>A day.</del> <ins>A night.</ins>"))
    #expect(!changed.contains("<ins>Unchanged"))
    // What was not handed over may be the same or not.
    book.words = .without([second.index])
    let half = try report(book.view(asOf: "2035-01-24T00:00:00Z")).html()
    #expect(half.contains("Diary: <bdi class=\"gone\">\(Self.sentence)</bdi> <ins>A night.</ins>"))
  }

  @Test("other outputs of the program say the same of words as reports do")
  func notices() throws {
    let book = try WordyStory.ledger()
    try book.remove(of: WordyStory.restatement.entry, at: "2036-01-01T00:00:00Z")
    let removal = try #require(book.ledger.state.removals.all.first)
    #expect(
      Language.english.wholeLine(removal)
        == "entry 25, 1 January 2036: 7 texts of entry 12; court order, Orchard court, 7/35")
    var texts = DisclosedTexts(removals: book.ledger.state.removals)
    guard
      case .attest(let attestation) = book.entries[Int(WordyStory.restatement.entry.rawValue)].statement.predicate
    else { return }
    guard case .removed(let removed) = texts[attestation.affirmation] else {
      Issue.record("the words are not told as removed")
      return
    }
    #expect(LedgerNotices.removed(by: removed) == "removed by entry 25: court order, Orchard court, 7/35")
    let note: Detached<String> = "Words that are here."
    if case .notHere = texts[note] {} else { Issue.record("the words are told as being here") }
    #expect(Language.english.notHere == Self.sentence)
    texts.add(Disclosure.made(for: [note.digest]))
    #expect(texts[note].words == "Words that are here.")
  }

  private func report(_ view: LedgerView) throws -> SignatoryReport {
    try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
  }

  @Test("words of another form than their place has are not here")
  func otherForm() throws {
    let book = try WordyStory.ledger()
    let view = try book.view(asOf: WordyStory.end)
    let strange = LedgerView(
      view.state, proof: view.proof, asOf: view.asOf, removals: TextRemovals(), source: Swapping(book: book))
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: strange, language: .english)
    let detail = try report.detail("o-1")
    #expect(detail.member("affirmation")?.member("office")?.member("notHere") != nil)
  }

  @Test("a source that gives another entry's statement is refused")
  func otherStatement() throws {
    let book = try WordyStory.ledger()
    let view = try book.view(asOf: WordyStory.end)
    let wrong = LedgerView(
      view.state, proof: view.proof, asOf: view.asOf, removals: TextRemovals(), source: Substituting(book: book))
    #expect(throws: ReportError(.unreadableStatement, "")) {
      try SignatoryReport(of: id("quince"), period: id("2034"), in: wrong, language: .english)
    }
  }

  /// Gives the affirmation of the restatement a plain text for words.
  private struct Swapping: StatementSource {
    let book: SampleLedger

    func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement {
      let source = SampleLedger.Source(entries: book.entries, words: .all, removals: TextRemovals())
      var signed = try source.statement(at: index)
      guard index == WordyStory.restatement.entry, case .attest(var attestation) = signed.statement.predicate else {
        return signed
      }
      let note: Detached<String> = "No affirmation at all."
      attestation.affirmation = Detached(note.digest)
      signed.statement.predicate = .attest(attestation)
      signed.texts += Disclosure.made(for: [note.digest])
      return signed
    }
  }

  /// Gives the genesis for every entry.
  private struct Substituting: StatementSource {
    let book: SampleLedger

    func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement {
      SignedStatement(book.entries[0].statement, signingKeys: [], texts: [])
    }
  }
}
