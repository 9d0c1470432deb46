internal import Compliance
internal import Pledges

/// Every sentence and label of a report, once for each language. The compiler sees to it that none is left out.
protocol Wording: Terms, TrustWording {
  // Said of every ledger. // Accord wording rules: absence is no finding, and proof is of saying, not of truth
  var noAttestation: String { get }
  var absence: String { get }
  var proofLimit: String { get }
  var demoLedger: String { get }
  var demoAccord: String { get }
  var unofficialAccord: String { get }
  var registerOnly: String { get }
  var notEndorsement: String { get }

  // Headings and labels
  var complianceReport: String { get }
  var identity: String { get }
  var proof: String { get }
  var countsHeading: String { get }
  var commitments: String { get }
  var commitment: String { get }
  var details: String { get }
  var challenges: String { get }
  var history: String { get }
  var nextDuties: String { get }
  var keys: String { get }
  var keyOfTerms: String { get }
  var howToObject: String { get }
  func objection(registrar: String, office: String, contact: String) -> String
  var kind: String { get }
  var country: String { get }
  var traits: String { get }
  var standing: String { get }
  var joined: String { get }
  var joinedVia: String { get }
  var reservation: String { get }
  var subscription: String { get }
  var allCommitments: String { get }
  var noCommitment: String { get }
  var basis: String { get }
  var basisSigned: String { get }
  var basisPublicSource: String { get }
  var source: String { get }
  var formerNames: String { get }
  var successor: String { get }
  var name: String { get }
  var asOf: String { get }
  var ledger: String { get }
  var genesis: String { get }
  var environment: String { get }
  var size: String { get }
  var root: String { get }
  var head: String { get }
  var checkpoint: String { get }
  var checkpointSigner: String { get }
  var rules: String { get }
  var accord: String { get }
  var officialTexts: String { get }
  var program: String { get }
  var verifyCommand: String { get }
  var repeatCommand: String { get }
  var period: String { get }
  var opens: String { get }
  var due: String { get }
  var close: String { get }
  var entry: String { get }
  var entries: String { get }
  var recorded: String { get }
  var effective: String { get }
  var headline: String { get }
  var submissionHeading: String { get }
  var claimHeading: String { get }
  var evidenceHeading: String { get }
  var assuranceHeading: String { get }
  var disputeHeading: String { get }
  var flagsHeading: String { get }
  var explanation: String { get }
  var measures: String { get }
  var indicators: String { get }
  var planned: String { get }
  var signedBy: String { get }
  var reviews: String { get }
  var reviewer: String { get }
  var independence: String { get }
  var paidBy: String { get }
  var standard: String { get }
  var challenger: String { get }
  var reply: String { get }
  var noReply: String { get }
  var decision: String { get }
  var paraphrase: String { get }
  var lastCheck: String { get }
  var notChecked: String { get }
  var retroactive: String { get }
  var nothingDue: String { get }
  var nothing: String { get }
  var before: String { get }
  var after: String { get }
  var voidSince: String { get }
  var inForce: String { get }

  // Words of pages
  var skipToContent: String { get }
  var contents: String { get }
  var timeline: String { get }
  func timelineOf(_ marks: Int) -> String
  var extendedDue: String { get }
  var indicator: String { get }
  var value: String { get }
  var earlier: String { get }
  var course: String { get }
  var captured: String { get }
  var why: String { get }
  var what: String { get }
  var remarkHeading: String { get }
  var dutyHeading: String { get }
  var rulesNote: String { get }
  /// A label and its value in the middle of a line.
  func labelled(_ label: String, _ value: String) -> String
  /// "as of" in the middle of a line.
  func at(_ instant: Instant) -> String
  /// "entry 12" in the middle of a line.
  func reference(_ entry: EntryIndex) -> String

  // Words that cannot be shown
  var wordsRemoved: String { get }
  var wordsRemovedNote: String { get }
  var wordsOf: String { get }
  var texts: String { get }
  var legalBasis: String { get }
  var fileReference: String { get }
  /// "3 texts of entry 12" in the middle of a line.
  func texts(_ count: Int, of entry: EntryIndex) -> String
  /// Of an entry, in its line of the history.
  func removed(by entry: EntryIndex) -> String
  /// In the place of words.
  func removed(by entry: EntryIndex, _ basis: String, reference: String) -> String
  /// In the place of words that nobody handed over.
  var notHere: String { get }
  func label(_ basis: TextRedaction.LegalBasis.Basis) -> String

  // Words of the overview
  var overview: String { get }
  var matrix: String { get }
  var matrixKey: String { get }
  var signatories: String { get }
  var show: String { get }
  var byCommitment: String { get }
  var outstanding: String { get }
  var nothingOutstanding: String { get }
  var newest: String { get }
  var movements: String { get }
  var year: String { get }
  var left: String { get }
  var members: String { get }
  var openChallenges: String { get }
  var noOpenChallenges: String { get }
  var themes: String { get }
  var noCommitmentForTheme: String { get }
  var answered: String { get }
  var notAnswered: String { get }
  var withoutClaim: String { get }
  var changesHeading: String { get }
  var nothingChanged: String { get }
  var noRanking: String { get }
  var entriesSeen: String { get }
  var effectiveOn: String { get }
  var theme: String { get }
  func label(_ change: Movement.Change) -> String
  func code(_ submission: Submission) -> String
  func code(_ duty: Duty) -> String
  var lateMark: String { get }
  var challengeMark: String { get }
  var reviewMark: String { get }

  // Counts
  func counted(_ part: Int, of whole: Int) -> String
  var required: String { get }
  var reported: String { get }
  var onTime: String { get }
  var late: String { get }
  var overdue: String { get }
  var missing: String { get }
  var withEvidence: String { get }
  var withCheckedEvidence: String { get }
  var reviewed: String { get }
  var encouraged: String { get }
  var voluntary: String { get }

  // Codes
  func label(_ duty: Duty) -> String
  func label(_ submission: Submission) -> String
  func label(_ flag: Flag) -> String
  func label(_ dispute: Dispute) -> String
  func label(_ evidence: EvidenceStatus) -> String
  func label(_ standing: Standing) -> String
  func label(_ conclusion: ReviewConclusion) -> String
  func label(_ outcome: ChallengeOutcome) -> String
  func label(_ state: HistoryLine.AttestationState) -> String
  func label(_ reason: StandingChange.Reason) -> String
  func label(_ kind: EntryKind) -> String
  func label(_ result: EvidenceCheckEvent.Result) -> String
  func label(_ visibility: EvidenceItem.Visibility) -> String
  func label(_ done: Claim.Measure.Done) -> String
  func daysLate(_ days: Int64) -> String
}

/// What the codes of the rules mean, in a few words each, for the key at the end of a page.
protocol Terms: Sendable {
  func meaning(_ submission: Submission) -> String
  func meaning(_ duty: Duty) -> String
  func meaning(_ flag: Flag) -> String
  func meaning(_ evidence: EvidenceStatus) -> String
}

extension ReportLanguage {
  var wording: any Wording {
    switch self {
    case .english: EnglishWording()
    case .french: FrenchWording()
    }
  }
}
