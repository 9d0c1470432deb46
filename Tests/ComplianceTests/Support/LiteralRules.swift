import Compliance
import Cryptography
import LedgerFixtures
import Pledges

/// A second, slow transcription of the rules page, step by step over the flat list of entries.
///
/// It shares no code with the rules: one cell at a time, one filter after another, the page's own order of steps.
struct LiteralRules {
  var ledger: TestLedger
  var asOf: Instant
  var size: UInt64?

  // §1

  var visible: [LedgerEntry] {
    ledger.entries.filter { entry in
      entry.recorded <= asOf && (size.map { entry.index.rawValue < $0 } ?? true)
    }
  }

  func isVoided(_ entry: LedgerEntry, keys: [KeyID]) -> Bool {
    func isVoid(_ key: KeyID) -> Bool {
      var deciding: Instant?
      for other in visible where other.recovery == nil {
        if case .revoke(key, let since?) = other.act { deciding = since }
      }
      return deciding.map { $0 <= entry.recorded } ?? false
    }
    return !keys.isEmpty && keys.filter { !isVoid($0) }.count < entry.threshold
  }

  // §2 to §9

  func cell(_ signatory: PartyID, _ commitment: Commitment, _ period: PeriodID) -> Cell? {
    guard let (accord, window) = governing(period) else { return nil }
    let promise = commitment.id
    var cell = Cell()
    func use(_ entry: LedgerEntry) {
      if !cell.because.contains(entry.index) { cell.because.append(entry.index) }
    }

    // §2
    var due = window.due
    for e in visible {
      guard case .extend(period, let signatories, let commitments, let newDue) = e.act else { continue }
      if let signatories, !signatories.contains(signatory) { continue }
      if !commitments.isEmpty, !commitments.contains(promise) { continue }
      if newDue <= due { continue }
      if e.recorded > due { cell.retroactiveExtension = true }
      due = newDue
      use(e)
    }
    let close = due + max(window.graceDays, brought(period)?.period.graceDays ?? 0) * day
    (cell.due, cell.close) = (due, close)

    // §3
    let membership = standing(signatory, for: window, all: accord.commitments.map(\.id))
    let isSuspension = { (e: LedgerEntry) -> Bool in
      switch e.act {
      case .suspend, .reinstate: true
      default: false
      }
    }
    for e in membership.used where !isSuspension(e) { use(e) }
    for e in membership.used where isSuspension(e) { use(e) }

    // §4
    let bringing = brought(period)
    let allowance = max(
      accord.reporting?.firstReportAfterDays ?? 0, bringing?.version.document.reporting?.firstReportAfterDays ?? 0)
    if dropped(period) != nil {
      cell.duty = "dropped"
    } else if !membership.member {
      cell.duty = "not-member"
    } else if membership.basis == .publicSource {
      cell.duty = "listed"
    } else if !addresses(commitment, kind: membership.kind, traits: membership.traits) {
      cell.duty = "not-applicable"
    } else if let subscription = membership.subscription, !subscription.contains(promise) {
      cell.duty = "not-subscribed"
    } else if let bringing, window.end <= bringing.version.entry.recorded {
      cell.duty = "not-yet-due"
    } else if let base = membership.base, base + allowance * day > window.end {
      cell.duty = "not-yet-due"
    } else if membership.suspended {
      cell.duty = "suspended"
    } else if commitment.obligation == .required,
      mayBeRequired(promise, in: period, kind: membership.kind, traits: membership.traits)
    {
      cell.duty = "required"
    } else {
      cell.duty = "encouraged"
    }
    let bound = ["required", "encouraged"].contains(cell.duty)

    // §5
    var flags: Set<String> = []
    var head: EntryIndex?
    var headClaim: String?
    var headItems: [AttestationEvent.Evidence] = []
    var first: Instant?
    func rank(_ claim: String) -> Int64 {
      accord.claimValues.first { $0.id.text == claim }?.rank ?? 0
    }
    for e in visible where e.party == signatory {
      let about: PeriodID
      let keys: [KeyID]
      switch e.act {
      case .submit(let p, _, let k), .supersede(_, let p, _, let k), .withdraw(_, let p, let k): (about, keys) = (p, k)
      default: continue
      }
      guard about == period else { continue }

      if isVoided(e, keys: keys) {
        flags.insert("void-signature")
        use(e)
        continue
      } else if case .submit(_, let claims, _) = e.act {
        guard head == nil, let claim = claims.first(where: { $0.commitment == promise }) else { continue }
        (head, headClaim, headItems) = (e.index, claim.value.text, claim.evidence)
        flags.remove("withdrawn")
      } else if case .supersede(let named, _, let claims, _) = e.act {
        guard head != nil, let claim = claims.first(where: { $0.commitment == promise }), named == head else {
          continue
        }
        // What rests on a recovery takes nothing out.
        if e.recovery != nil, claim.value == "no-claim" { continue }
        let (old, new) = (headClaim ?? "", claim.value.text)
        if old != new {
          flags.insert("restated")
          if e.recorded > due {
            flags.insert("restated-after-due")
            if rank(new) > rank(old) { flags.insert("raised-after-due") }
          }
        }
        (head, headClaim, headItems) = (e.index, new, claim.evidence)
      } else if case .withdraw(let named, _, _) = e.act {
        guard head != nil, named == head, e.recovery == nil else { continue }
        (head, headClaim, headItems, first) = (nil, nil, [], nil)
        flags.insert("withdrawn")
      }
      use(e)
      if head != nil, first == nil, headClaim != "no-claim" { first = e.recorded }
    }
    let hasClaim = head != nil && headClaim != "no-claim"
    if headClaim == "no-claim" { cell.noClaim = head }

    // §6
    if hasClaim, !bound {
      cell.submission = "voluntary"
    } else if hasClaim, let first, first <= due {
      cell.submission = "on-time"
    } else if hasClaim {
      cell.submission = "late"
    } else if !bound {
      cell.submission = "none"
    } else if asOf < window.opens {
      cell.submission = "upcoming"
    } else if asOf <= due {
      cell.submission = "open"
    } else if cell.duty == "encouraged" {
      cell.submission = "not-reported"
    } else if asOf <= close {
      cell.submission = "overdue"
    } else {
      cell.submission = "missing"
    }
    if hasClaim, let first {
      cell.claim = headClaim
      var days: Int64 = 0
      while due + days * day < first { days += 1 }
      cell.daysLate = days
    }

    // §8, dispute
    var collection: [(entry: LedgerEntry, outcome: ChallengeOutcome?, resolved: EntryIndex?, out: Bool)] = []
    for e in visible where e.party == signatory {
      guard case .challenge(period, let commitments) = e.act, commitments.contains(promise) else { continue }
      collection.append((e, nil, nil, false))
      use(e)
    }
    for e in visible {
      let (challenge, decided): (EntryIndex, ChallengeOutcome?)
      switch e.act {
      case .resolve(let index, let outcome): (challenge, decided) = (index, outcome)
      case .resolveEach(let index, let outcomes):
        (challenge, decided) = (index, outcomes.first { $0.commitment == promise }?.outcome)
      default: continue
      }
      guard let decided else { continue }
      for place in collection.indices where collection[place].entry.index == challenge {
        collection[place].outcome = decided
        collection[place].resolved = collection[place].resolved ?? e.index
        use(e)
      }
    }
    for e in visible {
      guard case .withdrawChallenge(let challenge) = e.act, e.recovery == nil else { continue }
      for place in collection.indices where collection[place].entry.index == challenge && !collection[place].out {
        if let resolved = collection[place].resolved, resolved < e.index { continue }
        collection[place].out = true
        use(e)
      }
    }
    collection.removeAll(where: \.out)
    if collection.isEmpty {
      cell.dispute = "none"
    } else if collection.contains(where: { $0.outcome == nil }) {
      cell.dispute = "open"
    } else if collection.contains(where: { $0.outcome == .upheld }) {
      cell.dispute = "upheld"
    } else if collection.contains(where: { $0.outcome == .partlyUpheld }) {
      cell.dispute = "partly-upheld"
    } else {
      cell.dispute = "rejected"
    }
    // §7, response-overdue
    if cell.duty != "listed", let days = accord.challenge?.responseDays {
      for challenge in collection where challenge.outcome == nil {
        let answered = visible.contains {
          if case .respond(challenge.entry.index) = $0.act { true } else { false }
        }
        if !answered, asOf > challenge.entry.recorded + days * day { flags.insert("response-overdue") }
      }
    }

    // §8, assurance
    let levels = accord.assuranceLevels.map(\.id.text)
    var best = 0
    var worst = -1
    var takenBack: [LedgerEntry] = []
    for e in visible {
      guard case .review(let of, let commitments, let level, let conclusion) = e.act, commitments.contains(promise),
        let reviewed = ledger.entry(of), reviewed.party == signatory
      else { continue }
      switch reviewed.act {
      case .submit(period, _, _), .supersede(_, period, _, _), .withdraw(_, period, _): break
      default: continue
      }
      let isWithdrawn = visible.contains {
        if case .withdrawReview(e.index) = $0.act { $0.party == e.party && $0.recovery == nil } else { false }
      }
      if isWithdrawn {
        takenBack.append(e)
        continue
      }
      use(e)
      if of == head {
        best = max(best, levels.firstIndex(of: level.text) ?? 0)
        worst = max(worst, ["supports", "qualified", "contradicts"].firstIndex(of: conclusion.rawValue) ?? 0)
      } else {
        flags.insert("review-of-older-version")
      }
    }
    for e in takenBack { use(e) }
    cell.assurance = cell.claim == nil ? "none" : levels[best]
    cell.conclusion = worst < 0 ? nil : ["supports", "qualified", "contradicts"][worst]

    // §8, evidence
    func lastCheck(_ item: AttestationEvent.Evidence) -> (LedgerEntry, EvidenceCheckEvent.Result)? {
      var last: (LedgerEntry, EvidenceCheckEvent.Result)?
      for e in visible {
        if case .check(item.sha256, let result) = e.act { last = (e, result) }
      }
      return last
    }
    if cell.claim != nil, !headItems.isEmpty {
      let results = headItems.map { lastCheck($0)?.1 }
      let publicItems = headItems.filter(\.isPublic)
      let isFresh = { (e: LedgerEntry) -> Bool in
        guard let days = commitment.evidencePolicy.maxAgeDays else { return true }
        return asOf <= e.recorded + days * day
      }
      if results.contains(.mismatch) {
        cell.evidence = "mismatch"
      } else if results.contains(.unreachable) {
        cell.evidence = "broken"
      } else if !publicItems.isEmpty,
        publicItems.allSatisfy({ lastCheck($0).map { $1 == .match && isFresh($0) } ?? false })
      {
        cell.evidence = "checked"
      } else {
        cell.evidence = "listed"
      }
      for item in headItems {
        if let (e, _) = lastCheck(item) { use(e) }
      }
    }

    // §7, order
    cell.flags = [
      "withdrawn", "restated", "restated-after-due", "raised-after-due", "void-signature", "review-of-older-version",
      "response-overdue",
    ].filter(flags.contains)

    // §9
    if !bound, cell.submission != "voluntary" {
      cell.headline = cell.duty
    } else if hasClaim {
      cell.headline = cell.claim ?? cell.submission
    } else {
      cell.headline = cell.submission
    }
    return cell
  }

