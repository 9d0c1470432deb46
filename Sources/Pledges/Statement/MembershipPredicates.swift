internal import CanonicalJSON
public import Cryptography

/// `signatory.join`: a member from `effective` on. // Format §3
public struct Join: Sendable {
  public var signatory: PartyID
  public var name: TextMap
  public var kind: PlainID
  public var country: String?
  public var traits: [PlainID]
  public var effective: Instant
  /// Another pact through which it came.
  public var joinedVia: String?
  /// What it said about how it reads the accord.
  public var reservation: TextMap?
  /// Nil: subscribed to all commitments.
  public var subscribed: [CommitmentID]?
  public var keys: [PublicKey]
  public var basis: Basis
  public var source: Source?
  /// How many of its keys sign for it; nil leaves what there is, 1 for a party that is new.
  public var threshold: Int?
  public var identifications: [KeyIdentification]

  /// What the membership rests on.
  public enum Basis: String, Sendable, CaseIterable {
    case signed
    case publicSource = "public-source"
  }

  /// The public document that names the member.
  public struct Source: Sendable {
    public var uri: String
    public var sha256: Digest?
    public var asOf: CalendarDate

    public init(uri: String, sha256: Digest?, asOf: CalendarDate) {
      self.uri = uri
      self.sha256 = sha256
      self.asOf = asOf
    }
  }

  public init(
    signatory: PartyID, name: TextMap, kind: PlainID, country: String? = nil, traits: [PlainID] = [],
    effective: Instant, joinedVia: String? = nil, reservation: TextMap? = nil, subscribed: [CommitmentID]? = nil,
    keys: [PublicKey] = [], basis: Basis, source: Source? = nil, threshold: Int? = nil,
    identifications: [KeyIdentification] = []
  ) {
    self.signatory = signatory
    self.name = name
    self.kind = kind
    self.country = country
    self.traits = traits
    self.effective = effective
    self.joinedVia = joinedVia
    self.reservation = reservation
    self.subscribed = subscribed
    self.keys = keys
    self.basis = basis
    self.source = source
    self.threshold = threshold
    self.identifications = identifications
  }
}

/// `signatory.update`: what changed about a member's identity; absent members stay.
public struct SignatoryUpdate: Sendable {
  public var signatory: PartyID
  public var name: TextMap?
  public var kind: PlainID?
  public var country: String?
  public var traits: [PlainID]?
  public var effective: Instant
  public var reason: Reason
  public var successor: PartyID?

  public enum Reason: String, Sendable, CaseIterable {
    case renamed, corrected, succeeded
  }

  /// Whether it changes what a signatory owes; a name or a country does not. // Format §11
  var changesDuties: Bool { kind != nil || traits != nil || reason == .succeeded }

  public init(
    signatory: PartyID, name: TextMap? = nil, kind: PlainID? = nil, country: String? = nil, traits: [PlainID]? = nil,
    effective: Instant, reason: Reason, successor: PartyID? = nil
  ) {
    self.signatory = signatory
    self.name = name
    self.kind = kind
    self.country = country
    self.traits = traits
    self.effective = effective
    self.reason = reason
    self.successor = successor
  }
}

/// `signatory.subscribe` and `.unsubscribe`.
public struct SubscriptionChange: Sendable {
  public var signatory: PartyID
  public var commitments: [CommitmentID]
  public var effective: Instant

  public init(signatory: PartyID, commitments: [CommitmentID], effective: Instant) {
    self.signatory = signatory
    self.commitments = commitments
    self.effective = effective
  }
}

