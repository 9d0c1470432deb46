internal import Compliance
internal import Pledges

extension SignatoryReportMaker {
  /// The challenges of the period, each with its replies and decisions. // Status rules §8
  func challengeThreads() throws(ReportError) -> [ChallengeThread] {
    guard let period else { return [] }
    var threads: [ChallengeThread] = []
    var places: [EntryIndex: Int] = [:]
    for event in seen.challenges {
      switch event.action {
      case .open(let challenger, period.id, let commitments):
        places[event.entry.index] = threads.count
        threads.append(try thread(event.entry, by: challenger, commitments))
      case .open: continue
      case .respond(let challenge):
        guard let place = places[challenge] else { continue }
        threads[place].replies.append(try reply(event.entry))
      case .resolve(let challenge, let outcome):
        guard let place = places[challenge] else { continue }
        threads[place].decisions.append(try decision(event.entry, outcome))
      case .withdraw(let challenge):
        if let place = places[challenge] { threads[place].withdrawn = event.entry }
      }
    }
    return threads
  }

  private func thread(
    _ entry: EntryStamp, by challenger: PartyID, _ commitments: [CommitmentID]
  ) throws(ReportError) -> ChallengeThread {
    var text: Challenge?
    if case .challenge(let challenge) = try statements.statement(at: entry.index)?.statement.predicate {
      text = challenge
    }
    return ChallengeThread(
      entry: entry, challenger: challenger, challengerName: view.name(of: challenger), commitments: commitments,
      challenge: text, replies: [], decisions: [], withdrawn: nil,
      replyDue: accord.document.challenge.map { entry.recorded.advanced(byDays: $0.responseDays) })
  }

  private func reply(_ entry: EntryStamp) throws(ReportError) -> ChallengeThread.Reply {
    var text: ChallengeResponse?
    if case .respond(let response) = try statements.statement(at: entry.index)?.statement.predicate { text = response }
    return ChallengeThread.Reply(entry: entry, response: text)
  }

  private func decision(
    _ entry: EntryStamp, _ outcome: ChallengeOutcome
  ) throws(ReportError) -> ChallengeThread.Decision {
    let signed = try statements.statement(at: entry.index)
    var text: ChallengeResolution?
    if case .resolve(let resolution) = signed?.statement.predicate { text = resolution }
    var panel: PartyID?
    for key in signed?.signingKeys ?? [] {
      if case .party(let party) = view.state.keys[key]?.owner, view.state.parties[party] != nil { panel = party }
    }
    return ChallengeThread.Decision(
      entry: entry, outcome: outcome, panel: panel, panelName: panel.map(view.name(of:)), resolution: text)
  }
}
