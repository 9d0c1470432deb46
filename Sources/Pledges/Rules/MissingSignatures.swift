public import Cryptography

/// Signatures that a statement still needs, of one party or of the registrar: for whoever gathers them. // Format §3
///
/// It decides nothing: whether a statement may become an entry is said by `LedgerState.apply` alone.
public struct MissingSignatures: Sendable, Equatable {
  public var signer: Signer
  /// How many more.
  public var count: Int
  /// How many there have to be.
  public var needed: Int
  /// The keys that could give them: of an owner those in force that have not signed, of what is brought in the new ones.
  public var keys: [KeyID]

  public enum Signer: Sendable, Equatable {
    case registrar
    case owner(PartyID)
    /// Keys that the statement brings in, which prove that somebody holds them.
    case newKeys
  }
}

extension LedgerState {
  /// What is missing of the signatures that a statement needs when these keys have signed it.
  public func missingSignatures(
    on predicate: Predicate, by signed: Set<KeyID>, at instant: Instant
  ) -> [MissingSignatures] {
    var missing: [MissingSignatures] = []
    let needs = needs(of: predicate, signed, at: instant)
    if needs.registrar, let registrar {
      missing.append(lacking(.registrar, registrar.threshold, registrar.keys.map(\.keyID), signed))
    }
    for owner in needs.owners {
      let threshold = owners[owner]?.standing.threshold(at: instant) ?? 1
      let inForce = keys.keysInForce(of: .party(owner), at: instant).map(\.keyID)
      missing.append(lacking(.owner(owner), threshold, inForce, signed))
    }
    // Keys that are named again sign as the owner's, or the registrar's, and are counted there.
    let new = predicate.newKeys.map(\.keyID).filter { keys[$0] == nil }
    missing.append(lacking(.newKeys, new.count, new, signed))
    return missing.filter { $0.count > 0 }
  }

  /// Keys that could still sign what is missing, as few as are needed: who these are decides what the rules say of the
  /// statement once it is complete. Of a kind whose statement names no author, that of `speaker`.
  public func signersToCome(
    on predicate: Predicate, by signed: Set<KeyID>, speaker: PartyID?, at instant: Instant
  ) -> [KeyID] {
    var signed = signed
    var coming: [KeyID] = []
    if let speaker, needs(of: predicate, signed, at: instant).owners.isEmpty {
      coming = Array(keys.keysInForce(of: .party(speaker), at: instant).map(\.keyID).prefix(1))
      signed.formUnion(coming)
    }
    for missing in missingSignatures(on: predicate, by: signed, at: instant) {
      coming += missing.keys.prefix(missing.count)
    }
    return coming
  }

  /// Whether the signature of a key adds nothing to a statement: it is nobody's here, or that of somebody whom the
  /// statement does not concern. Of kinds whose statement does not say who signs, none is idle.
  public func isIdle(_ key: KeyID, on predicate: Predicate, by signed: Set<KeyID>, at instant: Instant) -> Bool {
    let needs = needs(of: predicate, signed, at: instant)
    guard needs.registrar || !needs.owners.isEmpty, !predicate.newKeys.contains(where: { $0.keyID == key }) else {
      return false
    }
    return switch keys[key]?.owner {
    case nil: true
    case .registrar: !needs.registrar
    case .party(let party): !needs.owners.contains(party)
    }
  }

  private func lacking(
    _ signer: MissingSignatures.Signer, _ needed: Int, _ keys: [KeyID], _ signed: Set<KeyID>
  ) -> MissingSignatures {
    let left = keys.filter { !signed.contains($0) }
    return MissingSignatures(
      signer: signer, count: max(0, needed - (keys.count - left.count)), needed: needed, keys: left)
  }

  private typealias Needs = (registrar: Bool, owners: [PartyID])

  /// Who signs a statement, in the words of the table of kinds. // Format §3
  private func needs(of predicate: Predicate, _ signed: Set<KeyID>, at instant: Instant) -> Needs {
    switch predicate {
    case .genesis, .unknown, .keyObject: (false, [])
    case .registrarUpdate, .logRotate, .accordPublish, .keyRecover, .suspend, .reinstate, .delist, .extend, .redact:
      (true, [])
    case .partyAdmit(let admission): (true, withKeys(admission.party))
    case .join(let join): (true, withKeys(join.signatory))
    case .update(let update):
      (true, withKeys(update.signatory) + (update.successor.map(withKeys) ?? []))
    case .keyRegister(let registration): (false, [registration.party])
    case .keyRotate(let rotation): (false, [rotation.party])
    case .keyThreshold(let change): (false, [change.party])
    case .keyRevoke(let revocation): needs(of: revocation, signed)
    case .subscribe(let change), .unsubscribe(let change): (false, [change.signatory])
    case .withdraw(let withdrawal):
      members[withdrawal.signatory]?.profile.basis == .publicSource ? (true, []) : (false, [withdrawal.signatory])
    case .attest(let attestation): (false, [attestation.signatory])
    case .withdrawAttestation(let withdrawal): (false, [withdrawal.signatory])
    case .respond(let response): (false, subject(of: response.challenge).map { [$0.id] } ?? [])
    case .checkEvidence, .review, .withdrawReview, .challenge, .resolve, .withdrawChallenge:
      (false, parties(of: signed))
    }
  }

  /// A key ends itself, the registrar ends it from now on, and all else is for the owner to say.
  private func needs(of revocation: KeyRevocation, _ signed: Set<KeyID>) -> Needs {
    if revocation.party == registrar?.id { return (true, []) }
    if signed.contains(revocation.key), revocation.invalidSince == nil { return (false, []) }
    let isByRegistrar = parties(of: signed).isEmpty && signed.contains { keys[$0]?.owner == .registrar }
    return isByRegistrar ? (true, []) : (false, [revocation.party])
  }

  /// The party alone, where it ever had a key; who never had one cannot be asked.
  private func withKeys(_ party: PartyID) -> [PartyID] { owners[party] == nil ? [] : [party] }

  /// The parties whose keys are among those that signed.
  private func parties(of signed: Set<KeyID>) -> [PartyID] {
    var parties: Set<PartyID> = []
    for key in signed {
      if case .party(let party)? = keys[key]?.owner { parties.insert(party) }
    }
    return parties.sorted()
  }
}
