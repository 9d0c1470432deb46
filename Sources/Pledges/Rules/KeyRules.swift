internal import Cryptography

extension LedgerState {
  /// `party.admit`: roles for a party that is not the registrar. // Format §3
  mutating func apply(_ admission: PartyAdmission, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    if admission.party == registrar?.id {
      // Keys of registrar, reviewers and panel are distinct. // Format §11
      throw Refusal.rule(
        entry.kind, "registrar", "\(admission.party) is the registrar and takes no other role",
        hint: "admit a party that is independent of the registrar")
    }
    if parties[admission.party] != nil {
      throw Refusal.rule(
        entry.kind, "known-party", "\(admission.party) is admitted already",
        hint: "add a key with pledgebook key register")
    }
    let added = admission.keys.filter { keys[$0.keyID]?.owner != .party(admission.party) }
    try checkNewKeys(added, owner: .party(admission.party), entry.kind)
    try signers.requirePossession(of: admission.keys)
    for key in added { keys.add(key, owner: .party(admission.party), since: entry.stamp.index) }
    parties[admission.party] = Party(
      id: admission.party, name: admission.name, roles: admission.roles, entry: entry.stamp)
  }

  /// `key.register`: one more key of a party that signs for itself. // Format §3
  mutating func apply(_ registration: KeyRegistration, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    try requireKeyedParty(registration.party, entry.kind)
    try checkNewKeys([registration.key], owner: .party(registration.party), entry.kind)
    try signers.requirePossession(of: [registration.key])
    keys.add(registration.key, owner: .party(registration.party), since: entry.stamp.index)
    note(entry, on: registration.party)
  }

  /// `key.rotate`: old and new key agree; the old one ends here. // Format §3
  mutating func apply(_ rotation: KeyRotation, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try requireKeyedParty(rotation.party, entry.kind)
    try requireKey(rotation.oldKey, of: rotation.party, entry.kind)
    guard signers.parties[rotation.party]?.contains(rotation.oldKey) == true else {
      throw Refusal(
        .signatureMissing, "\(entry.kind) needs a signature by the old key \(rotation.oldKey)",
        hint: "sign with the old key; if it is lost, the registrar revokes it and registers a new one")
    }
    try checkNewKeys([rotation.key], owner: .party(rotation.party), entry.kind)
    try signers.requirePossession(of: [rotation.key])
    keys.end(rotation.oldKey, at: entry.stamp.index)
    keys.add(rotation.key, owner: .party(rotation.party), since: entry.stamp.index)
    note(entry, on: rotation.party)
  }

  /// `key.revoke`: the key counts no more; a compromised one from `invalidSince`, also in retrospect. // Format §3
  mutating func apply(_ revocation: KeyRevocation, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    if signers.parties[revocation.party] == nil { try signers.requireRegistrar() }
    guard let record = keys[revocation.key], record.owner == .party(revocation.party) else {
      throw Refusal.rule(
        entry.kind, "unknown-key", "\(revocation.party) has no key \(revocation.key)",
        hint: "pledgebook report \(revocation.party) lists its keys")
    }
    // A key that ended before may still turn out to have been compromised.
    guard record.until == nil || revocation.invalidSince != nil else {
      throw Refusal.rule(
        entry.kind, "ended-key", "key \(revocation.key) was ended by entry \(record.until?.description ?? "") already",
        hint: "revoke it again only to say since when it was compromised: --reason compromised --invalid-since TIME")
    }
    keys.end(revocation.key, at: entry.stamp.index, invalidSince: revocation.invalidSince)
    accord.revocations.append(
      RevocationEvent(entry: entry.stamp, key: revocation.key, invalidSince: revocation.invalidSince))
    if revocation.invalidSince != nil { rebuildHeads(ofCompromised: revocation.party) }
    note(entry, on: revocation.party)
  }

  /// Builds the heads of a signatory anew, without what a compromised key voids. // Format §11
  private mutating func rebuildHeads(ofCompromised party: PartyID) {
    var invalidSince: [KeyID: Instant] = [:]
    for record in keys.records(of: .party(party)) { invalidSince[record.key.keyID] = record.invalidSince }
    guard !invalidSince.isEmpty else { return }
    members.change(party) { member in
      member.attestations.rebuildHeads { key, recorded in invalidSince[key].map { $0 <= recorded } ?? false }
    }
  }

  private func requireKeyedParty(_ party: PartyID, _ kind: EntryKind) throws(Refusal) {
    if parties[party] != nil { return }
    guard let member = members[party] else {
      throw Refusal.rule(
        kind, "unknown-party", "\(party) is not in this ledger", hint: "pledgebook join or pledgebook party admit")
    }
    guard member.basis == .signed else {
      throw Refusal.rule(
        kind, "public-source", "\(party) is listed from a public source and has no keys",
        hint: "it joins for itself first: pledgebook join \(party) --signing-key KEY")
    }
  }

  private func requireKey(_ key: KeyID, of party: PartyID, _ kind: EntryKind) throws(Refusal) {
    guard let record = keys[key], record.owner == .party(party) else {
      throw Refusal.rule(
        kind, "unknown-key", "\(party) has no key \(key)", hint: "pledgebook report \(party) lists its keys")
    }
    guard record.until == nil else {
      throw Refusal(
        .keyNotInForce, "key \(key) was ended by entry \(record.until?.description ?? "")",
        hint: "rotate a key that is in force")
    }
  }

  /// Adds an entry to a signatory's history.
  mutating func note(_ entry: Entry, on party: PartyID) {
    note(Member.HistoryEntry(entry: entry.stamp, kind: entry.kind, leaf: entry.leaf), on: party)
  }

  mutating func note(_ entry: Member.HistoryEntry, on party: PartyID) {
    guard let slot = members.slot(of: party) else { return }
    let spilling = dueSpill
    members.change(party) {
      $0.history.append(entry)
      if let spilling { $0.spill(spilling) }
    }
    subjects.append(entry.entry.index, slot: slot)
    if let spilling { subjects.spill(spilling) }
  }
}
