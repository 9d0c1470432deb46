import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges

/// What `status` says of a party as the owner of its keys. // Format §13
struct OwnerLines {
  private let party: PartyID
  private let state: LedgerState
  private let instant: Instant
  private let marks: KeyMarks

  init(_ party: PartyID, _ state: LedgerState, at instant: Instant) {
    self.party = party
    self.state = state
    self.instant = instant
    marks = KeyMarks(state.accord) { _ in true }
  }

  private var owner: KeyBook.Owner { .party(party) }
  private var standing: OwnerStanding { state.owners[party]?.standing ?? OwnerStanding() }
  private var inForce: [KeyBook.Record] { records { $0.until == nil && $0.hasWaited(by: instant) } }
  private var waiting: [KeyBook.Record] { records { $0.until == nil && !$0.hasWaited(by: instant) } }
  private var recoveries: [RecoveryEvent] { state.accord.recoveries.filter { $0.party == party } }
  private var objections: [ObjectionEvent] { state.accord.objections.filter { $0.party == party } }

  private func records(where wanted: (KeyBook.Record) -> Bool) -> [KeyBook.Record] {
    state.keys.records(of: owner).filter(wanted)
  }

  /// Whether there is more to say than that it has a key.
  var isRemarkable: Bool {
    standing.threshold(at: instant) > 1 || inForce.count < standing.threshold(at: instant) || !waiting.isEmpty
      || !recoveries.isEmpty || !objections.isEmpty
  }

  var lines: [String] {
    let threshold = standing.threshold(at: instant)
    var lines = ["  signs     with \(threshold) of its keys, and \(inForce.count) in force"]
    if inForce.count < threshold { lines[0] += waiting.isEmpty ? ": too few" : ": too few until others come in" }
    if !recoveries.isEmpty || standing.ownThreshold(at: instant) != threshold {
      lines.append("  own       \(standing.ownThreshold(at: instant)) of the keys that rest on no recovery")
    }
    lines += inForce.map { "  key       \($0.key.keyID)  \(KeyWords.word(of: $0))" }
    lines += waiting.map {
      "  waiting   \($0.key.keyID)  from \($0.waitsUntil?.description ?? "") on, \(KeyWords.word(of: $0))"
    }
    lines += recoveries.map(line)
    lines += objections.map { "  objection entry \($0.entry.index) to entry \($0.of), by key \($0.key)" }
    return lines
  }

  private func line(_ recovery: RecoveryEvent) -> String {
    var line = "  recovery  entry \(recovery.entry.index), \(recovery.keys.count) key(s) from \(recovery.comesIn) on"
    let revocations = revocations(under: recovery)
    if !revocations.isEmpty { line += ", rests on revocation \(Self.list(revocations))" }
    let objections = marks.objections(to: recovery.entry.index)
    if !objections.isEmpty { line += ", contested by an earlier key, entry \(Self.list(objections))" }
    return line
  }

  private func revocations(under recovery: RecoveryEvent) -> [EntryIndex] {
    state.accord.revocations(under: recovery).map(\.entry.index)
  }

  private func json(_ recovery: RecoveryEvent) -> JSONValue {
    [
      "entry": KeyWords.index(recovery.entry.index), "comesIn": .string(recovery.comesIn.description),
      "keyids": .array(recovery.keys.map { .string($0.hex) }),
      "restsOn": .array(revocations(under: recovery).map { KeyWords.index($0) }),
      "objections": .array(marks.objections(to: recovery.entry.index).map { KeyWords.index($0) }),
    ]
  }

  private func json(_ objection: ObjectionEvent) -> JSONValue {
    [
      "entry": KeyWords.index(objection.entry.index), "target": KeyWords.index(objection.of),
      "keyid": .string(objection.key.hex),
    ]
  }

  /// The members that say this of a party in JSON; `keyids` are those in force.
  var members: [JSONMember] {
    let records = state.keys.records(of: owner).map { KeyWords.json($0, at: instant) }
    return [
      JSONMember(name: "keyids", value: .array(inForce.map { .string($0.key.keyID.hex) })),
      JSONMember(
        name: "threshold",
        value: [
          "signatures": .integer(Int64(standing.threshold(at: instant))),
          "own": .integer(Int64(standing.ownThreshold(at: instant))), "inForce": .integer(Int64(inForce.count)),
        ]),
      JSONMember(name: "keys", value: .array(records)),
      JSONMember(name: "recoveries", value: .array(recoveries.map(json))),
      JSONMember(name: "objections", value: .array(objections.map(json))),
    ]
  }

  private static func list(_ entries: [EntryIndex]) -> String {
    entries.map(\.description).joined(separator: ", ")
  }
}
