internal import CanonicalJSON
public import Cryptography

/// `party.admit`: a party with a role other than signing the accord.
public struct PartyAdmission: Sendable {
  public var party: PartyID
  public var name: String
  public var roles: [Role]
  public var keys: [PublicKey]
  /// How many of its keys sign for it; nil leaves what there is, 1 for a party that is new.
  public var threshold: Int?
  public var identifications: [KeyIdentification]

  /// What a party may do. // Format §3
  public enum Role: String, Sendable, CaseIterable {
    case reviewer, challenger, panel, checker, observer
  }

  public init(
    party: PartyID, name: String, roles: [Role], keys: [PublicKey], threshold: Int? = nil,
    identifications: [KeyIdentification] = []
  ) {
    self.party = party
    self.name = name
    self.roles = roles
    self.keys = keys
    self.threshold = threshold
    self.identifications = identifications
  }
}

/// `key.register`: one more key of a party.
public struct KeyRegistration: Sendable {
  public var party: PartyID
  public var key: PublicKey

  public init(party: PartyID, key: PublicKey) {
    self.party = party
    self.key = key
  }
}

/// `key.rotate`: a new key in the place of an old one.
public struct KeyRotation: Sendable {
  public var party: PartyID
  public var oldKey: KeyID
  public var key: PublicKey

  public init(party: PartyID, oldKey: KeyID, key: PublicKey) {
    self.party = party
    self.oldKey = oldKey
    self.key = key
  }
}

/// `key.revoke`: a key that no longer counts, and why.
public struct KeyRevocation: Sendable {
  public var party: PartyID
  public var key: KeyID
  public var reason: Reason
  /// Entries of this key recorded at or after it are void; only for a compromised key.
  public var invalidSince: Instant?

  public enum Reason: String, Sendable, CaseIterable {
    case superseded, lost, compromised
  }

  public init(party: PartyID, key: KeyID, reason: Reason, invalidSince: Instant?) {
    self.party = party
    self.key = key
    self.reason = reason
    self.invalidSince = invalidSince
  }
}

extension PartyAdmission {
  static func read(_ members: inout Members, _ log: FaultLog) -> PartyAdmission? {
    let party: PartyID? = members.required("party", Read.id)
    let name = members.required("name", Read.text(500))
    let roles: [Role]? = members.required("roles", readList(1...Role.allCases.count, Read.choice))
    let keys = members.required("keys", readList(1...KeyBook.maximumKeys, Read.publicKey))
    let threshold = members.optional("threshold", Read.threshold)
    let identifications = KeyIdentification.readList(&members, log)
    guard let party, let name, let roles, let keys else { return nil }
    requireUnique(roles, by: { $0.rawValue }, "role", log)
    requireUnique(keys, by: { $0.keyID }, "key", log)
    return PartyAdmission(
      party: party, name: name, roles: roles, keys: keys, threshold: threshold, identifications: identifications)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "party", value: .string(party.text)),
      JSONMember(name: "name", value: .string(name)),
      JSONMember(name: "roles", value: .array(roles.map { .string($0.rawValue) })),
      JSONMember(name: "keys", value: .array(keys.map { .string($0.pem) })),
    ]
    members.append("threshold", threshold.map { .integer(Int64($0)) })
    members.append("identifications", identifications.listJSON)
    return members
  }
}

extension KeyRegistration {
  static func read(_ members: inout Members) -> KeyRegistration? {
    let party: PartyID? = members.required("party", Read.id)
    let key = members.required("key", Read.publicKey)
    guard let party, let key else { return nil }
    return KeyRegistration(party: party, key: key)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "party", value: .string(party.text)),
      JSONMember(name: "key", value: .string(key.pem)),
    ]
  }
}

extension KeyRotation {
  static func read(_ members: inout Members) -> KeyRotation? {
    let party: PartyID? = members.required("party", Read.id)
    let oldKey = members.required("oldKey", Read.keyID)
    let key = members.required("key", Read.publicKey)
    guard let party, let oldKey, let key else { return nil }
    return KeyRotation(party: party, oldKey: oldKey, key: key)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "party", value: .string(party.text)),
      JSONMember(name: "oldKey", value: .string(oldKey.hex)),
      JSONMember(name: "key", value: .string(key.pem)),
    ]
  }
}

extension KeyRevocation {
  static func read(_ members: inout Members, _ log: FaultLog) -> KeyRevocation? {
    let party: PartyID? = members.required("party", Read.id)
    let key = members.required("key", Read.keyID)
    let reason: Reason? = members.required("reason", Read.choice)
    let invalidSince = members.optional("invalidSince", Read.instant)
    guard let party, let key, let reason else { return nil }
    if invalidSince != nil, reason != .compromised {
      log.fault(at: .member("invalidSince"), reason: "is for a compromised key only")
    }
    return KeyRevocation(party: party, key: key, reason: reason, invalidSince: invalidSince)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "party", value: .string(party.text)),
      JSONMember(name: "key", value: .string(key.hex)),
      JSONMember(name: "reason", value: .string(reason.rawValue)),
    ]
    members.append("invalidSince", invalidSince.map { .string($0.description) })
    return members
  }
}

extension [JSONMember] {
  /// Appends a member unless it is absent.
  mutating func append(_ name: String, _ value: JSONValue?) {
    if let value { append(JSONMember(name: name, value: value)) }
  }
}
