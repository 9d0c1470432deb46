public import CanonicalJSON
public import Cryptography
public import Pledges
public import TransparencyLog

/// A ledger in memory that a test writes entry by entry, with everything it admitted kept beside it.
///
/// Each step is drafted against the ledger as it is, signed by fixed keys and admitted at the instant that the test
/// names; nothing here looks at a clock.
public final class LedgerFixture {
  public private(set) var ledger: Ledger
  /// What was admitted, in order.
  public private(set) var entries: [AdmittedEntry] = []

  public static let origin = literal(Origin("ledger.example/harbour-light"), "the origin")
  /// When a fixture's genesis and first accord version are recorded.
  public static let start: Instant = "2031-01-01"

  /// A ledger without entries.
  public init() throws {
    ledger = try Ledger(signatures: .check)
  }

  /// A ledger with a genesis and, unless it is nil, the first version of an accord.
  public convenience init(
    accord: JSONValue?, environment: Genesis.Environment = .demo, registrarKeys: [FixedKey] = [.registrar],
    threshold: Int = 1, at now: Instant = start
  ) throws {
    try self.init()
    try makeGenesis(environment: environment, registrarKeys: registrarKeys, threshold: threshold, at: now)
    guard let accord else { return }
    try admit(.accordPublish(SampleAccord.publication(accord)), registrarKeys, at: now)
  }

  /// The Harbour Light ledger: genesis, accord, three signatories and a party of each role, all from `start` on.
  ///
  /// `alder` is a state with a harbour, `birch` a company (its key is P-256), `cedar` a state without traits. Entries
  /// 0 to 8; the next one has index 9.
  public static func harbourLight(
    accord: JSONValue = SampleAccord.reporting, subscribed: [CommitmentID]? = nil
  ) throws -> LedgerFixture {
    let fixture = try LedgerFixture(accord: accord)
    try fixture.join(.alder, kind: "state", traits: ["has-harbour"], subscribed: subscribed)
    try fixture.join(.birch, kind: "company", subscribed: subscribed)
    try fixture.join(.cedar, kind: "state", subscribed: subscribed)
    try fixture.admitParty(.reviewer, [.reviewer])
    try fixture.admitParty(.challenger, [.challenger])
    try fixture.admitParty(.panel, [.panel])
    try fixture.admitParty(.checker, [.checker])
    return fixture
  }

  // MARK: - What it is now

  public var state: LedgerState { ledger.state }
  public var chain: ChainHead { ledger.chain }
  public var size: UInt64 { ledger.chain.size }

  public func root() throws -> Digest { try ledger.root() }

  /// An admitted entry as a later statement names it.
  public func reference(_ index: EntryIndex) -> EntryReference {
    EntryReference(index: index, header: entries[Int(index.rawValue)].leaf)
  }

  /// Puts the ledger into an archive and goes on with the one that comes out of it; answers the archive.
  @discardableResult
  public func resume(after earlier: MemoryArchive? = nil) throws -> MemoryArchive {
    let archive = MemoryArchive(ledger, after: earlier)
    ledger = try archive.resume(entries)
    return archive
  }

  // MARK: - Writing

  /// A statement for this ledger as it is now.
  public func draft(_ predicate: Predicate, at now: Instant) throws -> Statement {
    try ledger.state.draft(predicate, at: now)
  }

  /// Drafts, signs and admits; what is refused is thrown and leaves the ledger as it was.
  @discardableResult
  public func admit(_ predicate: Predicate, _ signers: [FixedKey], at now: Instant) throws -> AdmittedEntry {
    try admit(draft(predicate, at: now), signers, at: now)
  }

  /// Signs and admits a statement as it is.
  @discardableResult
  public func admit(_ statement: Statement, _ signers: [FixedKey], at now: Instant) throws -> AdmittedEntry {
    try admit(Envelope.signed(statement, by: signers), at: now)
  }

  /// Admits an envelope, with the words that its statement names.
  @discardableResult
  public func admit(_ envelope: Envelope, at now: Instant) throws -> AdmittedEntry {
    try admit(envelope.submitted, at: now)
  }

  /// Admits an envelope with these words.
  @discardableResult
  public func admit(_ submitted: SubmittedEnvelope, at now: Instant) throws -> AdmittedEntry {
    let entry = try ledger.admit(submitted, at: now) { [entries] index in
      entries.indices.contains(Int(clamping: index.rawValue)) ? entries[Int(index.rawValue)].envelopeBytes : nil
    }
    entries.append(entry)
    return entry
  }

  /// Admits the genesis.
  @discardableResult
  public func makeGenesis(
    environment: Genesis.Environment = .demo, registrarKeys: [FixedKey] = [.registrar], threshold: Int = 1,
    logKeys: [FixedKey] = [.log], at now: Instant = start
  ) throws -> AdmittedEntry {
    let registrar = Registrar(
      id: "registrar", name: "Harbour Light Office", threshold: threshold, keys: registrarKeys.map(\.publicKey))
    let genesis = Genesis(
      environment: environment, rules: Genesis.currentRules, registrar: registrar,
      logKeys: try logKeys.map { try LedgerFixture.logKey($0) })
    return try admit(
      LedgerState.draft(genesis: genesis, origin: LedgerFixture.origin, at: now), registrarKeys, at: now)
  }

