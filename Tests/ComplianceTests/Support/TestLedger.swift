import Compliance
import Cryptography
import LedgerFixtures
import Pledges

/// A ledger as a flat list, with the histories that a replay would make of it.
struct TestLedger {
  var entries: [LedgerEntry] = []

  /// The ledger of the examples: the accord, and quince that joined as entry 0. // Status rules §13
  ///
  /// The examples count from the join, so the accord stands at an index far from theirs.
  static func orchard(
    accord document: AccordDocument = SampleAccord.orchard(), joined: Instant? = "2033-05-02", _ entries: [LedgerEntry]
  ) -> TestLedger {
    var all = [LedgerEntry.at("2033-01-01", 900, .publish(document))]
    if let joined { all.append(.at(joined, 0, .join())) }
    return TestLedger(entries: all + entries)
  }

  func rules(asOf: Instant, size: UInt64? = nil) -> StatusRules {
    StatusRules(accord: accord, asOf: asOf, visibleSize: size)
  }

  func cells(
    asOf: Instant, of party: PartyID = "quince", period: PeriodID? = "2034", size: UInt64? = nil
  ) -> [CellStatus] {
    rules(asOf: asOf, size: size).cells(of: history(of: party), period: period)
  }

  /// The cell of one commitment; a ledger that has none of it is a mistake in the test.
  func cell(
    _ commitment: CommitmentID = "o-1", asOf: Instant, of party: PartyID = "quince", period: PeriodID = "2034"
  ) -> CellStatus {
    let cells = cells(asOf: asOf, of: party, period: period)
    guard let cell = cells.first(where: { $0.commitment == commitment }) else { preconditionFailure("no such cell") }
    return cell
  }

  func standing(asOf: Instant, of party: PartyID = "quince") -> Standing {
    rules(asOf: asOf).standing(of: history(of: party))
  }

  var accord: AccordHistory {
    var history = AccordHistory(versions: [])
    for entry in entries {
      if let recovery = entry.recovery { history.recoveredActs[entry.index] = recovery }
      switch entry.act {
      case .publish(let document):
        history.versions.append(PublishedAccord(entry: entry.stamp, document: document, sha256: .zero))
      case .extend(let period, let signatories, let commitments, let newDue):
        history.extensions.append(
          ExtensionEvent(
            entry: entry.stamp, period: period, signatories: signatories, commitments: commitments, newDue: newDue))
      case .revoke(let key, let since):
        history.revocations.append(
          RevocationEvent(entry: entry.stamp, key: key, invalidSince: since, recovery: entry.recovery))
      case .check(let digest, let result):
        history.evidenceChecks.append(EvidenceCheckEvent(entry: entry.stamp, sha256: digest, result: result))
      default: break
      }
    }
    return history
  }

  func history(of party: PartyID) -> SignatoryHistory {
    var history = SignatoryHistory(signatory: party)
    for entry in entries {
      if let event = membership(entry), entry.party == party { history.membership.append(event) }
      if let event = attestation(entry), entry.party == party { history.attestations.append(event) }
      if let (event, about) = review(entry), about == party { history.reviews.append(event) }
      if let (event, about) = challenge(entry), about == party { history.challenges.append(event) }
    }
    return history
  }

  func entry(_ index: EntryIndex) -> LedgerEntry? { entries.first { $0.index == index } }
}

extension TestLedger {
  private func membership(_ entry: LedgerEntry) -> MembershipEvent? {
    let change: MembershipEvent.Change
    switch entry.act {
    case .join(let kind, let traits, let subscribed, let basis):
      change = .join(
        MembershipEvent.Joining(
          kind: kind, traits: traits, subscribed: subscribed, basis: basis, gapDays: gapDays(at: entry)))
    case .strike: change = .strike
    case .leave: change = .withdraw
    case .delist: change = .delist
    case .subscribe(let listed): change = .subscribe(listed)
    case .unsubscribe(let listed): change = .unsubscribe(listed)
    case .suspend: change = .suspend
    case .reinstate: change = .reinstate
    case .update(let kind, let traits, let succeeded):
      change = .update(kind: kind, traits: traits, succeeded: succeeded)
    default: return nil
    }
    return MembershipEvent(entry: entry.stamp, effective: entry.effective, change: change, recovery: entry.recovery)
  }

  /// How long a gap may be, by the accord version in force when a join is recorded.
  private func gapDays(at join: LedgerEntry) -> Int64 {
    let before = entries.prefix { $0.index != join.index }
    let versions = before.compactMap { entry -> PublishedAccord? in
      guard case .publish(let document) = entry.act else { return nil }
      return PublishedAccord(entry: entry.stamp, document: document, sha256: .zero)
    }
    return AccordHistory(versions: versions).inForce(at: join.recorded)?.document.gapDays ?? 0
  }

  private func attestation(_ entry: LedgerEntry) -> AttestationEvent? {
    switch entry.act {
    case .submit(let period, let claims, let keys):
      AttestationEvent(
        entry: entry.stamp, period: period, action: .submit, claims: claims, signingKeys: keys,
        threshold: entry.threshold)
    case .supersede(let old, let period, let claims, let keys):
      AttestationEvent(
        entry: entry.stamp, period: period, action: .supersede(old), claims: claims, signingKeys: keys,
        threshold: entry.threshold)
    case .withdraw(let old, let period, let keys):
      AttestationEvent(
        entry: entry.stamp, period: period, action: .withdraw(old), claims: [], signingKeys: keys,
        threshold: entry.threshold)
    default: nil
    }
  }

  private func review(_ entry: LedgerEntry) -> (ReviewEvent, PartyID)? {
    switch entry.act {
    case .review(let of, let commitments, let level, let conclusion):
      guard let reviewed = self.entry(of), let attested = attestation(reviewed) else { return nil }
      let action = ReviewEvent.Action.publish(
        of: of, period: attested.period, commitments: commitments, level: level, conclusion: conclusion)
      return (ReviewEvent(entry: entry.stamp, reviewer: entry.party, action: action), reviewed.party)
    case .withdrawReview(let index):
      guard let published = self.entry(index), let (_, about) = review(published) else { return nil }
      return (ReviewEvent(entry: entry.stamp, reviewer: entry.party, action: .withdraw(review: index)), about)
    default: return nil
    }
  }

  private func challenge(_ entry: LedgerEntry) -> (ChallengeEvent, PartyID)? {
    let action: ChallengeEvent.Action
    let challenge: EntryIndex
    switch entry.act {
    case .challenge(let period, let commitments):
      action = .open(challenger: "heron", period: period, commitments: commitments)
      return (ChallengeEvent(entry: entry.stamp, action: action, recovery: entry.recovery), entry.party)
    case .respond(let index): (action, challenge) = (.respond(challenge: index), index)
    case .resolve(let index, let outcome):
      guard let opened = self.entry(index), case .challenge(_, let commitments) = opened.act else { return nil }
      let outcomes = commitments.map { CommitmentOutcome(commitment: $0, outcome: outcome) }
      (action, challenge) = (.resolve(challenge: index, panel: entry.party, outcomes: outcomes), index)
    case .resolveEach(let index, let outcomes):
      (action, challenge) = (.resolve(challenge: index, panel: entry.party, outcomes: outcomes), index)
    case .withdrawChallenge(let index): (action, challenge) = (.withdraw(challenge: index), index)
    default: return nil
    }
    guard let opened = self.entry(challenge), case .challenge = opened.act else { return nil }
    return (ChallengeEvent(entry: entry.stamp, action: action, recovery: entry.recovery), opened.party)
  }
}
