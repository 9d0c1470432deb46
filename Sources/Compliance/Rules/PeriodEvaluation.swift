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
  private(set) var suspensions: [Suspension] = []
  private(set) var duties: [Duty] = []
  let chains: [Chain]
  private(set) var submissions: [Submission] = []

  init(of history: SignatoryHistory, rules: PeriodRules, voiding: Voiding, visibility: Visibility) {
    signatory = history.signatory
    self.rules = rules
    self.visibility = visibility
    membership = Membership(
      history.membership, period: rules.period, commitments: rules.commitments, visibility: visibility)
    let extensions = rules.extensions.concerning(history.signatory)
    for commitment in rules.commitments {
      let deadline = Deadline(rules.period, extensions: extensions, commitment: commitment.id)
      let suspension = Suspension(history.membership, due: deadline.due, visibility: visibility)
      deadlines.append(deadline)
      suspensions.append(suspension)
      duties.append(
        Duty(membership.trace, isSuspended: suspension.isSuspended, commitment: commitment, rules: rules))
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
    if dispute.isResponseOverdue { flags.insert(.responseOverdue) }

    let row = HeadlineRow(duty: duty, submission: submission)
    let trace = CellTrace(
      signatory: signatory, visibility: visibility, accord: rules.accord, period: rules.period, due: deadline.due,
      close: deadline.close, extensions: deadline.steps, probe: membership.probe, membership: membership.trace,
      suspensionLimit: suspensions[position].limit, suspension: suspensions[position].steps, chain: chain.steps,
      first: chain.first, head: chain.head?.entry, challenges: dispute.steps, reviews: assurance.steps,
      evidence: evidence, headlineRow: row)
    return CellStatus(
      commitment: commitment.id, duty: duty, submission: submission, claim: claim,
      headline: row.headline(duty: duty, submission: submission, claim: claim),
      daysLate: submission.hasClaim ? chain.first?.daysRoundedUp(after: deadline.due) : nil, due: deadline.due,
      close: deadline.close, retroactiveExtension: deadline.isRetroactive, flags: flags.list,
      dispute: dispute.dispute, assurance: assurance.level, conclusion: assurance.conclusion,
      evidence: EvidenceStatus(evidence), because: Because(trace).entries, trace: trace)
  }
}
