internal import Compliance

extension EnglishWording {
  func meaning(_ submission: Submission) -> String {
    switch submission {
    case .voluntary: "A claim is recorded though none was owed."
    case .onTime: "The first claim was recorded by the due date."
    case .late: "The first claim was recorded after the due date."
    case .none: "Nothing is owed and nothing is recorded."
    case .upcoming: "The time for reports has not opened."
    case .open: "The time for reports is open; no report is recorded yet, or one that makes no claim."
    case .notReported: "The due date has passed and nothing is recorded; nothing was owed."
    case .overdue: "The due date has passed, the grace has not, and no report is recorded, or one that makes no claim."
    case .missing: "The grace has ended and no attestation is recorded in this ledger. It says nothing about conduct."
    }
  }

  func meaning(_ duty: Duty) -> String {
    switch duty {
    case .noReporting: "The accord asks nobody for reports."
    case .dropped: "A later version of the accord left the period out before it began; nobody owes it."
    case .notMember: "The signatory is not a member for the period."
    case .listed:
      "The signatory is listed from a public source; it has no key here and cannot file, so it owes nothing."
    case .notApplicable: "The commitment does not address signatories of this kind."
    case .notSubscribed: "The signatory did not subscribe to the commitment."
    case .notYetDue: "The time allowed before a first report is not over."
    case .suspended: "The registrar suspended the signatory; nothing is owed meanwhile."
    case .required: "A report is owed."
    case .encouraged: "A report is welcome and never overdue."
    }
  }

  func meaning(_ flag: Flag) -> String {
    switch flag {
    case .withdrawn: "The signatory withdrew its claim and filed nothing since."
    case .restated: "The claim was changed; the earlier one stays in the history."
    case .restatedAfterDue: "… after the due date."
    case .raisedAfterDue: "… and to a higher rank."
    case .voidSignature:
      "An attestation is void: too few of its keys are left, since somebody declared that one was compromised before."
    case .reviewOfOlderVersion: "A review is about a claim that does not stand any more; it does not count."
    case .responseOverdue: "The time for a reply to a challenge is over."
    case .noKey:
      "While it could report, the signatory had fewer keys than have to sign for it: the registrar had ended one, or a recovery was waiting."
    }
  }

  func meaning(_ evidence: EvidenceStatus) -> String {
    switch evidence {
    case .none: "No evidence is listed."
    case .mismatch: "A checker found a document that differs from its digest."
    case .broken: "A checker could not reach a document."
    case .checked: "A checker found all public documents unchanged. It says nothing about what they prove."
    case .listed: "Documents are listed by digest; not all were checked in time."
    }
  }
}
