public import Compliance
public import Cryptography
public import Languages
public import Pledges

/// What a ledger says about one signatory and one period: what was due, what came, and why the report says so.
///
/// It holds what the period and its own entries can change, and nothing else: standing and other periods are told by
/// `SignatoryRecord`. So it stays the same, byte for byte, until something of its own happens.
///
/// A pure value of the entries seen, the instant and the language; the writers only set it into a form.
public struct SignatoryReport: Sendable {
  public var frame: ReportFrame
  public var identity: SignatoryIdentity
  /// Nil for a register.
  public var period: AccordDocument.Period?
  public var counts: Counts
  /// All commitments of the accord, in its order.
  public var cells: [CellReport]
  /// The challenges on the cells of the period, in the order in which they were opened.
  public var challenges: [ChallengeThread]
  /// The entries about the signatory that concern the period, and all others that something in the report rests on, in
  /// ledger order.
  public var history: [HistoryLine]
  /// What of the period is still to be filed, the most urgent first.
  public var duties: [NextDuty]
  /// The signatory with its keys; nil for one that never had any.
  public var holder: KeyHolder?
  /// The others on whose word something in the report rests: reviewers, challengers, panels, checkers.
  public var otherHolders: [KeyHolder]
  /// The removals of words that concern what the report shows, in ledger order.
  public var removals: [TextRemoval]
  /// How many attestations for the period the ledger holds; of a register, of the signatory.
  public var attestationCount: Int
  /// From when on all of this holds, and until when.
  public var times: PageTimes

  public var keys: [KeyLine] { holder?.keys ?? [] }

  /// All on whose word something in the report rests, the signatory first.
  var holders: [KeyHolder] { (holder.map { [$0] } ?? []) + otherHolders }

  /// Whether nobody owes a report under this accord.
  public var isRegister: Bool { period == nil }

  /// - Parameter period: nil for the default one. // Status rules §11
  public init(
    of signatory: PartyID, period: PeriodID? = nil, in view: LedgerView, language: Language
  ) throws(ReportError) {
    let maker = try SignatoryReportMaker(signatory, period: period, view: view)
    identity = try maker.identity()
    self.period = maker.period
    cells = try maker.cells()
    counts = StatusRules.counts(maker.statuses)
    challenges = try maker.challengeThreads(of: maker.period.map { [$0.id] } ?? [])
    history = try maker.historyLines(of: maker.period?.id, cells: maker.statuses)
    duties = maker.nextDuties().filter { [period = maker.period] in $0.period.id == period?.id }
    holder = try maker.holder(named: identity.name, language)
    otherHolders = try view.holders(of: maker.others(cells, challenges), maker.statements)
    attestationCount = maker.attestationCount(of: maker.period?.id)
    let entries = Set(history.map(\.entry.index)).union(cells.flatMap(\.status.because))
    // One that names another entry counts as well: it takes a text out of every earlier entry. // Format §3
    removals = view.removals(of: entries, and: maker.statements.removing.values.reduce(into: []) { $0.formUnion($1) })
    // Last: it takes the words that all of the above has read.
    frame = ReportFrame(view, accord: maker.accord, language: language, texts: maker.statements.texts)
    times = PageTimes(since: view.asOf, next: nil)
    times = maker.periodTimes(self)
  }
}

/// Who a signatory is at the report's instant.
public struct SignatoryIdentity: Sendable {
  public var id: PartyID
  public var name: TextMap
  /// Present, former and announced names, in ledger order.
  public var names: [Member.DatedName]
  public var kind: PlainID
  public var country: String?
  public var traits: [PlainID]
  /// How it stands over all periods.
  public var standing: Standing
  /// What membership alone makes of it, whatever it reports; nil for an ordinary member. The report of a period shows
  /// this, for `standing` rests on other periods.
  public var membership: Standing?
  public var basis: Join.Basis
  public var source: Join.Source?
  public var joinedVia: String?
  public var reservation: TextMap?
  public var successor: Successor?
  /// The join that counts: from when, and the entry that says so.
  public var joined: (effective: Instant, entry: EntryStamp)
  /// Nil: to all commitments.
  public var subscription: [CommitmentID]?
  public var subscriptionHistory: [SubscriptionLine]

  /// A change of what the signatory is bound by.
  public struct SubscriptionLine: Sendable {
    public var entry: EntryStamp
    public var effective: Instant
    public var change: Change

    public enum Change: Sendable, Equatable {
      case joinedForAll
      case joined([CommitmentID])
      case added([CommitmentID])
      case removed([CommitmentID])
    }
  }
}

