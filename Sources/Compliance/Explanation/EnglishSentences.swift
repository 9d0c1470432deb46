internal import Cryptography
internal import Pledges

/// The sentences of an explanation in English.
enum EnglishSentences {
  static func sentence(for fact: Explanation.Fact) -> String {
    switch fact {
    case .register(let accord):
      "Version \(accord.version) of the accord (entry \(accord.entry.index)) asks for no reports."
    case .governs(let accord, let period):
      "Version \(accord.version) of the accord (entry \(accord.entry.index)) governs period \(period)."
    case .dropped(let accord, let period):
      "Version \(accord.version) of the accord (entry \(accord.entry.index)) left period \(period) out before it began."
    case .extended(let step): extended(step)
    case .window(let opens, let due, let close, let isRetroactive):
      "Reports open at \(opens), are due by \(due), and the grace ends at \(close)."
        + (isRetroactive ? " The date was moved after it had passed." : "")
    case .membership(let step): membership(step)
    case .memberAsOf(let probe, let trace): member(asOf: probe, trace)
    case .suspension(let step):
      "Entry \(step.entry.index) \(step.suspends ? "suspended" : "reinstated") the signatory from \(step.effective)."
    case .suspendedAsOf(let probe, let isSuspended):
      "At \(probe) the signatory was \(isSuspended ? "suspended" : "not suspended")."
    case .dutyLimit(let limit): dutyLimit(limit)
    case .duty(let duty): self.duty(duty)
    case .attestation(let step): attestation(step)
    case .head(let head, let first): self.head(head, first: first)
    case .submission(let submission, let daysLate): self.submission(submission, daysLate: daysLate)
    case .challenge(let step): challenge(step)
    case .responseOverdue: "A challenge has had no reply within the time that the accord gives."
    case .dispute(let dispute): self.dispute(dispute)
    case .review(let step): review(step)
    case .assurance(let level, let conclusion):
      conclusion.map { "By the word of its reviewers assurance is “\(level)”, with the conclusion “\($0.rawValue)”." }
        ?? "Assurance is “\(level)”."
    case .evidenceItem(let step): evidenceItem(step)
    case .evidence(let status): evidence(status)
    case .headline(let code, let row): headline(code, row)
    }
  }

  private static func extended(_ step: ExtensionStep) -> String {
    "Entry \(step.entry.index), recorded at \(step.entry.recorded), moved the due date to \(step.newDue)"
      + (step.isRetroactive ? ", after the date in force until then had passed." : ".")
  }

  private static func membership(_ step: MembershipStep) -> String {
    let act =
      switch step.effect {
      case .joined: "records that the signatory joined"
      case .rejoined: "closes a gap in time by joining again, so that the membership counts as unbroken here"
      case .struck: "takes out a listing that was entered in error"
      case .withdrew: "records that the signatory withdrew"
      case .delisted: "delists the signatory"
      case .subscribed: "subscribes to commitments"
      case .unsubscribed: "ends the subscription to commitments"
      case .updated: "updates the signatory"
      case .succeeded: "records that another party succeeded the signatory"
      }
    return "Entry \(step.entry.index) \(act), effective \(step.effective) and recorded at \(step.entry.recorded)."
  }

  private static func member(asOf probe: Instant, _ trace: MembershipTrace) -> String {
    guard trace.isMember, let kind = trace.kind, let base = trace.base else {
      return "As of \(probe) the signatory was not a member."
    }
    let traits = trace.traits.isEmpty ? "no traits" : "traits " + trace.traits.map(\.text).joined(separator: ", ")
    let subscription =
      switch trace.subscription {
      case .all: "all commitments"
      case .only(let listed) where listed.isEmpty: "no commitment"
      case .only(let listed): listed.sorted().map(\.text).joined(separator: ", ")
      }
    let basis = trace.basis == .publicSource ? ", listed from a public source" : ""
    return "As of \(probe) the signatory was a member of kind “\(kind)” with \(traits), "
      + "subscribed to \(subscription)\(basis); the membership counts from \(base)."
  }

  private static func dutyLimit(_ limit: DutyLimit) -> String {
    switch limit {
    case .broughtLate(let accord):
      "Version \(accord.version) of the accord (entry \(accord.entry.index)) brought the period after it had begun: "
        + "nothing is required in it."
    case .notRequired(let accord):
      "Version \(accord.version) of the accord (entry \(accord.entry.index)), the last when the period began, did not "
        + "require it of such a signatory."
    }
  }

  private static func duty(_ duty: Duty) -> String {
    switch duty {
    case .dropped: "The period was dropped, so nobody owes anything for it."
    case .listed:
      "The signatory is listed from a public source; it has no key here and cannot file, so nothing is owed."
    case .noReporting: "Nobody owes a report under this accord."
    case .notMember: "The signatory is not a member for this period, so nothing is owed."
    case .notApplicable: "The commitment does not address a signatory of this kind and traits."
    case .notSubscribed: "The signatory is not subscribed to the commitment."
    case .notYetDue:
      "The time allowed before a first report ends after the period, or the ledger began after it: nothing is owed yet."
    case .suspended: "The signatory is suspended, so nothing is owed."
    case .required: "A report is required."
    case .encouraged: "A report is encouraged, and never overdue."
    }
  }

