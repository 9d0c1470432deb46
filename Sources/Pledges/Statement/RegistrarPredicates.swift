public import CanonicalJSON
public import Cryptography
public import TransparencyLog

/// `ledger.genesis`: what a ledger is, signed by its registrar.
public struct Genesis: Sendable {
  public var environment: Environment
  /// The id of the status rules, `pbr-1`.
  public var rules: String
  public var registrar: Registrar
  public var logKeys: [VerifierKey]
  /// The ledger that this one says of itself to continue; nothing of it is taken over.
  public var continues: Continuation?

  /// Another ledger at one of its checkpoints, in the words of whoever names it. // Format §3
  public struct Continuation: Sendable, Equatable {
    public var origin: Origin
    /// Leaf hash of its entry 0.
    public var genesis: Digest
    public var size: UInt64
    public var root: Digest

    public init(origin: Origin, genesis: Digest, size: UInt64, root: Digest) {
      self.origin = origin
      self.genesis = genesis
      self.size = size
      self.root = root
    }
  }

  /// Whether the ledger is real; printed in every output.
  public enum Environment: String, Sendable, CaseIterable {
    case production, demo
  }

  /// The status rules of this version.
  public static let currentRules = "pbr-1"

  public init(
    environment: Environment, rules: String, registrar: Registrar, logKeys: [VerifierKey],
    continues: Continuation? = nil
  ) {
    self.environment = environment
    self.rules = rules
    self.registrar = registrar
    self.logKeys = logKeys
    self.continues = continues
  }
}

/// Who keeps the register: its name, its keys, and how many of them must sign.
public struct Registrar: Sendable {
  public var id: PartyID
  public var name: String
  public var threshold: Int
  public var keys: [PublicKey]

  public init(id: PartyID, name: String, threshold: Int, keys: [PublicKey]) {
    self.id = id
    self.name = name
    self.threshold = threshold
    self.keys = keys
  }
}

/// `log.rotate`: the whole new list of log keys.
public struct LogRotation: Sendable {
  public var logKeys: [VerifierKey]
  public var reason: Detached<String>

  public init(logKeys: [VerifierKey], reason: Detached<String>) {
    self.logKeys = logKeys
    self.reason = reason
  }
}

/// `accord.publish`: a version of the accord, whole.
public struct AccordPublication: Sendable {
  public var document: AccordDocument
  /// SHA-256 of the canonical document.
  public var sha256: Digest
  /// The document as it travels in the statement.
  public var json: JSONValue
  /// What changed; required after the first version.
  public var changes: String?

  /// A publication of the document that this JSON is, or every fault of the document.
  public init(_ node: JSONNode, changes: String?) throws(AccordFaults) {
    let log = FaultLog()
    guard let publication = AccordPublication(node.view, changes: changes, log), log.faults.isEmpty else {
      throw AccordFaults(faults: log.faults)
    }
    self = publication
  }

  init?(_ node: JSONView, changes: String?, _ log: FaultLog) {
    guard let document = AccordDocument.read(node, log) else { return nil }
    do {
      sha256 = try Digest.sha256(of: node.canonicalBytes())
    } catch {
      log.fault(error.reason)
      return nil
    }
    self.document = document
    self.json = JSONValue(node)
    self.changes = changes
  }
}

extension Genesis {
  static func read(_ members: inout Members) -> Genesis? {
    let environment: Environment? = members.required("environment", Read.choice)
    let format = members.required("format", readFormat)
    let rules = members.required("rules", Read.exactly(currentRules))
    let registrar = members.required("registrar", Registrar.read)
    let logKeys = members.required("logKeys", readList(1...32, readLogKey))
    let continues = members.optional("continues", Continuation.read)
    guard let environment, format != nil, let rules, let registrar, let logKeys else { return nil }
    return Genesis(
      environment: environment, rules: rules, registrar: registrar, logKeys: logKeys, continues: continues)
  }

  /// Exactly the version that this program knows: of another one it could not say what its entries mean. // Format §3
  private static func readFormat(_ node: JSONView, _ log: FaultLog) -> Int64? {
    guard node.integer == FormatVersion.current else {
      log.fault("must be \(FormatVersion.current), the version of the format that this program knows")
      return nil
    }
    return FormatVersion.current
  }

  var members: [JSONMember] {
    var members = [
      JSONMember(name: "format", value: .integer(FormatVersion.current)),
      JSONMember(name: "environment", value: .string(environment.rawValue)),
      JSONMember(name: "rules", value: .string(rules)),
      JSONMember(name: "registrar", value: registrar.json),
      JSONMember(name: "logKeys", value: .array(logKeys.map { .string($0.text) })),
    ]
    members.append("continues", continues.map(\.json))
    return members
  }
}

extension Genesis.Continuation {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let origin = members.required("origin", Read.origin)
    let genesis = members.required("genesis", Read.digest)
    let size = members.required("size", Read.integer(1...Read.largestInteger))
    let root = members.required("root", Read.digest)
    members.finish()
    guard let origin, let genesis, let size, let root else { return nil }
    return Self(origin: origin, genesis: genesis, size: UInt64(size), root: root)
  }

  var json: JSONValue {
    .object([
      JSONMember(name: "origin", value: .string(origin.text)),
      JSONMember(name: "genesis", value: .string(genesis.hex)),
      JSONMember(name: "size", value: .integer(Int64(clamping: size))),
      JSONMember(name: "root", value: .string(root.hex)),
    ])
  }
}

extension Registrar {
  static func read(_ node: JSONView, _ log: FaultLog) -> Registrar? {
    guard var members = Members(node, log) else { return nil }
    let id: PartyID? = members.required("id", Read.id)
    let name = members.required("name", Read.text(500))
    let threshold = members.required("threshold", Read.integer(1...16))
    let keys = members.required("keys", readList(1...16, Read.publicKey))
    members.finish()
    guard let id, let name, let threshold, let keys else { return nil }
    requireUnique(keys, by: { $0.keyID }, "key", log)
    if threshold > keys.count { log.fault(at: .member("threshold"), reason: "must not exceed the number of keys") }
    return Registrar(id: id, name: name, threshold: Int(threshold), keys: keys)
  }

  var json: JSONValue {
    .object([
      JSONMember(name: "id", value: .string(id.text)),
      JSONMember(name: "name", value: .string(name)),
      JSONMember(name: "threshold", value: .integer(Int64(threshold))),
      JSONMember(name: "keys", value: .array(keys.map { .string($0.pem) })),
    ])
  }
}

extension LogRotation {
  static func read(_ members: inout Members) -> LogRotation? {
    let logKeys = members.required("logKeys", readList(1...32, readLogKey))
    let reason: Detached<String>? = members.required("reason", Detached.read)
    guard let logKeys, let reason else { return nil }
    return LogRotation(logKeys: logKeys, reason: reason)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "logKeys", value: .array(logKeys.map { .string($0.text) })),
      JSONMember(name: "reason", value: reason.json),
    ]
  }
}

extension AccordPublication {
  static func read(_ members: inout Members) -> AccordPublication? {
    let changes = members.optional("changes", Read.text(10_000))
    return members.required("accord") { node, log in AccordPublication(node, changes: changes, log) }
  }
}

/// A log key: a C2SP verifier key of an Ed25519 log. // Format §7
private func readLogKey(_ node: JSONView, _ log: FaultLog) -> VerifierKey? {
  guard let text = node.string else {
    log.fault("must be a verifier key")
    return nil
  }
  do {
    return try VerifierKey(text)
  } catch {
    log.fault("is not an acceptable verifier key: \(error.reason)")
    return nil
  }
}
