import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import Testing
import TransparencyLog

extension RefusalCase {
  /// What is refused of any kind, before its own rules. Format §8
  static let frame: [RefusalCase] =
    [
      RefusalCase(code: "statement.kind", .partyAdmit, "before the genesis", on: .empty) { _ in
        let other = try LedgerFixture(accord: nil)
        return try other.attempt(.partyAdmit(admission("auditor", .spare)), [.spare])
      },
      RefusalCase(code: "statement.kind", .ledgerGenesis, "a second genesis") { fixture in
        let genesis = Genesis(
          environment: .demo, rules: Genesis.currentRules, registrar: office(), logKeys: [try LedgerFixture.logKey()])
        let statement = try LedgerState.draft(genesis: genesis, origin: LedgerFixture.origin, at: "2032-02-01")
        return Attempt(statement: statement, signers: [.registrar], now: "2032-02-01")
      },
      RefusalCase(code: "statement.ledger", .attestationSubmit, "of another genesis") { fixture in
        var attempt = try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
        attempt.statement.ledger.genesis = .zero
        return attempt
      },
      RefusalCase(code: "statement.ledger", .attestationSubmit, "of another origin") { fixture in
        var attempt = try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
        attempt.statement.ledger.origin = try #require(Origin("ledger.example/harbour-lamp"))
        return attempt
      },
      RefusalCase(code: "statement.duplicate", .evidenceCheck) { fixture in
        let attempt = try fixture.attempt(.checkEvidence(check), [.checker], at: "2032-01-15")
        try fixture.admit(attempt.statement, [.checker], at: "2032-01-15")
        return Attempt(statement: attempt.statement, signers: [.checker], now: "2032-01-16")
      },
      RefusalCase(code: "statement.duplicate", .registrarUpdate, "with another signature beside it") { fixture in
        let attempt = try fixture.attempt(.registrarUpdate(office()), [.registrar], at: "2032-01-15")
        try fixture.admit(attempt.statement, [.registrar], at: "2032-01-15")
        return Attempt(statement: attempt.statement, signers: [.registrar, .alder], now: "2032-01-16")
      },
      RefusalCase(code: "header.time", .attestationSubmit) { fixture in
        try fixture.attest(.cedar, at: "2032-01-15")
        return try fixture.attempt(
          .attest(fixture.attestation(.alder, [.met("lamp")])), [.alder], at: "2032-01-14T23:59:59Z")
      },
      RefusalCase(code: "signature.unknown-key", .attestationSubmit) { fixture in
        try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder, .stranger])
      },
      RefusalCase(code: "signature.unknown-key", .attestationSubmit, "a log key") { fixture in
        try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder, .log])
      },
      ended("revoked") { try $0.revoke(.alder, at: "2032-01-15") },
      ended("rotated") {
        try $0.admit(.keyRotate(rotation("alder", .alder)), [.alder, .spare], at: "2032-01-15")
      },
      RefusalCase(code: "key.not-in-force", .registrarUpdate, "replaced") { fixture in
        try fixture.admit(
          .registrarUpdate(office([.secondRegistrar])), [.registrar, .secondRegistrar], at: "2032-01-15")
        return try fixture.attempt(.registrarUpdate(office([.secondRegistrar])), [.secondRegistrar, .registrar])
      },
      RefusalCase(code: "key.not-in-force", .keyRotate, "the old key ended before") { fixture in
        try fixture.admit(
          .keyRegister(KeyRegistration(party: "alder", key: FixedKey.alderSpare.publicKey)), [.alder, .alderSpare],
          at: "2032-01-14")
        try fixture.revoke(.alder, at: "2032-01-15")
        return try fixture.attempt(.keyRotate(rotation("alder", .alder)), [.alderSpare, .spare])
      },
    ] + unsigned

  private static func ended(
    _ what: String, _ end: @escaping @Sendable (LedgerFixture) throws -> Void
  ) -> RefusalCase {
    RefusalCase(code: "key.not-in-force", .attestationSubmit, what) { fixture in
      try end(fixture)
      return try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
    }
  }

  /// Each kind without a signature that it needs. Format §3
  private static let unsigned: [RefusalCase] = [
    RefusalCase(code: "signature.missing", .ledgerGenesis, "a registrar key's", on: .empty) { _ in
      let genesis = Genesis(
        environment: .demo, rules: Genesis.currentRules, registrar: office([.registrar, .secondRegistrar]),
        logKeys: [try LedgerFixture.logKey()])
      let statement = try LedgerState.draft(genesis: genesis, origin: LedgerFixture.origin, at: LedgerFixture.start)
      return Attempt(statement: statement, signers: [.registrar], now: LedgerFixture.start)
    },
    RefusalCase(
      code: "signature.missing", .partyAdmit, "one of two registrar keys",
      on: .twoOfThree
    ) { try $0.attempt(.partyAdmit(admission("auditor", .spare)), [.registrar, .spare]) },
    missing(.registrarUpdate, "the registrar's", .registrarUpdate(office([.spare])), [.spare]),
    missing(.registrarUpdate, "a new key's", .registrarUpdate(office([.registrar, .spare])), [.registrar]),
    RefusalCase(code: "signature.missing", .logRotate, "the registrar's") { fixture in
      try fixture.attempt(.logRotate(LogRotation(logKeys: [LedgerFixture.logKey()], reason: "x")), [.alder])
    },
    missing(
      .accordPublish, "the registrar's",
      .accordPublish(SampleAccord.publication(SampleAccord.successor(), changes: "x")), [.alder]),
    missing(.partyAdmit, "the registrar's", .partyAdmit(admission("auditor", .spare)), [.spare]),
    missing(.partyAdmit, "the party's", .partyAdmit(admission("auditor", .spare)), [.registrar]),
    missing(
      .keyRegister, "the owner's", .keyRegister(KeyRegistration(party: "alder", key: FixedKey.spare.publicKey)),
      [.registrar, .spare]),
    missing(
      .keyRegister, "the new key's", .keyRegister(KeyRegistration(party: "alder", key: FixedKey.spare.publicKey)),
      [.registrar, .alder]),
    missing(.keyRotate, "the old key's", .keyRotate(rotation("alder", .alder)), [.registrar, .spare]),
    missing(.keyRotate, "the new key's", .keyRotate(rotation("alder", .alder)), [.alder]),
    missing(.keyRevoke, "of owner or registrar", .keyRevoke(revocation(.alder)), [.cedar]),
    missing(.signatoryJoin, "the registrar's", .join(.signed("elm", [.spare])), [.spare]),
    missing(.signatoryJoin, "the signatory's", .join(.signed("elm", [.spare])), [.registrar]),
    missing(.signatoryJoin, "a second key's", .join(.signed("elm", [.spare, .secondSpare])), [.registrar, .spare]),
    missing(.signatoryJoin, "the registrar's, from a public source", .join(.listed("elm")), [.alder]),
    missing(.signatoryUpdate, "the registrar's", .update(update("alder") { $0.name = "A" }), [.alder]),
    missing(.signatoryUpdate, "the owner's", .update(update("alder") { $0.name = "A" }), [.registrar]),
    missing(
      .signatorySubscribe, "the owner's",
      .subscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp"], effective: "2032-03-01")),
      [.registrar, .cedar]),
    missing(
      .signatoryUnsubscribe, "the owner's",
      .unsubscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp"], effective: "2032-03-01")),
      [.registrar]),
    missing(
      .signatorySuspend, "the registrar's",
      .suspend(StandingChange(signatory: "alder", effective: "2032-03-01", reason: .other)), [.alder]),
    missing(
      .signatoryReinstate, "the registrar's",
      .reinstate(StandingChange(signatory: "alder", effective: "2032-03-01", reason: .other)), [.alder]),
    missing(
      .signatoryDelist, "the registrar's",
      .delist(StandingChange(signatory: "alder", effective: "2032-03-01", reason: .other)), [.alder]),
    missing(
      .signatoryWithdraw, "the owner's", .withdraw(Withdrawal(signatory: "alder", effective: "2032-03-01")),
      [.registrar]),
    RefusalCase(code: "signature.missing", .signatoryWithdraw, "the registrar's, for one on a list") { fixture in
      try fixture.list("elm")
      return try fixture.attempt(.withdraw(Withdrawal(signatory: "elm", effective: "2032-03-01")), [.alder])
    },
    missing(.deadlineExtend, "the registrar's", .extend(extended()), [.alder]),
    RefusalCase(code: "signature.missing", .attestationSubmit, "the owner's") { fixture in
      try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.registrar, .cedar])
    },
    RefusalCase(code: "signature.missing", .attestationSupersede, "the owner's") { fixture in
      try fixture.attest(.alder, at: "2032-01-15")
      let restated = fixture.attestation(.alder, [.met("lamp")], supersession: .correcting(fixture.reference(9)))
      return try fixture.attempt(.attest(restated), [.registrar])
    },
    RefusalCase(code: "signature.missing", .attestationWithdraw, "the owner's") { fixture in
      try fixture.attest(.alder, at: "2032-01-15")
      return try fixture.attempt(withdrawal("alder", fixture.reference(9)), [.registrar, .cedar])
    },
    missing(.evidenceCheck, "of a party", .checkEvidence(check), [.registrar]),
    missing(.evidenceCheck, "of one party", .checkEvidence(check), [.checker, .alder]),
    RefusalCase(code: "signature.missing", .reviewPublish, "of one party") { fixture in
      try fixture.attest(.alder, at: "2032-01-15")
      return try fixture.attempt(.review(.sample(of: fixture.reference(9))), [.reviewer, .alder])
    },
    RefusalCase(code: "signature.missing", .reviewWithdraw, "of a party") { fixture in
      try fixture.review(at: "2032-01-15")
      return try fixture.attempt(.withdrawReview(ReviewWithdrawal(of: fixture.reference(10))), [.registrar])
    },
    missing(.challengeOpen, "of a party", .challenge(.sample()), [.registrar]),
    RefusalCase(code: "signature.missing", .challengeRespond, "the owner's") { fixture in
      try fixture.challenge(at: "2032-01-15")
      return try fixture.attempt(.respond(ChallengeResponse(challenge: 9, text: "x")), [.challenger])
    },
    RefusalCase(code: "signature.missing", .challengeResolve, "of a party") { fixture in
      try fixture.challenge(at: "2032-01-15")
      return try fixture.attempt(resolution(9), [.registrar])
    },
    RefusalCase(code: "signature.missing", .challengeWithdraw, "of a party") { fixture in
      try fixture.challenge(at: "2032-01-15")
      return try fixture.attempt(.withdrawChallenge(ChallengeWithdrawal(challenge: 9)), [.registrar])
    },
    missing(.textRedact, "the registrar's", redaction(2, [.named("text")]), [.alder]),
  ]

  private static func missing(
    _ kind: EntryKind.Known, _ what: String, _ predicate: Predicate, _ signers: [FixedKey]
  ) -> RefusalCase {
    RefusalCase(code: "signature.missing", kind, what) { try $0.attempt(predicate, signers) }
  }
}
