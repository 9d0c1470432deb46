extension Predicate {
  /// The parties that a statement names as those whom it is about, in the order of the statement.
  ///
  /// None where it is about the ledger, about all, or about an earlier entry, whose parties are those meant.
  public var parties: [PartyID] {
    switch self {
    case .genesis, .registrarUpdate, .logRotate, .accordPublish: []
    case .partyAdmit(let admission): [admission.party]
    case .keyRegister(let registration): [registration.party]
    case .keyRotate(let rotation): [rotation.party]
    case .keyRevoke(let revocation): [revocation.party]
    case .keyThreshold(let change): [change.party]
    case .keyRecover(let recovery): [recovery.party]
    case .keyObject(let objection): [objection.party]
    case .join(let join): [join.signatory]
    case .update(let update): [update.signatory] + [update.successor].compactMap { $0 }
    case .subscribe(let change), .unsubscribe(let change): [change.signatory]
    case .suspend(let change), .reinstate(let change), .delist(let change): [change.signatory]
    case .withdraw(let withdrawal): [withdrawal.signatory]
    case .extend(let extended): extended.signatories ?? []
    case .attest(let attestation): [attestation.signatory]
    case .withdrawAttestation(let withdrawal): [withdrawal.signatory]
    case .challenge(let challenge): [challenge.signatory]
    case .checkEvidence, .review, .withdrawReview, .respond, .resolve, .withdrawChallenge, .redact, .unknown: []
    }
  }
}
