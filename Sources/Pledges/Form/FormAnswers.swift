/// The answers of a form, held against what it asks; every fault of it at once.
public struct FormAnswers: Sendable {
  public private(set) var claims: [Answer] = []
  public private(set) var affirmation: [(language: String, text: String)] = []
  public private(set) var office: String?
  public private(set) var authority: String?
  public private(set) var faults: Register.Faults

  /// What is claimed for a commitment, as options would say it.
  public struct Answer: Sendable {
    public let commitment: CommitmentID
    public let value: PlainID
    public internal(set) var explanation: [(language: String, text: String)] = []
    /// Files, each with what is said of it.
    public internal(set) var evidence: [(place: FormSheet.Place, text: String)] = []
    public internal(set) var indicators: [(id: PlainID, text: String)] = []
    public internal(set) var measures: [Claim.Measure] = []
    public internal(set) var plans: [String] = []
  }

  public init(_ sheet: FormSheet, to form: AttestationForm) {
    faults = sheet.faults
    if let head = sheet.head, head.accord != form.accord {
      faults.add(
        nil, nil,
        "the form was made for accord \(head.accord.id) \(head.accord.version), and \(form.period.id) is governed by "
          + "\(form.accord.id) \(form.accord.version); ask for the form again")
    }
    readGeneral(sheet)
    let asked = Set(form.questions.map(\.terms.id))
    for cell in sheet.cells where !cell.text.isEmpty {
      guard let id = cell.commitment, !asked.contains(id) else { continue }
      faults.add(
        cell.place,
        form.document.commitment(id) == nil
          ? "\(id) is not a commitment of this accord" : "\(id) does not address \(form.signatory)")
    }
    for question in form.questions {
      read(question, sheet.cells.filter { $0.commitment == question.terms.id }, form)
    }
    if claims.isEmpty, faults.isEmpty { faults.add(nil, nil, "nothing is claimed: every line claim is empty") }
  }

  private mutating func readGeneral(_ sheet: FormSheet) {
    for cell in sheet.cells where cell.commitment == nil && !cell.text.isEmpty {
      switch cell.item {
      case .affirmation(let language):
        note(cell, FormValue.proseReason(cell.text, limit: 2_000))
        noteLanguage(language, cell, known: affirmation.map(\.language))
        affirmation.append((language.text, cell.text))
      case .office:
        note(cell, FormValue.proseReason(cell.text, limit: 500, lines: false))
        if office != nil { faults.add(cell.place, "stands twice") }
        office = cell.text
      case .authority:
        note(cell, FormValue.proseReason(cell.text, limit: 500, lines: false))
        if authority != nil { faults.add(cell.place, "stands twice") }
        authority = cell.text
      default: break
      }
    }
  }

  /// The answers about one commitment.
  private mutating func read(_ question: AttestationForm.Question, _ cells: [FormSheet.Cell], _ form: AttestationForm) {
    let given = cells.filter { !$0.text.isEmpty }
    let claimed = given.filter { $0.item == .claim }
    for cell in claimed.dropFirst() { faults.add(cell.place, "stands twice") }
    guard let claim = claimed.first else {
      for cell in given {
        faults.add(
          cell.place, "nothing is claimed for \(question.terms.id); fill in its claim, or empty this cell")
      }
      return
    }
    let values = form.document.claimValues
    note(claim, FormValue.reason(claim.text, among: values.map(\.id.text)))
    let value = values.first { $0.id.text.isExactly(claim.text) }
    var answer = Answer(commitment: question.terms.id, value: value?.id ?? .noClaim)
    for cell in given { read(cell, question, &answer) }
    if let value { checkNeeds(of: value, answer, question, cells, claim) }
    claims.append(answer)
  }

  private mutating func read(
    _ cell: FormSheet.Cell, _ question: AttestationForm.Question, _ answer: inout Answer
  ) {
    switch cell.item {
    case .explanation(let language):
      note(cell, FormValue.proseReason(cell.text, limit: 10_000))
      noteLanguage(language, cell, known: answer.explanation.map(\.language))
      answer.explanation.append((language.text, cell.text))
    case .evidence:
      note(cell, FormValue.proseReason(cell.text, limit: 10_000, lines: false))
      answer.evidence.append((cell.place, cell.text))
    case .plan:
      note(cell, FormValue.proseReason(cell.text, limit: 10_000))
      answer.plans.append(cell.text)
    case .indicator(let id):
      guard let indicator = question.terms.allIndicators.first(where: { $0.id == id }) else {
        return faults.add(cell.place, "\(id) is not an indicator of \(question.terms.id)")
      }
      note(cell, FormValue.reason(cell.text, for: indicator))
      if answer.indicators.contains(where: { $0.id == id }) { return faults.add(cell.place, "stands twice") }
      answer.indicators.append((id, cell.text))
    case .measure(let id):
      guard question.terms.measures.contains(where: { $0.id == id }) else {
        return faults.add(cell.place, "\(id) is not a measure of \(question.terms.id)")
      }
      if answer.measures.contains(where: { $0.id == id }) { return faults.add(cell.place, "stands twice") }
      note(cell, FormValue.reason(cell.text, among: Claim.Measure.Done.allCases.map(\.rawValue)))
      if let done = Claim.Measure.Done.allCases.first(where: { $0.rawValue.isExactly(cell.text) }) {
        answer.measures.append(Claim.Measure(id: id, done: done))
      }
    case .claim, .affirmation, .office, .authority: break
    }
  }

  /// What the value needs beside it, named where it belongs. // Format §10
  private mutating func checkNeeds(
    of value: ClaimValue, _ answer: Answer, _ question: AttestationForm.Question, _ cells: [FormSheet.Cell],
    _ claim: FormSheet.Cell
  ) {
    func place(_ isMeant: (FormItem) -> Bool) -> FormSheet.Place {
      (cells.first { isMeant($0.item) } ?? claim).place
    }
    let needs = question.terms.needs(of: value, requiredIndicators: question.requiredIndicators)
    if needs.explanation, answer.explanation.isEmpty {
      let place = place { if case .explanation = $0 { true } else { false } }
      faults.add(place, "\(value.id) needs an explanation, in one language at least")
    }
    if answer.evidence.count < needs.evidence {
      faults.add(
        place { $0 == .evidence },
        "\(value.id) needs \(needs.evidence == 1 ? "a file" : "\(needs.evidence) files") of evidence"
          + (answer.evidence.isEmpty ? "" : ", and there are \(answer.evidence.count)"))
    }
    for id in needs.indicators
    where !cells.contains(where: { $0.item == .indicator(id) && !$0.text.isEmpty }) {
      faults.add(place { $0 == .indicator(id) }, "indicator \(id) is required for \(value.id)")
    }
  }

  private mutating func note(_ cell: FormSheet.Cell, _ reason: String?) {
    if let reason { faults.add(cell.place, reason) }
  }

  private mutating func noteLanguage(_ language: ExactText, _ cell: FormSheet.Cell, known: [String]) {
    if !TextMap.isLanguage(language.text) { faults.add(cell.place, "\(language) is not a language tag") }
    if known.contains(where: { $0.isExactly(language.text) }) {
      faults.add(cell.place, "there are two texts in \(language)")
    }
  }

  /// Notes what shows only where files are at hand.
  public mutating func fault(_ place: FormSheet.Place, _ reason: String) { faults.add(place, reason) }
}
