import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges

extension RefusalCase {
  /// What is refused of reviews, challenges and redactions. Format §11
  static let oversight: [RefusalCase] =
    reviews + challenges + challengeActs(.challengeRespond)
    + challengeActs(.challengeResolve) + challengeActs(.challengeWithdraw) + [
      RefusalCase(.challengeResolve, "role") { fixture in
        try fixture.challenge(at: "2032-01-15")
        return try fixture.attempt(resolution(9), [.reviewer])
      },
      RefusalCase(.challengeResolve, "party-to-it", "the signatory") { fixture in
        try fixture.admit(.partyAdmit(admission("alder", .alder, [.panel])), [.registrar, .alder], at: "2032-01-02")
        try fixture.challenge(at: "2032-01-15")
        return try fixture.attempt(resolution(10), [.alder])
      },
      RefusalCase(.challengeResolve, "party-to-it", "the challenger") { fixture in
        try fixture.admit(
          .partyAdmit(admission("spare", .spare, [.panel, .challenger])), [.registrar, .spare], at: "2032-01-02")
        try fixture.challenge(by: .spare, at: "2032-01-15")
        return try fixture.attempt(resolution(10), [.spare])
      },
      RefusalCase(.challengeWithdraw, "role") { fixture in
        try fixture.challenge(at: "2032-01-15")
        return try fixture.attempt(.withdrawChallenge(ChallengeWithdrawal(challenge: 9)), [.panel])
      },
      RefusalCase(.challengeWithdraw, "challenger") { fixture in
        try fixture.admit(
          .partyAdmit(admission("spare", .spare, [.challenger])), [.registrar, .spare], at: "2032-01-02")
        try fixture.challenge(at: "2032-01-15")
        return try fixture.attempt(.withdrawChallenge(ChallengeWithdrawal(challenge: 10)), [.spare])
      },
      RefusalCase(.challengeRespond, "subject") { fixture in
        try fixture.challenge(at: "2032-01-15")
        var attempt = try fixture.attempt(
          .respond(ChallengeResponse(challenge: 9, text: "Not so.", evidence: [.sample()])), [.alder])
        attempt.statement.subjects.removeLast()
        return attempt
      },
      RefusalCase(.payloadRedact, "not-redactable", "a join") { fixture in
        try fixture.attempt(
          redaction(2, Redaction.Summary(party: "alder", signedBy: [FixedKey.alder.keyID])), [.registrar])
      },
      RefusalCase(.payloadRedact, "not-redactable", "an entry to come") { fixture in
        try fixture.attempt(
          redaction(99, Redaction.Summary(party: "alder", signedBy: [FixedKey.alder.keyID])), [.registrar])
      },
      RefusalCase(.payloadRedact, "redacted") { fixture in
        try fixture.attest(.alder, at: "2032-01-15")
        let summary = literal(fixture.state.redactable(9))
        try fixture.redact(9, at: "2032-01-16")
        return try fixture.attempt(redaction(9, summary), [.registrar])
      },
    ] + summaries

  private static let reviews: [RefusalCase] = [
    review("role", by: .panel), review("own", by: .alder),
    review("unknown-commitment") { $0.commitments.append("watch") },
    review("unknown-level", "the lowest") { $0.level = "none" }, review("unknown-level") { $0.level = "perfect" },
    review("not-an-attestation", "a join") { $0.of = EntryReference(index: 2, header: $0.of.header) },
    review("not-an-attestation", "another leaf hash") { $0.of.header = .zero },
    RefusalCase(.reviewPublish, "not-an-attestation", "a withdrawal") { fixture in
      try fixture.attest(.alder, at: "2032-01-10")
      try fixture.withdraw(.alder, fixture.reference(9), at: "2032-01-11")
      return try fixture.attempt(.review(.sample(of: fixture.reference(10))), [.reviewer])
    },
    RefusalCase(.reviewWithdraw, "role") { fixture in
      try fixture.review(at: "2032-01-15")
      return try fixture.attempt(.withdrawReview(ReviewWithdrawal(of: fixture.reference(10))), [.challenger])
    },
    RefusalCase(.reviewWithdraw, "unknown-review", "an attestation") { fixture in
      try fixture.review(at: "2032-01-15")
      return try fixture.attempt(.withdrawReview(ReviewWithdrawal(of: fixture.reference(9))), [.reviewer])
    },
    RefusalCase(.reviewWithdraw, "unknown-review", "another leaf hash") { fixture in
      try fixture.review(at: "2032-01-15")
      return try fixture.attempt(
        .withdrawReview(ReviewWithdrawal(of: EntryReference(index: 10, header: .zero))), [.reviewer])
    },
    RefusalCase(.reviewWithdraw, "unknown-review", "twice") { fixture in
      try fixture.review(at: "2032-01-15")
      try fixture.admit(
        .withdrawReview(ReviewWithdrawal(of: fixture.reference(10))), [.reviewer], at: "2032-01-16")
      return try fixture.attempt(
        .withdrawReview(ReviewWithdrawal(of: fixture.reference(10), text: "Again.")), [.reviewer])
    },
    RefusalCase(.reviewWithdraw, "unknown-review", "another reviewer's") { fixture in
      try fixture.review(at: "2032-01-15")
      try fixture.admit(.partyAdmit(admission("spare", .spare)), [.registrar, .spare], at: "2032-01-16")
      return try fixture.attempt(.withdrawReview(ReviewWithdrawal(of: fixture.reference(10))), [.spare])
    },
  ]

