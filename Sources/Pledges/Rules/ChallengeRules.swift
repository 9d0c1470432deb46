internal import Cryptography

extension LedgerState {
  /// `challenge.open`: on a cell, by an admitted challenger. // Format §3, §11
  mutating func apply(_ challenge: Challenge, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let challenger = try requireRole(.challenger, signers)
    func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
      Refusal.rule(entry.kind, reason, message, hint: hint)
    }
    let member = try member(challenge.signatory, entry.kind)
    guard member.id != challenger else {
      throw refused("own", "\(challenger) cannot challenge itself", hint: "challenges come from somebody else")
    }
    guard let document = accord.owed(challenge.period)?.document else {
      throw refused(
        "unknown-period", "the accord has no period \(challenge.period)", hint: "pledgebook accord show")
    }
    guard let rules = document.challenge else {
      throw refused("off", "this accord takes no challenges", hint: "the accord would have to allow them")
    }
    guard rules.grounds.contains(where: { $0.id == challenge.ground }) else {
      throw refused(
        "unknown-ground", "\(challenge.ground) is not a ground of this accord",
        hint: "it has \(rules.grounds.map(\.id.text).joined(separator: ", "))")
    }
    for commitment in challenge.commitments where document.commitment(commitment) == nil {
      throw refused(
        "unknown-commitment", "the accord has no commitment \(commitment)", hint: "pledgebook accord show")
    }
    record(
      .open(challenger: challenger, period: challenge.period, commitments: challenge.commitments.sorted()), entry,
      on: member.id)
  }

  /// `challenge.respond`: by the signatory concerned. // Format §3
  mutating func apply(_ response: ChallengeResponse, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let (signatory, _) = try openChallenge(response.challenge, entry.kind)
    try signers.requireOwner(signatory)
    record(.respond(challenge: response.challenge), entry, on: signatory)
  }

  /// `challenge.resolve`: by a panel that is no party to it; a later decision replaces an earlier one. // Format §11
  mutating func apply(_ resolution: ChallengeResolution, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let panel = try requireRole(.panel, signers)
    let (signatory, challenge) = try openChallenge(resolution.challenge, entry.kind)
    guard panel != signatory, panel != challenge.challenger else {
      throw Refusal.rule(
        entry.kind, "party-to-it", "\(panel) is a party to challenge \(resolution.challenge)",
        hint: "another panel member decides")
    }
    // Nothing that was challenged stays undecided by silence, and nothing else is decided.
    guard resolution.outcomes.map(\.commitment).sorted() == challenge.commitments else {
      throw Refusal.rule(
        entry.kind, "outcomes",
        "challenge \(resolution.challenge) is about \(challenge.commitments.map(\.text).joined(separator: ", ")), and "
          + "the outcomes are about \(resolution.outcomes.map(\.commitment.text).sorted().joined(separator: ", "))",
        hint: "give one outcome for each commitment challenged")
    }
    record(
      .resolve(challenge: resolution.challenge, panel: panel, outcomes: resolution.outcomes), entry, on: signatory)
  }

  /// `challenge.withdraw`: by the challenger. // Format §3
  mutating func apply(_ withdrawal: ChallengeWithdrawal, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let (signatory, challenge) = try openChallenge(withdrawal.challenge, entry.kind)
    let party = try requireRole(.challenger, signers)
    guard challenge.challenger == party else {
      throw Refusal.rule(
        entry.kind, "challenger", "\(party) did not open challenge \(withdrawal.challenge)",
        hint: "the challenger withdraws it")
    }
    // What rests on a recovery takes nothing out. // Format §3
    record(
      .withdraw(challenge: withdrawal.challenge), entry, on: signatory, recovery: signers.recoveries[party])
  }

  /// A challenge that was not withdrawn, and the signatory it is against.
  private func openChallenge(
    _ index: EntryIndex, _ kind: EntryKind
  ) throws(Refusal) -> (signatory: PartyID, challenge: ChallengeCourse) {
    guard let member = subject(of: index), let challenge = member.challengeCourses[index] else {
      throw Refusal.rule(
        kind, "unknown-challenge", "entry \(index) is not a challenge", hint: "pledgebook log --kind challenge.open")
    }
    guard challenge.withdrawn == nil else {
      throw Refusal.rule(
        kind, "withdrawn", "challenge \(index) was withdrawn", hint: "pledgebook show \(index)")
    }
    return (member.id, challenge)
  }

  private mutating func record(
    _ action: ChallengeEvent.Action, _ entry: Entry, on signatory: PartyID, recovery: EntryIndex? = nil
  ) {
    members.change(signatory) {
      $0.append(ChallengeEvent(entry: entry.stamp, action: action, recovery: recovery))
    }
    note(entry, on: signatory)
  }
}
