internal import Compliance
internal import Languages
internal import Pledges

extension AccordOverview {
  /// What the overview says, in one or two sentences.
  var answer: String {
    let language = frame.language
    guard let period else { return language.answerListed(count: rows.count) }
    let name = period.label.map(frame.text) ?? "\(language.period) \(period.id)"
    guard counts.required > 0 else { return language.answerNothingRequired(period: name) }
    var sentences = [
      language.answerReported(
        reported: language.number(Int64(counts.reported)), required: language.number(Int64(counts.required)),
        period: name, onTime: language.number(Int64(counts.onTime)))
    ]
    if counts.overdue > 0 { sentences.append(language.answerOverdue(count: counts.overdue)) }
    if counts.missing > 0 { sentences.append(language.answerMissing(count: counts.missing)) }
    return sentences.joined(separator: " ")
  }
}
