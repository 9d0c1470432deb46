internal import Pledges

extension Beside {
  /// What stands beside a cell. // Status rules §9
  init(_ chain: Chain, challenges: [ChallengeStep], evidence: [EvidenceStep], checks: EvidenceChecks, marks: KeyMarks) {
    if let head = chain.head, marks.recovery(of: head.entry) != nil {
      self.head = Head(stood: chain.own.map { Head.Claim(entry: $0.entry, claim: $0.claim) })
    }
    for (position, step) in challenges.enumerated() {
      guard case .resolved = step.effect, marks.recovery(of: step.entry.index) != nil,
        !challenges[(position + 1)...].contains(where: { $0.challenge == step.challenge && $0.isResolution })
      else { continue }
      let own = challenges.last {
        $0.challenge == step.challenge && $0.isResolution && marks.recovery(of: $0.entry.index) == nil
      }
      var outcome: ChallengeOutcome?
      if case .resolved(let decided, _) = own?.effect { outcome = decided }
      outcomes.append(Outcome(challenge: step.challenge, entry: own?.entry.index, outcome: outcome))
    }
    for item in evidence {
      guard let check = item.check, marks.recovery(of: check.entry.index) != nil else { continue }
      let own = checks.lastOwn(of: item.sha256)
      self.checks.append(Check(sha256: item.sha256, entry: own?.entry.index, result: own?.result))
    }
  }
}

extension ChallengeStep {
  fileprivate var isResolution: Bool {
    if case .resolved = effect { true } else { false }
  }
}
