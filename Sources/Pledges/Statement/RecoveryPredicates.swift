internal import CanonicalJSON
public import Cryptography

/// `key.threshold`: how many different keys of a party sign for it from now on. // Format §3
public struct KeyThreshold: Sendable {
  public var party: PartyID
  public var threshold: Int

  public init(party: PartyID, threshold: Int) {
    self.party = party
    self.threshold = threshold
  }
}

/// `key.recover`: new keys for a party that has too few left; they wait before they count. // Format §3
public struct KeyRecovery: Sendable {
  public var party: PartyID
  public var keys: [PublicKey]
  public var threshold: Int
  public var identifications: [KeyIdentification]

  public init(party: PartyID, keys: [PublicKey], threshold: Int, identifications: [KeyIdentification] = []) {
    self.party = party
    self.keys = keys
    self.threshold = threshold
    self.identifications = identifications
  }
}

/// `key.object`: one key says that it does not agree to what was done to its party's keys. // Format §3
public struct KeyObjection: Sendable {
  public var party: PartyID
  /// The revocation, recovery or threshold that it objects to.
  public var of: EntryIndex
  public var text: Detached<TextMap>?

  public init(party: PartyID, of: EntryIndex, text: Detached<TextMap>? = nil) {
    self.party = party
    self.of = of
    self.text = text
  }
}

/// How whoever brings a key in made sure whose it is. Nothing in a ledger can prove it. // Format §3
public struct KeyIdentification: Sendable, Equatable {
  public var key: KeyID
  public var method: Method
  public var date: CalendarDate
  public var reference: Detached<String>

  public enum Method: String, Sendable, CaseIterable {
    case inPerson = "in-person"
    case domain
    case certificate
    case diplomaticNote = "diplomatic-note"
    case knownKey = "known-key"
    case other
  }

  public init(key: KeyID, method: Method, date: CalendarDate, reference: Detached<String>) {
    self.key = key
    self.method = method
    self.date = date
    self.reference = reference
  }
}

extension KeyThreshold {
  static func read(_ members: inout Members) -> KeyThreshold? {
    let party: PartyID? = members.required("party", Read.id)
    let threshold = members.required("threshold", Read.threshold)
    guard let party, let threshold else { return nil }
    return KeyThreshold(party: party, threshold: threshold)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "party", value: .string(party.text)),
      JSONMember(name: "threshold", value: .integer(Int64(threshold))),
    ]
  }
}

extension KeyRecovery {
  static func read(_ members: inout Members, _ log: FaultLog) -> KeyRecovery? {
    let party: PartyID? = members.required("party", Read.id)
    let keys = members.required("keys", readList(1...KeyBook.maximumKeys, Read.publicKey))
    let threshold = members.required("threshold", Read.threshold)
    let identifications = KeyIdentification.readList(&members, log)
    guard let party, let keys, let threshold else { return nil }
    requireUnique(keys, by: { $0.keyID }, "key", log)
    return KeyRecovery(party: party, keys: keys, threshold: threshold, identifications: identifications)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "party", value: .string(party.text)),
      JSONMember(name: "keys", value: .array(keys.map { .string($0.pem) })),
      JSONMember(name: "threshold", value: .integer(Int64(threshold))),
    ]
    members.append("identifications", identifications.listJSON)
    return members
  }
}

extension KeyObjection {
  static func read(_ members: inout Members) -> KeyObjection? {
    let party: PartyID? = members.required("party", Read.id)
    let of = members.required("of", Read.entryIndex)
    let text: Detached<TextMap>? = members.optional("text", Detached.read)
    guard let party, let of else { return nil }
    return KeyObjection(party: party, of: of, text: text)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "party", value: .string(party.text)),
      JSONMember(name: "of", value: .integer(Int64(clamping: of.rawValue))),
    ]
    members.append("text", text.map(\.json))
    return members
  }
}

extension KeyIdentification {
  /// The member `identifications`, which may be absent; no key twice.
  static func readList(_ members: inout Members, _ log: FaultLog) -> [KeyIdentification] {
    let list = members.optional("identifications", Pledges.readList(0...KeyBook.maximumKeys, read)) ?? []
    requireUnique(list, by: { $0.key }, "identified key", log)
    return list
  }

  private static func read(_ node: JSONView, _ log: FaultLog) -> KeyIdentification? {
    guard var members = Members(node, log) else { return nil }
    let key = members.required("key", Read.keyID)
    let method: Method? = members.required("method", Read.choice)
    let date = members.required("date", Read.date)
    let reference: Detached<String>? = members.required("reference", Detached.read)
    members.finish()
    guard let key, let method, let date, let reference else { return nil }
    return KeyIdentification(key: key, method: method, date: date, reference: reference)
  }

  var json: JSONValue {
    .object([
      JSONMember(name: "key", value: .string(key.hex)),
      JSONMember(name: "method", value: .string(method.rawValue)),
      JSONMember(name: "date", value: .string(date.description)),
      JSONMember(name: "reference", value: reference.json),
    ])
  }
}

extension [KeyIdentification] {
  /// Nil for none: the member is then absent.
  var listJSON: JSONValue? { isEmpty ? nil : .array(map(\.json)) }
}

extension Read {
  /// How many keys sign for a party; whether it has as many is for the rules to say. // Format §3
  static func threshold(_ node: JSONView, _ log: FaultLog) -> Int? {
    integer(1...Int64(KeyBook.maximumKeys))(node, log).map { Int($0) }
  }
}

extension KeyRecovery {
  /// How long its keys wait, and how long a higher threshold waits for objections: the format's one rule that a clock
  /// decides. // Format §3
  public static let wait: Int64 = 14 * 86_400
}
