internal import Cryptography

extension LedgerState {
  /// `attestation.submit` and `.supersede`: formal admission only; nobody judges content. // Format §4, §11
  mutating func apply(_ attestation: Attestation, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let keys = try signingKeys(of: attestation, entry, signers)
    // In place: a claim or an evidence item is many references, and few of them are wanted.
    let (claims, evidence) = (attestation.claims, attestation.evidence)
    let places = EvidencePlaces(evidence)
    let events = claims.indices.map { position in
      AttestationEvent.Claim(
        commitment: claims[position].commitment, value: claims[position].value,
        evidence: claims[position].evidence.compactMap { places[$0] }.map {
          AttestationEvent.Evidence(sha256: evidence[$0].sha256, isPublic: evidence[$0].visibility == .public)
        })
    }
    let action = attestation.supersession.map { AttestationEvent.Action.supersede($0.supersedes.index) } ?? .submit
    attestationCount += 1
    members.change(attestation.signatory) {
      $0.attestations.append(
        entry: entry.stamp, leaf: entry.leaf, period: attestation.period, action: action, keys: keys,
        weight: signers.weight(of: attestation.signatory), claims: events)
    }
    note(entry, on: attestation.signatory)
  }

  /// The signatory's keys on an attestation that may stand here.
  ///
  /// On its own, so that nobody holds the signatory any more when it is changed: its lists would be copied.
  @inline(never)
  private func signingKeys(
    of attestation: Attestation, _ entry: Entry, _ signers: Signers
  ) throws(Refusal) -> [KeyID] {
    let rules = AttestationAdmission(kind: entry.kind, recorded: entry.stamp.recorded)
    let member = try rules.member(attestation.signatory, in: self)
    let keys = try signers.requireOwner(attestation.signatory)
    let (accord, period) = try rules.window(attestation, in: self)
    let standing = try rules.standing(of: member, period: period)
    // In place: a claim is many references, and few of them are wanted.
    let claims = attestation.claims
    for position in claims.indices {
      let id = claims[position].commitment
      let commitment = try rules.commitment(id, in: accord, standing)
      try rules.head(of: id, attestation, member)
      try ClaimAdmission(
        kind: entry.kind, accord: accord, published: commitment, standing: standing, position: position
      ).check(claims[position])
    }
    return keys
  }

  /// `attestation.withdraw`: acts on every commitment whose head is the entry named. // Format §11
  mutating func apply(_ withdrawal: AttestationWithdrawal, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let (keys, affected) = try cells(of: withdrawal, entry, signers)
    attestationCount += 1
    members.change(withdrawal.signatory) {
      $0.attestations.append(
        entry: entry.stamp, leaf: entry.leaf, period: withdrawal.period, action: .withdraw(withdrawal.withdraws.index),
        keys: keys, weight: signers.weight(of: withdrawal.signatory),
        claims: affected.map { AttestationEvent.Claim(commitment: $0, value: .noClaim) })
    }
    note(entry, on: withdrawal.signatory)
  }

  /// The signatory's keys on a withdrawal that may stand here, and the commitments that it acts on.
  @inline(never)
  private func cells(
    of withdrawal: AttestationWithdrawal, _ entry: Entry, _ signers: Signers
  ) throws(Refusal) -> (keys: [KeyID], commitments: [CommitmentID]) {
    let rules = AttestationAdmission(kind: entry.kind, recorded: entry.stamp.recorded)
    let member = try rules.member(withdrawal.signatory, in: self)
    let keys = try signers.requireOwner(withdrawal.signatory)
    let attestations = member.attestations
    guard let record = attestations.record(at: withdrawal.withdraws.index),
      record.leaf == withdrawal.withdraws.header, attestations.period(of: record) == withdrawal.period
    else {
      throw rules.refused(
        "not-head",
        "entry \(withdrawal.withdraws.index) is not an attestation of \(withdrawal.signatory) for \(withdrawal.period) "
          + "with that header", hint: "pledgebook log --signatory \(withdrawal.signatory)")
    }
    let affected = attestations.commitments(withHead: withdrawal.withdraws.index)
    guard !affected.isEmpty else {
      throw rules.refused(
        "not-head", "entry \(withdrawal.withdraws.index) stands for no commitment any more",
        hint: "withdraw the entry that stands now: pledgebook report \(withdrawal.signatory)")
    }
    return (keys, affected)
  }
}

/// The rules that an attestation as a whole has to keep; a form that asks for one asks them first.
struct AttestationAdmission {
  let kind: EntryKind
  let recorded: Instant

