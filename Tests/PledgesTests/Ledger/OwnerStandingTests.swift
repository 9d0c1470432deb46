import Cryptography
import Fixtures
import LedgerFixtures
import Testing

@testable import Pledges

@Suite("Keys of a party, folded event by event, are what they are second by second")
struct OwnerStandingTests {
  /// What the rules say of one second, from all the events up to it and by their letter.
  private struct Literal {
    let events: [OwnerEvent]

    func seen(_ second: Int64) -> [OwnerEvent] { events.filter { $0.entry.recorded.seconds <= second } }

    private func comesIn(_ event: OwnerEvent) -> Int64 { event.entry.recorded.seconds + 14 * 86_400 }

    private func end(of key: KeyID, _ second: Int64) -> OwnerEvent? {
      seen(second).first {
        switch $0.act {
        case .end(key, _), .rotate(key, _): true
        default: false
        }
      }
    }

    /// Recoveries some of whose keys did not end while they waited.
    private func living(_ second: Int64) -> [OwnerEvent] {
      seen(second).filter { event in
        guard case .recover(let keys, _) = event.act else { return false }
        return keys.contains { key in end(of: key, second).map { $0.entry.recorded.seconds >= comesIn(event) } ?? true }
      }
    }

    func inForce(_ second: Int64) -> Int {
      seen(second).reduce(0) { count, event in
        let keys: [KeyID] =
          switch event.act {
          case .bring(let keys, _): keys
          case .rotate(_, let new): [new]
          case .recover(let keys, _): comesIn(event) <= second ? keys : []
          default: []
          }
        return count + keys.filter { end(of: $0, second) == nil }.count
      }
    }

    func threshold(_ second: Int64) -> Int {
      let living = living(second).map(\.entry.index)
      var threshold = 1
      for event in seen(second) {
        switch event.act {
        case .bring(_, let named?): threshold = named
        case .threshold(let named): threshold = named
        case .recover(_, let named) where living.contains(event.entry.index) && comesIn(event) <= second:
          threshold = named
        default: break
        }
      }
      return threshold
    }

    func waiting(_ second: Int64) -> [EntryIndex] {
      living(second).filter { comesIn($0) > second }.map(\.entry.index)
    }

    /// The registrar's revocations since the last second, among those at which anything turns, with enough keys.
    func causes(_ second: Int64, _ turns: [Int64]) -> [EntryIndex] {
      let enough = turns.last { $0 <= second && !events.isEmpty && isBegun($0) && inForce($0) >= threshold($0) }
      return seen(second).filter { event in
        guard case .end(_, by: .registrar) = event.act else { return false }
        return enough.map { event.entry.recorded.seconds > $0 } ?? true
      }.map(\.entry.index)
    }

    func isBegun(_ second: Int64) -> Bool { events.first.map { $0.entry.recorded.seconds <= second } ?? false }
  }

  private func history(_ random: inout SeededGenerator) throws -> [OwnerEvent] {
    var events: [OwnerEvent] = []
    let start: Instant = "2032-01-01"
    var now = start.seconds
    let wait: Int64 = 14 * 86_400
    let pauses: [Int64] = [0, 0, 1, 3_600, 86_400, 5 * 86_400, wait - 1, wait]
    var held: [KeyID] = []
    func key(_ number: Int) throws -> KeyID { KeyID(try Digest.sha256(of: [UInt8(truncatingIfNeeded: number)])) }
    for step in 0..<24 {
      now += pauses.randomElement(using: &random) ?? 1
      let act: OwnerEvent.Act
      let fresh = [try key(2 * step), try key(2 * step + 1)].prefix(Int.random(in: 1...2, using: &random))
      switch step == 0 ? 0 : Int.random(in: 0..<9, using: &random) {
      case 0, 1:
        act = .bring(Array(fresh), threshold: Bool.random(using: &random) ? Int.random(in: 1...3, using: &random) : nil)
        held += fresh
      case 2: act = .threshold(Int.random(in: 1...3, using: &random))
      case 3, 4:
        act = .recover(Array(fresh), threshold: Int.random(in: 1...2, using: &random))
        held += fresh
      default:
        guard let ended = held.randomElement(using: &random) else { continue }
        held.removeAll { $0 == ended }
        act = .end(ended, by: OwnerEvent.Ender.allCases.randomElement(using: &random) ?? .owner)
      }
      events.append(
        OwnerEvent(
          entry: EntryStamp(index: EntryIndex(UInt64(step)), recorded: Instant(seconds: now)), act: act))
    }
    return events
  }

