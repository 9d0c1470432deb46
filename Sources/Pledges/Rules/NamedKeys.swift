internal import Cryptography

/// The keys that a statement names for a party, with what it says about them.
struct NamedKeys {
  var keys: [PublicKey]
  var threshold: Int?
  var identifications: [KeyIdentification] = []
}

extension LedgerState {
  /// A party may name a key of its own again, which signs and stays what it is: it has to be in force. // Format §11
  func checkOwn(_ named: NamedKeys, of party: PartyID, _ entry: Entry) throws(Refusal) {
    let own = named.keys.compactMap { keys[$0.keyID] }.filter { $0.owner == .party(party) }
    for record in own where record.until != nil {
      throw Refusal.rule(
        entry.kind, "ended-key", "key \(record.key.keyID) was ended by an earlier entry and cannot come back",
        hint: "make a new key: pledgebook key generate FILE")
    }
    for record in own where !record.hasWaited(by: entry.stamp.recorded) {
      throw Refusal.rule(
        entry.kind, "waiting-key", "key \(record.key.keyID) waits until \(record.waitsUntil?.description ?? "")",
        hint: "wait until then, or leave it out")
    }
  }

  /// The keys that a statement brings in for a party, which may stand there. // Format §11
  ///
  /// - Parameter isNew: whether it may name no key that the party has already.
  func checkNew(
    _ named: NamedKeys, isNew: Bool = false, of party: PartyID, _ entry: Entry, _ signers: Signers
  ) throws(Refusal) -> [PublicKey] {
    let added = isNew ? named.keys : named.keys.filter { keys[$0.keyID]?.owner != .party(party) }
    try checkNewKeys(added, owner: .party(party), entry.kind)
    let standing = owners[party]?.standing
    try checkCount(of: added, standing, entry.kind)
    let inForce = (standing?.inForceCount(at: entry.stamp.recorded) ?? 0) + added.count
    try check(threshold: named.threshold, atMost: inForce, entry.kind)
    try check(named.identifications, of: added, entry.kind)
    try signers.requirePossession(of: named.keys)
    return added
  }

  /// At most so many keys at once that have not ended. // Format §2
  func checkCount(of added: [PublicKey], _ standing: OwnerStanding?, _ kind: EntryKind) throws(Refusal) {
    let count = (standing?.heldCount ?? 0) + added.count
    guard count <= KeyBook.maximumKeys else {
      throw Refusal.rule(
        kind, "too-many-keys",
        "it would have \(count) keys in force or waiting; at most \(KeyBook.maximumKeys) are taken",
        hint: "revoke those that are not used any more: pledgebook key revoke")
    }
  }

  /// A threshold is between 1, which is a question of form, and the keys that there are.
  func check(threshold: Int?, atMost count: Int, _ kind: EntryKind) throws(Refusal) {
    guard let threshold, threshold > count else { return }
    throw Refusal.rule(
      kind, "threshold", "\(threshold) keys cannot sign where there are \(count)",
      hint: "name a threshold between 1 and \(count)")
  }

  /// What is said of whose a key is, is said by the entry that brings it in. // Format §3
  func check(
    _ identifications: [KeyIdentification], of added: [PublicKey], _ kind: EntryKind
  ) throws(Refusal) {
    for identification in identifications where !added.contains(where: { $0.keyID == identification.key }) {
      throw Refusal.rule(
        kind, "identification", "key \(identification.key) is not brought in by this statement",
        hint: "identify only keys that come in here")
    }
  }

  /// Takes the keys in, with what was said about them.
  mutating func bring(
    _ added: [PublicKey], _ named: NamedKeys, to party: PartyID, _ entry: Entry, _ signers: Signers
  ) {
    // Without keys and without a threshold nothing happens to what the party has.
    guard !added.isEmpty || named.threshold != nil else { return }
    let recovery = signers.recoveries[party]
    let voucher = owners[party] == nil ? KeyBook.Provenance.Voucher.registrar : .owner
    for key in added {
      keys.add(
        key, owner: .party(party), since: entry.stamp.index,
        provenance: KeyBook.Provenance(
          voucher: voucher, identification: named.identifications.first { $0.key == key.keyID }, recovery: recovery,
          recorded: entry.stamp.recorded))
    }
    record(.bring(added.map(\.keyID), threshold: named.threshold), entry, of: party, recovery: recovery)
  }
}