/// Whom a signatory named to go on in its place.
public struct Successor: Sendable, Equatable {
  public var party: PartyID
  public var signatory: PartyID
  /// The registrar names it where the signatory never had a key to sign with.
  public var isNamedByRegistrar: Bool
  /// Whether the successor had a key to agree with when it was named.
  public var hadKey: Bool
}

/// A commitment and all that the ledger says about it for the signatory and period.
public struct CellReport: Sendable {
  public var commitment: Commitment
  public var status: CellStatus
  /// What stands, in the signatory's words; nil without a claim.
  public var claim: ClaimDetail?
  public var reviews: [ReviewDetail]
  /// When the signer of a late claim dates it, where that is not after the due date. It decides nothing.
  public var issuedAt: Instant?
}

/// The claim that stands, in full.
public struct ClaimDetail: Sendable {
  public var entry: EntryStamp
  public var claim: Claim
  public var evidence: [EvidenceDetail]
  public var indicators: [IndicatorLine]
  public var affirmation: Detached<Attestation.Affirmation>
  public var signingKeys: [KeyID]
}

/// An evidence item and what the last check said of it.
public struct EvidenceDetail: Sendable {
  public var item: EvidenceItem
  public var check: EvidenceStep.Check?
  /// Who says so.
  public var checker: PartyID?
  public var marks: [Mark] = []
}

/// A value reported for an indicator, beside those of the periods before.
public struct IndicatorLine: Sendable {
  /// Nil for one that the accord version does not have.
  public var indicator: Indicator?
  public var value: Claim.IndicatorValue
  /// Earlier periods that have a value, oldest first.
  public var earlier: [(period: PeriodID, value: Claim.IndicatorValue)]
}

/// A review of a claim and whether it counts.
public struct ReviewDetail: Sendable {
  public var step: ReviewStep
  public var reviewer: PartyID
  public var reviewerName: String
  public var review: Review
  public var marks: [Mark]
}

/// A challenge with every reply and decision.
public struct ChallengeThread: Sendable {
  public var entry: EntryStamp
  public var period: PeriodID
  public var challenger: PartyID
  public var challengerName: String
  public var commitments: [CommitmentID]
  public var challenge: Challenge
  public var replies: [Reply]
  public var decisions: [Decision]
  public var withdrawn: EntryStamp?
  public var marks: [Mark]
  /// Withdrawals that rest on recovered keys and take nothing out.
  public var heldBack: [EntryStamp]
  /// By when a reply is due; nil also for who has no key here to reply with.
  public var replyDue: Instant?
  /// Whether it is open and nobody replied who could. // Status rules §7
  public var awaitsReply: Bool

  public struct Reply: Sendable {
    public var entry: EntryStamp
    public var response: ChallengeResponse
  }

  public struct Decision: Sendable {
    public var entry: EntryStamp
    /// For each commitment challenged.
    public var outcomes: [CommitmentOutcome]
    public var panel: PartyID
    public var panelName: String
    /// The panel's keys on it.
    public var signedBy: [KeyLine]
    public var marks: [Mark]
    /// Whether a later decision of the same challenge stands in its place.
    public var isReplaced = false
    public var resolution: ChallengeResolution
  }
}

/// A report that is still to come, or was not recorded.
public struct NextDuty: Sendable {
  public var period: AccordDocument.Period
  public var due: Instant
  public var close: Instant
  public var submission: Submission
  public var duty: Duty
  /// The entry that was filed and makes no claim.
  public var noClaim: EntryIndex?
  public var commitments: [CommitmentID]
}

extension ReportFrame {
  /// What is still to be filed, or was not, as a head and rows of words.
  func table(_ duties: [NextDuty]) -> (head: [String], rows: [[String]]) {
    (
      [wording.period, wording.due, wording.submissionHeading, wording.commitments],
      duties.map { duty in
        [
          label(duty.period), wording.until(duty.due),
          label(CellState(waitingFor: duty.submission, noClaim: duty.noClaim)),
          duty.commitments.map(\.text).joined(separator: " "),
        ]
      }
    )
  }
}

extension [NextDuty] {
  /// What can still be filed in time.
  var upcoming: [NextDuty] { filter { $0.submission == .upcoming || $0.submission == .open } }

  /// What was due and is not recorded, whether the grace is over or not.
  var overdue: [NextDuty] { filter { $0.submission == .overdue || $0.submission == .missing } }
}
