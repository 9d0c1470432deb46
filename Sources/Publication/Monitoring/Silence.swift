internal import Compliance
public import Pledges

/// A period in which something was owed, is due, and was not recorded.
public struct Silence: Sendable, Equatable {
  public var signatory: PartyID
  public var period: PeriodID
  /// When it was due, extensions included.
  public var due: Instant
  /// Whether the time of grace is over as well.
  public var isMissing: Bool
  /// What was owed and is not there, in the accord's order.
  public var commitments: [CommitmentID]

  /// The silences of a signatory at an instant, in the order of the periods' ends. // Status rules §6
  static func of(_ signatory: PartyID, in state: LedgerState, at instant: Instant) -> [Silence] {
    guard let history = state.history(of: signatory) else { return [] }
    let rules = StatusRules(accord: state.accord, asOf: instant)
    return rules.periods.compactMap { period in
      let owed = rules.cells(of: history, period: period.id).filter {
        $0.submission == .overdue || $0.submission == .missing
      }
      guard let due = owed.compactMap(\.due).min() else { return nil }
      return Silence(
        signatory: signatory, period: period.id, due: due, isMissing: owed.contains { $0.submission == .missing },
        commitments: owed.map(\.commitment))
    }
  }
}
