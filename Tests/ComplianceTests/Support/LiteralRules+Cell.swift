import Compliance
import Pledges

extension LiteralRules {
  /// A cell as the page has it, its words as text.
  struct Cell: Equatable {
    var duty = "no-reporting"
    var submission = "none"
    var claim: String?
    var noClaim: EntryIndex?
    var headline = "no-reporting"
    var daysLate: Int64?
    var due: Instant?
    var close: Instant?
    var retroactiveExtension = false
    var flags: [String] = []
    var dispute = "none"
    var assurance = "none"
    var conclusion: String?
    var evidence = "none"
    var because: [EntryIndex] = []
  }
}

extension LiteralRules.Cell {
  /// What the rules said, in the model's words.
  init(_ status: CellStatus) {
    self.init(
      duty: status.duty.rawValue, submission: status.submission.rawValue, claim: status.claim?.text,
      noClaim: status.noClaim, headline: status.headline, daysLate: status.daysLate, due: status.due,
      close: status.close,
      retroactiveExtension: status.retroactiveExtension, flags: status.flags.map(\.rawValue),
      dispute: status.dispute.rawValue, assurance: status.assurance.text,
      conclusion: status.conclusion?.rawValue, evidence: status.evidence.rawValue, because: status.because)
  }
}
