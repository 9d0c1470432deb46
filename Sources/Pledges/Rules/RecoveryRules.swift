internal import Cryptography

extension LedgerState {
  /// `key.recover`: the registrar brings in keys for a party that has too few left. They wait, in sight of all, before
  /// they count. // Format §3
  mutating func apply(_ recovery: KeyRecovery, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    try requireParty(recovery.party, entry.kind)
    let now = entry.stamp.recorded
    guard var standing = owners[recovery.party]?.standing else {
      throw Refusal.rule(
        entry.kind, "never-had-key", "\(recovery.party) never had a key here, so there is none to recover",
        hint: "it joins for itself: pledgebook join \(recovery.party) --signing-key KEY")
    }
    let threshold = standing.threshold(at: now)
    guard standing.heldCount < threshold else {
      throw Refusal.rule(
        entry.kind, "not-open",
        "\(recovery.party) has \(standing.heldCount) keys in force or waiting, and \(threshold) sign for it",
        hint: "where a key is lost, the registrar ends it first: pledgebook key revoke \(recovery.party) KEYID "
          + "--reason lost, then key recover; else the party brings in another key itself: pledgebook key register")
    }
    try checkNewKeys(recovery.keys, owner: .party(recovery.party), entry.kind)
    try checkCount(of: recovery.keys, standing, entry.kind)
    try check(threshold: recovery.threshold, atMost: standing.heldCount + recovery.keys.count, entry.kind)
    try check(recovery.identifications, of: recovery.keys, entry.kind)
    try signers.requirePossession(of: recovery.keys)

    standing.walk(to: now)
    let event = RecoveryEvent(
      entry: entry.stamp, party: recovery.party, keys: recovery.keys.map(\.keyID),
      comesIn: now.saturating(addingSeconds: KeyRecovery.wait), restsSince: standing.firstRevocation)
    for key in recovery.keys {
      keys.add(
        key, owner: .party(recovery.party), since: entry.stamp.index,
        provenance: KeyBook.Provenance(
          voucher: .registrar, identification: recovery.identifications.first { $0.key == key.keyID },
          recovery: entry.stamp.index, recorded: now),
        waitsUntil: event.comesIn)
    }
    accord.recoveries.append(event)
    record(.recover(event.keys, threshold: recovery.threshold), entry, of: recovery.party, recovery: nil)
    note(entry, on: recovery.party)
  }

  /// `key.threshold`: how many keys sign for the party from the next entry on. // Format §3
  mutating func apply(_ change: KeyThreshold, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try requireParty(change.party, entry.kind)
    try signers.requireOwner(change.party)
    let inForce = owners[change.party]?.standing.inForceCount(at: entry.stamp.recorded) ?? 0
    try check(threshold: change.threshold, atMost: inForce, entry.kind)
    record(.threshold(change.threshold), entry, of: change.party, recovery: signers.recoveries[change.party])
    note(entry, on: change.party)
  }

  /// `key.object`: a key that was in force before an act on its party's keys does not agree to it. // Format §3
  ///
  /// It ends nothing, since a thief could send it as well.
  mutating func apply(_ objection: KeyObjection, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try requireParty(objection.party, entry.kind)
    guard let act = owners[objection.party]?.act(openToObjectionAt: objection.of) else {
      throw Refusal.rule(
        entry.kind, "unknown-act",
        "entry \(objection.of) is no revocation by the registrar, no recovery and no later threshold of "
          + "\(objection.party)",
        hint: "pledgebook report \(objection.party) shows what was done to its keys")
    }
    guard entry.body.signers.count == 1, let key = entry.body.signers.first?.keyID else {
      throw Refusal(
        .signatureMissing, "\(entry.kind) has one signature, and this has \(entry.body.signers.count)",
        hint: "each key objects by itself: pledgebook sign FILE --key KEY --out ENVELOPE")
    }
    guard let record = keys[key], record.owner == .party(objection.party), wasInForce(record, before: act.entry) else {
      throw Refusal(
        .signatureMissing, "key \(key) was not in force for \(objection.party) before entry \(objection.of)",
        hint: "object with a key that was: it may have ended since")
    }
    guard owners[objection.party]?.hasObjected(key, to: objection.of) == false else {
      throw Refusal.rule(
        entry.kind, "objected", "key \(key) has objected to entry \(objection.of) already", hint: "nothing needs doing")
    }
    accord.objections.append(
      ObjectionEvent(
        entry: entry.stamp, party: objection.party, key: key, of: objection.of, text: objection.text?.digest))
    if let recovery = record.recovery { accord.recoveredActs[entry.stamp.index] = recovery }
    self.record(.object(to: objection.of, key: key), entry, of: objection.party, recovery: record.recovery)
    note(entry, on: objection.party)
  }

  /// Whether a key counted at some time before an entry; one that was ended while it waited never did.
  private func wasInForce(_ record: KeyBook.Record, before act: EntryStamp) -> Bool {
    record.since < act.index && record.hasWaited(by: act.recorded) && !endedWaiting(record)
  }

  private func endedWaiting(_ record: KeyBook.Record) -> Bool {
    guard let waitsUntil = record.waitsUntil, let until = record.until, case .party(let party) = record.owner,
      let end = owners[party]?.event(at: until)
    else { return false }
    return end.entry.recorded < waitsUntil
  }
}
