import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import Testing

/// A predicate of each kind with every member that it can have, and with none that it can do without.
struct SamplePredicate: Sendable, CustomTestStringConvertible {
  let name: String
  let predicate: Predicate

  init(_ name: String, _ predicate: Predicate) {
    self.name = name
    self.predicate = predicate
  }

  var testDescription: String { "\(predicate.kind) \(name)" }

  /// As a statement, whose subjects are as many as its evidence asks for.
  var statement: Statement {
    let isGenesis = predicate.kind.known == .ledgerGenesis
    return Statement(
      subjects: [Statement.Subject(name: "accord:harbour-light@1.0.0", sha256: .named("accord"))],
      ledger: LedgerReference(origin: LedgerFixture.origin, genesis: isGenesis ? nil : .named("genesis")),
      issuedAt: "2032-02-01T10:20:30Z", predicate: predicate)
  }

  static let all: [SamplePredicate] = ledger + members + filings + opinions

  private static let bilingual = TextMap([("en", "A text"), ("fr", "Un texte"), ("pt-BR", "Um texto")])

  /// A text in three languages, under a salt of its own.
  private static func words(_ word: String) -> Detached<TextMap> { .words(bilingual ?? "A", salted: word) }
  /// A text in no stated language, under a salt of its own.
  private static func plain(_ word: String) -> Detached<TextMap> {
    .words(TextMap(plain: "A text in no stated language.") ?? "A", salted: word)
  }
  private static let reference = EntryReference(index: 12, header: .named("entry 12"))

  private static let ledger: [SamplePredicate] = {
    let registrar = Registrar(
      id: "registrar", name: "Harbour Light Office", threshold: 2,
      keys: [FixedKey.registrar.publicKey, FixedKey.birch.publicKey])
    let logKeys = [FixedKey.log, .secondLog].map { key in
      do {
        return try LedgerFixture.logKey(key)
      } catch {
        preconditionFailure("no log key: \(error)")
      }
    }
    return [
      SamplePredicate(
        "whole",
        .genesis(Genesis(environment: .demo, rules: Genesis.currentRules, registrar: registrar, logKeys: logKeys))),
      SamplePredicate(
        "continuing",
        .genesis(
          Genesis(
            environment: .production, rules: Genesis.currentRules, registrar: registrar, logKeys: logKeys,
            continues: RefusalCase.continuation(of: LedgerFixture.origin)))),
      SamplePredicate("whole", .registrarUpdate(registrar)),
      SamplePredicate("whole", .logRotate(LogRotation(logKeys: logKeys, reason: "The old key is five years old."))),
      SamplePredicate("first", .accordPublish(SampleAccord.publication())),
      SamplePredicate("register", .accordPublish(SampleAccord.publication(SampleAccord.register))),
      SamplePredicate(
        "later",
        .accordPublish(SampleAccord.publication(SampleAccord.successor(), changes: "Nothing but the number."))),
      SamplePredicate(
        "whole",
        .partyAdmit(
          PartyAdmission(
            party: "reviewer", name: "Reviewer", roles: PartyAdmission.Role.allCases,
            keys: [FixedKey.reviewer.publicKey, FixedKey.spare.publicKey]))),
      SamplePredicate(
        "identified",
        .partyAdmit(
          PartyAdmission(
            party: "reviewer", name: "Reviewer", roles: [.reviewer], keys: [FixedKey.reviewer.publicKey], threshold: 1,
            identifications: identifications))),
      SamplePredicate("whole", .keyRegister(KeyRegistration(party: "alder", key: FixedKey.birch.publicKey))),
      SamplePredicate(
        "whole",
        .keyRotate(KeyRotation(party: "alder", oldKey: FixedKey.alder.keyID, key: FixedKey.spare.publicKey))),
      SamplePredicate(
        "lost", .keyRevoke(KeyRevocation(party: "alder", key: FixedKey.alder.keyID, reason: .lost, invalidSince: nil))),
      SamplePredicate(
        "compromised",
        .keyRevoke(
          KeyRevocation(
            party: "alder", key: FixedKey.alder.keyID, reason: .compromised, invalidSince: "2032-01-01T00:00:00Z"))),
      SamplePredicate("whole", .keyThreshold(KeyThreshold(party: "alder", threshold: 16))),
      SamplePredicate(
        "whole",
        .keyRecover(
          KeyRecovery(
            party: "alder", keys: [FixedKey.spare.publicKey, FixedKey.birch.publicKey], threshold: 2,
            identifications: identifications))),
      SamplePredicate(
        "bare", .keyRecover(KeyRecovery(party: "alder", keys: [FixedKey.spare.publicKey], threshold: 1))),
      SamplePredicate(
        "whole", .keyObject(KeyObjection(party: "alder", of: 12, text: .words(bilingual ?? "A", salted: "objection")))),
      SamplePredicate("bare", .keyObject(KeyObjection(party: "alder", of: 0))),
    ]
  }()

