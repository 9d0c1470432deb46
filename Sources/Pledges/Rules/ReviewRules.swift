internal import Cryptography

extension LedgerState {
  /// `review.publish`: a reviewer's conclusion about one attestation of somebody else. // Format §3, §11
  mutating func apply(_ review: Review, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let reviewer = try requireRole(.reviewer, signers)
    func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
      Refusal.rule(entry.kind, reason, message, hint: hint)
    }
    guard let member = subject(of: review.of.index), let record = member.attestations.record(at: review.of.index),
      !record.isWithdrawal, record.leaf == review.of.header
    else {
      throw refused(
        "not-an-attestation", "entry \(review.of.index) is not an attestation with that header",
        hint: "pledgebook log --kind attestation.submit")
    }
    let signatory = member.id
    guard signatory != reviewer else {
      throw refused("own", "\(reviewer) cannot review itself", hint: "reviews come from somebody else")
    }
    let listed = Set(member.attestations.commitments(of: record))
    for commitment in review.commitments where !listed.contains(commitment) {
      throw refused(
        "unknown-commitment", "entry \(review.of.index) says nothing about \(commitment)",
        hint: "it lists \(listed.map(\.text).sorted().joined(separator: ", "))")
    }
    let period = member.attestations.period(of: record)
    let levels = accord.governing(period)?.document.assuranceLevels.map(\.id) ?? []
    guard levels.dropFirst().contains(review.level) else {
      throw refused(
        "unknown-level", "\(review.level) is not a level of assurance that a review can give",
        hint: "the accord has \(levels.dropFirst().map(\.text).joined(separator: ", "))")
    }
    let event = ReviewEvent(
      entry: entry.stamp, reviewer: reviewer,
      action: .publish(
        of: review.of.index, period: period, commitments: review.commitments, level: review.level,
        conclusion: review.conclusion))
    let index = entry.stamp.index
    members.change(signatory) { member in
      member.reviewRecords[index] = Member.ReviewRecord(reviewer: reviewer, leaf: entry.leaf)
      member.reviews.append(event)
    }
    note(entry, on: signatory)
  }

  /// `review.withdraw`: by the reviewer that published it. // Format §3
  mutating func apply(_ withdrawal: ReviewWithdrawal, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    let reviewer = try requireRole(.reviewer, signers)
    guard let member = subject(of: withdrawal.of.index), let record = member.reviewRecords[withdrawal.of.index],
      record.leaf == withdrawal.of.header, record.reviewer == reviewer, !record.isWithdrawn
    else {
      throw Refusal.rule(
        entry.kind, "unknown-review", "entry \(withdrawal.of.index) is not a standing review by \(reviewer)",
        hint: "pledgebook log --kind review.publish")
    }
    let event = ReviewEvent(entry: entry.stamp, reviewer: reviewer, action: .withdraw(review: withdrawal.of.index))
    // What rests on a recovery takes nothing out. // Format §3
    let takesOut = signers.recoveries[reviewer] == nil
    members.change(member.id) { member in
      if takesOut { member.reviewRecords[withdrawal.of.index]?.isWithdrawn = true }
      member.reviews.append(event)
    }
    note(entry, on: member.id)
  }

  /// `evidence.check`: a checker looked whether a document still is what its digest says. // Format §3
  mutating func apply(_ check: EvidenceCheck, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    _ = try requireRole(.checker, signers)
    accord.evidenceChecks.append(
      EvidenceCheckEvent(entry: entry.stamp, sha256: check.evidence, result: check.result))
  }

  /// The party that signs, which has to have this role.
  func requireRole(_ role: PartyAdmission.Role, _ signers: Signers) throws(Refusal) -> PartyID {
    let party = try signers.requireOneParty()
    guard parties[party]?.roles.contains(role) == true else {
      throw Refusal.rule(
        signers.kind, "role", "\(party) is not admitted as \(role.rawValue)",
        hint: "the registrar admits it: pledgebook party admit \(party) --role \(role.rawValue)")
    }
    return party
  }
}
