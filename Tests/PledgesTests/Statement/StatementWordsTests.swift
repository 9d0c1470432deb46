import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import StatementWords
import Testing

@Suite("A statement in words says all that it says")
struct StatementWordsTests {
  private static let reader = StatementReader(nil, texts: [])

  /// Values that some member takes, of every form that there is: one of them is another one than the member's own.
  private static let values: [JSONValue] =
    [
      "zz-other", "another", "yes", "no", "planned", "2033-03-03T03:03:03Z", "2033-03-03", "XB", "de",
      "https://other.example/there", "application/other", "9.9.9", "urn:other:1", "pledges.example/other",
      .string(Digest.named("other").hex), .string(Digest.named("still another").hex),
      .string(FixedKey.cedar.publicKey.pem),
      .string(FixedKey.cedar.publicKey.keyID.hex), 3, 2, 1, 0,
    ] + Attestation.reasons + words(StandingChange.Reason.self) + words(KeyRevocation.Reason.self)
    + words(SignatoryUpdate.Reason.self) + words(KeyIdentification.Method.self) + words(EvidenceItem.Kind.self)
    + words(EvidenceItem.Visibility.self) + words(TextRedaction.LegalBasis.Basis.self) + words(ReviewConclusion.self)
    + words(ChallengeOutcome.self) + words(EvidenceCheckEvent.Result.self) + words(PartyAdmission.Role.self)
    + words(Genesis.Environment.self)

  private static func words<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> [JSONValue] {
    Word.allCases.map { .string($0.rawValue) }
  }

  @Test(
    "whatever member of whatever kind is another one, or gone, the words are others", arguments: SamplePredicate.all)
  func everyMember(_ sample: SamplePredicate) throws {
    let json = try #require(sample.statement.json)
    let told = Self.reader.words(try read(json))
    var changed = 0
    for pointer in json.pointers where pointer.hasPrefix("/predicate/") {
      if try differs(json.setting(pointer, to: nil), told, "without \(pointer)") { changed += 1 }
      guard let own = json[pointer], !own.isContainer else { continue }
      for value in Self.values where value.canonicalBytes() != own.canonicalBytes() {
        if try differs(json.setting(pointer, to: value), told, "\(pointer) = \(value)") { changed += 1 }
      }
    }
    #expect(changed > 0, "nothing of it could be changed")
  }

  /// Whether there is such a statement; its words are others then.
  private func differs(_ json: JSONValue, _ told: StatementWords, _ what: String) throws -> Bool {
    let other: Statement
    do {
      other = try read(json)
    } catch {
      return false
    }
    let words = Self.reader.words(other)
    #expect(words.lines + words.frame != told.lines + told.frame, "\(what) is not told")
    return true
  }

  private func read(_ json: JSONValue) throws -> Statement { try Statement.read(json.canonicalBytes()) }

  @Test("the ledger, the accord and the time that it was drafted for are told as well")
  func frame() {
    let words = Self.reader.words(SamplePredicate.all[3].statement)
    #expect(words.frame.contains("ledger: \(LedgerFixture.origin)"))
    #expect(words.frame.contains { $0.hasPrefix("under: accord:harbour-light@1.0.0") })
    #expect(words.frame.contains { $0.hasPrefix("drafted: 1 February 2032") })
  }

  @Test("texts of others cannot write lines of their own")
  func lines() throws {
    let predicate = Predicate.partyAdmit(
      PartyAdmission(party: "alder", name: "Alder\nowner: Birch\u{202e}", roles: [.reviewer], keys: []))
    var statement = SamplePredicate.all[3].statement
    statement.predicate = predicate
    let words = Self.reader.words(statement)
    #expect(words.headline == #""Alder\nowner: Birch\u{202e}" (alder) is admitted as reviewer"#)
    #expect(words.lines.allSatisfy { !$0.contains("\n") && !$0.contains("\u{202e}") })
  }

  @Test("words that are not at hand are told by their digest, and are never made up")
  func absent() throws {
    let note = Detached<String>.words("It broke the rules.", salted: "note")
    var statement = SamplePredicate.all[3].statement
    statement.predicate = .delist(
      StandingChange(signatory: "alder", effective: "2032-08-01T00:00:00Z", reason: .breachOfRules, note: note))
    let words = Self.reader.words(statement)
    #expect(words.headline == "alder is delisted, with effect from 1 August 2032")
    #expect(words.details.contains("note: not at hand, text \(note.digest.hex)"))
  }

  @Test("a delisting that was entered in error is told as what it does: it strikes the membership out")
  func strike() {
    var statement = SamplePredicate.all[3].statement
    statement.predicate = .delist(
      StandingChange(signatory: "alder", effective: "2032-08-01T00:00:00Z", reason: .enteredInError))
    #expect(
      Self.reader.words(statement).headline == "alder is delisted: it was entered in error, and never was a member")
  }
}

extension Attestation {
  fileprivate static var reasons: [JSONValue] { ChangeReason.allCases.map { .string($0.rawValue) } }
}
