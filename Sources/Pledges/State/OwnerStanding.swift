internal import Cryptography

/// How many keys a party has, how many of them sign for it, and what of that rests on a recovery. // Format §3
///
/// Admission and the status rules fold the same events with the same function. Of all that decides here only the wait of
/// a recovery goes by the clock of entries, so what there is at an instant is asked with that instant.
public struct OwnerStanding: Sendable {
  /// The keys that have not ended, in force or waiting.
  private var held: [Held] = []
  /// The threshold that a join, an admission or a `key.threshold` set last.
  private var said = 1
  /// Those that still wait, and the last that came in; whoever makes thousands of them makes nobody keep them.
  private var recoveries: [Recovery] = []
  /// What the own threshold was set to: the first and all rises since, or the last that was no rise and the rises since.
  private var own: [OwnThreshold] = []
  /// The first of the registrar's revocations since the party last had enough keys for a second.
  private(set) var firstRevocation: EntryIndex?
  /// Up to where time was walked; nil before the first event.
  private var walked: Instant?

  private struct Held: Sendable {
    let key: KeyID
    /// The recovery that brought it, and until when it waits; nil for a key that was in force at once.
    var waiting: (recovery: EntryIndex, until: Instant)?

    func isInForce(at instant: Instant) -> Bool { waiting.map { $0.until <= instant } ?? true }
  }

  fileprivate struct Recovery: Sendable {
    let entry: EntryStamp
    let threshold: Int
    let comesIn: Instant
    /// How many of its keys did not end while they waited; one that has none left changes nothing, and is forgotten.
    var left: Int
    /// Whether a threshold was set after it, which stands over its own.
    var isOverruled = false
  }

  fileprivate struct OwnThreshold: Sendable {
    let entry: EntryStamp
    let value: Int
    /// Whether it waits for objections.
    let isRise: Bool
    var isObjected = false
  }

  public init() {}

  /// The events up to the end of the instant, folded; whatever ran short of keys on the way goes to `note`.
  public init(_ events: some Sequence<OwnerEvent>, through instant: Instant, note: (KeyShortage) -> Void = { _ in }) {
    for event in events { apply(event, note: note) }
    walk(to: instant.saturating(addingSeconds: 1), note: note)
  }

  /// Whether the party ever had a key.
  public var hadKeys: Bool { !own.isEmpty }

  /// How many of its keys are in force or waiting.
  public var heldCount: Int { held.count }

  /// How many of its keys are in force.
  public func inForceCount(at instant: Instant) -> Int {
    held.count { $0.isInForce(at: instant) }
  }

  /// How many different keys sign for the party. // Format §3
  public func threshold(at instant: Instant) -> Int {
    guard !recoveries.isEmpty else { return said }
    return recoveries.last { !$0.isOverruled && $0.hasComeIn(by: instant) }?.threshold ?? said
  }

  /// How many of the keys that no recovery brought make an act the party's own. // Format §3
  public func ownThreshold(at instant: Instant) -> Int {
    own.last { $0.holds(at: instant) }?.value ?? 1
  }

  /// The last recovery that came into force; nil when none ever did.
  public func lastRecovery(by instant: Instant) -> EntryIndex? {
    recoveries.last { $0.hasComeIn(by: instant) }?.entry.index
  }

  private func isShort(at instant: Instant) -> Bool {
    inForceCount(at: instant) < threshold(at: instant)
  }

  /// Takes the next event in ledger order.
  public mutating func apply(_ event: OwnerEvent, note: (KeyShortage) -> Void = { _ in }) {
    let recorded = event.entry.recorded
    walk(to: recorded, note: note)
    switch event.act {
    case .bring(let keys, let threshold):
      let isFirst = !hadKeys
      for key in keys { held.append(Held(key: key)) }
      if let named = threshold ?? (isFirst ? 1 : nil) { set(named, event) }
    case .rotate(let old, let new):
      held.removeAll { $0.key == old }
      held.append(Held(key: new))
    case .threshold(let threshold):
      set(threshold, event)
    case .recover(let keys, let threshold):
      let comesIn = recorded.saturating(addingSeconds: KeyRecovery.wait)
      for key in keys { held.append(Held(key: key, waiting: (event.entry.index, comesIn))) }
      recoveries.append(Recovery(entry: event.entry, threshold: threshold, comesIn: comesIn, left: keys.count))
    case .end(let key, let ender):
      guard let place = held.firstIndex(where: { $0.key == key }) else { return }
      let ended = held.remove(at: place)
      if !ended.isInForce(at: recorded),
        let recovery = recoveries.lastIndex(where: { $0.entry.index == ended.waiting?.recovery })
      {
        recoveries[recovery].left -= 1
        if recoveries[recovery].left == 0 { recoveries.remove(at: recovery) }
      }
      if ender == .registrar, firstRevocation == nil { firstRevocation = event.entry.index }
    case .object(let act, _):
      for place in own.indices
      where own[place].entry.index == act
        && recorded < own[place].entry.recorded.saturating(addingSeconds: KeyRecovery.wait)
      {
        own[place].isObjected = true
      }
    }
  }

  private mutating func set(_ threshold: Int, _ event: OwnerEvent) {
    said = threshold
    for place in recoveries.indices { recoveries[place].isOverruled = true }
    guard event.recovery == nil else { return }
    let isRise = isRise(to: threshold, event)
    if !isRise { own.removeAll() }
    own.append(OwnThreshold(entry: event.entry, value: threshold, isRise: isRise))
  }

  /// Whether an act makes the own threshold higher, which waits for objections.
  func isRise(to threshold: Int, _ event: OwnerEvent) -> Bool {
    event.recovery == nil && !own.isEmpty && threshold > ownThreshold(at: event.entry.recorded)
  }

  /// Walks on to an instant: what was so for a second or more counts. // Status rules §7
  mutating func walk(to instant: Instant, note: (KeyShortage) -> Void = { _ in }) {
    guard var from = walked else {
      walked = instant
      return
    }
    while from < instant {
      let to = recoveries.reduce(instant) { $1.comesIn > from ? min($0, $1.comesIn) : $0 }
      if isShort(at: from) {
        let waiting = recoveries.filter { $0.comesIn > from }.map(\.entry)
        note(KeyShortage(from: from, to: to, since: firstRevocation, recoveries: waiting))
      } else {
        firstRevocation = nil
      }
      from = to
    }
    walked = from
    // Of those that came in only the last one says anything from here on.
    if let last = recoveries.lastIndex(where: { $0.comesIn < from }) { recoveries.removeFirst(last) }
  }
}

extension OwnerStanding.Recovery {
  fileprivate func hasComeIn(by instant: Instant) -> Bool { comesIn <= instant }
}

extension OwnerStanding.OwnThreshold {
  fileprivate func holds(at instant: Instant) -> Bool {
    !isRise || !isObjected && entry.recorded.saturating(addingSeconds: KeyRecovery.wait) <= instant
  }
}

extension [OwnerEvent] {
  /// When the party had too few keys, in the order of time, up to the end of an instant. // Status rules §7
  public func shortages(through instant: Instant) -> [KeyShortage] {
    var shortages: [KeyShortage] = []
    _ = OwnerStanding(self, through: instant) { shortages.append($0) }
    return shortages
  }
}
