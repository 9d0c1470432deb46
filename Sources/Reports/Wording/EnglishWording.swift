internal import Compliance
internal import Pledges

/// A report in English.
struct EnglishWording: Wording {
  let noAttestation = "No attestation recorded in this ledger."
  let absence = "Absence of a record says nothing about conduct."
  let proofLimit = "The ledger proves who said what and when, not that it is true."
  let demoLedger = "Demonstration ledger. Its entries are invented or for trial."
  let demoAccord = "The accord is invented for demonstration."
  let unofficialAccord =
    "Unofficial. Not issued, checked or endorsed by those who adopted the accord; the official text governs."
  let registerOnly = "This accord asks for no reports: nobody can be late, overdue or missing."
  let notEndorsement = "A listing, a review or a verified ledger is no endorsement."

  let complianceReport = "Compliance report"
  let identity = "Signatory"
  let proof = "Proof"
  let countsHeading = "Counts"
  let commitments = "Commitments"
  let commitment = "Commitment"
  let details = "Details"
  let challenges = "Challenges and replies"
  let history = "History"
  let nextDuties = "Still to come"
  let keys = "Keys"
  let keyOfTerms = "Key of terms"
  let howToObject = "How to object"

  func objection(registrar: String, office: String, contact: String) -> String {
    "Whoever finds an error, first of all the party named, tells the keeper of this ledger, \(registrar). "
      + "A signatory corrects its own attestation by a new one; the earlier stays readable beside it. "
      + "Office of the accord: \(office), \(contact)"
  }

  let kind = "Kind"
  let country = "Country code"
  let traits = "Traits"
  let standing = "Standing"
  let joined = "Joined"
  let joinedVia = "Joined through"
  let reservation = "Reservation"
  let subscription = "Bound by"
  let allCommitments = "all commitments"
  let noCommitment = "no commitment"
  let basis = "Basis"
  let basisSigned = "signed by the signatory"
  let basisPublicSource = "public source, not signed by the signatory"
  let source = "Source"
  let formerNames = "Names over time"
  let successor = "Succeeded by"
  let name = "Name"
  let asOf = "As of"
  let ledger = "Ledger"
  let genesis = "Genesis"
  let environment = "Environment"
  let size = "Entries seen"
  let root = "Tree root"
  let head = "Last entry"
  let checkpoint = "Checkpoint"
  let checkpointSigner = "Log key"
  let rules = "Status rules"
  let accord = "Accord"
  let officialTexts = "Official texts"
  let program = "Made by"
  let verifyCommand = "Verify"
  let repeatCommand = "Make again"
  let period = "Period"
  let opens = "Opens"
  let due = "Due"
  let close = "Grace ends"
  let entry = "Entry"
  let entries = "Entries"
  let recorded = "Recorded"
  let effective = "effective"
  let headline = "Status"
  let submissionHeading = "Submission"
  let claimHeading = "Claim"
  let evidenceHeading = "Evidence"
  let assuranceHeading = "Assurance"
  let disputeHeading = "Dispute"
  let flagsHeading = "Remarks"
  let explanation = "Explanation"
  let measures = "Measures"
  let indicators = "Indicators"
  let planned = "Planned"
  let signedBy = "Signed by key"
  let reviews = "Reviews"
  let reviewer = "Reviewer"
  let independence = "Independence"
  let paidBy = "Paid by"
  let standard = "Standard"
  let challenger = "Challenger"
  let reply = "Reply"
  let noReply = "No reply recorded."
  let decision = "Decision"
  let paraphrase = "paraphrase, not the official text"
  let lastCheck = "Last check"
  let notChecked = "not checked"
  let retroactive = "date moved after it had passed"
  let nothingDue = "Nothing is due."
  let nothing = "none"
  let before = "Before"
  let after = "After"
  let voidSince = "void since"
  let inForce = "in force"

  let skipToContent = "Skip to the content"
  let contents = "Contents"
  let timeline = "Timeline"
  func timelineOf(_ marks: Int) -> String {
    "Line of time with \(marks) numbered marks; the list below says what they are."
  }
  let extendedDue = "Due after an extension"
  let indicator = "Indicator"
  let value = "Value"
  let earlier = "Earlier periods"
  let course = "Course"
  let captured = "captured"
  let why = "Why the report says so"
  let what = "What"
  let remarkHeading = "About"
  let dutyHeading = "Duty"
  let rulesNote =
    "Claims are the signatory's own. Timeliness, evidence, assurance and disputes are told apart from them, and nothing is added up to a score."
  func labelled(_ label: String, _ value: String) -> String { "\(label): \(value)" }
  func at(_ instant: Instant) -> String { "as of \(instant)" }
  func reference(_ entry: EntryIndex) -> String { "entry \(entry)" }

  func counted(_ part: Int, of whole: Int) -> String { "\(part) of \(whole)" }
  let required = "Required"
  let reported = "Reported"
  let onTime = "On time"
  let late = "Late"
  let overdue = "Overdue"
  let missing = "Not reported"
  let withEvidence = "With evidence"
  let withCheckedEvidence = "With checked evidence"
  let reviewed = "Reviewed"
  let encouraged = "Encouraged, reported"
  let voluntary = "Voluntary"

  func daysLate(_ days: Int64) -> String { days == 1 ? "1 day late" : "\(days) days late" }
}

