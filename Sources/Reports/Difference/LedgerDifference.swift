public import Compliance
public import Languages
public import Pledges

/// What changed between two views of one ledger: two sizes, two instants, or both.
public struct LedgerDifference: Sendable {
  public var before: ReportFrame
  public var after: ReportFrame
  public var signatories: [SignatoryDifference]
  /// In the order of the ledger, then of the periods, then of the accord.
  public var cells: [CellDifference]
  /// What was recorded between the two views, in ledger order: joins, leavings, keys, dates, filings, removals.
  public var entries: [EntryLine]
  /// The panels whose decisions the cells have, with their keys.
  public var panels: [KeyHolder]
  /// The removals of words of entries that the later view sees, in ledger order: those before, between and after the two.
  public var removals: [TextRemoval]
  /// Those between the two.
  public var removedBetween: [TextRemoval] { removals.filter { !sees($0, before) && sees($0, after) } }

  /// A signatory that is new, or whose standing, name or kind changed.
  public struct SignatoryDifference: Sendable {
    public var signatory: PartyID
    /// Nil when it was not in the ledger.
    public var before: Profile?
    public var after: Profile

    public struct Profile: Sendable, Equatable {
      public var name: TextMap
      public var kind: PlainID
      public var standing: Standing
    }
  }

  /// A cell that says something else than before.
  public struct CellDifference: Sendable {
    public var signatory: PartyID
    public var name: TextMap
    public var period: PeriodID
    public var commitment: CommitmentID
    /// Nil when there was no such cell.
    public var before: CellStatus?
    public var after: CellStatus
    public var members: [Member]
    /// When the signer of a late claim dates it, where that is not after the due date.
    public var issuedAt: Instant?
  }

  /// A member of a cell that can change.
  public enum Member: String, Sendable, CaseIterable {
    case duty, submission, claim, noClaim, daysLate, due, close, retroactiveExtension, flags, marks, beside, voidClaims,
      noKey, heldBack, decisions, dispute, assurance, conclusion, evidence, because
  }

  /// - Parameter period: only this one; nil for all.
  public init(
    from old: LedgerView, to new: LedgerView, period: PeriodID? = nil, language: Language
  ) throws(ReportError) {
    let only = try period.map { id throws(ReportError) in try new.period(id) } ?? nil
    before = ReportFrame(old, accord: try old.accord(for: nil), language: language)
    after = ReportFrame(new, accord: try new.accord(for: only), language: language)
    signatories = []
    cells = []
    panels = []
    entries = new.linesOfOthers(from: old.proof.size)
    removals = new.removalsSeen
    let periods = only.map { [$0] } ?? new.rules.periods
    let (oldStatements, newStatements) = (StatementCache(old), StatementCache(new))
    for id in new.state.memberOrder {
      guard new.hasSeen(id) else { continue }
      let now = try SignatoryReportMaker(id, period: nil, view: new, statements: newStatements)
      let then =
        old.hasSeen(id) ? try SignatoryReportMaker(id, period: nil, view: old, statements: oldStatements) : nil
      let profile = Self.profile(try now.identity())
      entries += try now.historyLines(of: nil, cells: []).filter { $0.entry.index.rawValue >= old.proof.size }.map(
        now.entryLine)
      let former = try then.map { maker throws(ReportError) in Self.profile(try maker.identity()) }
      if former != profile {
        signatories.append(SignatoryDifference(signatory: id, before: former, after: profile))
      }
      for period in periods {
        let earlier = then.map { old.rules.cells(of: $0.seen, period: period.id) } ?? []
        try add(new.rules.cells(of: now.seen, period: period.id), earlier, now, profile.name, period.id)
      }
    }
    entries = Self.inOrder(entries)
    let decisions = cells.flatMap(\.after.trace.challenges).compactMap(\.decision)
    panels = try new.holders(of: decisions.map(\.panel), newStatements)
    after.texts = newStatements.texts
  }

  private mutating func add(
    _ cells: [CellStatus], _ earlier: [CellStatus], _ maker: SignatoryReportMaker, _ name: TextMap, _ period: PeriodID
  ) throws(ReportError) {
    for (position, cell) in cells.enumerated() {
      // Most versions of an accord keep the order of their commitments.
      let before =
        earlier.indices.contains(position) && earlier[position].commitment == cell.commitment
        ? earlier[position] : earlier.first { $0.commitment == cell.commitment }
      let members = Member.allCases.filter { member in
        guard let before else { return member == .duty }
        return member.differs(before, cell)
      }
      guard !members.isEmpty else { continue }
      self.cells.append(
        CellDifference(
          signatory: maker.member.id, name: name, period: period, commitment: cell.commitment, before: before,
          after: cell, members: members, issuedAt: try maker.issuedAt(cell)))
    }
  }

  /// Whether a removal is recorded in what one of the two sees.
  func sees(_ removal: TextRemoval, _ frame: ReportFrame) -> Bool {
    removal.entry.index.rawValue < frame.proof.size && removal.entry.recorded <= frame.asOf
  }

  /// Each entry once, by the line that says most of it.
  private static func inOrder(_ lines: [EntryLine]) -> [EntryLine] {
    var best: [EntryIndex: EntryLine] = [:]
    for line in lines where best[line.entry.index].map({ line.what.rank < $0.what.rank }) ?? true {
      best[line.entry.index] = line
    }
    return best.values.sorted { $0.entry.index < $1.entry.index }
  }

  private static func profile(_ identity: SignatoryIdentity) -> SignatoryDifference.Profile {
    SignatoryDifference.Profile(name: identity.name, kind: identity.kind, standing: identity.standing)
  }
}

extension LedgerDifference.Member {
  /// Whether two states of a cell differ in the member.
  func differs(_ old: CellStatus, _ new: CellStatus) -> Bool {
    switch self {
    case .duty: old.duty != new.duty
    case .submission: old.submission != new.submission
    case .claim: old.claim != new.claim
    case .noClaim: old.noClaim != new.noClaim
    case .daysLate: old.daysLate != new.daysLate
    case .due: old.due != new.due
    case .close: old.close != new.close
    case .retroactiveExtension: old.retroactiveExtension != new.retroactiveExtension
    case .flags: old.flags != new.flags
    case .marks: old.marks != new.marks
    case .beside: old.beside != new.beside
    case .voidClaims: old.voidClaims != new.voidClaims
    case .noKey: old.noKey != new.noKey
    case .heldBack: old.trace.heldBack != new.trace.heldBack
    case .decisions:
      old.trace.challenges.filter { $0.decision != nil } != new.trace.challenges.filter { $0.decision != nil }
    case .dispute: old.dispute != new.dispute
    case .assurance: old.assurance != new.assurance
    case .conclusion: old.conclusion != new.conclusion
    case .evidence: old.evidence != new.evidence
    case .because: old.because != new.because
    }
  }
}

extension LedgerView {
  /// Whether an entry that is seen speaks of the party.
  func hasSeen(_ id: PartyID) -> Bool {
    state.members[id]?.entries.first.map { shows($0.entry) } ?? false
  }
}
