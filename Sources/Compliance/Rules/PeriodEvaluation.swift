internal import Pledges

/// What a signatory owed and filed in a period: Status rules §2 to §6 for all commitments in one pass.
///
/// Enough for standing; a cell adds what others said about it.
struct PeriodEvaluation {
  let signatory: PartyID
  let rules: PeriodRules
  let visibility: Visibility
  let membership: Membership
  private(set) var deadlines: [Deadline] = []
  private(set) var duties: [Duty] = []
  /// Beside each duty, why what is required is only encouraged.
  private var limits: [DutyLimit?] = []
  let chains: [Chain]
  let shortages: KeyShortages
  let noKey: NoKey?
  private let marks: KeyMarks
  /// What is said of the keys on the attestations of the period, each with the commitments that it lists; nil for one
  /// that is void, which concerns all. // Status rules §1
  private var voidClaims: [(claims: [VoidClaim], commitments: [CommitmentID]?)] = []
  private(set) var submissions: [Submission] = []

  init(
    of history: SignatoryHistory, rules: PeriodRules, voiding: Voiding, marks: KeyMarks, visibility: Visibility
  ) {
    signatory = history.signatory
    self.rules = rules
    self.visibility = visibility
    membership = Membership(history.membership, rules: rules, visibility: visibility)
    let extensions = rules.extensions.concerning(history.signatory)
    for commitment in rules.commitments {
      var limit: DutyLimit?
      deadlines.append(Deadline(rules, extensions: extensions, commitment: commitment.id))
      duties.append(Duty(membership.trace, commitment: commitment, rules: rules, limit: &limit))
      limits.append(limit)
    }
    chains =
      ChainReplay(
        history.attestations, due: deadlines.map(\.due), rules: rules, voiding: voiding, marks: marks,
        visibility: visibility
      ).chains
    self.marks = marks
    shortages = KeyShortages(history.keys, visibility: visibility)
    noKey = shortages.noKey(in: rules.period, marks: marks, visibility: visibility)
    submissions = rules.commitments.indices.map { position in
      Submission(
        chains[position], duty: duties[position], deadline: deadlines[position], opens: rules.period.opens,
        asOf: visibility.asOf)
    }
    for position in history.attestations.indices
    where history.attestations[position].period == rules.period.id
      && visibility.shows(history.attestations[position].entry)
    {
      let claims = voiding.claims(on: history.attestations[position])
      guard !claims.isEmpty else { continue }
      let isVoid = voiding.voids(history.attestations[position])
      voidClaims.append((claims, isVoid ? nil : history.attestations[position].claims.map(\.commitment)))
    }
  }

  /// The whole cell of the commitment at this position of the accord.
  func cell(at position: Int, challenges: Challenges, reviews: Reviews, checks: EvidenceChecks) -> CellStatus {
    let commitment = rules.commitments[position]
    let (deadline, chain) = (deadlines[position], chains[position])
    let (duty, submission) = (duties[position], submissions[position])
    let claim = submission.hasClaim ? chain.head?.claim : nil

    // Who is listed has no key to answer with.
    let dispute = challenges.dispute(on: commitment.id, asOf: visibility.asOf) { challenge in
      duty == .listed ? nil : rules.replyDue(to: challenge, shortages)
    }
    let assurance = reviews.assurance(
      of: commitment.id, head: chain.head?.entry, hasValue: claim != nil, levels: rules.levels)
    let items = claim == nil ? [] : chain.head?.evidence ?? []
    let evidence = checks.steps(for: items, maxAgeDays: commitment.evidenceMaxAgeDays)

    // Status rules §7
    var flags = chain.flags
    if assurance.isOfOlderVersion { flags.insert(.reviewOfOlderVersion) }
    if dispute.isResponseOverdue { flags.insert(.responseOverdue) }
    if noKey != nil { flags.insert(.noKey) }

    let row = HeadlineRow(duty: duty, submission: submission)
    let trace = CellTrace(
      signatory: signatory, visibility: visibility, accord: rules.accord, period: rules.period, due: deadline.due,
      close: deadline.close, extensions: deadline.steps, dropped: rules.dropped, probe: membership.probe,
      membership: membership.trace, suspension: membership.suspensions, dutyLimit: limits[position], chain: chain.steps,
      first: chain.first, head: chain.head?.entry, challenges: dispute.steps, reviews: assurance.steps,
      evidence: evidence, heldBack: chain.heldBack + dispute.heldBack + assurance.heldBack, headlineRow: row)
    let because = Because(trace).entries
    var shown = because + trace.heldBack.map(\.entry.index)
    if let noKey { shown += (noKey.revocations + noKey.recoveries).map(\.index) }
    return CellStatus(
      commitment: commitment.id, duty: duty, submission: submission, claim: claim,
      headline: row.headline(duty: duty, submission: submission, claim: claim),
      noClaim: chain.head.flatMap { $0.claim == .noClaim ? $0.entry : nil },
      daysLate: submission.hasClaim ? chain.first?.daysRoundedUp(after: deadline.due) : nil, due: deadline.due,
      close: deadline.close, retroactiveExtension: deadline.isRetroactive, flags: flags.list,
      dispute: dispute.dispute, assurance: assurance.level, conclusion: assurance.conclusion,
      evidence: EvidenceStatus(evidence), marks: marks.marks(of: shown),
      beside: Beside(chain, challenges: dispute.steps, evidence: evidence, checks: checks, marks: marks),
      voidClaims: voidClaims.filter { $0.commitments?.contains(commitment.id) ?? true }.flatMap(\.claims),
      noKey: noKey, because: because, trace: trace)
  }
}
