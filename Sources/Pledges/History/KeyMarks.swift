/// What every output says of an act, beside what the act says. // Status rules §9
public struct Mark: Hashable, Sendable {
  public var word: Word
  /// The recovery, or the objection.
  public var entry: EntryIndex

  public enum Word: String, Sendable, CaseIterable {
    /// An earlier key of the party objects to what the act rests on.
    case contested
    /// The act rests on keys that a recovery brought in.
    case recoveredKey = "recovered-key"
  }

  public init(_ word: Word, _ entry: EntryIndex) {
    self.word = word
    self.entry = entry
  }
}

extension Mark: Comparable {
  /// By entry, then by the bytes of the word.
  public static func < (left: Mark, right: Mark) -> Bool {
    guard left.entry == right.entry else { return left.entry < right.entry }
    return left.word.rawValue.utf8.lexicographicallyPrecedes(right.word.rawValue.utf8)
  }
}

/// Which acts rest on which recoveries, and who objects, as far as a report sees. // Status rules §9
public struct KeyMarks: Sendable {
  /// Acts that rest on a recovery.
  private let acts: [EntryIndex: EntryIndex]
  private var recoveries: [EntryIndex: RecoveryEvent] = [:]
  /// The objections to an act on keys, in ledger order.
  private var objections: [EntryIndex: [EntryStamp]] = [:]
  /// Each party's revocations by the registrar that some key objects to.
  private var contested: [PartyID: [EntryIndex]] = [:]

  public init(_ accord: AccordHistory, where isVisible: (EntryStamp) -> Bool) {
    acts = accord.recoveredActs
    guard !accord.objections.isEmpty else { return }
    // Nothing rests on a threshold.
    let acts = Set(accord.recoveries.map(\.entry.index)).union(
      accord.revocations.filter { $0.by == .registrar }.map(\.entry.index))
    for objection in accord.objections where acts.contains(objection.of) && isVisible(objection.entry) {
      objections[objection.of, default: []].append(objection.entry)
    }
    for recovery in accord.recoveries { recoveries[recovery.entry.index] = recovery }
    for revocation in accord.revocations where revocation.by == .registrar && objections[revocation.entry.index] != nil
    {
      if let party = revocation.party { contested[party, default: []].append(revocation.entry.index) }
    }
  }

  /// The recovery that an act rests on; nil for one that rests on none.
  public func recovery(of entry: EntryIndex) -> EntryIndex? { acts[entry] }

  /// Who objects to a revocation or a recovery; of a recovery, also who objects to a revocation that it rests on.
  public func objections(to act: EntryIndex) -> [EntryIndex] {
    guard !objections.isEmpty else { return [] }
    var acts = [act]
    if let recovery = recoveries[act], let since = recovery.restsSince {
      acts += (contested[recovery.party] ?? []).filter { since <= $0 && $0 < act }
    }
    return acts.flatMap { (objections[$0] ?? []).map(\.index) }.sorted()
  }

  /// Whether some key objects to this very act, by an instant.
  public func isObjected(to act: EntryIndex, by instant: Instant) -> Bool {
    objections[act]?.contains { $0.recorded <= instant } ?? false
  }

  /// The marks of an entry, in order: of an act that rests on a recovery, and of an act on keys itself.
  public func marks(of entry: EntryIndex) -> [Mark] { marks(of: CollectionOfOne(entry)) }

  /// The marks of several entries, each once, in order.
  public func marks(of entries: some Sequence<EntryIndex>) -> [Mark] {
    guard !acts.isEmpty || !objections.isEmpty else { return [] }
    var marks: Set<Mark> = []
    for entry in entries {
      for objection in objections(to: entry) { marks.insert(Mark(.contested, objection)) }
      guard let recovery = acts[entry] else { continue }
      marks.insert(Mark(.recoveredKey, recovery))
      for objection in objections(to: recovery) { marks.insert(Mark(.contested, objection)) }
    }
    return marks.sorted()
  }
}

extension AccordHistory {
  /// The registrar's revocations that a recovery rests on, in ledger order. // Format §3
  public func revocations(under recovery: RecoveryEvent) -> [RevocationEvent] {
    guard let since = recovery.restsSince else { return [] }
    return revocations.filter {
      $0.party == recovery.party && $0.by == .registrar && since <= $0.entry.index
        && $0.entry.index < recovery.entry.index
    }
  }
}
