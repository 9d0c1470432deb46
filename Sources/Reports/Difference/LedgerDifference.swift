public import Compliance
public import Pledges

/// What changed between two views of one ledger: two sizes, two instants, or both.
public struct LedgerDifference: Sendable {
  public var before: ReportFrame
  public var after: ReportFrame
  public var signatories: [SignatoryDifference]
  /// In the order of the ledger, then of the periods, then of the accord.
  public var cells: [CellDifference]
  /// The removals of words of entries that the later view sees, in ledger order.
  public var removals: [TextRemoval]

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
  }

  /// A member of a cell that can change.
  public enum Member: String, Sendable, CaseIterable {
    case duty, submission, claim, daysLate, due, flags, dispute, assurance, conclusion, evidence
  }

  /// - Parameter period: only this one; nil for all.
  public init(
    from old: LedgerView, to new: LedgerView, period: PeriodID? = nil, language: ReportLanguage
  ) throws(ReportError) {
    let only = try period.map { id throws(ReportError) in try new.period(id) } ?? nil
    before = ReportFrame(old, accord: try old.accord(for: nil), language: language)
    after = ReportFrame(new, accord: try new.accord(for: only), language: language)
    signatories = []
    cells = []
    removals = new.removalsSeen
    let periods = only.map { [$0] } ?? new.rules.periods
    let (oldStatements, newStatements) = (StatementCache(old), StatementCache(new))
    for id in new.state.memberOrder {
      guard new.hasSeen(id) else { continue }
      let now = try SignatoryReportMaker(id, period: nil, view: new, statements: newStatements)
      let then =
        old.hasSeen(id) ? try SignatoryReportMaker(id, period: nil, view: old, statements: oldStatements) : nil
      let profile = Self.profile(try now.identity())
      let former = try then.map { maker throws(ReportError) in Self.profile(try maker.identity()) }
      if former != profile {
        signatories.append(SignatoryDifference(signatory: id, before: former, after: profile))
      }
      for period in periods {
        let earlier = then.map { old.rules.cells(of: $0.seen, period: period.id) } ?? []
        add(new.rules.cells(of: now.seen, period: period.id), earlier, id, profile.name, period.id)
      }
    }
  }

  private mutating func add(
    _ cells: [CellStatus], _ earlier: [CellStatus], _ id: PartyID, _ name: TextMap, _ period: PeriodID
  ) {
    for (position, cell) in cells.enumerated() {
      // Most versions of an accord keep the order of their commitments.
      let before =
        earlier.indices.contains(position) && earlier[position].commitment == cell.commitment
        ? earlier[position] : earlier.first { $0.commitment == cell.commitment }
      let members = Member.allCases.filter { member in
        guard let before else { return member == .duty }
        return member.value(of: before) != member.value(of: cell)
      }
      guard !members.isEmpty else { continue }
      self.cells.append(
        CellDifference(
          signatory: id, name: name, period: period, commitment: cell.commitment, before: before, after: cell,
          members: members))
    }
  }

  private static func profile(_ identity: SignatoryIdentity) -> SignatoryDifference.Profile {
    SignatoryDifference.Profile(name: identity.name, kind: identity.kind, standing: identity.standing)
  }
}

extension LedgerDifference.Member {
  /// The member as its code; nil for null.
  func value(of cell: CellStatus) -> String? {
    switch self {
    case .duty: cell.duty.rawValue
    case .submission: cell.submission.rawValue
    case .claim: cell.claim?.text
    case .daysLate: cell.daysLate.map { String($0) }
    case .due: cell.due?.description
    case .flags: cell.flags.map(\.rawValue).joined(separator: " ")
    case .dispute: cell.dispute.rawValue
    case .assurance: cell.assurance.text
    case .conclusion: cell.conclusion?.rawValue
    case .evidence: cell.evidence.rawValue
    }
  }
}

extension LedgerView {
  /// Whether an entry that is seen speaks of the party.
  func hasSeen(_ id: PartyID) -> Bool {
    state.members[id]?.firstEntry.map { shows($0.entry) } ?? false
  }
}
