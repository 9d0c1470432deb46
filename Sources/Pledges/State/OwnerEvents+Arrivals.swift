internal import Cryptography

extension [OwnerEvent] {
  /// When what waits comes in by time alone: the keys of a recovery, and a higher own threshold. // Format §3
  ///
  /// Not so for a recovery all of whose keys ended while they waited, and a threshold that was objected to.
  public var arrivals: [Instant] {
    var standing = OwnerStanding()
    var waiting: [(entry: EntryIndex, comesIn: Instant, keys: [KeyID])] = []
    var arrivals: [Instant] = []
    for event in self {
      let recorded = event.entry.recorded
      while let first = waiting.first, first.comesIn <= recorded { arrivals.append(waiting.removeFirst().comesIn) }
      let comesIn = recorded.saturating(addingSeconds: KeyRecovery.wait)
      switch event.act {
      case .recover(let keys, _): waiting.append((event.entry.index, comesIn, keys))
      case .threshold(let threshold), .bring(_, let threshold?):
        if standing.isRise(to: threshold, event) {
          waiting.append((event.entry.index, comesIn, []))
        } else if event.recovery == nil {
          waiting.removeAll(where: \.keys.isEmpty)
        }
      case .end(let key, _):
        for place in waiting.indices.reversed() where waiting[place].keys.contains(key) {
          waiting[place].keys.removeAll { $0 == key }
          if waiting[place].keys.isEmpty { waiting.remove(at: place) }
        }
      case .object(let act, _):
        // To a recovery nobody's objection changes anything but the record.
        waiting.removeAll { $0.entry == act && $0.keys.isEmpty }
      case .rotate, .bring(_, nil): break
      }
      standing.apply(event)
    }
    return arrivals + waiting.map(\.comesIn)
  }
}
