import Compliance
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges

/// Ledgers of few parties, commitments and instants, so that entries meet in all the odd corners.
///
/// No admission stands before them: the rules give a result for any list of entries.
struct RandomLedger {
  private var random: SeededGenerator
  private(set) var ledger = TestLedger()
  private var now: Instant = "2033-01-01"

  static let parties: [PartyID] = ["quince", "medlar"]
  static let periods: [PeriodID] = ["2034", "2035"]
  private static let commitments: [CommitmentID] = ["o-1", "o-2", "o-3", "o-4"]
  private static let keys: [KeyID] = [.named("k"), .named("l")]
  private static let items: [Digest] = [.named("deed"), .named("map"), .named("ledger")]
  private static let year2035 = SampleAccord.period(
    "2035", start: "2035-01-01", end: "2035-12-31T23:59:59Z", opens: "2036-01-01", due: "2036-02-29T23:59:59Z",
    graceDays: 0)

  /// Instants at which something turns, to be hit exactly or missed by a second.
  static let turns: [Instant] = {
    var turns: [Instant] = ["2033-06-01", "2034-05-01", "2035-06-01", "2036-06-01"]
    for period in [SampleAccord.year2034, year2035] {
      let close: Instant = period.due + period.graceDays * day
      turns += [
        period.start, period.end, period.opens, period.due, close, period.due + 20 * day, period.end - 90 * day,
      ]
    }
    return turns
  }()

  init(seed: UInt64, count: Int) {
    random = SeededGenerator(seed: seed)
    add(.publish(document(version: "1.0.0")), party: "registrar")
    if chance(2) { add(.join(kind: "company", traits: ["grower"]), party: "quince") }
    let atOnce = chance(3)
    for place in 0..<count {
      // Some begin with a filing about the due date, so that what follows a filing is not rare.
      if atOnce, place == 1 {
        now = SampleAccord.year2034.due + pick([-day, 0, 1, 3 * day])
        add(.submit(in: "2034", claims()), party: "quince")
      }
      step()
    }
  }

  /// An instant at or about a turn, or one at which something was recorded.
  mutating func instant() -> Instant {
    let turn = !ledger.entries.isEmpty && chance(3) ? pick(ledger.entries).recorded : pick(Self.turns)
    return turn + pick([-day, -1, 0, 0, 0, 1, day, 30 * day])
  }

  private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  private mutating func some<Element>(_ elements: [Element]) -> [Element] {
    elements.filter { _ in chance(2) }
  }

  private mutating func add(_ act: LedgerEntry.Act, party: PartyID) {
    if chance(2) {
      let next = instant()
      if next > now, next < now + 400 * day { now = next }
    }
    let index = EntryIndex(UInt64(ledger.entries.count))
    var effective = now
    if chance(3) { effective = instant() }
    var entry = LedgerEntry(index: index, recorded: now, effective: effective, party: party, act: act)
    if chance(8) { entry.recovery = 0 }
    if case .submit(_, _, let keys) = act, keys.count > 1, chance(2) { entry.threshold = 2 }
    if case .supersede(_, _, _, let keys) = act, keys.count > 1, chance(2) { entry.threshold = 2 }
    ledger.entries.append(entry)
  }

  private mutating func document(version: String) -> AccordDocument {
    var commitments = [
      SampleAccord.commitment(
        "o-1", kinds: chance(4) ? ["state"] : ["state", "company"], obligation: chance(5) ? .expected : .required,
        maxAgeDays: chance(2) ? 20 : nil),
      SampleAccord.commitment("o-2", obligation: .expected),
      SampleAccord.commitment("o-3", kinds: ["company"], traitsAny: ["grower", "miller"]),
    ]
    if chance(2) { commitments.append(SampleAccord.commitment("o-4", kinds: ["state"])) }
    return SampleAccord.orchard(
      version: version, effectiveFrom: chance(2) ? "2033-01-01" : pick(Self.turns), commitments: commitments,
      periods: chance(5) ? [pick([SampleAccord.year2034, Self.year2035])] : [SampleAccord.year2034, Self.year2035],
      firstReportAfterDays: pick([0, 90]), responseDays: chance(3) ? nil : 30, delistAfter: pick([1, 2]))
  }

