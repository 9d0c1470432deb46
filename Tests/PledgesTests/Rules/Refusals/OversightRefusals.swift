import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges

extension RefusalCase {
  /// What is refused of reviews, challenges and removals of words. Format §11
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
      outcomes("about something else", of: ["lamp"], ["depth"]),
      outcomes("not about all", of: ["lamp", "depth"], ["lamp"]),
      outcomes("about more", of: ["lamp"], ["lamp", "depth"]),
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
      RefusalCase(.challengeRespond, "subject", "the name of an evidence item") { fixture in
        try fixture.challenge(at: "2032-01-15")
        var attempt = try fixture.attempt(
          .respond(ChallengeResponse(challenge: 9, text: "Not so.", evidence: [.sample()])), [.alder])
        attempt.statement.subjects[1].name = "evidence:e2"
        return attempt
      },
      RefusalCase(.textRedact, "unknown", "a text of another entry") { fixture in
        try fixture.attest(.alder, at: "2032-01-15")
        return try fixture.attempt(redaction(8, fixture.texts(of: 9)), [.registrar])
      },
      RefusalCase(.textRedact, "unknown", "an entry to come") { fixture in
        try fixture.attempt(redaction(99, [.named("text")]), [.registrar])
      },
      RefusalCase(.textRedact, "unknown", "one of several") { fixture in
        try fixture.attest(.alder, at: "2032-01-15")
        return try fixture.attempt(redaction(9, fixture.texts(of: 9) + [.named("text")]), [.registrar])
      },
      RefusalCase(.textRedact, "unknown", "an evidence file, which is no text") { fixture in
        try fixture.attest(.alder, at: "2032-01-15")
        return try fixture.attempt(redaction(9, [EvidenceItem.sample().sha256]), [.registrar])
      },
      RefusalCase(.textRedact, "redacted") { fixture in
        try fixture.attest(.alder, at: "2032-01-15")
        try fixture.redact(9, at: "2032-01-16")
        return try fixture.attempt(redaction(9, fixture.texts(of: 9)), [.registrar])
      },
      RefusalCase(.textRedact, "redacted", "by a removal from another entry") { fixture in
        try fixture.fileAlike(at: "2032-01-15")
        try fixture.redact(10, at: "2032-01-16")
        return try fixture.attempt(redaction(9, fixture.texts(of: 9)), [.registrar])
      },
      RefusalCase(code: "rule.text.removed", .deadlineExtend, "words that were removed") { fixture in
        let words = try fixture.fileAlike(at: "2032-01-15")
        try fixture.redact(9, at: "2032-01-16")
        return try fixture.attempt(.extend(words), [.registrar])
      },
      RefusalCase(code: "rule.text.removed", .deadlineExtend, "asked before the signers") { fixture in
        let words = try fixture.fileAlike(at: "2032-01-15")
        try fixture.redact(9, at: "2032-01-16")
        return try fixture.attempt(.extend(words), [.alder])
      },
    ]

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
    challenge("unknown-period") { $0.period = "2040" },
    RefusalCase(.challengeOpen, "unknown-period", "a dropped one", on: .dropped) { fixture in
      var challenge = Challenge.sample()
      challenge.period = "2032"
      return try fixture.attempt(.challenge(challenge), [.challenger])
    },
    RefusalCase(.challengeOpen, "own") { fixture in
      try fixture.admit(
        .partyAdmit(admission("alder", .alder, [.challenger])), [.registrar, .alder], at: "2032-01-02")
      return try fixture.attempt(.challenge(.sample()), [.alder])
    }, challenge("unknown-ground") { $0.ground = "mood" },
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

  private static func outcomes(
    _ what: String, of challenged: [CommitmentID], _ decided: [CommitmentID]
  ) -> RefusalCase {
    RefusalCase(.challengeResolve, "outcomes", what) { fixture in
      var challenge = Challenge.sample()
      challenge.commitments = challenged
      try fixture.admit(.challenge(challenge), [.challenger], at: "2032-01-15")
      return try fixture.attempt(resolution(9, of: decided), [.panel])
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

  static func resolution(
    _ challenge: EntryIndex, _ outcome: ChallengeOutcome = .upheld, of commitments: [CommitmentID] = ["lamp"]
  ) -> Predicate {
    let outcomes = commitments.map { CommitmentOutcome(commitment: $0, outcome: outcome) }
    return .resolve(ChallengeResolution(challenge: challenge, outcomes: outcomes, text: "We looked."))
  }

  static func redaction(_ entry: EntryIndex, _ texts: [Digest]) -> Predicate {
    let basis = TextRedaction.LegalBasis(basis: .erasureRequest, reference: "Harbour Data Act, section 4")
    return .redact(TextRedaction(entry: entry, texts: texts, legalBasis: basis))
  }
}

extension Review {
  static func sample(of reference: EntryReference, _ conclusion: ReviewConclusion = .supports) -> Review {
    Review(
      of: reference, commitments: ["lamp"], conclusion: conclusion, level: "limited",
      words: .words(Words(independence: "We own no ship.", paidBy: "The secretariat")))
  }
}

extension Challenge {
  static func sample(of signatory: PartyID = "alder") -> Challenge {
    Challenge(
      signatory: signatory, period: "2031", commitments: ["lamp"], ground: "missing-report", text: "It was dark.")
  }
}

extension LedgerFixture {
  /// The digests of an entry's texts.
  func texts(of index: EntryIndex) -> [Digest] { entries[Int(index.rawValue)].statement.textDigests }

  /// Two entries with one text under one salt, 9 and 10 of the Harbour Light ledger, and what a third would say.
  @discardableResult
  func fileAlike(at now: Instant) throws -> Extension {
    var extended = Extension(period: "2031", signatories: nil, newDue: "2032-04-10", reason: "A storm.")
    try admit(.extend(extended), [.registrar], at: now)
    extended.newDue = "2032-04-11"
    try admit(.extend(extended), [.registrar], at: now)
    extended.newDue = "2032-04-12"
    return extended
  }

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
