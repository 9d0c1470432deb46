internal import Compliance
internal import Cryptography
internal import ForeignText
internal import Languages
internal import Pledges

// What the forms for people have in common: codes and values as words of the report's language.

extension ReportFrame {
  var wording: Language { language }

  /// The label and value of each line of the proof box.
  var proofFields: [(String, String)] {
    let wording = wording
    var fields = [
      (wording.asOf, wording.moment(asOf)), (wording.ledger, proof.origin),
      (wording.environment, proof.environment.rawValue), (wording.genesis, proof.genesis.hex),
    ]
    if let continues { fields.append((wording.continuesHeading, continues)) }
    fields += [
      (wording.size, String(proof.size)), (wording.root, proof.root.hex), (wording.head, proof.head.hex),
      (wording.checkpoint, proof.checkpointLines.joined(separator: " / ")),
    ]
    fields += proof.logKeys.map { (wording.checkpointSigner, $0) }
    fields += [
      (wording.rules, StatusRules.id),
      (
        wording.accord,
        "\(accord.document.id) \(accord.document.version), \(accord.document.definitionStatus.rawValue), SHA-256 "
          + accord.sha256.hex
      ),
    ]
    for text in accord.document.officialTexts {
      fields.append((wording.officialTexts, "\(text.language) \(text.uri), SHA-256 \(text.sha256.hex)"))
    }
    fields.append((wording.program, proof.program))
    return fields
  }

  /// What the ledger says of itself to continue; nil for one that does not.
  var continues: String? {
    proof.continues.map(wording.continues)
  }

  /// What anybody types to check a page, to verify the ledger behind it, and to make it again.
  ///
  /// The origin is the keeper's choice and may hold what a shell acts on; `again` holds identifiers, which do not.
  /// // Format §2
  ///
  /// - Parameter format: of a form that can be asked for by name; nil for text.
  func commands(_ again: String, format: String? = nil) -> [String] {
    let copy = " --from URL --log-key VKEY"
    let ledger = " --origin \(ShellText.quoted(proof.origin)) --genesis \(proof.genesis.hex)"
    var words = "\(again) --as-of \(asOf)"
    if let format { words += " --format \(format)" }
    return [
      "pledgebook check-report FILE\(copy)",
      "pledgebook verify\(copy)\(ledger) --head \(proof.size):\(proof.head.hex)",
      "\(words) --language \(language.rawValue)\(copy)",
    ]
  }

  /// Whom to tell about an error.
  var objection: String {
    let office = accord.document.secretariat
    return wording.objection(registrar: proof.registrar, office: office.name, contact: office.contact)
  }

  func claim(_ value: PlainID) -> String {
    accord.document.claimValue(value).map { text($0.label) } ?? value.text
  }

  /// Whether what was filed came in time; of what was not filed the state says all.
  func timeliness(_ cell: CellStatus) -> String {
    guard cell.submission.hasClaim else { return cell.noClaim.map(wording.noClaimMade) ?? "–" }
    let label = wording.label(cell.submission)
    guard let days = cell.daysLate, days > 0 else { return label }
    if cell.duty == .encouraged { return wording.afterDate(count: Int(clamping: days)) }
    return cell.submission == .late ? wording.daysLate(days) : wording.series([label, wording.daysLate(days)])
  }

  /// A level never stands without its conclusion. // Status rules §8
  func assurance(_ cell: CellStatus) -> String {
    guard cell.assurance != .noAssurance else { return level(cell.assurance) }
    return wording.series([level(cell.assurance)] + (cell.conclusion.map { [wording.label($0)] } ?? []))
  }

  func level(_ id: PlainID) -> String {
    accord.document.assuranceLevels.first { $0.id == id }.map { text($0.label) } ?? id.text
  }

  /// Flags, dispute and retroactive extension.
  func remarks(_ cell: CellStatus) -> [String] {
    var remarks = cell.flags.filter { $0 != .voidSignature || cell.losesClaim }.map(wording.label)
    if cell.dispute != .none { remarks.append(wording.label(cell.dispute)) }
    if cell.isMovedLate { remarks.append(wording.retroactive) }
    return remarks
  }

  /// Whom a signatory named as its successor. // Status rules §9
  func words(_ successor: Successor) -> String {
    guard !successor.hadKey else { return successor.party.text }
    let namer = successor.isNamedByRegistrar ? proof.registrar : successor.signatory.text
    return "\(successor.party) (\(wording.named(successor: successor.party.text, by: namer)))"
  }

  func label(_ line: IndicatorLine) -> String {
    line.indicator.map { text($0.label) } ?? line.value.id.text
  }

  /// A value with its unit, and the one of the period before.
  func value(_ line: IndicatorLine) -> String {
    var words = value(line.value.value, line.indicator)
    if !line.value.breakdown.isEmpty {
      let parts = line.value.breakdown.map { wording.labelled("\($0.key)", value($0.value, line.indicator)) }
      words += " (\(wording.series(parts)))"
    }
    if let earlier = line.earlier.last {
      words += " (\(wording.labelled("\(earlier.period)", value(earlier.value.value, line.indicator))))"
    }
    return words
  }

