public import CanonicalJSON
internal import Cryptography
internal import Pledges

extension FormPage {
  /// The form for a spreadsheet: UTF-8 with a byte order mark, which spreadsheets ask for.
  public func csv() -> String {
    var writer = CSVWriter()
    writer.row(FormSheet.columns)
    for line in lines {
      writer.row([line.commitment?.text ?? "", line.item, line.question, line.takes, line.last, line.answer])
    }
    return "\u{FEFF}" + writer.text
  }

  /// The form for reading and printing; nothing reads it back.
  public func markdown() -> String {
    var page = MarkdownWriter()
    page.heading(1, "\(text(form.document.title)): report for \(form.period.id)")
    page.paragraph(about)
    page.paragraph("This is for reading and printing. Fill in the form in CSV or JSON.")
    for question in form.questions {
      page.heading(2, "\(question.terms.id) \(text(question.terms.title))")
      page.paragraph("(\(duty(question)))")
      page.quote(text(question.terms.text))
      page.table(
        ["Item", "Question", "Takes", "Last", "Answer"],
        lines(question).map { [$0.item, $0.item == "claim" ? "What is claimed" : $0.question, $0.takes, $0.last, ""] })
    }
    return page.text
  }

  /// The form for programs; what stands under `answer` and `affirmation` is to be filled in.
  public func json() -> JSONValue {
    let (document, period) = (form.document, form.period)
    return [
      "signatory": .text(form.signatory), "name": .map(form.name), "period": .text(period.id),
      "start": .text(period.start), "end": .text(period.end), "opens": .text(period.opens), "due": .text(period.due),
      "accord": [
        "id": .text(form.accord.id), "version": .text(form.accord.version), "sha256": .text(form.accord.sha256),
      ],
      "claimValues": .array(
        document.claimValues.map { value in
          [
            "id": .text(value.id), "label": .map(value.label),
            "needs": .list((value.needsEvidence ? ["evidence"] : []) + (value.needsExplanation ? ["explanation"] : [])),
          ]
        }),
      "commitments": .array(form.questions.map(json)),
      "affirmation": ["text": empty(languages), "office": .null, "authority": .null],
    ]
  }

  private func json(_ question: AttestationForm.Question) -> JSONValue {
    let terms = question.terms
    return [
      "id": .text(terms.id), "title": .map(terms.title), "text": .map(terms.text),
      "obligation": .string(terms.obligation.rawValue), "subscribed": .boolean(question.isBinding),
      "evidenceNeeded": .integer(terms.fewestEvidence),
      "indicators": .array(
        terms.indicators.map { json($0, question) }
          + question.measures.flatMap(\.indicators).map { json($0, question) }),
      "measures": .array(question.measures.map { ["id": .text($0.id), "title": .map($0.title)] }),
      "last": json(earlierAnswer(terms.id)),
      "answer": [
        "claim": .null, "explanation": empty(languages), "evidence": [],
        "indicators": empty(
          (terms.indicators + question.measures.flatMap(\.indicators)).map(\.id.text)),
        "measures": empty(question.measures.map(\.id.text)), "planned": [],
      ],
    ]
  }

  private func json(_ indicator: Indicator, _ question: AttestationForm.Question) -> JSONValue {
    let (minimum, maximum) = indicator.limits
    return [
      "id": .text(indicator.id), "label": .map(indicator.label), "type": .string(indicator.type.rawValue),
      "required": .boolean(question.requiredIndicators.contains(indicator.id)), "unit": .optional(indicator.unit),
      "minimum": .optional(minimum), "maximum": .optional(maximum),
      "choices": .array(indicator.choices.map { ["id": .text($0.id), "label": .map($0.label)] }),
    ]
  }

  private func json(_ answer: EarlierAnswer?) -> JSONValue {
    guard let answer else { return .null }
    func object(_ pairs: [(String, String)]) -> JSONValue {
      .object(pairs.map { JSONMember(name: $0.0, value: .string($0.1)) })
    }
    return [
      "entry": .index(answer.entry), "claim": .text(answer.value),
      "explanation": object(answer.explanation.map { ($0.language, $0.text) }),
      "evidence": .list(answer.evidence), "indicators": object(answer.indicators.map { ($0.id.text, $0.text) }),
      "measures": object(answer.measures.map { ($0.id.text, $0.done.rawValue) }), "planned": .list(answer.plans),
    ]
  }

  /// A place for each answer.
  private func empty(_ names: [String]) -> JSONValue { .object(names.map { JSONMember(name: $0, value: .null) }) }
}
