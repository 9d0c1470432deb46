/// What a signatory is apart from its names and keys: what a join says of it, and an update changes. // Format §11
///
/// State keeps the last word, and a report on an earlier instant folds the statements up to it: both fold here.
public struct SignatoryProfile: Sendable {
  public private(set) var kind: PlainID
  public private(set) var country: String?
  public private(set) var traits: [PlainID]
  public let basis: Join.Basis
  public let source: Join.Source?
  public let joinedVia: String?
  public let reservation: TextMap?
  public private(set) var successor: PartyID?

  /// A join starts afresh, also that of one who was here before. // Status rules §3
  public init(_ join: Join) {
    self.init(
      kind: join.kind, country: join.country, traits: join.traits, basis: join.basis, source: join.source,
      joinedVia: join.joinedVia, reservation: join.reservation)
  }

  init(
    kind: PlainID, country: String?, traits: [PlainID], basis: Join.Basis, source: Join.Source?, joinedVia: String?,
    reservation: TextMap?, successor: PartyID? = nil
  ) {
    self.kind = kind
    self.country = country
    self.traits = traits
    self.basis = basis
    self.source = source
    self.joinedVia = joinedVia
    self.reservation = reservation
    self.successor = successor
  }

  /// An update changes what it names and leaves the rest.
  public mutating func apply(_ update: SignatoryUpdate) {
    if let kind = update.kind { self.kind = kind }
    if let country = update.country { self.country = country }
    if let traits = update.traits { self.traits = traits }
    if let successor = update.successor { self.successor = successor }
  }
}
