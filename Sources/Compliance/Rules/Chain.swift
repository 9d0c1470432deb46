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

  /// - Parameter isOwn: whether the entry rests on no recovery.
  mutating func submit(
    _ entry: EntryStamp, _ claim: PlainID, evidence: [AttestationEvent.Evidence] = [], isOwn: Bool = true
  ) {
    guard head == nil else { return }
    flags.remove(.withdrawn)
    use(entry, .submitted(claim))
    stand(entry, claim, evidence, isOwn: isOwn)
  }

  mutating func supersede(
    _ named: EntryIndex, by entry: EntryStamp, _ claim: PlainID, evidence: [AttestationEvent.Evidence] = [],
    due: Instant, ranks: ClaimRanks, isOwn: Bool = true
  ) {
    guard let old = head, old.entry == named else { return }
    guard isOwn || claim != .noClaim else {
      heldBack.append(HeldBack(entry: entry, act: .noClaim, target: named))
      return
    }
    var isAfterDue = false
    var isRaised = false
    if old.claim != claim {
      isAfterDue = entry.recorded > due
      isRaised = isAfterDue && ranks.rank(of: claim) > ranks.rank(of: old.claim)
      flags.insert(.restated)
      if isAfterDue { flags.insert(.restatedAfterDue) }
      if isRaised { flags.insert(.raisedAfterDue) }
    }
    use(entry, .superseded(from: old.claim, to: claim, afterDue: isAfterDue, raised: isRaised))
    stand(entry, claim, evidence, isOwn: isOwn)
  }

  mutating func withdraw(_ named: EntryIndex, by entry: EntryStamp, isOwn: Bool = true) {
    guard let old = head, old.entry == named else { return }
    guard isOwn else {
      heldBack.append(HeldBack(entry: entry, act: .withdrawal, target: named))
      return
    }
    head = nil
    own = nil
    first = nil
    flags.insert(.withdrawn)
    use(entry, .withdrawn)
  }

  private mutating func stand(
    _ entry: EntryStamp, _ claim: PlainID, _ evidence: [AttestationEvent.Evidence], isOwn: Bool
  ) {
    let head = Head(entry: entry.index, claim: claim, evidence: evidence)
    self.head = head
    if isOwn { own = head }
    // A placeholder stops no clock; `first` survives a head that goes back to one.
    if first == nil, claim != .noClaim { first = entry.recorded }
  }

  private mutating func use(_ entry: EntryStamp, _ effect: ChainStep.Effect) {
    steps.append(ChainStep(entry: entry, effect: effect))
  }
}
