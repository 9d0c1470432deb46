internal import Compliance
internal import Languages
internal import Pledges

// What outputs say about whose word something rests on: marks, what stands beside, keys. // Status rules §9

extension Language {
  func words(_ mark: Mark) -> String {
    switch mark.word {
    case .recoveredKey: restsOnRecoveredKeys(entry: "\(mark.entry)")
    case .contested: contestedByEarlierKey(entry: "\(mark.entry)")
    }
  }

  func heldBack(_ act: HeldBack.Act, of target: EntryIndex, by entry: EntryStamp) -> String {
    let (target, index, recorded) = ("\(target)", "\(entry.index)", day(entry.recorded))
    return switch act {
    case .withdrawal: heldBackWithdrawal(entry: index, recorded: recorded, target: target)
    case .noClaim: heldBackNoClaim(entry: index, recorded: recorded, target: target)
    case .challengeWithdrawal: heldBackChallengeWithdrawal(entry: index, recorded: recorded, target: target)
    case .reviewWithdrawal: heldBackReviewWithdrawal(entry: index, recorded: recorded, target: target)
    }
  }

  /// Nil for no claim that stood.
  func beside(claim: (value: String, entry: EntryIndex)?) -> String {
    claim.map { besideClaim(value: $0.value, entry: "\($0.entry)") } ?? besideNothing
  }

  func beside(outcome: (value: String, entry: EntryIndex)?, challenge: EntryIndex) -> String {
    outcome.map { besideDecision(challenge: "\(challenge)", value: $0.value, entry: "\($0.entry)") }
      ?? besideNoDecision(challenge: "\(challenge)")
  }

  func beside(check: (value: String, entry: EntryIndex)?, document: String) -> String {
    check.map { besideCheck(document: document, value: $0.value, entry: "\($0.entry)") }
      ?? besideNoCheck(document: document)
  }

  func declared(key: String, on attestation: EntryIndex, since: Instant, by: String, in entry: EntryStamp) -> String {
    declaredCompromised(
      key: key, attestation: "\(attestation)", since: day(since), declarer: by, entry: "\(entry.index)",
      recorded: day(entry.recorded))
  }

  /// Of a declaration that rests on a recovery.
  func voidsNothing(recovery: EntryIndex) -> String { wordVoidsNothing(entry: "\(recovery)") }

  func noKey(revocations: [EntryStamp], recoveries: [EntryStamp]) -> String {
    let causes =
      revocations.map { keyEndedByRegistrar(entry: "\($0.index)", recorded: day($0.recorded)) }
      + recoveries.map { recoveryWaited(entry: "\($0.index)", recorded: day($0.recorded)) }
    return tooFewKeys(causes: joinedClauses(causes))
  }

  func signing(threshold: Int, inForce: Int, own: Int) -> String {
    signingNeeds(threshold: "\(threshold)", keys: "\(inForce)", own: "\(own)")
  }

  func signed(by key: String) -> String { signedByKey(key: key) }

  func identified(_ method: KeyIdentification.Method, on date: String, reference: String) -> String {
    identifiedHow(method: label(method), date: date, reference: reference)
  }

  func waits(until instant: Instant) -> String { waitsUntil(instant: moment(instant)) }

  func ended(_ by: String) -> String { endedBy(ender: by) }

  func replaced(by key: String) -> String { replacedByKey(key: key) }

  func voided(since instant: Instant, by: String, in entry: EntryStamp) -> String {
    voidedSince(instant: day(instant), declarer: by, entry: "\(entry.index)", recorded: day(entry.recorded))
  }

  func words(_ act: OwnerEvent.Act, comesIn: Instant?) -> String {
    switch act {
    case .bring(let keys, let threshold):
      return series(
        keys.map { newKey(key: $0.short) } + (threshold.map { [signaturesNeeded(threshold: "\($0)")] } ?? []))
    case .rotate(let old, let new): return keyReplaced(old: old.short, new: new.short)
    case .threshold(let threshold): return signaturesNeeded(threshold: "\(threshold)")
    case .recover(let keys, let threshold):
      let from = comesIn.map { [countsFrom(instant: moment($0))] } ?? []
      return series(keys.map { newKey(key: $0.short) } + from + [signaturesNeeded(threshold: "\(threshold)")])
    case .end(let key, let ender): return keyEnded(key: key.short, ender: label(ender))
    case .object(let entry, let key): return keyObjects(key: key.short, entry: "\(entry)")
    }
  }
}