extension Join {
  static func read(_ members: inout Members, _ log: FaultLog) -> Join? {
    let signatory: PartyID? = members.required("signatory", Read.id)
    let name = members.required("name", Read.textMap(500))
    let kind: PlainID? = members.required("kind", Read.id)
    let country = members.optional("country", Read.country)
    let traits: [PlainID]? = members.required("traits", readList(0...200, Read.id))
    let effective = members.required("effective", Read.instant)
    let joinedVia = members.optional("joinedVia", Read.text(500))
    let reservation = members.optional("reservation", Read.textMap())
    let subscribed: [CommitmentID]? = members.optional("subscribed", readList(0...500, Read.id))
    let keys = members.required("keys", readList(0...KeyBook.maximumKeys, Read.publicKey))
    let basis: Basis? = members.required("basis", Read.choice)
    let source = members.optional("source", Source.read)
    let threshold = members.optional("threshold", Read.threshold)
    let identifications = KeyIdentification.readList(&members, log)
    guard let signatory, let name, let kind, let traits, let effective, let keys, let basis else { return nil }
    requireUnique(traits, "trait", log)
    requireUnique(subscribed ?? [], "commitment", log)
    requireUnique(keys, by: { $0.keyID }, "key", log)
    switch basis {
    case .signed where keys.isEmpty:
      log.fault(at: .member("keys"), reason: "must not be empty when the basis is signed")
    case .publicSource where !keys.isEmpty:
      log.fault(at: .member("keys"), reason: "must be empty when the basis is a public source")
    case .publicSource where threshold != nil || !identifications.isEmpty:
      log.fault("has a threshold or identifications, and no key that they could be about")
    case .publicSource where source == nil:
      log.fault(at: .member("source"), reason: "is required when the basis is a public source")
    default: break
    }
    return Join(
      signatory: signatory, name: name, kind: kind, country: country, traits: traits, effective: effective,
      joinedVia: joinedVia, reservation: reservation, subscribed: subscribed, keys: keys, basis: basis, source: source,
      threshold: threshold, identifications: identifications)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "name", value: name.json),
      JSONMember(name: "kind", value: .string(kind.text)),
      JSONMember(name: "traits", value: .ids(traits)),
      JSONMember(name: "effective", value: .string(effective.description)),
      JSONMember(name: "keys", value: .array(keys.map { .string($0.pem) })),
      JSONMember(name: "basis", value: .string(basis.rawValue)),
    ]
    members.append("country", country.map { .string($0) })
    members.append("joinedVia", joinedVia.map { .string($0) })
    members.append("reservation", reservation.map(\.json))
    members.append("subscribed", subscribed.map { .ids($0) })
    members.append("source", source.map(\.json))
    members.append("threshold", threshold.map { .integer(Int64($0)) })
    members.append("identifications", identifications.listJSON)
    return members
  }
}

extension Join.Source {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let uri = members.required("uri", Read.uri)
    let sha256 = members.optional("sha256", Read.digest)
    let asOf = members.required("asOf", Read.date)
    members.finish()
    guard let uri, let asOf else { return nil }
    return Self(uri: uri, sha256: sha256, asOf: asOf)
  }

  var json: JSONValue {
    var members = [JSONMember(name: "uri", value: .string(uri))]
    members.append("sha256", sha256.map { .string($0.hex) })
    members.append("asOf", .string(asOf.description))
    return .object(members)
  }
}

extension SignatoryUpdate {
  static func read(_ members: inout Members, _ log: FaultLog) -> SignatoryUpdate? {
    let signatory: PartyID? = members.required("signatory", Read.id)
    let name = members.optional("name", Read.textMap(500))
    let kind: PlainID? = members.optional("kind", Read.id)
    let country = members.optional("country", Read.country)
    let traits: [PlainID]? = members.optional("traits", readList(0...200, Read.id))
    let effective = members.required("effective", Read.instant)
    let reason: Reason? = members.required("reason", Read.choice)
    let successor: PartyID? = members.optional("successor", Read.id)
    guard let signatory, let effective, let reason else { return nil }
    requireUnique(traits ?? [], "trait", log)
    if successor != nil, reason != .succeeded {
      log.fault(at: .member("successor"), reason: "is only for the reason succeeded")
    }
    if reason != .succeeded, name == nil, kind == nil, country == nil, traits == nil {
      log.fault("changes nothing")
    }
    return SignatoryUpdate(
      signatory: signatory, name: name, kind: kind, country: country, traits: traits, effective: effective,
      reason: reason, successor: successor)
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "effective", value: .string(effective.description)),
      JSONMember(name: "reason", value: .string(reason.rawValue)),
    ]
    members.append("name", name.map(\.json))
    members.append("kind", kind.map { .string($0.text) })
    members.append("country", country.map { .string($0) })
    members.append("traits", traits.map { .ids($0) })
    members.append("successor", successor.map { .string($0.text) })
    return members
  }
}

extension SubscriptionChange {
  static func read(_ members: inout Members, _ log: FaultLog) -> SubscriptionChange? {
    let signatory: PartyID? = members.required("signatory", Read.id)
    let commitments: [CommitmentID]? = members.required("commitments", readList(1...500, Read.id))
    let effective = members.required("effective", Read.instant)
    guard let signatory, let commitments, let effective else { return nil }
    requireUnique(commitments, "commitment", log)
    return SubscriptionChange(signatory: signatory, commitments: commitments, effective: effective)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "signatory", value: .string(signatory.text)),
      JSONMember(name: "commitments", value: .ids(commitments)),
      JSONMember(name: "effective", value: .string(effective.description)),
    ]
  }
}

extension TextMap {
  var json: JSONValue {
    .object(entries.map { JSONMember(name: $0.language, value: .string($0.text)) })
  }

  /// A plain text when its language was not said, otherwise the map.
  var textOrMapJSON: JSONValue {
    if entries.count == 1, let text = self[Read.undetermined] { return .string(text) }
    return json
  }
}

extension JSONValue {
  static func ids(_ ids: [some Identifier]) -> JSONValue {
    .array(ids.map { .string($0.text) })
  }
}
