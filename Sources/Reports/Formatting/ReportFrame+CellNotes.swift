internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

// What is to be said of a cell beside its codes: on whose word it rests, what stands without recovered keys, what was
// said of keys, who decided. One list of sentences for all forms. // Status rules §9

extension ReportFrame {
  /// The sentences about a cell.
  ///
  /// - Parameter issuedAt: when the signer of a late claim dates it, where that is not after the due date.
  func notes(_ cell: CellStatus, issuedAt: Instant? = nil) -> [String] {
    var notes: [String] = []
    if let issuedAt { notes.append(wording.issued(at: issuedAt)) }
    if let gap = cell.trace.membership?.gap {
      notes.append(wording.unbroken(left: gap.left.index, rejoined: gap.rejoined.index))
    }
    notes += cell.marks.map { note($0, cell) }
    notes += besideNotes(cell.beside)
    notes += cell.trace.heldBack.map { wording.heldBack($0.act, of: $0.target, by: $0.entry) }
    // A remark stands where the attestation spoke.
    notes += cell.spokenVoidClaims.map { note($0, cell.trace.signatory) }
    notes += noKeyNotes(cell)
    notes += decisionNotes(cell)
    return notes + limitNotes(cell)
  }

  /// Why nothing stands where a report was asked for: nothing was filed, or what was filed was taken back or is void.
  func absence(of cell: CellStatus) -> String? {
    guard cell.trace.head == nil, cell.duty.isBound, cell.submission != .upcoming else { return nil }
    if let withdrawal = cell.trace.withdrawal {
      return wording.withdrawnStands(withdrawal: "\(withdrawal.entry)", entry: "\(withdrawal.target)")
    }
    return cell.hasVoidReport ? wording.voidStands : wording.noAttestation
  }

  /// The number of an entry that a cell rests on; one that is void there says so. // Status rules §5
  func number(_ entry: EntryIndex, of cell: CellStatus) -> String {
    guard cell.voidEntries.contains(entry) else { return entry.description }
    return wording.entryOfState(entry: entry.description, state: wording.label(HistoryLine.AttestationState.void))
  }

  /// The entries that a cell rests on, in a line.
  func entries(of cell: CellStatus) -> String { cell.because.map { number($0, of: cell) }.joined(separator: " ") }

  /// The sentences about a cell of a report.
  func notes(_ cell: CellReport) -> [String] { notes(cell.status, issuedAt: cell.issuedAt) }

  /// The same with the remarks that are badges on a page: for forms that have no other place for them.
  func allNotes(_ cell: CellStatus, issuedAt: Instant? = nil) -> [String] {
    remarks(cell) + notes(cell, issuedAt: issuedAt)
  }

  /// A mark with the entries of the cell that bear it.
  private func note(_ mark: Mark, _ cell: CellStatus) -> String {
    let shown = cell.because + cell.trace.heldBack.map(\.entry.index)
    let bearers = shown.filter { mark.word == .recoveredKey && marks.recovery(of: $0) == mark.entry }
    guard !bearers.isEmpty else { return wording.words(mark) }
    return wording.labelled(wording.series(bearers.map(wording.reference)), wording.words(mark))
  }

  private func besideNotes(_ beside: Beside) -> [String] {
    var notes: [String] = []
    if let head = beside.head { notes.append(wording.beside(claim: head.stood.map { (claim($0.claim), $0.entry) })) }
    for outcome in beside.outcomes {
      let stood = outcome.outcome.flatMap { decided in outcome.entry.map { (wording.label(decided), $0) } }
      notes.append(wording.beside(outcome: stood, challenge: outcome.challenge))
    }
    for check in beside.checks {
      let stood = check.result.flatMap { found in check.entry.map { (wording.label(found), $0) } }
      notes.append(wording.beside(check: stood, document: "SHA-256 \(check.sha256.hex)"))
    }
    return notes
  }

  private func note(_ claim: VoidClaim, _ signatory: PartyID) -> String {
    var declarer = wording.label(claim.by)
    // Of a key that says it of itself nobody knows who held it.
    if claim.by == .owner { declarer = wording.series([declarer, name(of: signatory)]) }
    let words = wording.declared(
      key: claim.key.short, on: claim.attestation, since: claim.invalidSince, by: declarer, in: claim.revocation)
    return wording.joinedClauses([words] + (claim.recovery.map { [wording.voidsNothing(recovery: $0)] } ?? []))
  }