extension EnglishWording {
  func label(_ duty: Duty) -> String {
    switch duty {
    case .noReporting: "no reports asked for"
    case .dropped: "period dropped"
    case .notMember: "not a member"
    case .listed: "listed from a public source"
    case .notApplicable: "not addressed"
    case .notSubscribed: "not subscribed"
    case .notYetDue: "not yet due"
    case .suspended: "suspended"
    case .required: "required"
    case .encouraged: "encouraged"
    }
  }

  func label(_ submission: Submission) -> String {
    switch submission {
    case .voluntary: "voluntary"
    case .onTime: "on time"
    case .late: "late"
    case .none: "none"
    case .upcoming: "not open yet"
    case .open: "open"
    case .notReported: "none recorded"
    case .overdue: "overdue"
    case .missing: "none recorded"
    }
  }

  func label(_ flag: Flag) -> String {
    switch flag {
    case .withdrawn: "withdrawn"
    case .restated: "restated"
    case .restatedAfterDue: "restated after the due date"
    case .raisedAfterDue: "raised after the due date"
    case .voidSignature: "an entry is void: a key on it was declared compromised"
    case .reviewOfOlderVersion: "a review is of an older version"
    case .responseOverdue: "a reply to a challenge is overdue"
    case .noKey: "too few keys, and not by its own doing"
    }
  }

  func label(_ dispute: Dispute) -> String {
    switch dispute {
    case .none: "none"
    case .open: "challenge open"
    case .upheld: "challenge upheld"
    case .partlyUpheld: "challenge partly upheld"
    case .rejected: "challenge rejected"
    }
  }

  func label(_ evidence: EvidenceStatus) -> String {
    switch evidence {
    case .none: "none"
    case .mismatch: "does not match its digest"
    case .broken: "not reachable"
    case .checked: "checked"
    case .listed: "listed"
    }
  }

  func label(_ standing: Standing) -> String {
    switch standing {
    case .notMember: "not a member"
    case .succeeded: "succeeded by another party"
    case .delisted: "delisted"
    case .withdrawn: "withdrawn"
    case .listed: "listed from a public source"
    case .suspended: "suspended"
    case .active: "active"
    case .new: "new"
    case .delistingEligible: "eligible for delisting"
    case .nonCommunicating: "no report recorded for the last period due"
    }
  }

  func label(_ conclusion: ReviewConclusion) -> String {
    switch conclusion {
    case .supports: "supports the claim"
    case .qualified: "supports the claim in part"
    case .contradicts: "contradicts the claim"
    }
  }

  func label(_ outcome: ChallengeOutcome) -> String {
    switch outcome {
    case .upheld: "upheld"
    case .partlyUpheld: "partly upheld"
    case .rejected: "rejected"
    }
  }

  func label(_ state: HistoryLine.AttestationState) -> String {
    switch state {
    case .stands: "stands"
    case .superseded: "superseded"
    case .withdrawn: "withdrawn"
    case .void: "void"
    case .withdrawal: "withdrawal"
    case .heldBack: "held back"
    }
  }

  func label(_ kind: EntryKind) -> String {
    switch kind.known {
    case .ledgerGenesis: "ledger begun"
    case .registrarUpdate: "registrar changed"
    case .logRotate: "log keys changed"
    case .accordPublish: "accord published"
    case .partyAdmit: "party admitted"
    case .keyRegister: "key registered"
    case .keyRotate: "key exchanged"
    case .keyRevoke: "key revoked"
    case .keyThreshold: "signing threshold set"
    case .keyRecover: "keys recovered"
    case .keyObject: "objection to an act on keys"
    case .signatoryJoin: "joined"
    case .signatoryUpdate: "identity updated"
    case .signatorySubscribe: "subscribed"
    case .signatoryUnsubscribe: "unsubscribed"
    case .signatorySuspend: "suspended"
    case .signatoryReinstate: "reinstated"
    case .signatoryDelist: "delisted"
    case .signatoryWithdraw: "withdrew from the accord"
    case .deadlineExtend: "due date extended"
    case .attestationSubmit: "attestation submitted"
    case .attestationSupersede: "attestation restated"
    case .attestationWithdraw: "attestation withdrawn"
    case .evidenceCheck: "evidence checked"
    case .reviewPublish: "review published"
    case .reviewWithdraw: "review withdrawn"
    case .challengeOpen: "challenge opened"
    case .challengeRespond: "reply to a challenge"
    case .challengeResolve: "challenge decided"
    case .challengeWithdraw: "challenge withdrawn"
    case .textRedact: "words removed"
    case nil: "unknown kind \(kind.text)"
    }
  }

  func label(_ result: EvidenceCheckEvent.Result) -> String {
    switch result {
    case .match: "matches its digest"
    case .mismatch: "does not match its digest"
    case .unreachable: "not reachable"
    case .sealed: "sealed"
    }
  }

  func label(_ visibility: EvidenceItem.Visibility) -> String {
    switch visibility {
    case .public: "public"
    case .onRequest: "on request"
    case .sealed: "sealed"
    }
  }

  func label(_ done: Claim.Measure.Done) -> String {
    switch done {
    case .yes: "yes"
    case .no: "no"
    case .planned: "planned"
    }
  }
}