  func value(_ value: Claim.IndicatorValue.Value, _ indicator: Indicator?) -> String {
    let words: String
    switch value {
    case .integer(let number): words = wording.number(number)
    case .text(let text): words = typed(text, indicator)
    case .detached(let text):
      if let sentence = standIn(for: text) { return sentence }
      words = self.text(text)
    }
    guard let indicator else { return words }
    if let unit = indicator.unit { return "\(words) \(unit)" }
    return indicator.type == .percent ? wording.percent(words) : words
  }

  /// A value that is written for machines, as its type has it in the language.
  private func typed(_ text: String, _ indicator: Indicator?) -> String {
    switch indicator?.type {
    case .yesNo: wording.label(.measureDone, text) ?? text
    case .choice: indicator?.choices.first { $0.id.text == text }.map { self.text($0.label) } ?? text
    case .decimal, .percent, .integer: wording.number(decimal: text)
    case .date: CalendarDate(text).map { wording.day($0) } ?? text
    case .narrative, .link, nil: text
    }
  }

  func line(_ detail: EvidenceDetail) -> String {
    let item = detail.item
    var words = ["\(title(item)) (\(wording.label(item.visibility)))", "SHA-256 \(item.sha256.hex)"]
    if let uri = texts[item.words].words?.uri { words.append(uri) }
    // Last, for it ends with a text of the registrar's.
    let standIn = standIn(for: item.words)
    return wording.joinedClauses([wording.series(words), check(detail)] + (standIn.map { [$0] } ?? []))
  }

  func check(_ detail: EvidenceDetail) -> String {
    guard let check = detail.check else { return wording.notChecked }
    var words = [
      wording.labelled(wording.lastCheck, wording.label(check.result)), wording.reference(check.entry),
    ]
    if let checker = detail.checker { words.append(name(of: checker)) }
    return wording.joinedClauses(
      [wording.series(words)] + (check.isStale ? [wording.tooOld] : []) + detail.marks.map(wording.words))
  }

  func line(_ detail: ReviewDetail) -> String {
    var words = [
      wording.series([
        detail.reviewerName, level(detail.step.level), wording.label(detail.step.conclusion),
        wording.reference(detail.step.entry.index),
      ])
    ]
    if detail.step.effect == .ofOlderVersion { words.append(wording.label(Flag.reviewOfOlderVersion)) }
    if case .withdrawn(let withdrawal) = detail.step.effect {
      words.append(wording.series([wording.label(Flag.withdrawn), wording.reference(withdrawal)]))
    }
    words += detail.marks.map(wording.words)
    words.append(
      text(detail.review.words) { said in
        wording.joinedClauses([
          wording.labelled(wording.independence, said.independence), wording.labelled(wording.paidBy, said.paidBy),
        ])
      })
    return wording.joinedClauses(words)
  }

  func title(_ thread: ChallengeThread) -> String {
    let ground = thread.challenge.ground
    let label = accord.document.challenge?.grounds.first { $0.id == ground }.map { text($0.label) }
    let what = [
      thread.challengerName, thread.commitments.map(\.text).joined(separator: " "), label ?? ground.text,
    ]
    var words = [wording.labelled(wording.reference(thread.entry), wording.series(what))]
    words += thread.marks.map(wording.words)
    words += thread.heldBack.map { wording.heldBack(.challengeWithdrawal, of: thread.entry.index, by: $0) }
    if let withdrawn = thread.withdrawn {
      words.append(wording.series([wording.label(Flag.withdrawn), wording.reference(withdrawn.index)]))
    }
    return wording.joinedClauses(words)
  }

  func title(_ decision: ChallengeThread.Decision) -> String {
    let outcomes = wording.series(decision.outcomes.map { "\($0.commitment) \(wording.label($0.outcome))" })
    var words = [
      wording.labelled(wording.series([wording.decision, wording.reference(decision.entry)]), outcomes)
    ]
    words.append(
      wording.series(
        [wording.decidedBy(panel: name(of: decision.panel))]
          + decision.signedBy.flatMap { [wording.signed(by: $0.id.short), origin(of: $0)] }))
    words += decision.marks.map(wording.words)
    if decision.isReplaced { words.append(wording.replacedDecision) }
    return wording.joinedClauses(words)
  }

  /// What is to be said of an entry beside its kind.
  ///
  /// - Parameter withChanges: whether what a restatement changed is told, for forms that have no other place for it.
  func remark(_ line: HistoryLine, withChanges: Bool = true) -> String {
    var words: [String] = []
    if let period = line.period { words.append(period.text) }
    if !line.commitments.isEmpty { words.append(line.commitments.map(\.text).joined(separator: " ")) }
    if line.state == .stands { words.append(wording.label(HistoryLine.AttestationState.stands)) }
    return wording.joinedClauses(words + circumstances(of: line, withChanges: withChanges))
  }

