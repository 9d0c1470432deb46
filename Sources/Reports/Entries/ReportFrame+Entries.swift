internal import Cryptography
internal import Languages
internal import Pledges

// Entries as sentences: who did what, for which period and on which commitments.

extension ReportFrame {
  /// What the entry is and says, with the party that it is about.
  func words(_ line: EntryLine) -> String {
    let language = wording
    switch line.what {
    case .history(let history): return sentence(history, of: line.party)
    case .renaming(let history, let old, let new):
      return language.joinedClauses([language.renamed(old: text(old), new: text(new))] + circumstances(of: history))
    case .key(let act): return named(line.party, language.words(act.act, comesIn: act.comesIn))
    case .admission: return named(line.party, language.label(EntryKind.Known.partyAdmit))
    case .version(let version):
      return language.labelled(language.label(EntryKind.Known.accordPublish), "\(version.document.version)")
    case .due(let event, let dates): return postponement(event, from: dates)
    case .check(let event):
      let words = ["SHA-256 \(event.sha256.hex.prefix(12))…", language.label(event.result)]
      return language.labelled(language.label(EntryKind.Known.evidenceCheck), language.joinedClauses(words))
    case .removal(let removal):
      return language.labelled(language.label(EntryKind.Known.textRedact), self.line(removal))
    }
  }

  /// An entry of a signatory's history: a sentence where its kind has one, else the name and the kind.
  private func sentence(_ line: HistoryLine, of party: PartyID?) -> String {
    guard let party, let said = sentence(line, of: name(of: party)) else {
      let kind = named(party, wording.label(line.kind))
      let remark = remark(line)
      return remark.isEmpty ? kind : wording.labelled(kind, remark)
    }
    return wording.joinedClauses([said] + circumstances(of: line))
  }

  /// Nil for a kind that is about no period.
  private func sentence(_ line: HistoryLine, of name: String) -> String? {
    guard let period = line.period.map(label) else { return nil }
    let party = line.by.map(self.name) ?? proof.registrar
    let commitments = commitments(line.commitments)
    return switch line.kind.known {
    case .attestationSubmit: wording.filedReport(name: name, period: period, commitments: commitments)
    case .attestationSupersede: wording.restatedReport(name: name, period: period, commitments: commitments)
    case .attestationWithdraw: wording.withdrewReport(name: name, period: period)
    case .reviewPublish:
      wording.publishedReview(party: party, name: name, period: period, commitments: commitments)
    case .reviewWithdraw: wording.withdrewReview(party: party, name: name, period: period)
    case .challengeOpen:
      wording.openedChallenge(party: party, name: name, period: period, commitments: commitments)
    case .challengeRespond: wording.repliedToChallenge(name: name, period: period)
    case .challengeResolve:
      wording.decidedOnChallenge(party: party, name: name, period: period, commitments: commitments)
    case .challengeWithdraw: wording.withdrewChallenge(party: party, name: name, period: period)
    default: nil
    }
  }

  /// From when to when, and for whom, where it is not for all.
  private func postponement(_ event: ExtensionEvent, from dates: [Instant]) -> String {
    let old = dates.map { wording.end($0.calendarTime) }
    var clauses = [
      wording.postponedDue(
        period: label(event.period), old: old.isEmpty ? "–" : wording.list(old),
        new: wording.end(event.newDue.calendarTime))
    ]
    if let signatories = event.signatories {
      clauses.append(wording.labelled(wording.signatories, wording.list(signatories.map(name))))
    }
    if !event.commitments.isEmpty {
      clauses.append(wording.labelled(wording.commitments, commitments(event.commitments)))
    }
    return wording.joinedClauses(clauses)
  }

  private func named(_ party: PartyID?, _ words: String) -> String {
    party.map { wording.series([name(of: $0), words]) } ?? words
  }

  /// What a period is called, or its id.
  func label(_ period: PeriodID) -> String {
    accord.document.period(period).map { label($0) } ?? period.text
  }

  /// A commitment by its id and its title.
  func title(_ commitment: CommitmentID) -> String {
    accord.document.commitment(commitment).map { "\(commitment) (\(text($0.title)))" } ?? commitment.text
  }

  /// Commitments with their titles; many of them by their ids alone, and all of an accord as such.
  private func commitments(_ commitments: [CommitmentID]) -> String {
    if commitments.count > 1, Set(commitments) == Set(accord.document.commitments.map(\.id)) {
      return wording.allCommitments
    }
    return wording.list(commitments.map { commitments.count > 3 ? $0.text : title($0) })
  }
}
