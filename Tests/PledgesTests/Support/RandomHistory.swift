import CanonicalJSON
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges

/// A ledger that parties fill at random: most of what they try is allowed, and what is not is refused.
struct RandomHistory {
  private(set) var fixture: LedgerFixture
  private(set) var refusals: [String: Int] = [:]
  private(set) var admitted: [String: Int] = [:]
  /// The kinds of what was admitted although signatures were said to be missing.
  private(set) var admittedAlthoughMissing: [String] = []
  private var generator: SeededGenerator
  private var now: Instant = "2033-01-01"
  /// The keys that each signatory ever made.
  private var keys: [PartyID: [PrivateKey]] = [
    "alder": [FixedKey.alder.privateKey], "cedar": [FixedKey.cedar.privateKey],
  ]
  private var serial = 0

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    fixture = try .harbourLight()
  }

  mutating func run(steps: Int) throws {
    for _ in 0..<steps {
      now = now.advanced(bySeconds: Int64.random(in: 0...40_000, using: &generator))
      if isWaiting, Int.random(in: 0..<3, using: &generator) == 0 { now = now.advanced(byDays: 14) }
      serial += 1
      guard let (predicate, signers) = try step() else { continue }
      let missing = fixture.state.missingSignatures(
        on: predicate, by: Set(signers.map(\.publicKey.keyID)), at: now)
      do {
        try admit(predicate, signers)
        if !missing.isEmpty { admittedAlthoughMissing.append(predicate.kind.text) }
        admitted[predicate.kind.text, default: 0] += 1
      } catch let refusal as Refusal {
        refusals[refusal.code.rawValue, default: 0] += 1
      }
    }
  }

  /// Whether somebody waits for a key.
  private var isWaiting: Bool {
    keys.keys.contains { !fixture.state.keys.keysWaiting(of: .party($0), at: now).isEmpty }
  }

  private func admit(_ predicate: Predicate, _ signers: [PrivateKey]) throws {
    let payload = try fixture.draft(predicate, at: now).payload ?? []
    let message = PreAuthenticationEncoding.bytes(statement: payload)
    let signatures = try signers.map {
      Envelope.Signature(keyID: $0.publicKey.keyID, bytes: try $0.sign(message))
    }
    try fixture.admit(Envelope(payload: payload, signatures: signatures), at: now)
  }

  private mutating func step() throws -> (Predicate, [PrivateKey])? {
    let registrar = FixedKey.registrar.privateKey
    let party: PartyID = Bool.random(using: &generator) ? "alder" : "cedar"
    let owned = inForce(party)
    guard let key = owned.randomElement(using: &generator), !isShort(party, owned) || Bool.random(using: &generator)
    else { return try newKey(of: party, owned) }
    switch Int.random(in: 0..<43, using: &generator) {
    case 0..<8: return (.attest(attestation(party)), signed(by: key, of: owned))
    case 8..<14:
      guard let reference = head(of: party) else { return nil }
      return (.attest(attestation(party, restating: reference)), signed(by: key, of: owned))
    case 14..<17:
      guard let reference = head(of: party) else { return nil }
      return (RefusalCase.withdrawal(party, reference, period: period()), signed(by: key, of: owned))
    case 17..<20:
      var review = Review.sample(
        of: anyEntry(), ReviewConclusion.allCases.randomElement(using: &generator) ?? .supports)
      review.words = .words(
        Review.Words(independence: "No ties.", paidBy: "The secretariat", text: plain()))
      return (.review(review), [FixedKey.reviewer.privateKey])
    case 20:
      return (
        .withdrawReview(ReviewWithdrawal(of: anyEntry(of: .reviewPublish), text: unique())),
        [FixedKey.reviewer.privateKey]
      )
    case 21..<23:
      var challenge = Challenge.sample(of: party)
      challenge.text = unique()
      challenge.commitments = commitments()
      return (.challenge(challenge), [FixedKey.challenger.privateKey])
    case 23:
      return (
        .respond(ChallengeResponse(challenge: anyEntry(of: .challengeOpen).index, text: unique())),
        signed(by: key, of: owned)
      )
    case 24:
      let outcome = ChallengeOutcome.allCases.randomElement(using: &generator) ?? .upheld
      let challenge = anyEntry(of: .challengeOpen).index
      guard case .challenge(let opened) = fixture.entries[Int(challenge.rawValue)].statement.predicate else {
        return nil
      }
      let outcomes = opened.commitments.map { CommitmentOutcome(commitment: $0, outcome: outcome) }
      return (
        .resolve(ChallengeResolution(challenge: challenge, outcomes: outcomes, text: unique())),
        [FixedKey.panel.privateKey]
      )
    case 25:
      return (
        .withdrawChallenge(ChallengeWithdrawal(challenge: anyEntry(of: .challengeOpen).index, text: unique())),
        [FixedKey.challenger.privateKey]
      )
    case 26..<30:
      let index = anyEntry().index
      let some = fixture.texts(of: index).filter { _ in Bool.random(using: &generator) }
      guard !some.isEmpty else { return nil }
      return (RefusalCase.redaction(index, some), [registrar])
    case 30..<32: return try newKey(of: party, owned)
    case 32:
      let fresh = try freshKey()
      keys[party]?.append(fresh)
      return (
        .keyRotate(KeyRotation(party: party, oldKey: key.publicKey.keyID, key: fresh.publicKey)),
        signed(by: key, of: owned) + [fresh]
      )
    case 33..<36: return revocation(of: party, key, owned)
    case 36:
      let change = StandingChange(signatory: party, effective: now, reason: .other, note: words())
      return (Bool.random(using: &generator) ? .suspend(change) : .reinstate(change), [registrar])
    case 37:
      let due = now.advanced(byDays: Int64.random(in: -10...400, using: &generator))
      return (
        .extend(
          Extension(
            period: period(), signatories: Bool.random(using: &generator) ? nil : [party], commitments: commitments(),
            newDue: due, reason: words())), [registrar]
      )
    case 38:
      let change = SubscriptionChange(signatory: party, commitments: commitments(), effective: now)
      return (Bool.random(using: &generator) ? .subscribe(change) : .unsubscribe(change), [key])
    case 39: return threshold(of: party, owned)
    case 40, 41: return objection(of: party, owned)
    default:
      return (
        .update(SignatoryUpdate(signatory: party, name: plain(), effective: now, reason: .renamed)), [registrar, key]
      )
    }
  }

  // MARK: - What they say

  private mutating func attestation(_ party: PartyID, restating reference: EntryReference? = nil) -> Attestation {
    let claims = commitments().filter { $0 != "watch" }.map { commitment in
      Bool.random(using: &generator)
        ? Claim.met(commitment)
        : Claim(
          commitment: commitment, value: "no-claim", explanation: .words(plain("en"), salted: commitment.text))
    }
    var attestation = fixture.attestation(
      party == "alder" ? .alder : .cedar, period: period(), claims,
      evidence: claims.contains { !$0.evidence.isEmpty } ? [.sample()] : [],
      supersession: reference.map { .correcting($0) })
    attestation.affirmation = .words(Attestation.Affirmation(text: "This is so.", office: "Office \(serial)"))
    for place in attestation.evidence.indices {
      attestation.evidence[place].words = .words(EvidenceItem.Words(title: "Lamp log \(serial)"))
    }
    attestation.supersession?.changeNote = words()
    return attestation
  }

  private mutating func commitments() -> [CommitmentID] {
    let all: [CommitmentID] = ["lamp", "depth"]
    let some = all.filter { _ in Bool.random(using: &generator) }
    return some.isEmpty ? ["lamp"] : some
  }

  private mutating func period() -> PeriodID { Int.random(in: 0..<4, using: &generator) == 0 ? "2032" : "2031" }

  private func plain(_ language: String = "und") -> TextMap { TextMap([(language, "Step \(serial).")]) ?? "Step." }

  private func unique() -> Detached<TextMap> { .words(plain()) }

  private func words() -> Detached<String> { .words("Step \(serial).", salted: "reason") }

  private mutating func anyEntry() -> EntryReference {
    // The later ones more often, since they are the ones that still do something.
    let back = min(Int.random(in: 0..<40, using: &generator), Int.random(in: 0..<40, using: &generator))
    return fixture.reference(EntryIndex(UInt64(max(0, Int(fixture.size) - 1 - back))))
  }

  private mutating func anyEntry(of kind: EntryKind.Known) -> EntryReference {
    let last = fixture.entries.filter { $0.statement.kind.known == kind }.suffix(3)
    return fixture.reference(last.randomElement(using: &generator)?.header.index ?? 0)
  }

  private mutating func head(of party: PartyID) -> EntryReference? {
    let commitment: CommitmentID = Bool.random(using: &generator) ? "lamp" : "depth"
    return fixture.state.head(signatory: party, period: period(), commitment: commitment)
  }

  // MARK: - Keys

  private mutating func signed(by key: PrivateKey, of owned: [PrivateKey]) -> [PrivateKey] {
    // Somebody who has said that two sign seldom forgets it.
    let party = fixture.state.keys[key.publicKey.keyID]?.owner
    let needed =
      if case .party(let id) = party { fixture.state.owners[id]?.standing.threshold(at: now) ?? 1 } else { 1 }
    let range = needed > 1 ? 0..<6 : 4..<9
    return Int.random(in: range, using: &generator) < 5 ? owned : [key]
  }

  /// One more key of a party: brought in by itself, or recovered where it has none left.
  private mutating func newKey(of party: PartyID, _ owned: [PrivateKey]) throws -> (Predicate, [PrivateKey]) {
    let fresh = try freshKey()
    keys[party, default: []].append(fresh)
    guard isShort(party, owned) else {
      return (.keyRegister(KeyRegistration(party: party, key: fresh.publicKey)), owned + [fresh])
    }
    return (
      .keyRecover(
        KeyRecovery(party: party, keys: [fresh.publicKey], threshold: 1)), [FixedKey.registrar.privateKey, fresh]
    )
  }

  /// The keys of a party that can sign now.
  private func inForce(_ party: PartyID) -> [PrivateKey] {
    let there = Set(fixture.state.keys.keysInForce(of: .party(party), at: now).map(\.keyID))
    return (keys[party] ?? []).filter { there.contains($0.publicKey.keyID) }
  }

  private func isShort(_ party: PartyID, _ owned: [PrivateKey]) -> Bool {
    owned.count < fixture.state.owners[party]?.standing.threshold(at: now) ?? 1
  }

  private mutating func threshold(of party: PartyID, _ owned: [PrivateKey]) -> (Predicate, [PrivateKey]) {
    let threshold = Int.random(in: 1...2, using: &generator)
    return (.keyThreshold(KeyThreshold(party: party, threshold: threshold)), owned)
  }

  /// An ended key, or one in force, objects to what was done last.
  private mutating func objection(of party: PartyID, _ owned: [PrivateKey]) -> (Predicate, [PrivateKey])? {
    let owner = fixture.state.owners[party]
    guard let act = owner?.events.last(where: { owner?.act(openToObjectionAt: $0.entry.index) != nil }),
      let key = keys[party]?.randomElement(using: &generator)
    else { return nil }
    return (.keyObject(KeyObjection(party: party, of: act.entry.index, text: unique())), [key])
  }

  /// Revokes a key: the registrar as lost, the owner sometimes as compromised long ago, and then also one that ended.
  private mutating func revocation(
    of party: PartyID, _ key: PrivateKey, _ owned: [PrivateKey]
  ) -> (Predicate, [PrivateKey]) {
    let known = fixture.state.keys.records(of: .party(party)).map(\.key.keyID)
    let byOwner = Int.random(in: 0..<3, using: &generator) > 0
    let chosen =
      Bool.random(using: &generator)
      ? key.publicKey.keyID : known.randomElement(using: &generator) ?? key.publicKey.keyID
    let since: Instant? =
      byOwner && Bool.random(using: &generator)
      ? now.advanced(byDays: -Int64.random(in: 0...20, using: &generator)) : nil
    return (
      .keyRevoke(
        KeyRevocation(party: party, key: chosen, reason: since == nil ? .lost : .compromised, invalidSince: since)),
      byOwner ? owned : [FixedKey.registrar.privateKey]
    )
  }

  private mutating func freshKey() throws -> PrivateKey {
    let head: [UInt8] = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20]
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let pem = "-----BEGIN PRIVATE KEY-----\n\(Base64.encode(head + secret))\n-----END PRIVATE KEY-----\n"
    return try PrivateKey(pem: Array(pem.utf8), passphrase: nil)
  }
}
