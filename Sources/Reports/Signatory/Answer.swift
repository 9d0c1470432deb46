internal import Compliance
internal import Languages

extension SignatoryReport {
  /// What was owed for the period and what came of it, in one sentence; nil for a register.
  var answer: String? {
    guard period != nil else { return nil }
    let wording = frame.language
    return wording.labelled(wording.reported, wording.counted(counts.reported, of: counts.required))
  }
}