  private static func review(
    _ reason: String, _ what: String = "", by key: FixedKey = .reviewer,
    _ change: @escaping @Sendable (inout Review) -> Void = { _ in }
  ) -> RefusalCase {
    RefusalCase(.reviewPublish, reason, what) { fixture in
      try fixture.admit(.partyAdmit(admission("alder", .alder)), [.registrar, .alder], at: "2032-01-02")
      try fixture.attest(.alder, at: "2032-01-10")
      var review = Review.sample(of: fixture.reference(10))
      change(&review)
      return try fixture.attempt(.review(review), [key])
    }
  }

  private static let challenges: [RefusalCase] = [
    challenge("role", by: .reviewer), challenge("unknown-signatory") { $0.signatory = "elm" },
    challenge("unknown-period") { $0.period = "2040" }, challenge("unknown-ground") { $0.ground = "mood" },
    challenge("unknown-commitment") { $0.commitments.append("lantern") },
    challenge("off", accord: SampleAccord.reporting.setting("/challenge", to: .null)),
    RefusalCase(.challengeOpen, "subject") { fixture in
      var challenge = Challenge.sample()
      challenge.evidence = [.sample()]
      var attempt = try fixture.attempt(.challenge(challenge), [.challenger])
      attempt.statement.subjects[1].sha256 = .zero
      return attempt
    },
  ]

  private static func challenge(
    _ reason: String, by key: FixedKey = .challenger, accord: JSONValue = SampleAccord.reporting,
    _ change: @escaping @Sendable (inout Challenge) -> Void = { _ in }
  ) -> RefusalCase {
    RefusalCase(.challengeOpen, reason, on: .harbourLight(accord)) { fixture in
      var challenge = Challenge.sample()
      change(&challenge)
      return try fixture.attempt(.challenge(challenge), [key])
    }
  }

  private static func challengeActs(_ kind: EntryKind.Known) -> [RefusalCase] {
    @Sendable func act(_ index: EntryIndex, _ fixture: LedgerFixture) throws -> Attempt {
      switch kind {
      case .challengeRespond:
        try fixture.attempt(.respond(ChallengeResponse(challenge: index, text: "Not so.")), [.alder])
      case .challengeResolve: try fixture.attempt(resolution(index), [.panel])
      default:
        try fixture.attempt(
          .withdrawChallenge(ChallengeWithdrawal(challenge: index, text: "I was wrong.")), [.challenger])
      }
    }
    return [
      RefusalCase(kind, "unknown-challenge") { try act(2, $0) },
      RefusalCase(kind, "withdrawn") { fixture in
        try fixture.challenge(at: "2032-01-15")
        try fixture.admit(
          .withdrawChallenge(ChallengeWithdrawal(challenge: 9)), [.challenger], at: "2032-01-16")
        return try act(9, fixture)
      },
    ]
  }

  static func resolution(_ challenge: EntryIndex, _ outcome: ChallengeOutcome = .upheld) -> Predicate {
    .resolve(ChallengeResolution(challenge: challenge, outcome: outcome, text: "We looked."))
  }

  static func redaction(_ entry: EntryIndex, _ summary: Redaction.Summary) -> Predicate {
    .redact(Redaction(entry: entry, legalBasis: "Harbour Data Act, section 4", summary: summary))
  }

  private static let summaries: [RefusalCase] = [
    summary("another party") { $0.party = "cedar" }, summary("another period") { $0.period = "2032" },
    summary("no period") { $0.period = nil }, summary("no commitments") { $0.commitments = nil },
    summary("another order") { $0.commitments?.swapAt(0, 1) }, summary("one commitment") { $0.commitments = ["lamp"] },
    summary("another key") { $0.signedBy = [FixedKey.cedar.keyID] },
    summary("a challenge, where there is none") { $0.challenge = 2 },
    summary("an outcome, where there is none") { $0.outcome = .upheld },
  ]

  private static func summary(
    _ what: String, _ change: @escaping @Sendable (inout Redaction.Summary) -> Void
  ) -> RefusalCase {
    RefusalCase(.payloadRedact, "summary", what) { fixture in
      try fixture.attest(.alder, ["lamp", "depth"], at: "2032-01-15")
      var summary = literal(fixture.state.redactable(9))
      change(&summary)
      return try fixture.attempt(redaction(9, summary), [.registrar])
    }
  }

  private static func literal(_ summary: Redaction.Summary?) -> Redaction.Summary {
    guard let summary else { preconditionFailure("the entry cannot be redacted") }
    return summary
  }
}

extension Review {
  static func sample(of reference: EntryReference, _ conclusion: ReviewConclusion = .supports) -> Review {
    Review(
      of: reference, commitments: ["lamp"], conclusion: conclusion, level: "limited", independence: "We own no ship.",
      paidBy: "The secretariat")
  }
}

extension Challenge {
  static func sample(of signatory: PartyID = "alder") -> Challenge {
    Challenge(
      signatory: signatory, period: "2031", commitments: ["lamp"], ground: "missing-report", text: "It was dark.")
  }
}

extension LedgerFixture {
  /// alder files, and the reviewer reviews it: entries 9 and 10 of the Harbour Light ledger.
  func review(at now: Instant) throws {
    try attest(.alder, at: now)
    try admit(.review(.sample(of: reference(EntryIndex(size - 1)))), [.reviewer], at: now)
  }

  /// A challenger opens a challenge on alder's lamp.
  @discardableResult
  func challenge(by key: FixedKey = .challenger, at now: Instant) throws -> AdmittedEntry {
    try admit(.challenge(.sample()), [key], at: now)
  }
}
