internal import CanonicalJSON
public import Cryptography
public import Pledges
public import TransparencyLog

/// What a publication says about itself in `ledger.json`: for people and for programs that look around. // Format §7
///
///     {
///       "origin": "pledges.example/lantern",
///       "genesis": "9f2c…",
///       "environment": "production",
///       "logKeys": ["pledges.example/lantern+ca0c7e62+AQ…"],
///       "accord": { "id": "lantern", "version": "2" },
///       "removals": [31]
///     }
///
/// Nobody should trust it: log keys come from elsewhere, all else from the entries.
public struct LedgerDescription: Sendable, Equatable {
  public var origin: Origin
  /// Leaf hash of entry 0.
  public var genesis: Digest
  public var environment: String
  /// The log keys in force, as verifier keys.
  public var logKeys: [String]
  /// The accord version published last; nil before the first.
  public var accord: Accord?
  /// The entries that removed words, in ledger order.
  public var removals: [EntryIndex] = []

  public struct Accord: Sendable, Equatable {
    public var id: String
    public var version: String

    public init(id: String, version: String) {
      self.id = id
      self.version = version
    }
  }

  /// The file's greatest size.
  static let limit = 1 << 22

  /// The kinds of entries that change it.
  static let kinds: Set<String> = ["log.rotate", "accord.publish", "text.redact"]

  /// What a genesis says.
  init?(origin: Origin, genesis leaf: Digest, _ statement: Statement) {
    guard case .genesis(let genesis) = statement.predicate, statement.ledger.origin == origin else { return nil }
    self.origin = origin
    self.genesis = leaf
    environment = genesis.environment.rawValue
    logKeys = genesis.logKeys.map(\.text)
  }

  /// What a later entry changes.
  mutating func take(_ statement: Statement, at index: EntryIndex) {
    switch statement.predicate {
    case .logRotate(let rotation): logKeys = rotation.logKeys.map(\.text)
    case .accordPublish(let publication):
      accord = Accord(id: publication.document.id.text, version: publication.document.version.description)
    case .redact: removals.append(index)
    default: break
    }
  }

  /// Reads the file, or nil when it is no description.
  public init?(_ bytes: [UInt8]) {
    guard let root = (try? JSONDocument(bytes, profile: .ledger))?.root,
      let origin = root.member("origin")?.string.flatMap({ Origin($0) }),
      let genesis = root.member("genesis")?.string.flatMap({ Digest(hex: $0) }),
      let environment = root.member("environment")?.string, let keys = root.member("logKeys"), keys.kind == .array,
      let accord = root.member("accord"), let removals = root.member("removals"), removals.kind == .array
    else { return nil }
    self.origin = origin
    self.genesis = genesis
    self.environment = environment
    logKeys = keys.elements.compactMap(\.string)
    self.removals = removals.elements.compactMap { $0.integer.flatMap { UInt64(exactly: $0) }.map { EntryIndex($0) } }
    if let id = accord.member("id")?.string, let version = accord.member("version")?.string {
      self.accord = Accord(id: id, version: version)
    }
  }

  /// The file.
  public var bytes: [UInt8] {
    let accord: JSONValue = accord.map { ["id": .string($0.id), "version": .string($0.version)] } ?? .null
    let document: JSONValue = [
      "origin": .string(origin.text), "genesis": .string(genesis.hex), "environment": .string(environment),
      "logKeys": .array(logKeys.map { .string($0) }), "accord": accord,
      "removals": .array(removals.map { .integer(Int64(clamping: $0.rawValue)) }),
    ]
    return Array(document.displayText().utf8)
  }
}
