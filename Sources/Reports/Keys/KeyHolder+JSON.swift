internal import CanonicalJSON
internal import Cryptography
internal import Pledges

extension KeyHolder {
  func json(_ frame: ReportFrame) -> JSONValue {
    .object([
      JSONMember(name: "party", value: .text(party)), JSONMember(name: "name", value: .string(name)),
      thresholdMember, JSONMember(name: "keys", value: .array(keys.map { $0.json(frame) })),
      JSONMember(name: "acts", value: .array(acts.map(\.json))),
    ])
  }

  /// How many keys sign, how many of those that no recovery brought, and how many there are.
  var thresholdMember: JSONMember {
    JSONMember(
      name: "threshold",
      value: [
        "signatures": .integer(Int64(threshold)), "own": .integer(Int64(ownThreshold)),
        "inForce": .integer(Int64(inForce)),
      ])
  }
}

extension KeyLine {
  func json(_ frame: ReportFrame) -> JSONValue {
    [
      "keyid": .text(id), "algorithm": .string(algorithm.rawValue), "since": .index(since), "until": .optional(until),
      "broughtInBy": .string(provenance.voucher.rawValue), "recorded": .text(provenance.recorded),
      "identification": provenance.identification.map {
        [
          "method": .string($0.method.rawValue), "date": .text($0.date),
          "reference": frame.json($0.reference) { .string($0) },
        ]
      } ?? .null,
      "recovery": .optional(provenance.recovery), "waitsUntil": .optional(waitsUntil),
      "hasCounted": .boolean(hasCounted),
      "endedBy": endJSON, "invalidSince": .optional(invalidSince),
      "declared": voiding.map {
        [
          "entry": .index($0.entry.index), "recorded": .text($0.entry.recorded), "by": .string($0.by.rawValue),
        ]
      } ?? .null,
      "marks": .marks(marks),
    ]
  }

  private var endJSON: JSONValue {
    switch end {
    case .revoked(let ender): .string(ender.rawValue)
    case .replaced(let key): ["replacedBy": .text(key)]
    case nil: .null
    }
  }
}

extension KeyActLine {
  var json: JSONValue {
    var members = [
      JSONMember(name: "entry", value: .index(entry.index)), JSONMember(name: "recorded", value: .text(entry.recorded)),
    ]
    members += act.members
    if let comesIn { members.append(JSONMember(name: "comesIn", value: .text(comesIn))) }
    members.append(JSONMember(name: "marks", value: .marks(marks)))
    return .object(members)
  }
}

extension OwnerEvent.Act {
  /// The act and what it names.
  var members: [JSONMember] {
    func member(_ name: String, _ value: JSONValue) -> JSONMember { JSONMember(name: name, value: value) }
    return switch self {
    case .bring(let keys, let threshold):
      [
        member("act", "bring"), member("keyids", .list(keys)),
        member("signatures", threshold.map { .integer(Int64($0)) } ?? .null),
      ]
    case .rotate(let old, let new):
      [member("act", "rotate"), member("oldKeyid", .text(old)), member("newKeyid", .text(new))]
    case .threshold(let threshold): [member("act", "threshold"), member("signatures", .integer(Int64(threshold)))]
    case .recover(let keys, let threshold):
      [
        member("act", "recover"), member("keyids", .list(keys)), member("signatures", .integer(Int64(threshold))),
      ]
    case .end(let key, let ender):
      [member("act", "end"), member("keyid", .text(key)), member("by", .string(ender.rawValue))]
    case .object(let entry, let key):
      [member("act", "object"), member("target", .index(entry)), member("keyid", .text(key))]
    }
  }
}

extension JSONValue {
  /// A list of {mark, entry}. // Status rules §9
  static func marks(_ marks: [Mark]) -> JSONValue {
    .array(marks.map { ["mark": .string($0.word.rawValue), "entry": .index($0.entry)] })
  }
}