  /// What is to be said of an entry beside its kind, its period and its commitments.
  func circumstances(of line: HistoryLine, withChanges: Bool = true) -> [String] {
    var words: [String] = []
    if let state = line.state, state != .withdrawal, state != .stands { words.append(wording.label(state)) }
    if let act = line.keyAct { words.append(wording.words(act.act, comesIn: act.comesIn)) }
    switch line.reason {
    case .standing(let reason): words.append(wording.label(reason))
    case .revocation(let reason): words.append(wording.label(reason))
    case .change, .update, nil: break
    }
    words += line.marks.map(wording.words)
    if let struck = line.struckBy { words.append(wording.struck(by: struck)) }
    words += line.removedBy.map { removed(by: $0, from: line.entry.index) }
    if let removal = line.removal { words.append(self.line(removal)) }
    for change in line.changes where withChanges && change.before.value != change.after.value {
      words.append(
        wording.labelled(
          change.commitment.text, "\(claim(change.before.value)) → \(claim(change.after.value))"))
    }
    if let successor = line.successor { words.append(self.words(successor)) }
    if let note = line.note { words.append(text(note)) }
    if let decision = line.decision { words.append(wording.labelled(wording.decision, text(decision))) }
    return words
  }

}

extension Counts {
  /// "7 of 9", never a lone percentage. // Status rules §11
  func lines(_ wording: Language) -> [(String, String)] {
    [
      (wording.reported, wording.counted(reported, of: required)),
      (wording.onTime, wording.counted(onTime, of: required)), (wording.late, wording.counted(late, of: required)),
      (wording.overdue, wording.counted(overdue, of: required)),
      (wording.missing, wording.counted(missing, of: required)),
      (wording.withEvidence, wording.counted(withEvidence, of: reported)),
      (wording.withCheckedEvidence, wording.counted(withCheckedEvidence, of: reported)),
      (wording.reviewed, wording.counted(reviewed, of: reported)),
      (wording.encouraged, wording.counted(encouragedReported, of: encouraged)),
      (wording.voluntary, String(voluntary)),
    ]
  }
}

extension SignatoryIdentity {
  /// The label and value of each line about who the signatory is.
  ///
  /// - Parameter standing: over all periods, or what membership alone makes of it.
  func fields(_ frame: ReportFrame, standing: Standing?) -> [(String, String)] {
    let wording = frame.wording
    let document = frame.accord.document
    func label(_ id: PlainID, in list: [AccordDocument.LabelledID]) -> String {
      list.first { $0.id == id }.map { frame.text($0.label) } ?? id.text
    }
    var fields = [
      (wording.name, "\(frame.text(name)) (\(id))"), (wording.kind, label(kind, in: document.signatoryKinds)),
    ]
    if let country { fields.append((wording.country, country)) }
    if !traits.isEmpty {
      fields.append((wording.traits, wording.series(traits.map { label($0, in: document.traits) })))
    }
    if let standing { fields.append((wording.standing, wording.label(standing))) }
    if standing == .listed { fields.append(("", wording.listedSentence)) }
    fields.append(
      (
        wording.joined,
        wording.joinedOn(
          effective: wording.day(joined.effective), entry: "\(joined.entry.index)",
          recorded: wording.day(joined.entry.recorded))
      ))
    if let joinedVia { fields.append((wording.joinedVia, joinedVia)) }
    fields.append((wording.basis, basis == .signed ? wording.basisSigned : wording.basisPublicSource))
    if let source { fields.append((wording.source, "\(source.uri) (\(wording.day(source.asOf)))")) }
    if let reservation { fields.append((wording.reservation, frame.text(reservation))) }
    fields.append((wording.subscription, SignatoryIdentity.words(subscription, wording)))
    if subscriptionHistory.count > 1 {
      for line in subscriptionHistory {
        let when = wording.series([wording.day(line.effective), wording.reference(line.entry.index)])
        fields.append(("", wording.labelled(when, line.words(wording))))
      }
    }
    if let successor { fields.append((wording.successor, frame.words(successor))) }
    if names.count > 1 {
      for name in names {
        fields.append(
          (
            wording.formerNames,
            wording.labelled(
              wording.day(name.effective),
              wording.series([frame.text(name.name), wording.reference(name.entry.index)]))
          ))
      }
    }
    return fields
  }

  static func words(_ subscription: [CommitmentID]?, _ wording: Language) -> String {
    guard let subscription else { return wording.allCommitments }
    return subscription.isEmpty ? wording.noCommitment : wording.series(subscription.map(\.text))
  }
}

extension SignatoryIdentity.SubscriptionLine {
  func words(_ wording: Language) -> String {
    switch change {
    case .joinedForAll: wording.allCommitments
    case .joined(let listed): SignatoryIdentity.words(listed, wording)
    case .added(let listed): "+ " + wording.series(listed.map(\.text))
    case .removed(let listed): "− " + wording.series(listed.map(\.text))
    }
  }
}
