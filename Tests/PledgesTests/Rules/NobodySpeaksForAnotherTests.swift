import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("Nobody speaks for another: the registrar, who may hold the log key too, cannot act in a party's name")
struct NobodySpeaksForAnotherTests {
  @Test("it brings in no key for whoever has one, by whatever kind of entry")
  func newKey() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(.withdraw(Withdrawal(signatory: "cedar", effective: "2032-01-01")), [.cedar], at: "2032-01-01")
    let key = FixedKey.spare
    for party: PartyID in ["alder", "cedar", "reviewer", "panel"] {
      let attempts: [Predicate] = [
        .keyRegister(KeyRegistration(party: party, key: key.publicKey)),
        .partyAdmit(RefusalCase.admission(party, key, [.panel])),
        .join(.signed(party, [key])),
        .keyRotate(RefusalCase.rotation(party, party == "alder" ? .alder : .cedar)),
        RefusalCase.recover([key], of: party),
      ]
      for attempt in attempts {
        #expect(
          refusal { try fixture.admit(attempt, [.registrar, key], at: "2032-01-02") } != nil, "\(attempt.kind) \(party)"
        )
      }
    }
  }

  @Test("it lists nobody who has a key, and changes nobody's kind, name or successor")
  func membership() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-01")
    let attempts: [Predicate] = [
      .join(.listed("alder")),
      .update(RefusalCase.update("alder", "2032-02-01") { $0.name = "Elder" }),
      .update(RefusalCase.update("alder", "2032-02-01") { $0.kind = "company" }),
      .update(RefusalCase.update("alder", "2032-02-01") { $0.reason = .succeeded }),
      .withdraw(Withdrawal(signatory: "alder", effective: "2032-02-01")),
    ]
    for attempt in attempts {
      #expect(refusal { try fixture.admit(attempt, [.registrar], at: "2032-01-02") } != nil, "\(attempt.kind)")
    }
  }

  @Test("it ends a key from now on, and voids nothing that the key signed")
  func voiding() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    for since: Instant in ["2031-06-01", "2032-01-10", "2032-02-01", "2033-01-01"] {
      #expect(
        refusal { try fixture.end(.alder, of: "alder", since: since, by: [.registrar], at: "2032-02-01") }
          == "rule.key.invalid-since")
    }
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-01")
    // Once more, with a time: the key has ended, and that is all.
    #expect(
      refusal { try fixture.end(.alder, of: "alder", since: "2031-06-01", by: [.registrar], at: "2032-02-02") }
        == "rule.key.invalid-since")
    try fixture.recover([.spare], of: "alder", at: "2032-02-03")
    try fixture.end(.alder, of: "alder", since: "2031-06-01", by: [.spare], at: "2032-03-01")
    #expect(fixture.heads(["lamp"]) == [9])
    #expect(try Replay.agrees(fixture))
  }

  @Test("what it files by keys that it recovered is marked for ever, and the owner's key can contest it")
  func marked() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-02-01")
    try fixture.recover([.spare], of: "alder", at: "2032-02-01")
    // It tries to wash the mark away: a new key, a rotation, a threshold, a re-join that names them.
    try fixture.register(.secondSpare, of: "alder", by: [.spare], at: "2032-03-01")
    try fixture.admit(
      .keyRotate(KeyRotation(party: "alder", oldKey: FixedKey.spare.keyID, key: FixedKey.thirdSpare.publicKey)),
      [.spare, .thirdSpare], at: "2032-03-02")
    try fixture.setThreshold(2, of: "alder", by: [.thirdSpare], at: "2032-03-03")
    try fixture.admit(
      .withdraw(Withdrawal(signatory: "alder", effective: "2032-03-04")), [.secondSpare, .thirdSpare], at: "2032-03-04")
    try fixture.admit(
      .join(
        Join.signed("alder", [.secondSpare, .thirdSpare, .fourthSpare], effective: "2032-03-05").with {
          $0.threshold = 1
        }),
      [.registrar, .secondSpare, .thirdSpare, .fourthSpare], at: "2032-03-05")
    try fixture.admit(.attest(fixture.attestation(.alder, [.met("depth")])), [.fourthSpare], at: "2032-06-01")
    let filed = EntryIndex(fixture.size - 1)
    #expect(fixture.state.accord.recoveredActs[filed] == 11)
    try fixture.object(.alder, of: "alder", to: 11, at: "2032-06-02")
    let marks = KeyMarks(fixture.state.accord) { _ in true }
    #expect(marks.marks(of: filed) == [Mark(.recoveredKey, 11), Mark(.contested, filed.next)])
    #expect(try Replay.agrees(fixture))
  }

  @Test(
    "whatever a registrar without the owner's keys tries, at random, no act of the owner appears without the mark",
    arguments: 0..<12 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var registrar = try HostileRegistrar(seed: seed)
    try registrar.run(steps: 260)
    #expect(registrar.admitted > 10)
    let state = registrar.fixture.state
    for entry in registrar.fixture.entries.dropFirst(11) {
      guard let party = entry.statement.predicate.owner else { continue }
      if case .keyRevoke = entry.statement.predicate, state.accord.recoveredActs[entry.header.index] == nil {
        let revocation = try #require(state.accord.revocations.first { $0.entry.index == entry.header.index })
        // A recovered key may end itself while it waits; nothing else is anybody's but the registrar's.
        #expect(revocation.by != .owner && revocation.invalidSince == nil)
        continue
      }
      #expect(state.accord.recoveredActs[entry.header.index] != nil, "\(entry.statement.kind) of \(party), \(seed)")
    }
    // What the owners filed stands as they filed it, or is superseded in sight of all.
    for party: PartyID in ["alder", "cedar"] {
      let head = try #require(state.head(signatory: party, period: "2031", commitment: "lamp"))
      #expect(head.index <= 10 || state.accord.recoveredActs[head.index] != nil)
    }
    #expect(state.owners["alder"]?.standing.ownThreshold(at: "2040-01-01") == 1)
    #expect(try Replay.agrees(registrar.fixture))
  }
}