  /// A key as the log's verifier key.
  public static func logKey(_ key: FixedKey = .log) throws -> VerifierKey {
    try VerifierKey(name: origin.text, publicKey: key.publicKey, type: .ed25519)
  }

  /// A signatory, named as its key is, joins and signs with the registrar.
  @discardableResult
  public func join(
    _ key: FixedKey, kind: PlainID, traits: [PlainID] = [], subscribed: [CommitmentID]? = nil,
    effective: Instant? = nil, at now: Instant = start
  ) throws -> AdmittedEntry {
    let join = Join(
      signatory: key.party, name: literal(TextMap([("en", key.rawValue.capitalizedFirst)]), key.rawValue), kind: kind,
      traits: traits, effective: effective ?? now, subscribed: subscribed, keys: [key.publicKey], basis: .signed)
    return try admit(.join(join), [.registrar, key], at: now)
  }

  /// A party, named as its key is, is admitted to roles.
  @discardableResult
  public func admitParty(
    _ key: FixedKey, _ roles: [PartyAdmission.Role], at now: Instant = start
  ) throws -> AdmittedEntry {
    let admission = PartyAdmission(
      party: key.party, name: key.rawValue.capitalizedFirst, roles: roles, keys: [key.publicKey])
    return try admit(.partyAdmit(admission), [.registrar, key], at: now)
  }

  /// An attestation of a signatory, named as its key is: by default a plain `met` for one commitment. Its words are under
  /// salts of their own for each size of the ledger.
  public func attestation(
    _ key: FixedKey, period: PeriodID = "2031", _ claims: [Claim], evidence: [EvidenceItem]? = nil,
    supersession: Attestation.Supersession? = nil
  ) -> Attestation {
    let version = ledger.state.accord.governing(period) ?? ledger.state.accord.versions[0]
    return Attestation(
      signatory: key.party, period: period,
      accord: Attestation.AccordReference(
        id: version.document.id, version: version.document.version, sha256: version.sha256),
      claims: claims, evidence: evidence ?? [.sample(salted: "\(size)")],
      affirmation: .words(
        Attestation.Affirmation(text: "This is so.", office: "Harbour master"), salted: "\(size)"),
      supersession: supersession)
  }

  /// A signatory files `met` for these commitments.
  @discardableResult
  public func attest(
    _ key: FixedKey, period: PeriodID = "2031", _ commitments: [CommitmentID] = ["lamp"],
    at now: Instant = "2032-02-01"
  ) throws -> AdmittedEntry {
    try admit(.attest(attestation(key, period: period, commitments.map { .met($0) })), [key], at: now)
  }

  /// Admits the removal of these words of an entry, or of all that are still there.
  @discardableResult
  public func redact(_ index: EntryIndex, _ texts: [Digest]? = nil, at now: Instant) throws -> AdmittedEntry {
    let there = entries[Int(index.rawValue)].statement.textDigests.filter {
      ledger.state.removals.removal(of: $0, from: index) == nil
    }
    let basis = TextRedaction.LegalBasis(basis: .erasureRequest, reference: "Harbour Data Act, section 4")
    return try admit(
      .redact(TextRedaction(entry: index, texts: texts ?? there, legalBasis: basis)), [.registrar], at: now)
  }
}

extension FixedKey {
  /// The party that the fixtures give this key to.
  public var party: PartyID { literal(PartyID(rawValue.lowercased()), rawValue) }
}

extension Envelope {
  /// A statement signed by fixed keys.
  public static func signed(_ statement: Statement, by signers: [FixedKey]) throws -> Envelope {
    try signed(literal(statement.payload, "a statement of a known kind"), by: signers)
  }

  /// Payload bytes signed by fixed keys.
  public static func signed(_ payload: [UInt8], by signers: [FixedKey]) throws -> Envelope {
    let message = PreAuthenticationEncoding.bytes(statement: payload)
    return try Envelope(
      payload: payload,
      signatures: signers.map { Signature(keyID: $0.keyID, bytes: try $0.privateKey.sign(message)) })
  }
}

extension Claim {
  /// The plainest claim that a commitment takes: evidence `e1` and, where the sample accord asks for it, indicators.
  public static func met(_ commitment: CommitmentID, evidence: [PlainID] = ["e1"]) -> Claim {
    var claim = Claim(commitment: commitment, value: "met", evidence: evidence)
    if commitment == "depth" {
      claim.indicators = [
        IndicatorValue(id: "soundings", value: .integer(12)), IndicatorValue(id: "metres", value: .text("9.5")),
      ]
    }
    return claim
  }
}

extension EvidenceItem {
  /// A public document.
  public static func sample(
    _ id: PlainID = "e1", sha256: Digest? = nil, visibility: Visibility = .public, salted word: String = ""
  ) -> EvidenceItem {
    EvidenceItem(
      id: id, kind: .document, mediaType: "application/pdf", bytes: 4_096, sha256: sha256 ?? .named("evidence \(id)"),
      visibility: visibility, words: .words(Words(title: "Lamp log", uri: "https://alder.example/\(id)"), salted: word))
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
