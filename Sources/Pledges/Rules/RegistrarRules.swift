internal import Cryptography
internal import ForeignText
internal import TransparencyLog

extension LedgerState {
  /// `ledger.genesis`: starts the chain; every registrar key proves its possession. // Format §3
  mutating func apply(_ genesis: Genesis, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requirePossession(of: genesis.registrar.keys)
    let origin = entry.body.statement.ledger.origin
    try checkLogKeys(genesis.logKeys, origin: origin, registrarKeys: genesis.registrar.keys, entry.kind)
    if let continued = genesis.continues, continued.origin == origin {
      throw Refusal.rule(
        entry.kind, "continues", "a ledger cannot continue one of its own origin \(origin)",
        hint: "give the new ledger another origin")
    }
    identity = Identity(
      origin: origin, genesis: entry.leaf, environment: genesis.environment, rules: genesis.rules,
      continues: genesis.continues)
    registrar = genesis.registrar
    registrarNames.append((entry.stamp, genesis.registrar.name))
    logKeys = genesis.logKeys
    logKeyHistory.append((entry.stamp, genesis.logKeys))
    for key in genesis.registrar.keys { addRegistrarKey(key, entry) }
  }

  /// `registrar.update`: the old keys agree, every new key proves its possession. // Format §3
  mutating func apply(_ updated: Registrar, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    guard updated.id == registrar?.id else {
      throw Refusal.rule(
        entry.kind, "id", "the registrar is \(registrar?.id.text ?? "unknown"), not \(updated.id)",
        hint: "a registrar keeps its id; another one starts another ledger")
    }
    let added = updated.keys.filter { keys[$0.keyID] == nil || keys[$0.keyID]?.owner != .registrar }
    try checkNewKeys(added, owner: .registrar, entry.kind)
    for key in updated.keys where keys[key.keyID]?.until != nil {
      throw Refusal.rule(
        entry.kind, "ended-key", "key \(key.keyID) was ended by an earlier entry and cannot come back",
        hint: "make a new key: pledgebook key generate")
    }
    try signers.requirePossession(of: added)
    let kept = Set(updated.keys.map(\.keyID))
    for key in registrar?.keys ?? [] where !kept.contains(key.keyID) { keys.end(key.keyID, at: entry.stamp.index) }
    for key in added { addRegistrarKey(key, entry) }
    registrar = updated
    registrarNames.append((entry.stamp, updated.name))
  }

  private mutating func addRegistrarKey(_ key: PublicKey, _ entry: Entry) {
    keys.add(
      key, owner: .registrar, since: entry.stamp.index,
      provenance: KeyBook.Provenance(voucher: .registrar, recorded: entry.stamp.recorded))
  }

  /// `log.rotate`: the whole new list of log keys. // Format §3
  mutating func apply(_ rotation: LogRotation, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    try checkLogKeys(
      rotation.logKeys, origin: entry.body.statement.ledger.origin, registrarKeys: [], entry.kind)
    logKeys = rotation.logKeys
    logKeyHistory.append((entry.stamp, rotation.logKeys))
  }

  /// A log key is named after the origin, is Ed25519, and belongs to no party. // Format §3, §7
  private func checkLogKeys(
    _ logKeys: [VerifierKey], origin: Origin, registrarKeys: [PublicKey], _ kind: EntryKind
  ) throws(Refusal) {
    var seen: Set<KeyID> = []
    var ids: Set<KeyHash> = []
    for key in logKeys {
      guard key.keyName == KeyName(origin) else {
        throw Refusal.rule(
          kind, "log-key-name", "log key \(key.keyName) is not named after the origin \(origin)",
          hint: "make the verifier key with this origin: pledgebook key show LOG-KEY --origin "
            + ShellText.quoted(origin.text))
      }
      guard key.type == .ed25519 else {
        throw Refusal.rule(
          kind, "log-key-type", "log key \(key.text) is not an Ed25519 log key",
          hint: "make one: pledgebook key generate LOG-KEY --algorithm ed25519")
      }
      let publicKey = key.publicKey
      guard seen.insert(publicKey.keyID).inserted else {
        throw Refusal.rule(kind, "log-key-twice", "log key \(key.text) stands twice", hint: "name each key once")
      }
      // Four bytes of a digest: whoever makes keys until two agree could leave every checkpoint without a verdict.
      guard ids.insert(key.keyHash).inserted else {
        throw Refusal.rule(
          kind, "log-key-id", "log key \(key.text) has the id of another one, by which signatures name it",
          hint: "make another key: pledgebook key generate LOG-KEY --algorithm ed25519")
      }
      // One key, one purpose. // Format §3
      let taken = registrarKeys.contains { $0.keyID == publicKey.keyID } || keys[publicKey.keyID] != nil
      guard !taken else {
        throw Refusal.rule(
          kind, "key-in-use", "log key \(key.text) is also the key of a party or of the registrar",
          hint: "make a key that serves as log key only")
      }
    }
  }

  /// A key serves one party only, for good, and never as a log key as well. // Format §3
  func checkNewKeys(_ newKeys: [PublicKey], owner: KeyBook.Owner, _ kind: EntryKind) throws(Refusal) {
    for key in newKeys {
      if keys[key.keyID] != nil {
        throw Refusal.rule(
          kind, "key-in-use", "key \(key.keyID) is or was in this ledger already",
          hint: "make a new key: pledgebook key generate FILE")
      }
      let isLogKey = logKeyHistory.contains { list in
        list.keys.contains { $0.publicKey.keyID == key.keyID }
      }
      if isLogKey {
        throw Refusal.rule(
          kind, "key-in-use", "key \(key.keyID) is a log key", hint: "make a new key: pledgebook key generate FILE")
      }
    }
  }
}
