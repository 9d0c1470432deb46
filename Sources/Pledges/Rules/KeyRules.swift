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
    if members[admission.party]?.profile.basis == .publicSource {
      // With keys it would be neither one that signs for itself nor one that cannot. // Format §11
      throw Refusal.rule(
        entry.kind, "public-source", "\(admission.party) is listed from a public source and has no keys",
        hint: "it joins for itself first: pledgebook join \(admission.party) --signing-key KEY")
    }
    try requireOwnerUnlessNew(admission.party, signers)
    let named = NamedKeys(
      keys: admission.keys, threshold: admission.threshold, identifications: admission.identifications)
    try checkOwn(named, of: admission.party, entry)
    let added = try checkNew(named, of: admission.party, entry, signers)
    bring(added, named, to: admission.party, entry, signers)
    parties[admission.party] = Party(
      id: admission.party, name: admission.name, roles: admission.roles, entry: entry.stamp)
    note(entry, on: admission.party)
  }

  /// `key.register`: one more key of a party, which signs for that itself. // Format §3
  mutating func apply(_ registration: KeyRegistration, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try requireKeyedParty(registration.party, entry.kind)
    try signers.requireOwner(registration.party)
    let named = NamedKeys(keys: [registration.key])
    let added = try checkNew(named, isNew: true, of: registration.party, entry, signers)
    bring(added, named, to: registration.party, entry, signers)
    note(entry, on: registration.party)
  }

  /// `key.rotate`: the owner agrees, the old key among it, and the new key; the old one ends here. // Format §3
  mutating func apply(_ rotation: KeyRotation, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try requireKeyedParty(rotation.party, entry.kind)
    try requireKey(rotation.oldKey, of: rotation.party, entry.kind)
    guard signers.parties[rotation.party]?.contains(rotation.oldKey) == true else {
      throw Refusal(
        .signatureMissing, "\(entry.kind) needs a signature by the old key \(rotation.oldKey)",
        hint: "sign with the old key; if it is lost, another key of the party revokes it and registers a new one")
    }
    try signers.requireOwner(rotation.party)
    try checkNewKeys([rotation.key], owner: .party(rotation.party), entry.kind)
    try signers.requirePossession(of: [rotation.key])
    let recovery = signers.recoveries[rotation.party]
    keys.end(rotation.oldKey, at: entry.stamp.index)
    keys.add(
      rotation.key, owner: .party(rotation.party), since: entry.stamp.index,
      provenance: KeyBook.Provenance(voucher: .owner, recovery: recovery, recorded: entry.stamp.recorded))
    record(.rotate(old: rotation.oldKey, new: rotation.key.keyID), entry, of: rotation.party, recovery: recovery)
    note(entry, on: rotation.party)
  }

  /// A party that is in this ledger; the registrar's own keys change by `registrar.update`. // Format §11
  func requireParty(_ party: PartyID, _ kind: EntryKind) throws(Refusal) {
    guard parties[party] != nil || members.slot(of: party) != nil else {
      throw Refusal.rule(
        kind, "unknown-party", "\(party) is not in this ledger", hint: "pledgebook join or pledgebook party admit")
    }
  }

  private func requireKeyedParty(_ party: PartyID, _ kind: EntryKind) throws(Refusal) {
    try requireParty(party, kind)
    guard parties[party] != nil || members[party]?.profile.basis == .signed else {
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
    members.change(party) { $0.entries.append(entry) }
    subjects.append(entry.entry.index, slot: slot)
  }
}
