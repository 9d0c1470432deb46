public import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import DataFormats
internal import Languages
internal import Pledges

extension LedgerDifference {
  /// The differences as data.
  public func json() -> JSONValue {
    DocumentFormat.difference.document([
      JSONMember(name: "rules", value: .string(StatusRules.id)),
      JSONMember(name: "language", value: .string(after.language.rawValue)),
      JSONMember(name: "program", value: .string(after.proof.program)),
      JSONMember(name: "before", value: ["asOf": .text(before.asOf), "ledger": before.ledgerJSON]),
      JSONMember(name: "after", value: ["asOf": .text(after.asOf), "ledger": after.ledgerJSON]),
      JSONMember(name: "accord", value: after.accordJSON),
      JSONMember(
        name: "signatories",
        value: .array(
          signatories.map {
            [
              "id": .text($0.signatory), "before": $0.before.map { $0.json(after) } ?? .null,
              "after": $0.after.json(after),
            ]
          })),
      JSONMember(
        name: "cells",
        value: .array(
          cells.map { cell in
            [
              "signatory": .text(cell.signatory), "period": .text(cell.period), "commitment": .text(cell.commitment),
              "changed": .array(cell.members.map { .string($0.rawValue) }),
              "before": cell.before.map { $0.json() } ?? .null,
              "after": cell.after.json(issuedAt: cell.issuedAt),
            ]
          })),
      JSONMember(
        name: "entries",
        value: .array(
          entries.map { line in
            [
              "index": .integer(Int64(clamping: line.entry.index.rawValue)), "recorded": .text(line.entry.recorded),
              "party": .optional(line.party), "words": .string(after.words(line)),
            ]
          })),
      JSONMember(name: "panels", value: .array(panels.map { $0.json(after) })),
      after.member(removals),
      JSONMember(name: "banner", value: .list(after.banner)),
      JSONMember(
        name: "notices", value: .list(after.continuation + [after.wording.absence, after.wording.proofLimit])),
    ])
  }

  /// The differences for a terminal.
  ///
  /// - Parameters:
  ///   - width: the columns of the terminal; what is no terminal gets the standard width.
  ///   - isColored: whether headings and states are tinted, which is for terminals alone.
  public func text(width: Int = TextPage.standardWidth, isColored: Bool = false) -> String {
    let wording = after.wording
    var page = TextPage(width: width, isColored: isColored)
    for line in after.banner { page.paragraph("*** \(line)") }
    if !after.banner.isEmpty { page.line() }
    page.paragraph("\(wording.changesHeading), \(after.text(after.accord.document.title))")
    for (label, frame) in [(wording.before, before), (wording.after, after)] {
      page.field(label, "\(wording.at(frame.asOf)), \(frame.proof.size) \(wording.entriesSeen)")
      page.field("", "\(wording.root) \(frame.proof.root.hex)")
    }
    if signatories.isEmpty, cells.isEmpty, entries.isEmpty { page.paragraph(wording.nothingChanged) }
    if !signatories.isEmpty {
      page.heading(wording.signatories)
      for line in signatories {
        page.paragraph("\(after.text(line.after.name)) (\(line.signatory))", indent: 2)
        page.paragraph("− \(line.before.map(words) ?? "–")", indent: 4)
        page.paragraph("+ \(words(line.after))", indent: 4)
      }
    }
    if !cells.isEmpty {
      page.heading(wording.commitments)
      for cell in cells {
        page.paragraph("\(after.text(cell.name)) (\(cell.signatory)), \(cell.period), \(cell.commitment)", indent: 2)
        let notes = (cell.before.map { after.notes($0) } ?? [], after.notes(cell.after, issuedAt: cell.issuedAt))
        page.paragraph("− \(cell.before.map { words($0, cell, notes.0, notes.1) } ?? "–")", indent: 4)
        page.paragraph("+ \(words(cell.after, cell, notes.1, notes.0))", indent: 4)
      }
    }
    if !entries.isEmpty {
      page.heading(wording.entriesBetween)
      for line in entries { page.paragraph(words(line), indent: 2) }
    }
    addPanels(to: &page)
    after.add(removals, to: &page)
    page.line()
    for line in after.continuation { page.paragraph(line) }
    page.paragraph(wording.absence)
    page.paragraph(wording.proofLimit)
    return page.text
  }

  private func addPanels(to page: inout TextPage) {
    for panel in panels {
      page.heading("\(after.wording.panel), \(after.title(panel))")
      for key in panel.keys { page.paragraph("\(key.id), \(after.life(of: key)); \(after.words(of: key))", indent: 2) }
      for act in panel.acts { page.paragraph(after.line(act), indent: 2) }
    }
  }

  private func words(_ line: EntryLine) -> String {
    let party = line.party.map { "\(after.name(of: $0)), " } ?? ""
    return after.wording.labelled(after.wording.reference(line.entry), party + after.words(line))
  }

  private func words(_ profile: SignatoryDifference.Profile) -> String {
    let kind = after.accord.document.signatoryKinds.first { $0.id == profile.kind }
    return "\(after.text(profile.name)), \(kind.map { after.text($0.label) } ?? profile.kind.text), "
      + after.wording.label(profile.standing)
  }

  /// The headline, and those members beside it that changed.
  private func words(
    _ cell: CellStatus, _ difference: CellDifference, _ notes: [String], _ others: [String]
  ) -> String {
    var words = [after.headline(cell)]
    for member in difference.members {
      switch member {
      case .duty, .claim, .noClaim, .marks, .beside, .voidClaims, .noKey, .heldBack, .decisions: continue
      case .close:
        words.append(after.wording.labelled(after.wording.close, cell.close.map { after.wording.until($0) } ?? "–"))
      case .retroactiveExtension: if cell.retroactiveExtension { words.append(after.wording.retroactive) }
      case .because:
        words.append(
          after.wording.labelled(after.wording.entries, cell.because.map(\.description).joined(separator: " ")))
      case .submission: if cell.submission.hasClaim { words.append(after.timeliness(cell)) }
      case .daysLate: if !difference.members.contains(.submission) { words.append(after.timeliness(cell)) }
      case .due:
        words.append(after.wording.labelled(after.wording.due, cell.due.map { after.wording.until($0) } ?? "–"))
      case .flags: words += cell.flags.map(after.wording.label)
      case .dispute:
        words.append(after.wording.labelled(after.wording.disputeHeading, after.wording.label(cell.dispute)))
      case .assurance: words.append(after.wording.labelled(after.wording.assuranceHeading, after.assurance(cell)))
      case .conclusion: if !difference.members.contains(.assurance) { words.append(after.assurance(cell)) }
      case .evidence:
        words.append(after.wording.labelled(after.wording.evidenceHeading, after.wording.label(cell.evidence)))
      }
    }
    // Of what is said of keys and decisions, what the other state does not say as well.
    return (words + notes.filter { !others.contains($0) }).joined(separator: "; ")
  }
}

extension LedgerDifference.SignatoryDifference.Profile {
  fileprivate func json(_ frame: ReportFrame) -> JSONValue {
    ["name": .string(frame.text(name)), "kind": .text(kind), "standing": .string(standing.rawValue)]
  }
}
