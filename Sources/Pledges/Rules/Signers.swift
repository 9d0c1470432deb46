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