  // §10

  func standing(_ signatory: PartyID) -> String {
    let past = acts(signatory).filter { $0.effective <= asOf }
    var basis: Join.Basis?
    for e in past {
      if case .join(_, _, _, let joined) = e.act { basis = joined }
    }
    if basis == nil { return "not-member" }
    for e in past.reversed() {
      if case .join = e.act { break }
      if case .leave = e.act { return "withdrawn" }
      if case .delist = e.act { return "delisted" }
      if case .update(_, _, succeeded: true) = e.act { return "succeeded" }
    }
    if basis == .publicSource { return "listed" }
    for e in past.reversed() {
      if case .join = e.act { break }
      if case .reinstate = e.act { break }
      if case .suspend = e.act { return "suspended" }
    }
    let periods = periods.filter { dropped($0) == nil }
    if periods.isEmpty { return "active" }

    var anyBound = false
    var duties: [(end: Instant, silent: Bool)] = []
    for id in periods {
      guard let (accord, period) = governing(id) else { continue }
      let cells = accord.commitments.compactMap { cell(signatory, $0, id) }
      if period.opens <= asOf, cells.contains(where: { ["required", "encouraged"].contains($0.duty) }) {
        anyBound = true
      }
      let required = cells.filter { $0.duty == "required" }
      let isClosed = !required.isEmpty && required.allSatisfy { $0.close.map { asOf > $0 } ?? false }
      if isClosed { duties.append((period.end, required.contains { $0.submission == "missing" })) }
    }
    if !anyBound { return "new" }
    duties.sort { $0.end < $1.end }
    var run = 0
    for duty in duties.reversed() {
      if !duty.silent { break }
      run += 1
    }
    var inForce: AccordDocument?
    var firstOne: AccordDocument?
    for e in visible {
      guard case .publish(let document) = e.act else { continue }
      firstOne = firstOne ?? document
      if max(document.effectiveFrom, e.recorded) <= asOf { inForce = document }
    }
    let needed = (inForce ?? firstOne)?.membership.delistEligibleAfterPeriods ?? 2
    if run >= needed { return "delisting-eligible" }
    return run > 0 ? "non-communicating" : "active"
  }
}
