public import Cryptography
internal import Fixtures
public import LedgerWriter
public import Pledges
internal import TransparencyLog

/// A ledger with at least one entry of every kind, written by the real appender and closed again.
public struct Chronicle: Sendable {
  public let cast: Cast
  /// The file, byte for byte.
  public let bytes: [UInt8]
  /// What the file holds.
  public let contents: LedgerFile
  /// Where the entries stand, by the name under which they were written.
  public let places: [String: Int]
  public let size: Int
  public let head: Digest
  public let state: LedgerState
  /// The words that the ledger no longer holds, since its entry `redact` removed them from `submit` and `supersede`.
  public let removedText: Disclosure

  public static let origin = "pledges.example/beacon"

  /// The index of a named entry.
  public func place(_ name: String) throws -> Int {
    try given(places[name], name)
  }

  /// When an entry was recorded.
  public func time(of place: Int) throws -> Instant {
    try given(EntryHeader(contents.rows[place].header)).recorded
  }

  public init() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("chronicle.db")
    cast = try Cast()
    do {
      var writer = try ChronicleWriter(at: path, cast)
      try writer.writeAll()
      places = writer.places
      size = Int(writer.appender.chain.size)
      head = writer.appender.chain.leaf
      state = writer.appender.state
    }
    removedText = try Samples.keeperDisclosure()
    contents = try LedgerFile(path)
    bytes = try folder.read("chronicle.db")
  }
}

/// Writes the sample entries one by one, a transaction each.
public struct ChronicleWriter: ~Copyable {
  public let cast: Cast
  public var appender: LedgerAppender
  public private(set) var places: [String: Int] = [:]
  public private(set) var now: Instant

  /// Makes the ledger with its genesis and the accord's first version.
  public init(at path: String, _ cast: Cast) throws {
    self.cast = cast
    let start = try given(Instant("2030-04-01T00:00:00Z"))
    try Self.create(at: path, cast, start: start)
    appender = try LedgerAppender(opening: path)
    places = ["genesis": 0, "accord": 1]
    now = start
  }

  /// Makes a ledger of genesis and accord.
  @discardableResult
  public static func create(at path: String, _ cast: Cast, start: Instant) throws -> [Receipt] {
    let origin = try given(Origin(Chronicle.origin))
    let registrar = try Registrar(
      id: given(PartyID("beacon-office")), name: "Beacon Office", threshold: 1, keys: [cast.registrar.publicKey])
    let logKey = try VerifierKey(name: origin.text, publicKey: cast.log.publicKey, type: .ed25519)
    let genesis = Genesis(environment: .demo, rules: Genesis.currentRules, registrar: registrar, logKeys: [logKey])
    var ledger = try Ledger(signatures: .check)
    let first = try LedgerState.draft(genesis: genesis, origin: origin, at: start)
    var entries = [
      try ledger.admit(submission(given(first.payload), by: [cast.registrar]), at: start, earlier: { _ in nil })
    ]
    let second = try ledger.state.draft(.accordPublish(SampleAccord.first()), at: start)
    entries.append(
      try ledger.admit(submission(given(second.payload), by: [cast.registrar]), at: start, earlier: { _ in nil }))
    return try LedgerAppender.create(at: path, entries)
  }

  /// A predicate drafted on the ledger as it is, signed and with its words.
  public func signed(
    _ predicate: Predicate, by keys: [PrivateKey], at time: Instant? = nil
  ) throws -> SubmittedEnvelope {
    try submission(given(appender.state.draft(predicate, at: time ?? now).payload), by: keys)
  }

  /// Appends one entry a day after the one before, or at a given time.
  @discardableResult
  public mutating func add(
    _ name: String, _ predicate: Predicate, by keys: [PrivateKey], at time: String? = nil
  ) throws -> Receipt {
    now = try time.map { try given(Instant($0)) } ?? Instant(seconds: now.seconds + Instant.secondsPerDay)
    let receipt = try given(appender.append([signed(predicate, by: keys)], at: now).first)
    places[name] = Int(receipt.header.index.rawValue)
    return receipt
  }

  /// Quillonia joins, with its first key.
  public mutating func addQuillonia() throws {
    try add(
      "join", .join(Samples.join("quillonia", keys: [cast.quillonia[0].publicKey], effective: now)),
      by: [cast.registrar, cast.quillonia[0]])
  }
}