  private static func attestation(_ step: ChainStep) -> String {
    let entry = "Entry \(step.entry.index), recorded at \(step.entry.recorded),"
    switch step.effect {
    case .voided: return "\(entry) is void: the key that signed it is revoked as compromised since before that time."
    case .submitted(let claim): return "\(entry) submitted \(self.claim(claim))."
    case .superseded(let old, let new, let afterDue, let raised):
      var sentence = "\(entry) replaced \(claim(old)) by \(claim(new))"
      if afterDue { sentence += raised ? ", after the due date and to a higher rank" : ", after the due date" }
      return sentence + "."
    case .withdrawn: return "\(entry) withdrew the claim."
    }
  }

  private static func claim(_ claim: PlainID) -> String { "the claim “\(claim)”" }

  private static func head(_ head: EntryIndex?, first: Instant?) -> String {
    guard let head else { return "No attestation stands for this cell." }
    guard let first else { return "Entry \(head) stands and makes no claim; it stops no clock." }
    return "Entry \(head) stands; the first claim of its chain was recorded at \(first)."
  }

  private static func submission(_ submission: Submission, daysLate: Int64?) -> String {
    let days = daysLate.map { $0 == 1 ? "1 day" : "\($0) days" } ?? ""
    return switch submission {
    case .voluntary:
      "A claim stands though none is owed: voluntary" + (daysLate == 0 ? "." : ", \(days) after the due date.")
    case .onTime: "The first claim was recorded by the due date: on time."
    case .late: "The first claim was recorded after the due date: late by \(days)."
    case .none: "Nothing is owed and no claim is recorded."
    case .upcoming: "The time for reports has not opened."
    case .open: "The time for reports is open, and no claim is recorded yet."
    case .notReported: "The due date has passed; no claim is recorded, and none is owed."
    case .overdue: "The due date has passed, the grace has not, and no claim is recorded."
    case .missing: "The grace has ended and no claim is recorded in this ledger."
    }
  }

  private static func challenge(_ step: ChallengeStep) -> String {
    switch step.effect {
    case .opened: "Entry \(step.entry.index) opened a challenge at \(step.entry.recorded)."
    case .resolved(let outcome, let panel):
      "Entry \(step.entry.index), by the panel \(panel), resolved the challenge of entry \(step.challenge): "
        + "“\(outcome.rawValue)”."
    case .withdrawn: "Entry \(step.entry.index) withdrew the challenge of entry \(step.challenge)."
    }
  }

  private static func dispute(_ dispute: Dispute) -> String {
    switch dispute {
    case .none: "No challenge is left."
    case .open: "A challenge is open."
    case .upheld: "A challenge was upheld; the claim stays as the signatory made it."
    case .partlyUpheld: "A challenge was partly upheld; the claim stays as the signatory made it."
    case .rejected: "All challenges were rejected."
    }
  }

  private static func review(_ step: ReviewStep) -> String {
    let entry = "Entry \(step.entry.index) is a review of entry \(step.of)"
    return switch step.effect {
    case .counted: "\(entry) with level “\(step.level)” and conclusion “\(step.conclusion.rawValue)”."
    case .ofOlderVersion: "\(entry), which is not the attestation that stands; it does not count."
    case .withdrawn: "\(entry), withdrawn by its reviewer; it does not count."
    }
  }

  private static func evidenceItem(_ step: EvidenceStep) -> String {
    let item = "Evidence \(step.sha256.hex.prefix(12))… (\(step.isPublic ? "public" : "not public"))"
    guard let check = step.check else { return "\(item): no check is recorded." }
    return
      "\(item): the last check, entry \(check.entry.index) at \(check.entry.recorded), says “\(check.result.rawValue)”"
      + (check.isStale ? ", too long ago to count." : ".")
  }

  /// The ledger proves that a checker said so, and no more.
  private static func evidence(_ status: EvidenceStatus) -> String {
    switch status {
    case .none: "No evidence is listed."
    case .mismatch: "A checker found evidence that differs from its digest."
    case .broken: "A checker could not reach some of the evidence."
    case .checked: "A checker found that all public evidence matches its digest."
    case .listed: "Evidence is listed, and not all of it was checked in time."
    }
  }

  private static func headline(_ code: String, _ row: HeadlineRow) -> String {
    switch row {
    case .duty: "The headline is the duty: “\(code)”."
    case .claim: "The headline is the claim: “\(code)”."
    case .submission: "The headline is the state of the submission: “\(code)”."
    }
  }
}
