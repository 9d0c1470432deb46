internal import Compliance
internal import Pledges

extension SignatoryReportMaker {
  /// The challenges of some periods, each with its replies and decisions. // Status rules §8
  func challengeThreads(of periods: [PeriodID]) throws(ReportError) -> [ChallengeThread] {
    guard !periods.isEmpty else { return [] }
    var threads: [ChallengeThread] = []
    var places: [EntryIndex: Int] = [:]
    for event in seen.challenges {
      switch event.action {
      case .open(let challenger, let period, let commitments) where periods.contains(period):
        places[event.entry.index] = threads.count
        threads.append(try thread(event.entry, by: challenger, period, commitments))
      case .open: continue
      case .respond(let challenge):
        guard let place = places[challenge] else { continue }
        threads[place].replies.append(try reply(event.entry))
      case .resolve(let challenge, let panel, let outcomes):
        guard let place = places[challenge] else { continue }
        for former in threads[place].decisions.indices { threads[place].decisions[former].isReplaced = true }
        threads[place].decisions.append(try decision(event.entry, by: panel, outcomes))
      case .withdraw(let challenge):
        guard let place = places[challenge] else { continue }
        // One that rests on a recovery takes nothing out. // Status rules §8
        if view.rules.marks.recovery(of: event.entry.index) == nil {
          threads[place].withdrawn = event.entry
        } else {
          threads[place].heldBack.append(event.entry)
        }
      }
    }
    return threads
  }

  private func thread(
    _ entry: EntryStamp, by challenger: PartyID, _ period: PeriodID, _ commitments: [CommitmentID]
  ) throws(ReportError) -> ChallengeThread {
    let challenge = try statements.body(at: entry.index, "challenge") {
      if case .challenge(let challenge) = $0 { challenge } else { nil }
    }
    return ChallengeThread(
      entry: entry, period: period, challenger: challenger, challengerName: view.name(of: challenger),
      commitments: commitments, challenge: challenge, replies: [], decisions: [], withdrawn: nil,
      marks: view.rules.marks.marks(of: entry.index), replyDue: replyDue(to: entry, period, commitments))
  }

  /// Who is listed has no key to reply with, so no reply is due. // Status rules §7
  private func replyDue(
    to challenge: EntryStamp, _ period: PeriodID, _ commitments: [CommitmentID]
  ) -> Instant? {
    let cells = period == self.period?.id ? statuses : view.rules.cells(of: seen, period: period)
    guard !cells.contains(where: { commitments.contains($0.commitment) && $0.duty == .listed }) else { return nil }
    return view.rules.replyDue(to: challenge, period: period, of: seen)
  }

  private func reply(_ entry: EntryStamp) throws(ReportError) -> ChallengeThread.Reply {
    let response = try statements.body(at: entry.index, "reply to a challenge") {
      if case .respond(let response) = $0 { response } else { nil }
    }
    return ChallengeThread.Reply(entry: entry, response: response)
  }

  private func decision(
    _ entry: EntryStamp, by panel: PartyID, _ outcomes: [CommitmentOutcome]
  ) throws(ReportError) -> ChallengeThread.Decision {
    let resolution = try statements.body(at: entry.index, "decision on a challenge") {
      if case .resolve(let resolution) = $0 { resolution } else { nil }
    }
    return ChallengeThread.Decision(
      entry: entry, outcomes: outcomes, panel: panel, panelName: view.name(of: panel),
      signedBy: view.lines(of: try statements.statement(at: entry.index).signingKeys, of: panel),
      marks: view.rules.marks.marks(of: entry.index), resolution: resolution)
  }
}
