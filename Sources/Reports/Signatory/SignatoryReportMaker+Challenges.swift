internal import Compliance
internal import Pledges

extension SignatoryReportMaker {
  /// The challenges of some periods, each with its replies and decisions. // Status rules §8
  func challengeThreads(of periods: [PeriodID]) throws(ReportError) -> [ChallengeThread] {
    guard !periods.isEmpty else { return [] }
    var threads: [ChallengeThread] = []
    for course in view.rules.challenges(of: seen) where periods.contains(course.period) {
      threads.append(try thread(course))
    }
    return threads
  }

  private func thread(_ course: ChallengeCourse) throws(ReportError) -> ChallengeThread {
    let challenge = try statements.body(at: course.entry.index, "challenge") {
      if case .challenge(let challenge) = $0 { challenge } else { nil }
    }
    let replyDue = view.rules.replyDue(to: course, of: seen)
    var thread = ChallengeThread(
      entry: course.entry, period: course.period, challenger: course.challenger,
      challengerName: view.name(of: course.challenger), commitments: course.commitments, challenge: challenge,
      replies: [], decisions: [], withdrawn: course.withdrawn, marks: view.rules.marks.marks(of: course.entry.index),
      heldBack: course.heldBack, replyDue: replyDue,
      awaitsReply: replyDue != nil && course.commitments.contains { course.wantsReply(on: $0) })
    for entry in course.replies { thread.replies.append(try reply(entry)) }
    for decision in course.decisions { thread.decisions.append(try self.decision(decision)) }
    // The last decision stands in the place of those before it.
    for former in thread.decisions.indices.dropLast() { thread.decisions[former].isReplaced = true }
    return thread
  }

  private func reply(_ entry: EntryStamp) throws(ReportError) -> ChallengeThread.Reply {
    let response = try statements.body(at: entry.index, "reply to a challenge") {
      if case .respond(let response) = $0 { response } else { nil }
    }
    return ChallengeThread.Reply(entry: entry, response: response)
  }

  private func decision(_ decision: ChallengeCourse.Decision) throws(ReportError) -> ChallengeThread.Decision {
    let (entry, panel) = (decision.entry, decision.panel)
    let resolution = try statements.body(at: entry.index, "decision on a challenge") {
      if case .resolve(let resolution) = $0 { resolution } else { nil }
    }
    return ChallengeThread.Decision(
      entry: entry, outcomes: decision.outcomes, panel: panel, panelName: view.name(of: panel),
      signedBy: view.lines(of: try statements.statement(at: entry.index).signingKeys, of: panel),
      marks: view.rules.marks.marks(of: entry.index), resolution: resolution)
  }
}
