import Compliance
import LedgerFixtures
import Pledges

// §1 and §3 of the page, step by step over the flat list: accord versions and periods, membership at an instant.
extension LiteralRules {
  typealias Version = (entry: LedgerEntry, document: AccordDocument)

  /// What membership comes to at an instant.
  struct Standing {
    var member = false
    var suspended = false
    var kind: PlainID?
    var traits: [PlainID] = []
    var subscription: [CommitmentID]?
    var basis: Join.Basis?
    var base: Instant?
    /// The act that ended it last, and what it was then.
    var leaving: (act: LedgerEntry, basis: Join.Basis?, base: Instant?)?
    var used: [LedgerEntry] = []
  }

  // MARK: - §1

  var versions: [Version] {
    visible.compactMap { entry in
      guard case .publish(let document) = entry.act else { return nil }
      return (entry, document)
    }
  }

  private func since(_ version: Version) -> Instant { max(version.document.effectiveFrom, version.entry.recorded) }

  private func listed(_ period: PeriodID, in version: Version) -> AccordDocument.Period? {
    version.document.reporting?.periods.first { $0.id == period }
  }

  func governing(_ period: PeriodID) -> (AccordDocument, AccordDocument.Period)? {
    let having = versions.filter { listed(period, in: $0) != nil }
    guard let first = having.first, let window = listed(period, in: first) else { return nil }
    let found = having.last { since($0) <= window.end } ?? first
    return listed(period, in: found).map { (found.document, $0) }
  }

  func brought(_ period: PeriodID) -> (version: Version, period: AccordDocument.Period)? {
    for version in versions {
      if let window = listed(period, in: version) { return (version, window) }
    }
    return nil
  }

  /// The version that dropped a period.
  func dropped(_ period: PeriodID) -> Version? {
    guard let (bringing, window) = brought(period) else { return nil }
    return versions.first { version in
      version.entry.index > bringing.entry.index && listed(period, in: version) == nil
        && since(version) + 28 * day <= window.start
    }
  }

  var periods: [PeriodID] {
    var ids: [PeriodID] = []
    for version in versions {
      for period in version.document.reporting?.periods ?? [] where !ids.contains(period.id) { ids.append(period.id) }
    }
    return ids
  }

  /// Whether a commitment can be required of a signatory in a period, whatever the governing version says.
  func mayBeRequired(_ commitment: CommitmentID, in period: PeriodID, kind: PlainID?, traits: [PlainID]) -> Bool {
    guard let (bringing, window) = brought(period), let first = versions.first else { return false }
    if bringing.entry.index != first.entry.index, since(bringing) > window.start { return false }
    let deciding = versions.last { since($0) <= window.start } ?? first
    return deciding.document.commitments.contains {
      $0.id == commitment && $0.obligation == .required && addresses($0, kind: kind, traits: traits)
    }
  }

  func addresses(_ commitment: Commitment, kind: PlainID?, traits: [PlainID]) -> Bool {
    let wanted = commitment.appliesTo.traitsAny
    let isOfKind = commitment.appliesTo.kinds.contains { $0 == kind }
    return isOfKind && (wanted.isEmpty || !wanted.filter(traits.contains).isEmpty)
  }

  // MARK: - §3

  /// The acts of membership and suspension that stand, those of listings entered in error left out.
  func acts(_ signatory: PartyID) -> [LedgerEntry] {
    var acts = visible.filter { entry in
      guard entry.party == signatory else { return false }
      return switch entry.act {
      case .join, .leave, .delist, .strike, .subscribe, .unsubscribe, .update, .suspend, .reinstate: true
      default: false
      }
    }
    var place = 0
    while place < acts.count {
      guard case .strike = acts[place].act else {
        place += 1
        continue
      }
      var join = place - 1
      while join >= 0 {
        if case .join = acts[join].act { break }
        join -= 1
      }
      if join >= 0, case .join(_, _, _, basis: .publicSource) = acts[join].act {
        acts.removeSubrange(join..<place)
        place = join + 1
      } else {
        acts.remove(at: place)
      }
    }
    return acts
  }

  func standing(
    _ signatory: PartyID, at probe: Instant, start: Instant, end: Instant?, all: [CommitmentID]
  ) -> Standing {
    var result = Standing()
    var joinedBefore = false
    for e in acts(signatory) {
      switch e.act {
      case .join(let kind, let traits, let subscribed, let basis):
        let isLater = joinedBefore
        joinedBefore = true
        if e.effective > probe { continue }
        if isLater, let end, e.recorded > end { continue }
        (result.member, result.suspended) = (true, false)
        (result.kind, result.traits, result.subscription, result.basis) = (kind, traits, subscribed, basis)
        result.base = max(e.effective, e.recorded)
        if e.recovery == nil, let leaving = result.leaving, leaving.basis == .signed,
          e.effective <= leaving.act.effective + gapDays(of: e) * day
        {
          result.base = leaving.base
        }
      case .strike: break
      case .subscribe(let listed):
        if e.effective > start { continue }
        result.subscription = listed + (result.subscription ?? [])
      case .unsubscribe(let listed):
        if e.effective > start { continue }
        result.subscription = (result.subscription ?? all).filter { !listed.contains($0) }
      case .update(let kind, let traits, let succeeded):
        if e.effective > probe { continue }
        result.kind = kind ?? result.kind
        result.traits = traits ?? result.traits
        if succeeded { leave(e, &result) }
      case .suspend, .reinstate:
        if e.effective > probe { continue }
        if case .suspend = e.act { result.suspended = true } else { result.suspended = false }
      default:
        if e.effective > probe { continue }
        leave(e, &result)
      }
      result.used.append(e)
    }
    return result
  }

  private func leave(_ e: LedgerEntry, _ result: inout Standing) {
    if result.member { result.leaving = (e, result.basis, result.base) }
    result.member = false
  }

  private func gapDays(of join: LedgerEntry) -> Int64 {
    // In the order of the list: the accord of the examples stands at an index far from theirs.
    let place = visible.firstIndex { $0.index == join.index } ?? 0
    let earlier = Set(visible[..<place].map(\.index))
    let before = versions.filter { earlier.contains($0.entry.index) }
    let document = (before.last { since($0) <= join.recorded } ?? before.first)?.document
    return max(30, document?.reporting?.firstReportAfterDays ?? 0, document?.membership.withdrawalNoticeDays ?? 0)
  }

  /// The same for a period, with a gap that was closed in time.
  func standing(_ signatory: PartyID, for window: AccordDocument.Period, all: [CommitmentID]) -> Standing {
    func at(_ instant: Instant) -> Standing {
      standing(signatory, at: instant, start: window.start, end: window.end, all: all)
    }
    let plain = at(min(window.end, asOf))
    if plain.member { return plain }
    guard let leaving = plain.leaving?.act else { return plain }
    let rejoined = acts(signatory).first { e in
      guard case .join = e.act, e.recovery == nil else { return false }
      return e.index > leaving.index
    }
    guard let rejoined, rejoined.effective > window.end, rejoined.recorded <= window.due, at(window.start).member else {
      return plain
    }
    var before = at(leaving.effective - 1)
    guard before.member else { return plain }
    before.suspended = plain.suspended
    before.used = plain.used + [rejoined]
    return before
  }
}
