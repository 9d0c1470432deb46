internal import Pledges

/// The chain of claims of one cell. // Status rules §5
struct Chain {
  private(set) var head: Head?
  /// When the first real claim of the chain that stands was recorded. A correction keeps it, a withdrawal clears it.
  private(set) var first: Instant?
  private(set) var flags: FlagSet = []
  private(set) var steps: [ChainStep] = []
  /// The last head that rests on no recovery and was not taken out. // Status rules §9
  private(set) var own: Head?
  private(set) var heldBack: [HeldBack] = []

  struct Head {
    var entry: EntryIndex
    var claim: PlainID
    var evidence: [AttestationEvent.Evidence]
  }

  /// Whether something is claimed that is no placeholder.
  var hasClaim: Bool { head.map { $0.claim != .noClaim } ?? false }

  /// A voided entry marks the cell, whatever commitments it lists, and does nothing else.
  mutating func void(_ entry: EntryStamp) {
    flags.insert(.voidSignature)
    use(entry, .voided)
  }

  /// Lets an entry act with what it claims here.
  ///
  /// - Parameter isOwn: whether the entry rests on no recovery.
  mutating func apply(
    _ entry: EntryStamp, _ action: AttestationEvent.Action, _ claim: AttestationEvent.Claim, due: Instant,
    ranks: ClaimRanks, isOwn: Bool
  ) {
    let effect = action.effect(on: head?.entry, isPlaceholder: claim.value == .noClaim, isOwn: isOwn)
    switch effect {
    case .stands: stand(entry, claim, due: due, ranks: ranks, isOwn: isOwn)
    case .heldBack: holdBack(entry, .noClaim)
    case .nothing, .takesOut: return
    }
  }

  /// Lets a withdrawal act.
  mutating func withdraw(_ named: EntryIndex, by entry: EntryStamp, isOwn: Bool) {
    switch AttestationEvent.Action.withdraw(named).effect(on: head?.entry, isPlaceholder: false, isOwn: isOwn) {
    case .takesOut:
      head = nil
      own = nil
      first = nil
      flags.insert(.withdrawn)
      use(entry, .withdrawn)
    case .heldBack: holdBack(entry, .withdrawal)
    case .nothing, .stands: return
    }
  }

  private mutating func holdBack(_ entry: EntryStamp, _ act: HeldBack.Act) {
    if let head { heldBack.append(HeldBack(entry: entry, act: act, target: head.entry)) }
  }

  private mutating func stand(
    _ entry: EntryStamp, _ claim: AttestationEvent.Claim, due: Instant, ranks: ClaimRanks, isOwn: Bool
  ) {
    if let old = head {
      noteRestatement(of: old.claim, by: entry, claim.value, due: due, ranks: ranks)
    } else {
      flags.remove(.withdrawn)
      use(entry, .submitted(claim.value))
    }
    let head = Head(entry: entry.index, claim: claim.value, evidence: claim.evidence)
    self.head = head
    if isOwn { own = head }
    // A placeholder stops no clock; `first` survives a head that goes back to one.
    if first == nil, claim.value != .noClaim { first = entry.recorded }
  }

  private mutating func noteRestatement(
    of old: PlainID, by entry: EntryStamp, _ claim: PlainID, due: Instant, ranks: ClaimRanks
  ) {
    let isAfterDue = old != claim && entry.recorded > due
    let isRaised = isAfterDue && ranks.rank(of: claim) > ranks.rank(of: old)
    if old != claim { flags.insert(.restated) }
    if isAfterDue { flags.insert(.restatedAfterDue) }
    if isRaised { flags.insert(.raisedAfterDue) }
    use(entry, .superseded(from: old, to: claim, afterDue: isAfterDue, raised: isRaised))
  }

  private mutating func use(_ entry: EntryStamp, _ effect: ChainStep.Effect) {
    steps.append(ChainStep(entry: entry, effect: effect))
  }
}