  func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
    Refusal.rule(kind, reason, message, hint: hint)
  }

  func member(_ id: PartyID, in state: LedgerState) throws(Refusal) -> Member {
    let member = try state.member(id, kind)
    guard member.profile.basis == .signed else {
      // An attestation needs the signatory's own key; there is no "on behalf of". // Format §3
      throw refused(
        "public-source", "\(id) is listed from a public source: it has no key here and nobody attests for it",
        hint: "it joins for itself first: pledgebook join \(id) --signing-key KEY")
    }
    return member
  }

  /// The governing version and the period, whose window has to be open. // Status rules §12
  func window(
    _ attestation: Attestation, in state: LedgerState
  ) throws(Refusal) -> (PublishedAccord, AccordDocument.Period) {
    let (governing, period) = try period(attestation.period, in: state)
    let expected = governing.reference
    guard attestation.accord == expected else {
      throw refused(
        "accord-version",
        "the attestation names accord \(attestation.accord.id) \(attestation.accord.version), SHA-256 "
          + "\(attestation.accord.sha256), but period \(period.id) is governed by \(expected.id) \(expected.version), "
          + "SHA-256 \(expected.sha256)", hint: "draft it again against this ledger")
    }
    guard recorded >= period.opens else {
      throw refused(
        "window-closed", "period \(period.id) takes reports from \(period.opens) on; it is \(recorded)",
        hint: "submit it then: the envelope stays valid")
    }
    return (governing, period)
  }

  /// The governing version of a period, and the period, where reports for it are taken here at all.
  func period(
    _ id: PeriodID, in state: LedgerState
  ) throws(Refusal) -> (PublishedAccord, AccordDocument.Period) {
    let current = try state.publishedInForce(at: recorded, kind)
    guard let governing = state.accord.owed(id), let period = governing.period(id) else {
      guard !current.document.isRegisterOnly else {
        throw refused(
          "no-reporting", "this accord is a register: it has no reporting periods, and nobody owes a report",
          hint: "the accord would have to name periods: pledgebook accord publish")
      }
      throw refused(
        "unknown-period", "the accord has no period \(id)",
        hint: "it has \((current.document.reporting?.periods ?? []).map(\.id.text).joined(separator: ", "))")
    }
    if state.identity?.continues != nil, let first = state.accord.versions.first,
      period.end <= first.entry.recorded
    {
      // What was filed in the ledger before stays there; nothing of it is put here afterwards. // Format §3
      throw refused(
        "period-past", "period \(period.id) had ended when this ledger began, and this ledger continues another",
        hint: "it was reported in the ledger that this one continues")
    }
    return (governing, period)
  }

  /// Membership as of the earlier of the period's end and now, not of the filing. // Status rules §12
  func standing(of member: Member, period: AccordDocument.Period) throws(Refusal) -> MembershipStanding {
    let standing = PeriodMembership(member.membership, period: period, asOf: recorded).standing
    guard standing.isMember else {
      throw refused(
        "not-member", "\(member.id) was not a member at the end of period \(period.id)",
        hint: "pledgebook report \(member.id) shows its history")
    }
    return standing
  }

  func commitment(
    _ id: CommitmentID, in accord: PublishedAccord, _ standing: MembershipStanding
  ) throws(Refusal) -> PublishedCommitment {
    guard let commitment = accord.commitment(id) else {
      throw refused(
        "unknown-commitment", "the accord has no commitment \(id)",
        hint: "it has \(accord.document.commitments.map(\.id.text).joined(separator: ", "))")
    }
    guard let kind = standing.kind, commitment.terms.appliesTo.includes(kind: kind, traits: standing.traits) else {
      throw refused(
        "not-addressed", "commitment \(id) does not address a \(standing.kind?.text ?? "party") with these traits",
        hint: "leave it out; the report shows it as not applicable")
    }
    return commitment
  }

  /// A first filing wants no head; a restatement names the head of every commitment it lists. // Status rules §12
  func head(of commitment: CommitmentID, _ attestation: Attestation, _ member: Member) throws(Refusal) {
    let head = member.attestations.head(period: attestation.period, commitment: commitment)
    guard let supersession = attestation.supersession else {
      guard head == nil else {
        throw refused(
          "already-claimed",
          "\(commitment) has a claim for \(attestation.period) already, in entry \(head?.index.description ?? "")",
          hint: "restate it: pledgebook attest --supersede")
      }
      return
    }
    guard head == supersession.supersedes else {
      throw refused(
        "not-head",
        "entry \(supersession.supersedes.index) with that header is not what stands for \(commitment): "
          + (head.map { "entry \($0.index) is" } ?? "nothing is"),
        hint: head == nil ? "file it anew: pledgebook attest" : "supersede the entry that stands, one entry at a time")
    }
  }
}