  private static let identifications = [
    KeyIdentification(
      key: FixedKey.reviewer.keyID, method: .inPerson, date: "2031-12-31", reference: "Seen at the office."),
    KeyIdentification(
      key: FixedKey.spare.keyID, method: .diplomaticNote, date: "2032-01-01", reference: "Note 7 of the embassy."),
  ]

  private static let members: [SamplePredicate] = [
    SamplePredicate(
      "identified",
      .join(
        Join(
          signatory: "alder", name: "Alder", kind: "state", effective: "2032-01-01",
          keys: [FixedKey.reviewer.publicKey, FixedKey.spare.publicKey], basis: .signed, threshold: 2,
          identifications: identifications))),
    SamplePredicate(
      "whole",
      .join(
        Join(
          signatory: "alder", name: bilingual ?? "A", kind: "state", country: "XA",
          traits: ["has-harbour", "has-reef"],
          effective: "2032-01-01", joinedVia: "Harbour Pact", reservation: bilingual, subscribed: ["lamp", "watch"],
          keys: [FixedKey.alder.publicKey, FixedKey.birch.publicKey], basis: .signed,
          source: Join.Source(uri: "https://alder.example/", sha256: .named("page"), asOf: "2031-12-31")))),
    SamplePredicate(
      "bare",
      .join(
        Join(
          signatory: "alder", name: "Alder", kind: "state", effective: "2032-01-01",
          keys: [FixedKey.alder.publicKey], basis: .signed))),
    SamplePredicate(
      "from a public source",
      .join(
        Join(
          signatory: "alder", name: "Alder", kind: "state", effective: "2032-01-01", subscribed: [],
          basis: .publicSource, source: Join.Source(uri: "https://alder.example/", sha256: nil, asOf: "2031-12-31")))),
    SamplePredicate(
      "whole",
      .update(
        SignatoryUpdate(
          signatory: "alder", name: bilingual, kind: "company", country: "XB", traits: [], effective: "2032-01-01",
          reason: .succeeded, successor: "birch"))),
    SamplePredicate(
      "bare", .update(SignatoryUpdate(signatory: "alder", effective: "2032-01-01", reason: .succeeded))),
    SamplePredicate(
      "whole",
      .subscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp", "b_1.2"], effective: "2032-01-01"))),
    SamplePredicate(
      "whole", .unsubscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp"], effective: "2032-01-01"))),
    SamplePredicate(
      "whole",
      .suspend(
        StandingChange(
          signatory: "alder", effective: "2032-01-01", reason: .nonCommunication, note: "Two letters came back.",
          decision: "https://harbour-light.example/d/1"))),
    SamplePredicate(
      "bare", .reinstate(StandingChange(signatory: "alder", effective: "2032-01-01", reason: .other))),
    SamplePredicate("bare", .delist(StandingChange(signatory: "alder", effective: "2032-01-01", reason: .ownRequest))),
    SamplePredicate(
      "whole", .withdraw(Withdrawal(signatory: "alder", effective: "2032-01-01", text: words("a")))),
    SamplePredicate("plain text", .withdraw(Withdrawal(signatory: "alder", effective: "2032-01-01", text: plain("a")))),
    SamplePredicate("bare", .withdraw(Withdrawal(signatory: "alder", effective: "2032-01-01"))),
  ]

  private static let claims: [Claim] = [
    Claim(
      commitment: "watch", value: "partially-met", explanation: words("a"),
      measures: [
        Claim.Measure(id: "survey", done: .planned, text: words("b")),
        Claim.Measure(id: "dredge", done: .no, text: plain("b")),
        Claim.Measure(id: "paint", done: .yes),
      ],
      indicators: [
        Claim.IndicatorValue(
          id: "keepers", value: .integer(-3), breakdown: [("day", .integer(2)), ("night", .integer(-5))],
          method: "Counted.", measuredOn: "2031-12-31"),
        Claim.IndicatorValue(id: "hours", value: .text("23.50"), breakdown: [("XA", .text("1"))]),
        Claim.IndicatorValue(
          id: "position", value: .detached("We keep watch."), breakdown: [("XA", .detached("We as well."))]),
      ],
      evidence: ["e1", "e2"],
      planned: [
        Claim.Plan(text: words("c"), targetDate: "2033-06-30"), Claim.Plan(text: plain("c")),
      ]),
    Claim(commitment: "lamp", value: "no-claim"),
  ]

  private static let evidence: [EvidenceItem] = [
    EvidenceItem(
      id: "e1", kind: .webPage, mediaType: "text/html", bytes: 9_007_199_254_740_991, sha256: .named("e1"),
      capturedAt: "2032-01-31T00:00:00Z", language: "pt-BR", visibility: .onRequest,
      words: .words(
        EvidenceItem.Words(title: "Watch log", uri: "https://alder.example/log", archiveURI: "urn:archive:1"))),
    EvidenceItem(
      id: "e2", kind: .other, mediaType: "application/vnd.x+json", bytes: 0, sha256: .named("e2"), visibility: .sealed,
      words: .words(EvidenceItem.Words(title: "Letter"))),
  ]

  private static func attestation(
    _ affirmation: Attestation.Affirmation, _ supersession: Attestation.Supersession? = nil
  ) -> Attestation {
    Attestation(
      signatory: "alder", period: "2031",
      accord: Attestation.AccordReference(
        id: "harbour-light", version: SampleAccord.publication().document.version, sha256: .named("accord")),
      claims: claims, evidence: evidence, affirmation: .words(affirmation), supersession: supersession)
  }

  private static let filings: [SamplePredicate] = [
    SamplePredicate(
      "whole",
      .attest(
        attestation(
          Attestation.Affirmation(
            text: TextMap(plain: "A text in no stated language.") ?? "A", office: "Harbour master",
            authority: "Harbour Act")))),
    SamplePredicate(
      "whole",
      .attest(
        attestation(
          Attestation.Affirmation(text: bilingual ?? "A", office: "Harbour master"),
          Attestation.Supersession(supersedes: reference, reason: .newEvidence, changeNote: "A letter came.")))),
    SamplePredicate(
      "whole",
      .withdrawAttestation(
        AttestationWithdrawal(
          signatory: "alder", period: "2031", withdraws: reference, reason: .errorCorrection, changeNote: "Wrong year.")
      )),
    SamplePredicate(
      "whole",
      .extend(
        Extension(
          period: "2031", signatories: ["alder", "birch"], commitments: ["lamp"], newDue: "2032-06-30",
          reason: "A storm."))),
    SamplePredicate(
      "for all", .extend(Extension(period: "2031", signatories: nil, newDue: "2032-06-30", reason: "A storm."))),
  ]

  private static let opinions: [SamplePredicate] = [
    SamplePredicate(
      "whole",
      .checkEvidence(
        EvidenceCheck(
          evidence: .named("e1"), uri: "https://alder.example/log", result: .unreachable,
          checkedAt: "2032-02-01T00:00:00Z"))),
    SamplePredicate(
      "whole",
      .review(
        Review(
          of: reference, commitments: ["lamp", "watch"], conclusion: .qualified, level: "limited",
          standard: "ISAE 3000",
          words: .words(
            Review.Words(independence: "None of us owns a ship.", paidBy: "The secretariat", text: bilingual))))),
    SamplePredicate(
      "bare",
      .review(
        Review(
          of: reference, commitments: ["lamp"], conclusion: .supports, level: "peer",
          words: .words(Review.Words(independence: "Yes.", paidBy: "Nobody"))))),
    SamplePredicate("whole", .withdrawReview(ReviewWithdrawal(of: reference, text: plain("d")))),
    SamplePredicate("bare", .withdrawReview(ReviewWithdrawal(of: reference))),
    SamplePredicate(
      "whole",
      .challenge(
        Challenge(
          signatory: "alder", period: "2031", commitments: ["lamp"], ground: "false-claim", text: words("e"),
          evidence: evidence))),
    SamplePredicate("whole", .respond(ChallengeResponse(challenge: 12, text: plain("e"), evidence: evidence))),
    SamplePredicate(
      "whole",
      .resolve(
        ChallengeResolution(
          challenge: 12,
          outcomes: [
            CommitmentOutcome(commitment: "lamp", outcome: .partlyUpheld),
            CommitmentOutcome(commitment: "watch", outcome: .rejected),
          ], text: words("f")))),
    SamplePredicate("whole", .withdrawChallenge(ChallengeWithdrawal(challenge: 12, text: plain("f")))),
    SamplePredicate("bare", .withdrawChallenge(ChallengeWithdrawal(challenge: 9_007_199_254_740_991))),
    SamplePredicate(
      "whole",
      .redact(
        TextRedaction(
          entry: 12, texts: [.named("a"), .named("b")],
          legalBasis: TextRedaction.LegalBasis(basis: .courtOrder, reference: "Harbour Court, 7 of 2032")))),
  ]
}