  private mutating func claims() -> [AttestationEvent.Claim] {
    let values: [PlainID] = ["met", "met", "partially-met", "not-met", "not-applicable", "no-claim"]
    return (chance(2) ? Self.commitments : some(Self.commitments)).map { commitment in
      .claim(
        commitment, pick(values),
        evidence: some(Self.items).map { AttestationEvent.Evidence(sha256: $0, isPublic: !chance(3)) })
    }
  }

  /// An earlier entry of a kind, the latest more often than not; entry 0 when there is none.
  private mutating func earlier(_ isWanted: (LedgerEntry.Act) -> Bool) -> LedgerEntry {
    let wanted = ledger.entries.filter { isWanted($0.act) }
    guard let last = wanted.last else { return ledger.entries[0] }
    return chance(2) ? last : pick(wanted)
  }

  private mutating func attestation() -> LedgerEntry {
    earlier {
      switch $0 {
      case .submit, .supersede, .withdraw: true
      default: false
      }
    }
  }

  private mutating func step() {
    let party = chance(4) ? pick(Self.parties) : "quince"
    let period = chance(4) ? pick(Self.periods) : "2034"
    switch Int.random(in: 0..<26, using: &random) {
    case 0, 1:
      let subscribed = chance(3) ? some(Self.commitments) : nil
      add(
        .join(
          kind: pick(["company", "company", "state"]), traits: some(["grower", "miller"]), subscribed: subscribed,
          basis: chance(4) ? .publicSource : .signed),
        party: party)
    case 2: add(pick([.leave, .leave, .delist, .delist, .strike]), party: party)
    case 3: add(chance(2) ? .subscribe(some(Self.commitments)) : .unsubscribe(some(Self.commitments)), party: party)
    case 4: add(chance(2) ? .suspend : .reinstate, party: party)
    case 5:
      add(
        .update(
          kind: chance(2) ? pick(["company", "state"]) : nil, traits: chance(2) ? some(["grower"]) : nil,
          succeeded: chance(4)), party: party)
    case 6:
      add(.publish(document(version: "1.\(ledger.entries.count).0")), party: "registrar")
    case 7, 8:
      add(
        .extend(
          in: period, signatories: chance(2) ? some(Self.parties) : nil,
          commitments: chance(2) ? some(Self.commitments) : [], to: instant()), party: "registrar")
    case 9, 10, 11, 12: add(.submit(in: period, claims(), keys: some(Self.keys)), party: party)
    case 13, 14, 15:
      let old = attestation()
      // Mostly for the period of the entry it supersedes, or it would seldom find a head.
      var about = period
      if case .submit(let filed, _, _) = old.act, !chance(4) { about = filed }
      add(.supersede(old.index, in: about, claims(), keys: some(Self.keys)), party: old.party)
    case 16: add(.withdraw(attestation().index, in: period, keys: some(Self.keys)), party: party)
    case 17, 18: add(.revoke(pick(Self.keys), invalidSince: chance(4) ? nil : instant()), party: "registrar")
    case 19, 20:
      add(
        .review(
          of: attestation().index, some(Self.commitments), pick(["none", "peer", "limited", "reasonable"]),
          pick(ReviewConclusion.allCases)), party: pick(["heron", "egret"]))
    case 21:
      add(
        .withdrawReview(earlier { if case .review = $0 { true } else { false } }.index),
        party: pick(["heron", "egret"]))
    case 22: add(.challenge(in: period, some(Self.commitments)), party: party)
    case 23, 24:
      let index = earlier { if case .challenge = $0 { true } else { false } }.index
      switch pick([0, 1, 1, 2]) {
      case 0: add(.respond(index), party: "registrar")
      case 1 where chance(2): add(.resolve(index, pick(ChallengeOutcome.allCases)), party: "panel")
      case 1:
        let outcomes = some(Self.commitments).map {
          CommitmentOutcome(commitment: $0, outcome: pick(ChallengeOutcome.allCases))
        }
        add(.resolveEach(index, outcomes), party: "panel")
      default: add(.withdrawChallenge(index), party: "heron")
      }
    default: add(.check(pick(Self.items), pick([.match, .match, .mismatch, .unreachable, .sealed])), party: "checker")
    }
  }
}
