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
  ///
  /// - Parameter speaker: who says it, where the statement names no author and nobody has signed.
  public func missingSignatures(
    on predicate: Predicate, by signed: Set<KeyID>, speaker: PartyID? = nil, at instant: Instant
  ) -> [MissingSignatures] {
    if case .keyObject(let objection) = predicate {
      let keys = signed.isEmpty ? objectors(objection) : []
      return keys.isEmpty
        ? [] : [MissingSignatures(signer: .owner(objection.party), count: 1, needed: 1, keys: keys)]
    }
    var missing: [MissingSignatures] = []
    let needs = needs(of: predicate, signed, speaker)
    if needs.registrar, let registrar {
      missing.append(lacking(.registrar, registrar.threshold, registrar.keys.map(\.keyID), signed))
    }
    for owner in needs.owners {
      let threshold = owners[owner]?.standing.threshold(at: instant) ?? 1
      let inForce = keys.keysInForce(of: .party(owner), at: instant).map(\.keyID)
      missing.append(
        lacking(.owner(owner), threshold, inForce, among: inForce.filter(predicate.ownKeys.contains), signed))
    }
    // Keys that are named again sign as the owner's, or the registrar's, and are counted there.
    let new = predicate.newKeys.map(\.keyID).filter { keys[$0] == nil }.once
    missing.append(lacking(.newKeys, new.count, new, signed))
    return missing.filter { $0.count > 0 }
  }

  /// Keys that could still sign what is missing, as few as are needed: who these are decides what the rules say of the
  /// statement once it is complete. Where that may be one or another, each way; there is always one, perhaps of no keys.
  public func signersToCome(
    on predicate: Predicate, by signed: Set<KeyID>, speaker: PartyID?, at instant: Instant
  ) -> [[KeyID]] {
    let missing = missingSignatures(on: predicate, by: signed, speaker: speaker, at: instant)
    let fewest = missing.flatMap { $0.keys.prefix($0.count) }.once
    guard signed.isEmpty else { return [fewest] }
    switch predicate {
    case .keyObject: return missing.isEmpty ? [[]] : missing.flatMap(\.keys).map { [$0] }
    case .keyRevoke(let revocation):
      // The owner; the key itself, also while it waits; the registrar.
      let itself = keys[revocation.key] == nil ? [] : [[revocation.key]]
      return [fewest] + itself + [registrar.map { $0.keys.prefix($0.threshold).map(\.keyID) } ?? []]
    default: return [fewest]
    }
  }

  /// Whether the signature of a key adds nothing to a statement: it is nobody's here, or that of somebody whom the
  /// statement does not concern. Of kinds whose statement does not say who signs, none is idle.
  public func isIdle(_ key: KeyID, on predicate: Predicate, by signed: Set<KeyID>) -> Bool {
    guard let concerned = concerned(by: predicate, signed), concerned.registrar || !concerned.owners.isEmpty,
      !predicate.newKeys.contains(where: { $0.keyID == key })
    else { return false }
    return switch keys[key]?.owner {
    case nil: true
    case .registrar: !concerned.registrar
    case .party(let party): !concerned.owners.contains(party)
    }
  }

  /// - Parameter own: those of the keys that have to be among the signers.
  private func lacking(
    _ signer: MissingSignatures.Signer, _ threshold: Int, _ keys: [KeyID], among own: [KeyID] = [],
    _ signed: Set<KeyID>
  ) -> MissingSignatures {
    let left = keys.filter { !signed.contains($0) }
    let first = own.filter { !signed.contains($0) }
    let count = max(first.count, threshold - (keys.count - left.count))
    return MissingSignatures(
      signer: signer, count: count, needed: max(threshold, own.count),
      // Where no others are asked for, no others could give them.
      keys: count == first.count ? first : first + left.filter { !first.contains($0) })
  }

  private typealias Needs = (registrar: Bool, owners: [PartyID])

  /// Who signs a statement, in the words of the table of kinds. // Format §3
  private func needs(of predicate: Predicate, _ signed: Set<KeyID>, _ speaker: PartyID? = nil) -> Needs {
    switch predicate {
    case .genesis, .unknown, .keyObject: (false, [])
    case .registrarUpdate, .logRotate, .accordPublish, .keyRecover, .suspend, .reinstate, .delist, .extend, .redact:
      (true, [])
    case .partyAdmit(let admission): (true, withKeys(admission.party))
    case .join(let join): (true, withKeys(join.signatory))
    case .update(let update):
      (true, (withKeys(update.signatory) + (update.successor.map(withKeys) ?? [])).once)
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
      (false, speakers(of: predicate, signed, speaker))
    }
  }

  /// Whoever signs what names no author speaks for itself; where nobody has, whose it has to be, or is to be.
  private func speakers(of predicate: Predicate, _ signed: Set<KeyID>, _ speaker: PartyID?) -> [PartyID] {
    let parties = parties(of: signed)
    guard parties.isEmpty else { return parties }
    return (author(of: predicate) ?? speaker).map { [$0] } ?? []
  }

  /// Who alone can take back what was said: who said it.
  private func author(of predicate: Predicate) -> PartyID? {
    switch predicate {
    case .withdrawReview(let withdrawal):
      subject(of: withdrawal.of.index)?.reviewRecords[withdrawal.of.index]?.reviewer
    case .withdrawChallenge(let withdrawal):
      subject(of: withdrawal.challenge)?.challengeCourses[withdrawal.challenge]?.challenger
    default: nil
    }
  }

  /// The keys of a party that were there before the act that they may object to, ended or not.
  private func objectors(_ objection: KeyObjection) -> [KeyID] {
    keys.records(of: .party(objection.party)).filter { $0.since < objection.of }.map(\.key.keyID).sorted()
  }

  /// Whose signatures have a place on a statement; nil where the statement does not say.
  private func concerned(by predicate: Predicate, _ signed: Set<KeyID>) -> Needs? {
    switch predicate {
    case .checkEvidence, .review, .withdrawReview, .challenge, .resolve, .withdrawChallenge: nil
    case .keyRevoke(let revocation) where revocation.party != registrar?.id:
      // Also where the key that it ends is enough.
      (needs(of: revocation, signed).registrar, [revocation.party])
    default: needs(of: predicate, signed)
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

extension Predicate {
  /// Keys that have to sign it if they are keys in force of the party that it is about: those that it names again, and
  /// the one that it replaces. // Format §3
  fileprivate var ownKeys: Set<KeyID> {
    if case .keyRotate(let rotation) = self { return [rotation.oldKey] }
    return Set(newKeys.map(\.keyID))
  }
}

extension Array where Element: Hashable {
  /// Each in the place where it first stands.
  fileprivate var once: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
