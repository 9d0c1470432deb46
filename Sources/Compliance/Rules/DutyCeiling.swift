internal import Pledges

/// What nobody may find required in a period, whatever the version that governs it says. // Status rules §4
///
/// A version that comes once a period has started can make less of a duty there, and never more.
struct DutyCeiling: Sendable {
  /// The version that brought the period, where it came too late to require anything in it.
  private let late: CellTrace.PublishedVersion?
  /// The last version by the start of the period, and whom it requires what of.
  private let deciding: CellTrace.PublishedVersion
  private let required: [CommitmentID: Commitment.Applicability]

  init(_ terms: GoverningAccord.Terms) {
    let isInTime = terms.isOfFirst || terms.brought.isInForceAndRecorded(by: terms.period.start)
    late = isInTime ? nil : CellTrace.PublishedVersion(terms.brought)
    deciding = CellTrace.PublishedVersion(terms.deciding)
    var required: [CommitmentID: Commitment.Applicability] = [:]
    for commitment in terms.deciding.document.commitments where commitment.obligation == .required {
      required[commitment.id] = commitment.appliesTo
    }
    self.required = required
  }

  /// Why a commitment is only encouraged of a signatory of this kind and these traits; nil when it may be required.
  func limit(_ commitment: CommitmentID, kind: PlainID, traits: [PlainID]) -> DutyLimit? {
    if let late { return .broughtLate(late) }
    guard required[commitment]?.includes(kind: kind, traits: traits) == true else { return .notRequired(deciding) }
    return nil
  }
}
