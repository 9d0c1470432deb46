internal import Pledges

/// A line of a form: what is asked, what it takes, what was answered before, and room for the answer.
struct FormLine {
  var commitment: CommitmentID?
  var item: String
  var question: String
  var takes: String
  var last = ""
  var answer = ""
}

extension FormPage {
  /// How many files a form has room for; whoever has more adds lines of the same item.
  private static let room = 3

  /// The lines of the whole form, the first of which says which form it is.
  var lines: [FormLine] {
    [FormLine(item: "form", question: "do not change this line", takes: "", answer: form.mark)]
      + form.questions.flatMap(lines) + generalLines
  }

  /// What the claim values are and what each needs.
  var claimValues: String {
    form.document.claimValues.map { value in
      let needs = [value.needsEvidence ? "evidence" : nil, value.needsExplanation ? "an explanation" : nil]
        .compactMap { $0 }
      return "\(value.id) (\(text(value.label))\(needs.isEmpty ? "" : "; needs " + needs.joined(separator: " and ")))"
    }.joined(separator: ", ")
  }

  /// How binding a commitment is, in a word before its title.
  func duty(_ question: AttestationForm.Question) -> String {
    question.isBinding ? question.terms.obligation.rawValue : "not subscribed"
  }

  func lines(_ question: AttestationForm.Question) -> [FormLine] {
    let (terms, before) = (question.terms, earlierAnswer(question.terms.id))
    func line(_ item: FormItem, _ question: String, _ takes: String, _ last: String? = nil) -> FormLine {
      FormLine(commitment: terms.id, item: item.description, question: question, takes: takes, last: last ?? "")
    }
    var lines = [
      line(
        .claim, "\(text(terms.title)) (\(duty(question))): \(text(terms.text))", claimValues, before?.value.text)
    ]
    for language in languages {
      lines.append(
        line(
          .explanation(language: ExactText(language)), "Explanation of the claim, in \(language)", "text",
          before?.explanation.first { ExactText($0.language) == ExactText(language) }?.text))
    }
    for indicator in terms.indicators { lines.append(indicatorLine(indicator, of: question)) }
    for measure in question.measures {
      lines.append(
        line(
          .measure(measure.id), text(measure.title),
          Claim.Measure.Done.allCases.map(\.rawValue).joined(separator: ", "),
          before?.measures.first { $0.id == measure.id }?.done.rawValue))
      for indicator in measure.indicators { lines.append(indicatorLine(indicator, of: question)) }
    }
    let fewest = Int(clamping: terms.fewestEvidence)
    for place in 0..<max(Self.room, fewest) {
      lines.append(
        line(
          .evidence, "A file that the claim rests on",
          "FILE[;title=TEXT][;uri=ADDRESS]" + (fewest > 1 ? "; \(fewest) where evidence is needed" : ""),
          before.flatMap { $0.evidence.indices.contains(place) ? $0.evidence[place] : nil }))
    }
    lines.append(line(.plan, "What is planned", "text", before?.plans.joined(separator: "; ")))
    return lines
  }

  private func indicatorLine(_ indicator: Indicator, of question: AttestationForm.Question) -> FormLine {
    let commitment = question.terms.id
    return FormLine(
      commitment: commitment, item: FormItem.indicator(indicator.id).description, question: text(indicator.label),
      takes: takes(indicator, isRequired: question.requiredIndicators.contains(indicator.id)),
      last: earlierAnswer(commitment)?.indicators.first { $0.id == indicator.id }?.text ?? "")
  }

  /// What an indicator takes, in words.
  func takes(_ indicator: Indicator, isRequired: Bool) -> String {
    var words: [String] =
      switch indicator.type {
      case .narrative: ["text"]
      case .yesNo: ["yes or no"]
      case .integer: ["a whole number"]
      case .decimal: ["a number such as 12.5"]
      case .percent: ["a percentage such as 12.5, without the sign"]
      case .choice: ["one of " + indicator.choices.map { "\($0.id) (\(text($0.label)))" }.joined(separator: ", ")]
      case .date: ["a date such as 2031-05-02"]
      case .link: ["an address such as https://…"]
      }
    let (minimum, maximum) = indicator.limits
    if let minimum { words.append("at least \(minimum)") }
    if let maximum { words.append("at most \(maximum)") }
    if let unit = indicator.unit { words.append("in \(unit)") }
    return words.joined(separator: ", ") + (isRequired ? "; required" : "; optional")
  }

  private var generalLines: [FormLine] {
    languages.map { language in
      FormLine(
        item: FormItem.affirmation(language: ExactText(language)).description,
        question: "The affirmation, in \(language)",
        takes: "text; left empty, it is a plain sentence")
    } + [
      FormLine(
        item: FormItem.office.description, question: "The office that affirms, never a person's name",
        takes: "text; left empty, it is the office responsible"),
      FormLine(item: FormItem.authority.description, question: "What entitles the office", takes: "text; optional"),
    ]
  }

  /// Until when and for what, in a sentence.
  var about: String {
    let period = form.period
    return "\(text(form.name)) (\(form.signatory)) reports for \(period.id), \(period.start) to \(period.end): "
      + "taken from \(period.opens) on, due \(period.due)"
  }
}

extension Indicator {
  /// The least and the most that it takes, as text.
  var limits: (minimum: String?, maximum: String?) {
    let percent = type == .percent
    return (minimum?.text ?? (percent ? "0" : nil), maximum?.text ?? (percent ? "100" : nil))
  }
}
