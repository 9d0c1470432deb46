internal import Cryptography

/// Whose signatures stand on an entry, sorted by what they can be good for. // Format §3
struct Signers {
  let kind: EntryKind
  /// Registrar keys in force.
  var registrar: Set<KeyID> = []
  /// Keys in force of parties.
  var parties: [PartyID: [KeyID]] = [:]
  /// How many different keys sign for those parties, where it is more than one.
  var ownerThresholds: [PartyID: Int] = [:]
  /// For those of these parties whose signatures rest on a recovery, the recovery. // Format §3
  var recoveries: [PartyID: EntryIndex] = [:]
  /// A key that still waits and signs its own end, which is all that it can.
  var waiting: KeyID?
  /// Keys that have ended and sign an objection, or what a later version of the format brought.
  var ended: Set<KeyID> = []
  /// Keys that this statement brings in.
  var new: Set<KeyID> = []
  let threshold: Int
  let allRegistrarKeys: Int
}

extension LedgerState {
  /// Sorts the signers; one whose key is no longer in force refuses the entry. // Format §3
  ///
  /// But for a kind that this program does not know: whose signature it needs, and whether a key that has ended may give
  /// it, nobody here can say. // Format §8
  func signers(of entry: Entry) throws(Refusal) -> Signers {
    var signers = Signers(
      kind: entry.kind, threshold: registrar?.threshold ?? 0, allRegistrarKeys: registrar?.keys.count ?? 0)
    for key in entry.body.signers {
      guard let record = keys[key.keyID] else {
        // The verifier knew it, so the statement itself brings it in.
        signers.new.insert(key.keyID)
        continue
      }
      guard record.until == nil || entry.takesEndedKeys || entry.kind.known == nil else {
        throw Refusal(
          .keyNotInForce,
          "key \(key.keyID) is not in force: it was ended by entry \(record.until?.description ?? "")",
          hint:
            "sign with a key in force: pledgebook status lists those of parties, pledgebook report those of a signatory"
        )
      }
      guard record.until == nil else {
        signers.ended.insert(key.keyID)
        continue
      }
      guard record.hasWaited(by: entry.stamp.recorded) else {
        guard entry.endsWaiting(key.keyID) || entry.takesEndedKeys else {
          throw Refusal(
            .keyNotInForce,
            "key \(key.keyID) is not in force yet: it waits until \(record.waitsUntil?.description ?? "")",
            hint: "wait until then; until then the key can do nothing but end itself")
        }
        signers.waiting = key.keyID
        continue
      }
      switch record.owner {
      case .registrar: signers.registrar.insert(key.keyID)
      case .party(let party): signers.parties[party, default: []].append(key.keyID)
      }
    }
    for (party, keys) in signers.parties { weigh(keys, of: party, entry, &signers) }
    return signers
  }

  private func weigh(_ keys: [KeyID], of party: PartyID, _ entry: Entry, _ signers: inout Signers) {
    guard let standing = owners[party]?.standing else { return }
    let threshold = standing.threshold(at: entry.stamp.recorded)
    if threshold > 1 { signers.ownerThresholds[party] = threshold }
    signers.recoveries[party] = recovery(under: keys, standing, at: entry.stamp.recorded)
  }
}

extension Entry {
  /// Whoever objects may have lost its key; what a later kind asks of its signers is not ours to say. // Format §8
  fileprivate var takesEndedKeys: Bool {
    switch body.statement.predicate {
    case .keyObject, .unknown: true
    default: false
    }
  }

  /// Whether it revokes this very key.
  fileprivate func endsWaiting(_ key: KeyID) -> Bool {
    if case .keyRevoke(let revocation) = body.statement.predicate { revocation.key == key } else { false }
  }
}

extension Signers {
  /// At least `threshold` distinct registrar keys in force. // Format §3
  func requireRegistrar() throws(Refusal) {
    guard isRegistrar else {
      throw Refusal(
        .signatureMissing,
        "\(kind) needs \(threshold) of \(allRegistrarKeys) registrar keys; it has \(registrar.count)",
        hint: "have the registrar sign it: pledgebook sign FILE --key REGISTRAR-KEY --out ENVELOPE")
    }
  }

  /// As many different keys in force of the party named as its threshold says. // Format §3
  @discardableResult
  func requireOwner(_ party: PartyID) throws(Refusal) -> [KeyID] {
    guard let keys = parties[party], isOwner(party) else {
      let needed = ownerThresholds[party] ?? 1
      throw Refusal(
        .signatureMissing,
        needed == 1
          ? "\(kind) needs a signature of \(party) by a key in force"
          : "\(kind) needs signatures of \(party) by \(needed) keys in force; it has \(parties[party]?.count ?? 0)",
        hint: "have \(party) sign it: pledgebook sign FILE --key KEY --out ENVELOPE")
    }
    return keys
  }

  /// Either of the two: what is short of both is told what each of them takes.
  func requireOwnerOrRegistrar(_ party: PartyID, threshold needed: Int) throws(Refusal) {
    guard !isOwner(party), !isRegistrar else { return }
    throw Refusal(
      .signatureMissing,
      "\(kind) needs \(Self.keys(needed)) in force of \(party), or \(threshold) of "
        + "\(allRegistrarKeys) registrar keys; it has \(parties[party]?.count ?? 0) and \(registrar.count)",
      hint: "have \(party) or the registrar sign it: pledgebook sign FILE --key KEY --out ENVELOPE")
  }

  private static func keys(_ count: Int) -> String { count == 1 ? "1 key" : "\(count) keys" }

  /// Whether the party signs as the owner of what is its own.
  func isOwner(_ party: PartyID) -> Bool {
    guard let keys = parties[party], !keys.isEmpty else { return false }
    return keys.count >= ownerThresholds[party] ?? 1
  }

  /// Whether the registrar signs.
  var isRegistrar: Bool { registrar.count >= threshold && threshold > 0 }

  /// The keys in force of a party on it, in ascending order.
  func keys(of party: PartyID) -> [KeyID] {
    parties[party] ?? []
  }

  /// Every new key signs the statement that brings it in: proof of possession. // Format §3
  func requirePossession(of keys: [PublicKey]) throws(Refusal) {
    for key in keys where !new.contains(key.keyID) && !registrar.contains(key.keyID) {
      guard !parties.values.contains(where: { $0.contains(key.keyID) }) else { continue }
      throw Refusal(
        .signatureMissing, "new key \(key.keyID) has not signed the statement that brings it in",
        hint: "sign it with that key as well: pledgebook sign FILE --key NEW-KEY --out ENVELOPE")
    }
  }

  /// The one party that signs, for kinds whose statement does not name its author. // Format §3
  func requireOneParty() throws(Refusal) -> PartyID {
    guard parties.count == 1, let party = parties.first?.key else {
      throw Refusal(
        .signatureMissing,
        parties.isEmpty
          ? "\(kind) needs the signature of the party that says it"
          : "\(kind) is signed by \(parties.count) parties; it speaks for one",
        hint: "sign it with a key of that party and no other")
    }
    try requireOwner(party)
    return party
  }
}
