internal import Cryptography

extension LedgerState {
  /// `key.revoke`: the key counts no more; the owner may say since when it never did. // Format §3
  ///
  /// Only an owner takes back what its keys have signed: whoever else ends a key ends it from here on.
  mutating func apply(_ revocation: KeyRevocation, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let owner = KeyBook.Owner(revocation.party, registrar: registrar?.id)
    let isOwner = owner == .registrar ? signers.isRegistrar : signers.isOwner(revocation.party)
    let signing = owner == .registrar ? Array(signers.registrar) : signers.keys(of: revocation.party)
    let isItself = signing.contains(revocation.key) || signers.waiting == revocation.key
    if !isOwner, !isItself {
      if owner == .registrar { try signers.requireRegistrar() }
      let threshold = owners[revocation.party]?.standing.threshold(at: entry.stamp.recorded) ?? 1
      try signers.requireOwnerOrRegistrar(revocation.party, threshold: threshold)
    }
    let ender: OwnerEvent.Ender =
      if isItself, signing.allSatisfy({ $0 == revocation.key }) || !isOwner { .key } else if isOwner { .owner } else {
        .registrar
      }
    let record = try revoked(revocation, of: owner, entry.kind)
    try check(revocation, record, isOwner: isOwner, by: ender, entry.kind)

    let recovery = isOwner ? signers.recoveries[revocation.party] : isItself ? record.recovery : nil
    // What rests on a recovery voids nothing and lifts no voiding. // Format §3
    let invalidSince = recovery == nil ? revocation.invalidSince : nil
    keys.end(revocation.key, at: entry.stamp.index, invalidSince: invalidSince)
    accord.revocations.append(
      RevocationEvent(
        entry: entry.stamp, key: revocation.key, invalidSince: revocation.invalidSince, party: revocation.party,
        reason: revocation.reason, by: ender, recovery: recovery))
    if let recovery { accord.recoveredActs[entry.stamp.index] = recovery }
    if owner == .registrar {
      registrar?.keys.removeAll { $0.keyID == revocation.key }
    } else if record.until == nil {
      self.record(.end(revocation.key, by: ender), entry, of: revocation.party, recovery: recovery)
    }
    if invalidSince != nil { rebuildHeads(ofCompromised: revocation.party) }
    note(entry, on: revocation.party)
  }

  private func revoked(
    _ revocation: KeyRevocation, of owner: KeyBook.Owner, _ kind: EntryKind
  ) throws(Refusal) -> KeyBook.Record {
    guard let record = keys[revocation.key], record.owner == owner else {
      throw Refusal.rule(
        kind, "unknown-key", "\(revocation.party) has no key \(revocation.key)",
        hint: "pledgebook report \(revocation.party) lists its keys")
    }
    // A key that ended before may still turn out to have been compromised.
    guard record.until == nil || revocation.invalidSince != nil else {
      throw Refusal.rule(
        kind, "ended-key", "key \(revocation.key) was ended by entry \(record.until?.description ?? "") already",
        hint: "revoke it again only to say since when it was compromised: --reason compromised --invalid-since TIME")
    }
    return record
  }

  private func check(
    _ revocation: KeyRevocation, _ record: KeyBook.Record, isOwner: Bool, by ender: OwnerEvent.Ender, _ kind: EntryKind
  ) throws(Refusal) {
    guard ender != .registrar || revocation.reason != .superseded else {
      throw Refusal.rule(
        kind, "reason", "the registrar cannot say that a key of \(revocation.party) was superseded",
        hint: "the registrar gives lost or compromised; all else is for \(revocation.party) to sign")
    }
    guard let since = revocation.invalidSince else { return }
    guard isOwner else {
      throw Refusal.rule(
        kind, "invalid-since", "only \(revocation.party) itself says since when its key was compromised",
        hint: "leave --invalid-since out, or have \(revocation.party) sign it with as many keys as its threshold")
    }
    let began = record.waitsUntil ?? record.provenance.recorded
    guard since >= began else {
      throw Refusal.rule(
        kind, "invalid-since", "key \(revocation.key) came in at \(began), after \(since)",
        hint: "name a time from \(began) on")
    }
  }

  /// Builds the heads of a signatory anew if one of its keys was compromised. // Format §11
  mutating func rebuildHeads(ofCompromised party: PartyID) {
    let voiding = VoidingKeys(accord.revocations.filter { $0.party == party })
    guard !voiding.isEmpty else { return }
    members.change(party) { $0.attestations.rebuildHeads(voiding) }
  }
}

extension KeyBook.Owner {
  fileprivate init(_ party: PartyID, registrar: PartyID?) {
    self = party == registrar ? .registrar : .party(party)
  }
}
