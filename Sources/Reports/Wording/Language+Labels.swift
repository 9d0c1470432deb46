internal import Compliance
public import Languages
public import Pledges

// The word for each code of the rules, looked up in the list of that name in the language files. A test goes through
// all codes: none is without its word in any language.

extension Language {
  private func word(_ group: CodeGroup, _ code: some RawRepresentable<String>) -> String {
    label(group, code.rawValue) ?? code.rawValue
  }

  /// Of what binds nobody, and of a report that is not there, the label of the state.
  func label(_ duty: Duty) -> String {
    CellState.Unbound(rawValue: duty.rawValue).map { word(.state, $0) } ?? word(.duty, duty)
  }

  func label(_ submission: Submission) -> String {
    CellState.Waiting(rawValue: submission.rawValue).map { word(.state, $0) } ?? word(.submission, submission)
  }

  func label(_ flag: Flag) -> String { word(.flag, flag) }
  func label(_ dispute: Dispute) -> String { word(.dispute, dispute) }
  func label(_ evidence: EvidenceStatus) -> String { word(.evidence, evidence) }
  func label(_ standing: Standing) -> String { word(.standing, standing) }
  func label(_ conclusion: ReviewConclusion) -> String { word(.conclusion, conclusion) }
  func label(_ outcome: ChallengeOutcome) -> String { word(.outcome, outcome) }
  func label(_ state: HistoryLine.AttestationState) -> String { word(.attestationState, state) }
  func label(_ reason: StandingChange.Reason) -> String { word(.standingReason, reason) }
  func label(_ reason: KeyRevocation.Reason) -> String { word(.revocationReason, reason) }
  func label(_ result: EvidenceCheckEvent.Result) -> String { word(.checkResult, result) }
  func label(_ visibility: EvidenceItem.Visibility) -> String { word(.visibility, visibility) }
  func label(_ done: Claim.Measure.Done) -> String { word(.measureDone, done) }
  func label(_ ender: OwnerEvent.Ender) -> String { word(.keyEnder, ender) }
  func label(_ change: Movement.Change) -> String { word(.movement, change) }
  func broughtIn(_ voucher: KeyBook.Provenance.Voucher) -> String { word(.keyVoucher, voucher) }

  func label(_ kind: EntryKind) -> String {
    kind.known.map(label) ?? unknownKind(kind: kind.text)
  }

  func label(_ kind: EntryKind.Known) -> String { word(.entryKind, kind) }

  /// Commands say it as well: one thing has one name, wherever it is read.
  public func label(_ basis: TextRedaction.LegalBasis.Basis) -> String { word(.legalBasis, basis) }

  /// As the words behind "identified".
  public func label(_ method: KeyIdentification.Method) -> String { word(.identificationMethod, method) }

  // What the codes mean, in a few words each, for the key at the end of a page.

  func meaning(_ submission: Submission) -> String {
    CellState.Waiting(rawValue: submission.rawValue).map { word(.stateSentence, $0) }
      ?? word(.submissionMeaning, submission)
  }

  func meaning(_ duty: Duty) -> String {
    CellState.Unbound(rawValue: duty.rawValue).map { word(.stateSentence, $0) } ?? word(.dutyMeaning, duty)
  }

  func meaning(_ flag: Flag) -> String { word(.flagMeaning, flag) }
  func meaning(_ evidence: EvidenceStatus) -> String { word(.evidenceMeaning, evidence) }
}
