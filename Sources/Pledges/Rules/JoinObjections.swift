/// What a join asks for, apart from keys: all of it, or of a faulty line of a register as much as could be read.
struct JoinTerms {
  var signatory: PartyID?
  var kind: PlainID?
  var traits: [PlainID]
  var effective: Instant?
  var hasReservation = false
  var subscribed: [CommitmentID]?
  var basis: Join.Basis

  init(_ join: Join) {
    signatory = join.signatory
    kind = join.kind
    traits = join.traits
    effective = join.effective
    hasReservation = join.reservation != nil
    subscribed = join.subscribed
    basis = join.basis
  }

  init(_ entry: Register.Entry, on basis: Join.Basis) {
    signatory = entry.id
    kind = entry.kind
    traits = entry.traits
    effective = entry.effective
    subscribed = entry.subscribed
    self.basis = basis
  }
}

/// A reason to refuse a join, and the part of it that the reason is about.
struct JoinObjection {
  enum Part {
    case signatory, kind, traits, effective, subscribed, whole
  }

  let part: Part
  let refusal: Refusal
}

// Admission refuses by the first of these; who imports a register is told of all of them at once.

extension LedgerState {
  /// What speaks against the terms of a join, in the order in which admission asks. // Format §11
  func objections(to join: JoinTerms, in document: AccordDocument) -> [JoinObjection] {
    let kind = EntryKind(.signatoryJoin)
    var objections = objections(toKind: join.kind, traits: join.traits, in: document, kind)
    func object(_ part: JoinObjection.Part, _ reason: String, _ message: String, hint: String) {
      objections.append(JoinObjection(part: part, refusal: Refusal.rule(kind, reason, message, hint: hint)))
    }
    if join.hasReservation, !document.membership.reservationsAllowed {
      object(.whole, "reservation", "this accord takes no reservations", hint: "join without one")
    }
    if document.membership.subscriptionIsOptIn, join.subscribed == nil {
      object(
        .subscribed, "subscription", "this accord binds by subscription, and the join names no commitments",
        hint: "add --subscribe COMMITMENT, once for each")
    }
    for commitment in join.subscribed ?? [] where document.commitment(commitment) == nil {
      objections.append(JoinObjection(part: .subscribed, refusal: Refusal.unknownCommitment(commitment, kind)))
    }
    guard let signatory = join.signatory else { return objections }
    if signatory == registrar?.id {
      // The registrar files for nobody, itself included. // Format §11
      object(.signatory, "registrar", "\(signatory) is the registrar of this ledger", hint: "choose another id")
    }
    if join.basis == .publicSource, !keys.records(of: .party(signatory)).isEmpty {
      // Who has signed for itself is not turned into somebody who cannot. // Format §11
      object(
        .signatory, "signs-for-itself", "\(signatory) has keys in this ledger and joins for itself",
        hint: "pledgebook join \(signatory) --signing-key KEY")
    }
    return objections
  }

  /// What speaks against a kind and traits under a version of the accord. // Format §11
  func objections(
    toKind kind: PlainID?, traits: [PlainID], in document: AccordDocument, _ entryKind: EntryKind
  ) -> [JoinObjection] {
    var objections: [JoinObjection] = []
    if let kind, !document.signatoryKinds.contains(where: { $0.id == kind }) {
      let refusal = Refusal.rule(
        entryKind, "unknown-kind", "\(kind) is not a kind of signatory of this accord",
        hint: "the accord has \(document.signatoryKinds.map(\.id.text).joined(separator: ", "))")
      objections.append(JoinObjection(part: .kind, refusal: refusal))
    }
    for trait in traits where !document.traits.contains(where: { $0.id == trait }) {
      let refusal = Refusal.rule(
        entryKind, "unknown-trait", "\(trait) is not a trait of this accord",
        hint: document.traits.isEmpty
          ? "the accord has no traits" : "the accord has \(document.traits.map(\.id.text).joined(separator: ", "))")
      objections.append(JoinObjection(part: .traits, refusal: refusal))
    }
    return objections
  }

  /// What speaks against a join of a signatory that is here: who is a member joins again only to sign for itself, and who
  /// left comes back from now on. // Format §11
  func objections(toMembership join: JoinTerms, at recorded: Instant) -> [JoinObjection] {
    guard let signatory = join.signatory, let member = members[signatory], !member.signsForItself(join, at: recorded)
    else { return [] }
    let kind = EntryKind(.signatoryJoin)
    guard !member.isMember(at: max(join.effective ?? recorded, recorded)) else {
      let refusal = Refusal.rule(
        kind, "already-member", "\(signatory) is a member already", hint: "use pledgebook update to change it")
      return [JoinObjection(part: .signatory, refusal: refusal)]
    }
    guard let effective = join.effective else { return [] }
    // Otherwise a join of today would reach back behind the leaving, and take what is missing with it.
    guard !member.hasJoined || effective >= recorded else {
      return [JoinObjection(part: .effective, refusal: Refusal.retrospective(effective, recorded: recorded, kind))]
    }
    return []
  }
}

extension LedgerState {
  /// What a ledger would refuse of a register at this time, each with its line, and the refusals in the order of the file.
  ///
  /// What would be refused of a line with faults of form is named as well, as far as it can be read.
  public func faults(of register: Register, at recorded: Instant) -> (faults: Register.Faults, refusals: [Refusal]) {
    var faults = register.faults
    var refusals: [Refusal] = []
    let document: AccordDocument
    do throws(Refusal) {
      document = try documentInForce(at: recorded, EntryKind(.signatoryJoin))
    } catch {
      faults.add(nil, nil, error.message)
      return (faults, [error])
    }
    for entry in register.entries {
      let terms = JoinTerms(entry, on: register.basis)
      let membership = objections(toMembership: terms, at: recorded)
      // Who is a member has no other way to join that could be told of.
      let isMember = membership.contains { $0.part == .signatory }
      let others = objections(to: terms, in: document).filter { !isMember || $0.part != .signatory }
      for objection in others + membership {
        let member: Register.Member? =
          switch objection.part {
          case .signatory: .id
          case .kind: .kind
          case .traits: .traits
          case .effective: .effective
          case .subscribed: register.basis == .signed ? .subscribed : nil
          case .whole: nil
          }
        faults.note(entry.place, member, objection.refusal.message)
        refusals.append(objection.refusal)
      }
    }
    return (faults, refusals)
  }
}

extension Refusal {
  static func unknownCommitment(_ commitment: CommitmentID, _ kind: EntryKind) -> Refusal {
    Refusal.rule(
      kind, "unknown-commitment", "\(commitment) is not a commitment of this accord", hint: "pledgebook accord show")
  }

  static func retrospective(_ effective: Instant, recorded: Instant, _ kind: EntryKind) -> Refusal {
    Refusal.rule(
      kind, "retrospective", "effective \(effective) lies before the recording at \(recorded)",
      hint: "name an effective time that is still to come: --effective TIME")
  }
}