extension Predicate {
  /// Whose act it is, for kinds that ask for an owner.
  fileprivate var owner: PartyID? {
    switch self {
    case .keyRegister(let registration): registration.party
    case .keyRotate(let rotation): rotation.party
    case .keyThreshold(let change): change.party
    case .keyRevoke(let revocation): revocation.party
    case .partyAdmit(let admission): admission.party
    case .join(let join): join.signatory
    case .update(let update): update.signatory
    case .subscribe(let change), .unsubscribe(let change): change.signatory
    case .withdraw(let withdrawal): withdrawal.signatory
    case .attest(let attestation): attestation.signatory
    case .withdrawAttestation(let withdrawal): withdrawal.signatory
    default: nil
    }
  }
}

/// A registrar that tries everything with its own key and with keys that it makes for others; alder and cedar filed
/// before (9 and 10) and are not heard of again.
private struct HostileRegistrar {
  let fixture: LedgerFixture
  private(set) var admitted = 0
  private var random: SeededGenerator
  private var now: Instant = "2032-03-01"
  private var serial = 0

  private static let parties: [PartyID] = ["alder", "cedar"]
  private static let keys: [FixedKey] = [
    .spare, .secondSpare, .thirdSpare, .fourthSpare, .stranger, .birchSpare, .cedarSpare, .alderSpare, .secondRegistrar,
    .thirdRegistrar, .secondLog,
  ]

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    fixture = try .harbourLight()
    try fixture.attest(.alder, at: "2032-02-01")
    try fixture.attest(.cedar, at: "2032-02-01")
  }

  mutating func run(steps: Int) throws {
    for _ in 0..<steps {
      now = now.advanced(bySeconds: Int64.random(in: 0...400_000, using: &random))
      serial += 1
      let party = HostileRegistrar.parties.randomElement(using: &random) ?? "alder"
      let key = HostileRegistrar.keys.randomElement(using: &random) ?? .spare
      let known = FixedKey.allCases.filter { fixture.state.keys[$0.keyID]?.owner == .party(party) }
      let held = known.filter { HostileRegistrar.keys.contains($0) && fixture.state.keys[$0.keyID]?.until == nil }
      let some = held.filter { _ in Bool.random(using: &random) }
      do {
        try fixture.admit(predicate(party, key, known), signers(key, held: some), at: now)
        admitted += 1
      } catch is Refusal {
        // Everything is tried; most is refused.
      }
    }
  }

  private mutating func signers(_ key: FixedKey, held: [FixedKey]) -> [FixedKey] {
    var signers = held
    if Int.random(in: 0..<4, using: &random) > 0 { signers.append(.registrar) }
    if !signers.contains(key), Bool.random(using: &random) { signers.append(key) }
    return signers.isEmpty ? [.registrar] : signers
  }

  private mutating func predicate(_ party: PartyID, _ key: FixedKey, _ known: [FixedKey]) -> Predicate {
    let signatory: FixedKey = party == "alder" ? .alder : .cedar
    let ended = known.randomElement(using: &random) ?? signatory
    let head = fixture.state.head(signatory: party, period: "2031", commitment: "lamp")
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return .keyRegister(KeyRegistration(party: party, key: key.publicKey))
    case 1: return .keyRotate(KeyRotation(party: party, oldKey: ended.keyID, key: key.publicKey))
    case 2: return .keyThreshold(KeyThreshold(party: party, threshold: Int.random(in: 1...3, using: &random)))
    case 3, 4, 5: return RefusalCase.recover([key], of: party)
    case 6, 7: return .keyRevoke(KeyRevocation(party: party, key: ended.keyID, reason: .lost, invalidSince: nil))
    case 8:
      let since = now.advanced(byDays: -Int64.random(in: 0...400, using: &random))
      return .keyRevoke(KeyRevocation(party: party, key: ended.keyID, reason: .compromised, invalidSince: since))
    case 9: return .partyAdmit(RefusalCase.admission(party, key, [.reviewer]))
    case 10: return .join(.signed(party, [key], effective: now))
    case 11: return .withdraw(Withdrawal(signatory: party, effective: now))
    case 12:
      guard let head else { return .attest(fixture.attestation(signatory, [.met("lamp")])) }
      return RefusalCase.withdrawal(party, head)
    default:
      var claim = Claim.met("lamp")
      if Bool.random(using: &random) { claim = Claim(commitment: "lamp", value: "no-claim", explanation: "None.") }
      var said = fixture.attestation(
        signatory, [claim], evidence: claim.evidence.isEmpty ? [] : [.sample()],
        supersession: head.map {
          Attestation.Supersession(supersedes: $0, reason: .other, changeNote: .words("Step \(serial)."))
        })
      said.signatory = party
      return .attest(said)
    }
  }
}
