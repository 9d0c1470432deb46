import Compliance
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("What admission lets in is judged as the page says")
struct AdmittedLedgerTests {
  @Test(
    "Random statements, admitted and replayed, agree with the literal transcription", arguments: 0..<16 as Range<UInt64>
  )
  func literal(seed: UInt64) throws {
    var writer = try RandomStatements(seed: seed)
    for _ in 0..<40 { try writer.step() }
    let replayed = try writer.fixture.replayed()
    try #require(replayed.findings.map(\.code) == [], "seed \(seed)")
    for asOf: Instant in ["2032-03-01", "2032-04-15", "2032-08-01", "2036-01-01"] {
      let model = LiteralRules(ledger: writer.model, asOf: asOf)
      let document = try #require(model.governing("2031")?.0)
      for state in [writer.fixture.state, replayed.state] {
        let history = try #require(state.history(of: "alder"))
        let cells = StatusRules(accord: state.accord, asOf: asOf).cells(of: history, period: "2031")
        for (cell, commitment) in zip(cells, document.commitments) {
          let expected = try #require(model.cell("alder", commitment, "2031"))
          try #require(LiteralRules.Cell(cell) == expected, "seed \(seed), \(commitment.id), \(asOf)")
        }
      }
    }
  }
}

/// Statements by and about alder in random order, offered to a ledger; what it takes also goes into a flat list.
private struct RandomStatements {
  let fixture: LedgerFixture
  private(set) var model: TestLedger
  private var random: SeededGenerator
  private var now: Instant = "2032-01-05"

  init(seed: UInt64) throws {
    fixture = try .harbourLight()
    random = SeededGenerator(seed: seed)
    let document = fixture.state.accord.versions[0].document
    model = TestLedger(entries: [
      .at(LedgerFixture.start, 1, .publish(document)),
      .at(LedgerFixture.start, 2, .join(kind: "state", traits: ["has-harbour"]), party: "alder"),
    ])
    let registration = KeyRegistration(party: "alder", key: FixedKey.alderSpare.publicKey)
    try fixture.admit(.keyRegister(registration), [.alder, .alderSpare], at: "2031-06-01")
  }

  mutating func step() throws {
    now = now + Int64.random(in: 0...20 * day, using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3: try attest(superseding: nil)
    case 4, 5: try attest(superseding: head())
    case 6: try withdraw()
    case 7:
      let since = Bool.random(using: &random) ? now - Int64.random(in: 0...60 * day, using: &random) : nil
      let revocation = KeyRevocation(
        party: "alder", key: FixedKey.alderSpare.keyID, reason: .compromised, invalidSince: since)
      try offer(
        .keyRevoke(revocation), [since == nil ? .registrar : .alder],
        .revoke(FixedKey.alderSpare.keyID, invalidSince: since))
    case 8:
      let due = now + Int64.random(in: 0...40 * day, using: &random)
      let extended = Extension(
        period: "2031", signatories: ["alder"], newDue: due, reason: .words("A storm.", salted: "\(fixture.size)"))
      try offer(.extend(extended), [.registrar], .extend(in: "2031", signatories: ["alder"], to: due))
    case 9: try review()
    default: try redact()
    }
  }

  /// Whether the ledger takes it is not asked here; what it takes, the model takes.
  private mutating func offer(
    _ predicate: Predicate, _ signers: [FixedKey], _ act: LedgerEntry.Act, party: PartyID = "alder"
  ) throws {
    do {
      let entry = try fixture.admit(predicate, signers, at: now)
      model.entries.append(.at(now, entry.header.index, act, party: party))
    } catch is Refusal {
      return
    }
  }

  private mutating func commitment() -> CommitmentID { Bool.random(using: &random) ? "lamp" : "depth" }

  private mutating func claim(_ commitment: CommitmentID) -> Claim {
    var claim = Claim.met(commitment)
    claim.value = ["met", "partially-met", "not-met", "no-claim"].randomElement(using: &random) ?? "met"
    claim.explanation = .words("So it was.", salted: "\(commitment) \(fixture.size)")
    return claim
  }

  private mutating func attest(superseding head: EntryReference?) throws {
    let key: FixedKey = Int.random(in: 0..<3, using: &random) == 0 ? .alderSpare : .alder
    var claims = [claim("lamp"), claim("depth")]
    if Bool.random(using: &random) { claims.remove(at: Int.random(in: 0...1, using: &random)) }
    let said = fixture.attestation(
      .alder, claims,
      supersession: head.map {
        Attestation.Supersession(supersedes: $0, reason: .other, changeNote: .words("Anew.", salted: "\(fixture.size)"))
      })
    let evidence = [AttestationEvent.Evidence(sha256: EvidenceItem.sample().sha256, isPublic: true)]
    let events = claims.map { AttestationEvent.Claim.claim($0.commitment, $0.value, evidence: evidence) }
    try offer(
      .attest(said), [key],
      head.map { .supersede($0.index, in: "2031", events, keys: [key.keyID]) }
        ?? .submit(in: "2031", events, keys: [key.keyID]))
  }

  private mutating func head() -> EntryReference? {
    fixture.state.head(signatory: "alder", period: "2031", commitment: commitment())
  }

  private mutating func withdraw() throws {
    guard let head = head() else { return }
    let withdrawal = AttestationWithdrawal(
      signatory: "alder", period: "2031", withdraws: head, reason: .other,
      changeNote: .words("Taken back.", salted: "\(fixture.size)"))
    try offer(
      .withdrawAttestation(withdrawal), [.alder], .withdraw(head.index, in: "2031", keys: [FixedKey.alder.keyID]))
  }

  private mutating func review() throws {
    let commitment = commitment()
    guard let head = fixture.state.head(signatory: "alder", period: "2031", commitment: commitment) else { return }
    let review = Review(
      of: head, commitments: [commitment], conclusion: .supports, level: "peer",
      words: .words(Review.Words(independence: "No ties.", paidBy: "The office"), salted: "\(fixture.size)"))
    try offer(.review(review), [.reviewer], .review(of: head.index, [commitment], "peer"), party: "reviewer")
  }

  /// Removes the words of some entry: nothing that the model has to know of.
  private mutating func redact() throws {
    guard let target = model.entries.randomElement(using: &random)?.index else { return }
    let texts = fixture.entries[Int(target.rawValue)].statement.textDigests.filter { _ in Bool.random(using: &random) }
    guard !texts.isEmpty else { return }
    do {
      try fixture.redact(target, texts, at: now)
    } catch is Refusal {
      return
    }
  }
}
