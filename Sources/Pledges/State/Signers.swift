internal import Cryptography

/// Whose signatures stand on an entry, sorted by what they can be good for. // Format §3
struct Signers {
  let kind: EntryKind
  /// Registrar keys in force.
  var registrar: Set<KeyID> = []
  /// Keys in force of parties.
  var parties: [PartyID: [KeyID]] = [:]
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
      guard record.until == nil || entry.kind.known == nil else {
        throw Refusal(
          .keyNotInForce,
          "key \(key.keyID) is not in force: it was ended by entry \(record.until?.description ?? "")",
          hint:
            "sign with a key in force: pledgebook status lists those of parties, pledgebook report those of a signatory"
        )
      }
      switch record.owner {
      case .registrar: signers.registrar.insert(key.keyID)
      case .party(let party): signers.parties[party, default: []].append(key.keyID)
      }
    }
    return signers
  }
}

extension Signers {
  /// At least `threshold` distinct registrar keys in force. // Format §3
  func requireRegistrar() throws(Refusal) {
    guard registrar.count >= threshold, threshold > 0 else {
      throw Refusal(
        .signatureMissing,
        "\(kind) needs \(threshold) of \(allRegistrarKeys) registrar keys; it has \(registrar.count)",
        hint: "have the registrar sign it: pledgebook sign FILE --key REGISTRAR-KEY --out ENVELOPE")
    }
  }

  /// One key in force of the party named. // Format §3
  @discardableResult
  func requireOwner(_ party: PartyID) throws(Refusal) -> [KeyID] {
    guard let keys = parties[party], !keys.isEmpty else {
      throw Refusal(
        .signatureMissing, "\(kind) needs a signature of \(party) by a key in force",
        hint: "have \(party) sign it: pledgebook sign FILE --key KEY --out ENVELOPE")
    }
    return keys
  }

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
    return party
  }
}
