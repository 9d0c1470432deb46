internal import Cryptography

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
