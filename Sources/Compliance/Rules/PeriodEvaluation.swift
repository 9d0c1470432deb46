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
  private(set) var submissions: [Submission] = []

  init(of history: SignatoryHistory, rules: PeriodRules, voiding: Voiding, visibility: Visibility) {
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
        history.attestations, due: deadlines.map(\.due), rules: rules, voiding: voiding, visibility: visibility
      ).chains
    submissions = rules.commitments.indices.map { position in
      Submission(
        chains[position], duty: duties[position], deadline: deadlines[position], opens: rules.period.opens,
        asOf: visibility.asOf)
    }
  }

  /// The whole cell of the commitment at this position of the accord.
  func cell(at position: Int, challenges: Challenges, reviews: Reviews, checks: EvidenceChecks) -> CellStatus {
    let commitment = rules.commitments[position]
    let (deadline, chain) = (deadlines[position], chains[position])
    let (duty, submission) = (duties[position], submissions[position])
    let claim = submission.hasClaim ? chain.head?.claim : nil

    let dispute = challenges.dispute(on: commitment.id, responseDays: rules.responseDays, asOf: visibility.asOf)
    let assurance = reviews.assurance(
      of: commitment.id, head: chain.head?.entry, hasValue: claim != nil, levels: rules.levels)
    let items = claim == nil ? [] : chain.head?.evidence ?? []
    let evidence = checks.steps(for: items, maxAgeDays: commitment.evidenceMaxAgeDays)

    // Status rules §7
    var flags = chain.flags
    if assurance.isOfOlderVersion { flags.insert(.reviewOfOlderVersion) }
    // Who is listed has no key to answer with.
    if dispute.isResponseOverdue, duty != .listed { flags.insert(.responseOverdue) }

    let row = HeadlineRow(duty: duty, submission: submission)
    let trace = CellTrace(
      signatory: signatory, visibility: visibility, accord: rules.accord, period: rules.period, due: deadline.due,
      close: deadline.close, extensions: deadline.steps, dropped: rules.dropped, probe: membership.probe,
      membership: membership.trace, suspension: membership.suspensions, dutyLimit: limits[position], chain: chain.steps,
      first: chain.first, head: chain.head?.entry, challenges: dispute.steps, reviews: assurance.steps,
      evidence: evidence, headlineRow: row)
    return CellStatus(
      commitment: commitment.id, duty: duty, submission: submission, claim: claim,
      headline: row.headline(duty: duty, submission: submission, claim: claim),
      noClaim: chain.head.flatMap { $0.claim == .noClaim ? $0.entry : nil },
      daysLate: submission.hasClaim ? chain.first?.daysRoundedUp(after: deadline.due) : nil, due: deadline.due,
      close: deadline.close, retroactiveExtension: deadline.isRetroactive, flags: flags.list,
      dispute: dispute.dispute, assurance: assurance.level, conclusion: assurance.conclusion,
      evidence: EvidenceStatus(evidence), because: Because(trace).entries, trace: trace)
  }
}