  @Test("keys, thresholds and shortages agree with their letter", arguments: 0..<60 as Range<UInt64>)
  func literal(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let events = try history(&random)
    let literal = Literal(events: events)
    let wait: Int64 = 14 * 86_400
    var instants: Set<Int64> = []
    for event in events {
      let recorded = event.entry.recorded.seconds
      instants.formUnion([recorded - 1, recorded, recorded + wait - 1, recorded + wait])
    }
    let turns = instants.sorted()
    let end = Instant(seconds: (turns.last ?? 0) + 10)
    let shortages = events.shortages(through: end)
    for second in turns where literal.isBegun(second) {
      let instant = Instant(seconds: second)
      let standing = OwnerStanding(literal.seen(second), through: instant)
      try #require(standing.inForceCount(at: instant) == literal.inForce(second), "seed \(seed), \(instant)")
      try #require(standing.threshold(at: instant) == literal.threshold(second), "seed \(seed), \(instant)")
      let shortage = shortages.first { $0.from <= instant && instant < $0.to }
      let isShort = literal.inForce(second) < literal.threshold(second)
      try #require((shortage != nil) == isShort, "seed \(seed), \(instant)")
      guard let shortage else { continue }
      try #require(shortage.recoveries.map(\.index) == literal.waiting(second), "seed \(seed), \(instant)")
      try #require(shortage.since == literal.causes(second, turns).first, "seed \(seed), \(instant)")
    }
  }

  @Test("a threshold that is lowered holds at once, one that is raised after fourteen days, the last that holds stands")
  func ownThreshold() {
    func event(_ index: UInt64, _ day: Int64, _ act: OwnerEvent.Act, _ recovery: EntryIndex? = nil) -> OwnerEvent {
      let start: Instant = "2032-01-01"
      return OwnerEvent(
        entry: EntryStamp(index: EntryIndex(index), recorded: start.advanced(byDays: day)), act: act, recovery: recovery
      )
    }
    func own(_ events: [OwnerEvent], _ day: Int64) -> Int {
      let start: Instant = "2032-01-01"
      return OwnerStanding(events, through: "2040-01-01").ownThreshold(at: start.advanced(byDays: day))
    }
    let join = event(0, 0, .bring([FixedKey.alder.keyID], threshold: 2))
    #expect(own([join], 0) == 2)
    let raised = [join, event(1, 10, .threshold(3))]
    #expect(own(raised, 23) == 2)
    #expect(own(raised, 24) == 3)
    let objected = raised + [event(2, 20, .object(to: 1, key: FixedKey.alder.keyID))]
    #expect(own(objected, 100) == 2)
    #expect(own(objected + [event(3, 30, .threshold(1))], 30) == 1)
    #expect(own(raised + [event(2, 12, .threshold(1))], 100) == 1)
    #expect(own(raised + [event(2, 12, .threshold(4), 7)], 100) == 3)
    #expect(own(raised + [event(2, 12, .bring([FixedKey.spare.keyID], threshold: nil))], 100) == 3)
    // A later rise does not put off an earlier one.
    #expect(own(raised + [event(2, 20, .threshold(4))], 30) == 3)
    #expect(own(raised + [event(2, 20, .threshold(4))], 34) == 4)
  }
}
