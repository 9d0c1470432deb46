import CanonicalJSON
import Compliance
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges

/// Ledgers in which a registrar and three signatories try whatever could move a duty, offered to admission one by one.
///
/// Few periods, short ones, and instants at their turns, so that acts meet where something is decided.
struct RandomLives {
  let fixture: LedgerFixture
  /// What was taken in, as the literal transcription reads it.
  private(set) var model = TestLedger()
  private var random: SeededGenerator
  private var now: Instant = "2031-01-01"
  /// Every period that some version had, or was to have.
  private(set) var periods: [Period] = []
  private var versionNumber: Int64 = 0

  static let keys: [FixedKey] = [.alder, .cedar, .spare]
  static let commitments: [CommitmentID] = ["lamp", "depth", "pilot"]

  struct Period {
    let id: PeriodID
    let start: Instant
    let days: Int64

    var end: Instant { start + days * day - 1 }
    var due: Instant { end + 30 * day }
  }

  /// An entry that was taken in, and what the ledger said before.
  struct Step {
    let entry: EntryStamp
    let kind: EntryKind.Known
    /// Whom it is about; nil for all.
    let about: PartyID?
    let signers: [FixedKey]
    let before: LedgerState
  }

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    fixture = try LedgerFixture(accord: nil)
    for number in 0..<4 as Range<Int64> {
      // The first is over when the ledger begins.
      let start: Instant = "2030-10-01"
      periods.append(Period(id: id(number), start: start + number * 90 * day, days: 60))
    }
    _ = try offer(publication(), [.registrar], about: nil)
  }

  /// Tries one act; nil when it was refused.
  mutating func step() throws -> Step? {
    let key = pick(Self.keys)
    advance()
    // Who is not there yet has little else to try.
    if fixture.state.members[key.party] == nil, !chance(4) { return try join(key) }
    switch Int.random(in: 0..<24, using: &random) {
    case 0, 1: return try offer(publication(), [.registrar], about: nil)
    case 2, 3, 4, 5: return try join(key)
    case 6, 7:
      let withdrawal = Withdrawal(signatory: key.party, effective: effective())
      return try offer(.withdraw(withdrawal), owner(key), .leave, about: key, effective: withdrawal.effective)
    case 8:
      let reason: StandingChange.Reason = chance(2) ? .enteredInError : .other
      let change = StandingChange(signatory: key.party, effective: effective(), reason: reason)
      guard reason == .enteredInError else {
        return try offer(.delist(change), [.registrar], .delist, about: key, effective: change.effective)
      }
      return try offer(.delist(change), [.registrar], .strike, about: key, effective: now)
    case 9, 10:
      let change = StandingChange(signatory: key.party, effective: effective(), reason: .nonCommunication)
      let suspends = chance(2)
      return try offer(
        suspends ? .suspend(change) : .reinstate(change), [.registrar], suspends ? .suspend : .reinstate, about: key,
        effective: change.effective)
    case 11, 12:
      let change = SubscriptionChange(signatory: key.party, commitments: someCommitments(), effective: effective())
      let adds = chance(2)
      return try offer(
        adds ? .subscribe(change) : .unsubscribe(change), [key],
        adds ? .subscribe(change.commitments) : .unsubscribe(change.commitments), about: key,
        effective: change.effective)
    case 13: return try update(key)
    case 14, 15: return try extend(key)
    case 16, 17: return try withdrawAttestation(key)
    default: return try attest(key)
    }
  }

  /// An instant at or about a turn of some period.
  mutating func turn() -> Instant {
    let period = pick(periods)
    let turns = [period.start - 28 * day, period.start, period.end, period.due, period.due + 10 * day]
    return pick(turns) + pick([-day, -1, 0, 0, 1, day])
  }

  // MARK: - What they try

  private mutating func join(_ key: FixedKey) throws -> Step? {
    let isListed = chance(4)
    let kind: PlainID = chance(3) ? "company" : "state"
    let traits: [PlainID] = chance(3) ? ["has-reef"] : []
    let subscribed = chance(3) ? someCommitments() : nil
    let join = Join(
      signatory: key.party, name: "Signatory", kind: kind, traits: traits, effective: effective(),
      subscribed: subscribed, keys: isListed ? [] : [key.publicKey], basis: isListed ? .publicSource : .signed,
      source: isListed ? Join.Source(uri: "https://list.example/", sha256: nil, asOf: "2031-01-01") : nil)
    return try offer(
      .join(join), isListed ? [.registrar] : [.registrar, key],
      .join(kind: kind, traits: traits, subscribed: subscribed, basis: join.basis), about: key,
      effective: join.effective)
  }

  private mutating func update(_ key: FixedKey) throws -> Step? {
    var update = SignatoryUpdate(signatory: key.party, effective: effective(), reason: .corrected)
    if chance(2) {
      update.kind = chance(2) ? "company" : "state"
    } else {
      update.traits = chance(2) ? ["has-reef"] : []
    }
    if chance(5) { update.reason = .succeeded }
    return try offer(
      .update(update), [.registrar] + owner(key).filter { $0 != .registrar },
      .update(kind: update.kind, traits: update.traits, succeeded: update.reason == .succeeded), about: key,
      effective: update.effective)
  }

  private mutating func extend(_ key: FixedKey) throws -> Step? {
    let period = pick(periods)
    let extended = Extension(
      period: period.id, signatories: chance(2) ? nil : [key.party], commitments: chance(2) ? ["lamp"] : [],
      newDue: period.due + Int64.random(in: 1...60, using: &random) * day, reason: "A storm.")
    return try offer(
      .extend(extended), [.registrar],
      .extend(
        in: period.id, signatories: extended.signatories, commitments: extended.commitments, to: extended.newDue),
      about: extended.signatories == nil ? nil : key, party: "registrar")
  }

  private mutating func attest(_ key: FixedKey) throws -> Step? {
    // Mostly for the last period that is over.
    let period = (chance(4) ? nil : periods.filter { $0.end < now }.last) ?? pick(periods)
    guard let governing = fixture.state.accord.governing(period.id)?.document else { return nil }
    let claims = someCommitments().filter { governing.commitment($0) != nil }.map { commitment in
      Claim(commitment: commitment, value: chance(4) ? "no-claim" : chance(2) ? "met" : "not-met")
    }
    let head = chance(3) ? head(key, period.id) : nil
    guard !claims.isEmpty else { return nil }
    let said = fixture.attestation(
      key, period: period.id, claims, evidence: [],
      supersession: head.map { Attestation.Supersession(supersedes: $0, reason: .other, changeNote: "Anew.") })
    let events = claims.map { AttestationEvent.Claim.claim($0.commitment, $0.value) }
    return try offer(
      .attest(said), [key],
      head.map { .supersede($0.index, in: period.id, events, keys: [key.keyID]) }
        ?? .submit(in: period.id, events, keys: [key.keyID]), about: key)
  }

  private mutating func withdrawAttestation(_ key: FixedKey) throws -> Step? {
    let filed = periods.map(\.id).filter { head(key, $0) != nil }
    guard let period = filed.randomElement(using: &random), let head = head(key, period) else { return nil }
    let withdrawal = AttestationWithdrawal(
      signatory: key.party, period: period, withdraws: head, reason: .other, changeNote: "Taken back.")
    return try offer(
      .withdrawAttestation(withdrawal), [key], .withdraw(head.index, in: period, keys: [key.keyID]), about: key)
  }

  private func head(_ key: FixedKey, _ period: PeriodID) -> EntryReference? {
    let heads = Self.commitments.compactMap {
      fixture.state.head(signatory: key.party, period: period, commitment: $0)
    }
    return heads.max { $0.index < $1.index }
  }

  // MARK: - Versions of the accord

  private mutating func publication() -> Predicate {
    let last = fixture.state.accord.versions.last
    versionNumber += 1
    var listed = periods
    if let last {
      // The periods of the version before, some of them left out, and perhaps one more.
      listed = periods.filter { last.document.period($0.id) != nil && !chance(6) }
      if chance(5) { listed = periods.filter { _ in !chance(6) } }
      if chance(2) {
        // After one that there is: often in the month before the next, and that may be over.
        let days: Int64 = pick([20, 20, 45, 90])
        let start = pick(periods).end + 1 + pick([0, 0, 5, 30]) * day
        let period = Period(id: id(Int64(periods.count)), start: start, days: days)
        periods.append(period)
        listed.append(period)
      }
    }
    // In one document periods do not overlap.
    listed = listed.sorted { $0.start < $1.start }.reduce(into: []) { kept, period in
      if kept.last.map({ $0.end < period.start }) ?? true { kept.append(period) }
    }
    let json = document(
      listed, effectiveFrom: chance(2) ? "2030-01-01" : turn(), previous: last?.sha256,
      firstReportAfterDays: pick([0, 20, 60]))
    return .accordPublish(
      LedgerFixtures.SampleAccord.publication(json, changes: last == nil ? nil : "Something."))
  }

  private mutating func document(
    _ listed: [Period], effectiveFrom: Instant, previous: Digest?, firstReportAfterDays: Int64
  ) -> JSONValue {
    let commitments = Self.commitments.filter { $0 == "lamp" || !chance(5) }.map { id -> JSONValue in
      let kinds: JSONValue = chance(4) ? ["state"] : ["state", "company"]
      var appliesTo: JSONValue = ["kinds": kinds]
      if chance(5) { appliesTo = ["kinds": kinds, "traitsAny": ["has-reef"]] }
      let obligation = pick(["required", "required", "required", "expected"])
      return [
        "id": .string(id.text), "number": "1", "title": ["en": "A"], "text": ["en": "B"], "textIsVerbatim": true,
        "sourceRef": "article 1", "appliesTo": appliesTo, "obligation": .string(obligation),
      ]
    }
    let periods = listed.map { period -> JSONValue in
      [
        "id": .string(period.id.text), "start": .string(period.start.description),
        "end": .string(period.end.description), "opens": .string((period.end + 1).description),
        "due": .string(period.due.description), "graceDays": .integer(pick([0, 10])),
      ]
    }
    func value(_ id: String, _ rank: Int64) -> JSONValue {
      ["id": .string(id), "label": ["en": .string(id)], "rank": .integer(rank), "needs": []]
    }
    let json = LedgerFixtures.SampleAccord.register
      .setting("/version", to: .string("1.\(versionNumber).0"))
      .setting("/effectiveFrom", to: .string(effectiveFrom.description))
      .setting("/signatoryKinds/-", to: ["id": "company", "label": ["en": "Company"]])
      .setting("/traits/-", to: ["id": "has-reef", "label": ["en": "Reef"]])
      .setting("/commitments", to: .array(commitments))
      .setting("/claimValues", to: .array([value("met", 3), value("not-met", 1), value("no-claim", 0)]))
      .setting(
        "/reporting",
        to: chance(20) && previous != nil
          ? .null : ["firstReportAfterDays": .integer(firstReportAfterDays), "periods": .array(periods)]
      )
      .setting("/membership/withdrawalNoticeDays", to: .integer(pick([0, 0, 50])))
    return previous.map { json.setting("/previousSha256", to: .string($0.hex)) } ?? json
  }

  private func id(_ number: Int64) -> PeriodID { PeriodID(stringLiteral: "p\(number)") }

  // MARK: - Chance

  private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

  private mutating func pick<Element>(_ elements: some Collection<Element>) -> Element {
    guard let element = elements.randomElement(using: &random) else { preconditionFailure("nothing to pick from") }
    return element
  }

  private mutating func someCommitments() -> [CommitmentID] {
    let some = Self.commitments.filter { _ in !chance(3) }
    return some.isEmpty ? ["lamp"] : some
  }

  /// Who signs for a party: the registrar for one that is listed.
  private func owner(_ key: FixedKey) -> [FixedKey] {
    fixture.state.members[key.party]?.profile.basis == .publicSource ? [.registrar] : [key]
  }

  private mutating func advance() {
    if chance(3) {
      let next = turn()
      if next > now, next < now + 60 * day {
        now = next
        return
      }
    }
    now = now + Int64.random(in: 0...15, using: &random) * day
  }

  /// When an act is said to hold: now, before or after, or at a turn.
  private mutating func effective() -> Instant {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: turn()
    case 1: now + Int64.random(in: -200...100, using: &random) * day
    default: now
    }
  }

  // MARK: - Offering

  private mutating func offer(_ publication: Predicate, _ signers: [FixedKey], about: PartyID?) throws -> Step? {
    guard case .accordPublish(let published) = publication else { return nil }
    return try offer(publication, signers, .publish(published.document), about: nil, party: "registrar")
  }

  private mutating func offer(
    _ predicate: Predicate, _ signers: [FixedKey], _ act: LedgerEntry.Act, about key: FixedKey?,
    effective: Instant? = nil, party: PartyID? = nil
  ) throws -> Step? {
    guard let kind = predicate.kind.known else { return nil }
    let before = fixture.state
    do {
      let entry = try fixture.admit(predicate, signers, at: now)
      model.entries.append(
        .at(now, entry.header.index, act, effective: effective, party: party ?? key?.party ?? "registrar"))
      return Step(
        entry: EntryStamp(index: entry.header.index, recorded: now), kind: kind, about: key?.party, signers: signers,
        before: before)
    } catch is Refusal {
      return nil
    }
  }
}