  private func noKeyNotes(_ cell: CellStatus) -> [String] {
    guard let noKey = cell.noKey else { return [] }
    var words = [wording.noKey(revocations: noKey.revocations, recoveries: noKey.recoveries)]
    if cell.submission == .missing {
      words.append(noKey.excuses ? wording.silenceDoesNotCount : wording.silenceCounts)
    }
    return [wording.joinedClauses(words)]
  }

  /// Each challenge that was decided: the last decision with its panel, and every earlier one. // Status rules §8
  private func decisionNotes(_ cell: CellStatus) -> [String] {
    let earlier = cell.trace.earlierOutcomes
    return cell.trace.challenges.compactMap { step in
      guard case .resolved(let outcome, let panel) = step.effect, !earlier.contains(step) else { return nil }
      let before = earlier.filter { $0.challenge == step.challenge }.compactMap { former in
        former.decision.map {
          wording.decidedEarlier(wording.label($0.outcome), panel: name(of: $0.panel), entry: former.entry.index)
        }
      }
      return wording.joinedClauses(
        [
          wording.decided(
            challenge: step.challenge, wording.label(outcome), panel: name(of: panel), entry: step.entry.index)
        ] + before)
    }
  }

  /// Why nobody owes the period, or why what is required is only encouraged: the sentences of the explanation.
  private func limitNotes(_ cell: CellStatus) -> [String] {
    guard cell.trace.dropped != nil || cell.trace.dutyLimit != nil else { return [] }
    let explanation = Explanation(of: cell)
    return zip(explanation.steps, explanation.sentences(language: language, accord: accord.document)).compactMap {
      step, sentence in
      switch step.fact {
      case .dropped, .dutyLimit: sentence
      default: nil
      }
    }
  }

  /// The counts, and beside them how often nothing was claimed and filed so: that is no silence.
  func lines(_ counts: Counts, _ cells: [CellStatus]) -> [(String, String)] {
    let tally = Tally(cells)
    var silent = counts
    (silent.overdue, silent.missing) = (tally.overdue, tally.missing)
    return silent.lines(wording) + (tally.noClaim > 0 ? [(wording.noClaimsMade, String(tally.noClaim))] : [])
  }

  /// How many reports are recorded of those owed, and apart from them of those asked for and of those that nobody asked
  /// for: numbers that are no part of one another. // Status rules §11
  func reported(_ counts: Counts) -> String {
    let required = wording.counted(counts.reported, of: counts.required)
    guard counts.encouraged + counts.voluntary > 0 else { return counts.required > 0 ? required : "–" }
    var clauses: [String] = []
    if counts.required > 0 { clauses.append(wording.labelled(wording.label(Duty.required), required)) }
    if counts.encouraged > 0 {
      let encouraged = wording.counted(counts.encouragedReported, of: counts.encouraged)
      clauses.append(wording.labelled(wording.label(Duty.encouraged), encouraged))
    }
    if counts.voluntary > 0 {
      clauses.append(
        wording.labelled(wording.label(Submission.voluntary), wording.number(Int64(counts.voluntary))))
    }
    return wording.joinedClauses(clauses)
  }

  /// A party's name and id, or its id alone.
  func name(of party: PartyID) -> String { names[party].map { "\($0) (\(party))" } ?? party.text }
}

extension ChallengeStep {
  /// What was decided, and by whom; nil for what is no decision.
  var decision: (outcome: ChallengeOutcome, panel: PartyID)? {
    if case .resolved(let outcome, let panel) = effect { (outcome, panel) } else { nil }
  }
}

extension CellTrace {
  /// The entry that made the first real claim of the chain that stands; nil without one. // Status rules §5
  var firstClaim: EntryIndex? {
    var first: EntryIndex?
    for step in chain {
      switch step.effect {
      case .submitted(let claim), .superseded(_, to: let claim, _, _):
        if first == nil, claim != .noClaim { first = step.entry.index }
      case .withdrawn: first = nil
      case .voided: continue
      }
    }
    return first
  }
}

extension KeyID {
  /// Enough of it to find it in the list of keys.
  var short: String { "\(hex.prefix(12))…" }
}
