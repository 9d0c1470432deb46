internal import Cryptography

// An act rests on a recovery where the keys that no recovery brought do not reach the own threshold. It counts, but for
// what it would take away from the party; and it bears a mark, wherever it is shown. // Format §3

extension LedgerState {
  /// Notes that an entry rests on a recovery, where the party that acts signs so.
  mutating func markAct(_ entry: Entry, _ signers: Signers) {
    guard let party = actor(of: entry, signers), let recovery = signers.recoveries[party] else { return }
    accord.recoveredActs[entry.stamp.index] = recovery
  }

  /// The party whose signature an entry needs as an owner's; nil for an act of the registrar, which a party's signature
  /// adds nothing to. What a revocation rests on is told where it is applied, since a key can do it by itself.
  private func actor(of entry: Entry, _ signers: Signers) -> PartyID? {
    switch entry.body.statement.predicate {
    case .partyAdmit(let admission): admission.party
    case .keyRegister(let registration): registration.party
    case .keyRotate(let rotation): rotation.party
    case .keyThreshold(let change): change.party
    case .join(let join): join.signatory
    case .update(let update): update.signatory
    case .subscribe(let change), .unsubscribe(let change): change.signatory
    case .withdraw(let withdrawal): members[withdrawal.signatory]?.profile.basis == .signed ? withdrawal.signatory : nil
    case .attest(let attestation): attestation.signatory
    case .withdrawAttestation(let withdrawal): withdrawal.signatory
    case .respond(let response): subject(of: response.challenge)?.id
    case .checkEvidence, .review, .withdrawReview, .challenge, .resolve, .withdrawChallenge:
      signers.parties.count == 1 ? signers.parties.first?.key : nil
    case .genesis, .registrarUpdate, .logRotate, .accordPublish, .keyRevoke, .keyRecover, .keyObject, .suspend,
      .reinstate, .delist, .extend, .redact, .unknown:
      nil
    }
  }
}

extension Signers {
  /// How a party's attestation is signed.
  func weight(of party: PartyID) -> SignatureWeight {
    SignatureWeight(threshold: ownerThresholds[party] ?? 1, restsOnRecovery: recoveries[party] != nil)
  }
}
