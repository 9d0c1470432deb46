public import CanonicalJSON
public import Compliance
internal import DataFormats
public import Languages
public import Pledges

/// Why one cell is what it is, step by step.
public struct CellExplanation: Sendable {
  public var frame: ReportFrame
  public var signatory: PartyID
  public var name: TextMap
  public var period: AccordDocument.Period?
  public var commitment: Commitment
  public var status: CellStatus
  public var explanation: Explanation
  /// When the signer of a late claim dates it, where that is not after the due date.
  public var issuedAt: Instant?
  /// What was filed says why it makes no claim; nil for everything else.
  public var noClaimExplanation: Detached<TextMap>?
  /// The panels that decided, with their keys.
  public var panels: [KeyHolder]
  /// The removals of words of the entries that the explanation names, in ledger order.
  public var removals: [TextRemoval]

  /// - Parameter period: nil for the default one. // Status rules §11
  public init(
    of signatory: PartyID, _ commitment: CommitmentID, period id: PeriodID? = nil, in view: LedgerView,
    language: Language
  ) throws(ReportError) {
    let maker = try SignatoryReportMaker(signatory, period: id, view: view)
    guard let found = maker.accord.document.commitment(commitment),
      let status = maker.statuses.first(where: { $0.commitment == commitment })
    else { throw ReportError(.unknownCommitment, "the accord has no commitment \(commitment)") }
    frame = ReportFrame(view, accord: maker.accord, language: language)
    self.signatory = signatory
    name = try maker.identity().name
    period = maker.period
    self.commitment = found
    self.status = status
    explanation = Explanation(of: status)
    issuedAt = try maker.issuedAt(status)
    noClaimExplanation = try status.noClaim.flatMap { entry throws(ReportError) in
      try maker.attestation(at: entry).claims.first { $0.commitment == commitment }?.explanation
    }
    panels = try view.holders(of: status.trace.challenges.compactMap(\.decision?.panel), maker.statements)
    removals = view.removals(of: Set(status.because + explanation.steps.flatMap(\.entries)))
    frame.texts = maker.statements.texts
  }

  /// The explanation as data: the cell, and each step with its rule, its entries and a sentence.
  public func json() -> JSONValue {
    let sentences = explanation.sentences(language: frame.language, accord: frame.accord.document)
    return DocumentFormat.explanation.document(
      frame.headMembers + [
        JSONMember(name: "signatory", value: ["id": .text(signatory), "name": .string(frame.text(name))]),
        JSONMember(name: "period", value: .optional(period?.id)),
        JSONMember(name: "cell", value: status.json(issuedAt: issuedAt)),
        JSONMember(
          name: "steps",
          value: .array(
            zip(explanation.steps, sentences).map { step, sentence in
              [
                "rule": .text(step.rule), "section": .integer(Int64(step.rule.section)),
                "row": step.rule.row.map { .integer(Int64($0)) } ?? .null, "entries": .indices(step.entries),
                "sentence": .string(sentence),
              ]
            })),
        JSONMember(name: "noClaimExplanation", value: noClaimExplanation.map(frame.json) ?? .null),
        JSONMember(name: "remarks", value: .list(frame.notes(status, issuedAt: issuedAt))),
        JSONMember(name: "panels", value: .array(panels.map { $0.json(frame) })),
        frame.member(removals),
        JSONMember(name: "banner", value: .list(frame.banner)),
        JSONMember(
          name: "notices", value: .list(frame.continuation + [frame.wording.absence, frame.wording.proofLimit])),
      ])
  }

  /// The explanation for a terminal.
  ///
  /// - Parameters:
  ///   - width: the columns of the terminal; what is no terminal gets the standard width.
  ///   - isColored: whether headings and states are tinted, which is for terminals alone.
  public func text(width: Int = TextPage.standardWidth, isColored: Bool = false) -> String {
    let wording = frame.wording
    var page = TextPage(width: width, isColored: isColored)
    for line in frame.banner { page.paragraph("*** \(line)") }
    if !frame.banner.isEmpty { page.line() }
    page.paragraph(
      wording.series(
        [frame.text(name), "\(commitment.id) \(frame.text(commitment.title))"]
          + (period.map { [frame.label($0)] } ?? []) + [wording.at(frame.asOf)]))
    page.paragraph(wording.labelled(wording.headline, frame.headline(status)), tone: TextTone(CellState(status)))
    page.line()
    for (step, sentence) in zip(
      explanation.steps, explanation.sentences(language: frame.language, accord: frame.accord.document))
    {
      page.field(step.rule.description, sentence, column: 15, indent: 2)
    }
    addNotes(to: &page)
    frame.add(removals, to: &page)
    page.line()
    for line in frame.continuation { page.paragraph(line) }
    page.paragraph(wording.absence)
    page.paragraph(wording.proofLimit)
    var again = "pledgebook explain \(signatory) \(commitment.id)"
    if let period { again += " --period \(period.id)" }
    frame.addProof(to: &page, commands: frame.commands(again))
    return page.text
  }

  /// What the rules do not tell: whose word it rests on, and what was filed in the place of a claim.
  private func addNotes(to page: inout TextPage) {
    let wording = frame.wording
    if let noClaimExplanation {
      page.heading(wording.explanation)
      page.paragraph(frame.text(noClaimExplanation), indent: 2)
    }
    let notes = frame.notes(status, issuedAt: issuedAt)
    if !notes.isEmpty { page.heading(wording.flagsHeading) }
    for note in notes { page.paragraph(note, indent: 2) }
    for panel in panels {
      page.heading(frame.title(panel))
      for key in panel.keys { page.paragraph(frame.line(of: key), indent: 2) }
      for act in panel.acts { page.paragraph(frame.line(act), indent: 2) }
    }
  }
}
