import Cryptography
import LedgerFixtures
import Pledges

extension RefusalCase {
  /// What is refused of thresholds, recoveries, revocations and objections. Format §11
  static let keys: [RefusalCase] =
    thresholds + recoveries + revocations + objections + named + [
      RefusalCase(code: "signature.missing", .keyRegister, "the owner's, for a party that has lost its keys") {
        fixture in
        try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
        return try fixture.attempt(
          .keyRegister(KeyRegistration(party: "alder", key: FixedKey.spare.publicKey)), [.registrar, .spare])
      },
      RefusalCase(code: "signature.missing", .keyRotate, "the owner's, with a threshold of two") { fixture in
        try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-02")
        try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2032-01-03")
        return try fixture.attempt(.keyRotate(rotation("alder", .alder)), [.alder, .registrar, .spare])
      },
      RefusalCase(.keyRegister, "too-many-keys", on: crowded) { fixture in
        try fixture.attempt(
          .keyRegister(KeyRegistration(party: "alder", key: FixedKey.fourthSpare.publicKey)), [.alder, .fourthSpare])
      },
    ]

  /// Alder has sixteen keys, and each of them signs for it.
  private static let crowded = Ground {
    let fixture = try LedgerFixture(accord: SampleAccord.reporting)
    try fixture.admit(
      .join(.signed("alder", Array(many.prefix(16)), effective: "2032-01-01")), [.registrar] + many.prefix(16),
      at: "2032-01-01")
    return fixture
  }

  /// Keys for one party, in a ledger where nobody else has any.
  private static let many: [FixedKey] =
    [.alder] + FixedKey.allCases.filter { ![.registrar, .log, .alder].contains($0) }

  private static let thresholds: [RefusalCase] = [
    RefusalCase(.keyThreshold, "unknown-party") { fixture in
      try fixture.attempt(.keyThreshold(KeyThreshold(party: "elm", threshold: 1)), [.alder])
    },
    RefusalCase(.keyThreshold, "unknown-party", "the registrar") { fixture in
      try fixture.attempt(.keyThreshold(KeyThreshold(party: "registrar", threshold: 1)), [.registrar])
    },
    RefusalCase(.keyThreshold, "threshold", "more than it has") { fixture in
      try fixture.attempt(.keyThreshold(KeyThreshold(party: "alder", threshold: 2)), [.alder])
    },
    RefusalCase(.keyThreshold, "threshold", "counting a key that waits") { fixture in
      try fixture.recoverTwice()
      return try fixture.attempt(.keyThreshold(KeyThreshold(party: "alder", threshold: 2)), [.spare])
    },
    RefusalCase(code: "signature.missing", .keyThreshold, "the owner's") { fixture in
      try fixture.attempt(.keyThreshold(KeyThreshold(party: "alder", threshold: 1)), [.registrar])
    },
  ]

  private static let recoveries: [RefusalCase] = [
    recovery("unknown-party", of: "elm"),
    recovery("unknown-party", of: "registrar"),
    RefusalCase(.keyRecover, "never-had-key") { fixture in
      try fixture.list("elm")
      return try fixture.attempt(recover([.spare], of: "elm"), [.registrar, .spare])
    },
    recovery("not-open", of: "alder"),
    RefusalCase(.keyRecover, "not-open", "while one waits") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-30")
      try fixture.recover([.spare], of: "alder", at: "2032-01-31")
      return try fixture.attempt(recover([.secondSpare], of: "alder"), [.registrar, .secondSpare])
    },
    recovering("key-in-use", "another party's", by: [.registrar, .cedar]) { recover([.cedar], of: "alder") },
    recovering("key-in-use", "its own, that ended") { recover([.spare, .alder], of: "alder") },
    recovering("threshold", "more than it brings") { recover([.spare], of: "alder", threshold: 2) },
    recovering("identification", "of a key that it does not bring") {
      recover([.spare], of: "alder", identifying: .secondSpare)
    },
    RefusalCase(.keyRecover, "too-many-keys", on: crowded) { fixture in
      try fixture.setThreshold(16, of: "alder", by: [.alder], at: "2032-01-02")
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-03")
      return try fixture.attempt(
        recover([.thirdSpare, .fourthSpare], of: "alder"), [.registrar, .thirdSpare, .fourthSpare])
    },
    RefusalCase(code: "signature.missing", .keyRecover, "the registrar's") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
      return try fixture.attempt(recover([.spare], of: "alder"), [.spare])
    },
    RefusalCase(code: "signature.missing", .keyRecover, "the new key's") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
      return try fixture.attempt(recover([.spare, .secondSpare], of: "alder"), [.registrar, .spare])
    },
  ]

  private static func recovery(_ reason: String, of party: PartyID) -> RefusalCase {
    RefusalCase(.keyRecover, reason, party.text) { try $0.attempt(recover([.spare], of: party), [.registrar, .spare]) }
  }

  /// When alder has lost its key.
  private static func recovering(
    _ reason: String, _ what: String, by signers: [FixedKey] = [.registrar, .spare],
    _ predicate: @escaping @Sendable () -> Predicate
  ) -> RefusalCase {
    RefusalCase(.keyRecover, reason, what) { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
      return try fixture.attempt(predicate(), signers)
    }
  }

  static func recover(
    _ keys: [FixedKey], of party: PartyID, threshold: Int = 1, identifying: FixedKey? = nil
  ) -> Predicate {
    .keyRecover(
      KeyRecovery(
        party: party, keys: keys.map(\.publicKey), threshold: threshold,
        identifications: identifying.map { [identification($0)] } ?? []))
  }

  static func identification(_ key: FixedKey) -> KeyIdentification {
    KeyIdentification(key: key.keyID, method: .inPerson, date: "2032-01-01", reference: "Seen at the office.")
  }

  private static let revocations: [RefusalCase] = [
    RefusalCase(.keyRevoke, "reason", "superseded, by the registrar") { fixture in
      try fixture.attempt(
        .keyRevoke(
          KeyRevocation(party: "alder", key: FixedKey.alder.keyID, reason: .superseded, invalidSince: nil)),
        [.registrar])
    },
    revocation("by the registrar", since: "2032-01-15", by: [.registrar]),
    revocation("by the registrar, from now on", since: "2032-02-01", by: [.registrar]),
    revocation("before the key came in", since: "2030-12-31T23:59:59Z", by: [.alder]),
    RefusalCase(.keyRevoke, "invalid-since", "by the key itself, below the threshold") { fixture in
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-02")
      try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2032-01-03")
      return try fixture.attempt(.keyRevoke(revocation(.alder, since: "2032-01-15")), [.alder, .registrar])
    },
    RefusalCase(.keyRevoke, "invalid-since", "before a recovered key came in") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
      try fixture.recover([.spare], of: "alder", at: "2032-01-03")
      return try fixture.attempt(
        .keyRevoke(revocation(.spare, of: "alder", since: "2032-01-16T23:59:59Z")), [.spare])
    },
    RefusalCase(code: "signature.missing", .keyRevoke, "one key of two, of another key") { fixture in
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-02")
      try fixture.setThreshold(2, of: "alder", by: [.alder], at: "2032-01-03")
      return try fixture.attempt(.keyRevoke(revocation(.alder)), [.alderSpare])
    },
    RefusalCase(code: "key.not-in-force", .keyRevoke, "a waiting key, of another key") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-20")
      try fixture.recover([.spare, .secondSpare], of: "alder", at: "2032-01-21")
      return try fixture.attempt(.keyRevoke(revocation(.secondSpare, of: "alder")), [.spare])
    },
    RefusalCase(code: "key.not-in-force", .attestationSubmit, "waiting, a second before it comes in") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
      try fixture.recover([.spare], of: "alder", at: "2032-01-18T00:00:01Z")
      return try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.spare])
    },
  ]

  private static func revocation(_ what: String, since: Instant, by signers: [FixedKey]) -> RefusalCase {
    RefusalCase(.keyRevoke, "invalid-since", what) { fixture in
      try fixture.attempt(.keyRevoke(revocation(.alder, since: since)), signers)
    }
  }

  private static let objections: [RefusalCase] = [
    objection("unknown-party", "nobody") { _ in KeyObjection(party: "elm", of: 2) },
    objection("unknown-party", "the registrar") { _ in KeyObjection(party: "registrar", of: 2) },
    objection("unknown-act", "its own join") { _ in KeyObjection(party: "alder", of: 2) },
    objection("unknown-act", "another party's recovery") { fixture in
      try fixture.end(.cedar, of: "cedar", by: [.registrar], at: "2032-01-02")
      return KeyObjection(party: "alder", of: 9)
    },
    objection("unknown-act", "a revocation by the owner") { fixture in
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-02")
      try fixture.end(.alderSpare, of: "alder", by: [.alder], at: "2032-01-03")
      return KeyObjection(party: "alder", of: 10)
    },
    objection("unknown-act", "a join that names no threshold") { fixture in
      try fixture.admit(
        .withdraw(Withdrawal(signatory: "alder", effective: "2032-01-02")), [.alder], at: "2032-01-02")
      try fixture.admit(
        .join(.signed("alder", [.alder, .spare], effective: "2032-01-03")), [.registrar, .alder, .spare],
        at: "2032-01-03")
      return KeyObjection(party: "alder", of: 10)
    },
    objection("unknown-act", "what is still to come") { _ in KeyObjection(party: "alder", of: 9) },
    objection("objected", "twice") { fixture in
      try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-02")
      try fixture.object(.alder, of: "alder", to: 9, at: "2032-01-03")
      return KeyObjection(party: "alder", of: 9, text: "Once more.")
    },
    RefusalCase(code: "signature.missing", .keyObject, "two signatures") { fixture in
      try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-02")
      return try fixture.attempt(.keyObject(KeyObjection(party: "alder", of: 9)), [.alder, .cedar])
    },
    RefusalCase(code: "signature.missing", .keyObject, "another party's key") { fixture in
      try fixture.end(.alder, of: "alder", by: [.registrar], at: "2032-01-02")
      return try fixture.attempt(.keyObject(KeyObjection(party: "alder", of: 9)), [.cedar])
    },
    RefusalCase(code: "signature.missing", .keyObject, "a key that came in after the act") { fixture in
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
      try fixture.end(.alderSpare, of: "alder", by: [.registrar], at: "2032-01-02")
      try fixture.register(.spare, of: "alder", by: [.alder], at: "2032-01-03")
      return try fixture.attempt(.keyObject(KeyObjection(party: "alder", of: 10)), [.spare])
    },
    RefusalCase(code: "signature.missing", .keyObject, "a key that was ended while it waited") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-01")
      try fixture.recover([.spare], of: "alder", at: "2032-01-02")
      try fixture.end(.spare, of: "alder", by: [.registrar], at: "2032-01-03")
      return try fixture.attempt(.keyObject(KeyObjection(party: "alder", of: 11)), [.spare])
    },
  ]

  private static func objection(
    _ reason: String, _ what: String, _ make: @escaping @Sendable (LedgerFixture) throws -> KeyObjection
  ) -> RefusalCase {
    RefusalCase(.keyObject, reason, what) { try $0.attempt(.keyObject(make($0)), [.alder]) }
  }

  /// What is refused of the keys that a join or an admission names.
  private static let named: [RefusalCase] = [
    RefusalCase(.signatoryJoin, "threshold") { fixture in
      try fixture.attempt(
        .join(Join.signed("elm", [.spare]).with { $0.threshold = 2 }), [.registrar, .spare])
    },
    RefusalCase(.signatoryJoin, "identification", "of a key that it does not bring in") { fixture in
      try fixture.attempt(
        .join(Join.signed("elm", [.spare]).with { $0.identifications = [identification(.cedar)] }),
        [.registrar, .spare])
    },
    RefusalCase(.signatoryJoin, "identification", "of a key that an earlier entry brought in") { fixture in
      try fixture.attempt(
        .join(Join.signed("reviewer", [.reviewer]).with { $0.identifications = [identification(.reviewer)] }),
        [.registrar, .reviewer])
    },
    RefusalCase(.signatoryJoin, "waiting-key") { fixture in
      try fixture.recoverTwice()
      return try fixture.attempt(.join(.signed("alder", [.spare, .thirdSpare])), [.registrar, .spare])
    },
    RefusalCase(.partyAdmit, "waiting-key") { fixture in
      try fixture.recoverTwice()
      return try fixture.attempt(.partyAdmit(admission("alder", .thirdSpare)), [.registrar, .spare])
    },
    RefusalCase(.signatoryJoin, "too-many-keys", on: crowded) { fixture in
      try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-03")), [.alder], at: "2032-01-02")
      return try fixture.attempt(.join(.signed("alder", [.fourthSpare])), [.registrar, .alder, .fourthSpare])
    },
    RefusalCase(.partyAdmit, "too-many-keys", on: crowded) { fixture in
      try fixture.attempt(.partyAdmit(admission("alder", .fourthSpare)), [.registrar, .alder, .fourthSpare])
    },
    RefusalCase(code: "signature.missing", .signatoryJoin, "the owner's, of an admitted party") { fixture in
      try fixture.attempt(.join(.signed("reviewer", [.spare])), [.registrar, .spare])
    },
    RefusalCase(code: "signature.missing", .partyAdmit, "the owner's, of a signatory") { fixture in
      try fixture.attempt(.partyAdmit(admission("alder", .spare)), [.registrar, .spare])
    },
    RefusalCase(code: "signature.missing", .signatoryUpdate, "the owner's, who has lost its key") { fixture in
      try fixture.end(.alder, of: "alder", by: [.alder], at: "2032-01-02")
      return try fixture.attempt(.update(update("alder") { $0.name = "A" }), [.registrar])
    },
    RefusalCase(.partyAdmit, "threshold") { fixture in
      try fixture.attempt(
        .partyAdmit(
          PartyAdmission(
            party: "auditor", name: "Auditor", roles: [.reviewer], keys: [FixedKey.spare.publicKey], threshold: 2)),
        [.registrar, .spare])
    },
    RefusalCase(.partyAdmit, "identification") { fixture in
      try fixture.attempt(
        .partyAdmit(
          PartyAdmission(
            party: "auditor", name: "Auditor", roles: [.reviewer], keys: [FixedKey.spare.publicKey],
            identifications: [identification(.secondSpare)])),
        [.registrar, .spare])
    },
    RefusalCase(.partyAdmit, "public-source") { fixture in
      try fixture.list("elm")
      return try fixture.attempt(.partyAdmit(admission("elm", .spare)), [.registrar, .spare])
    },
    RefusalCase(.partyAdmit, "ended-key") { fixture in
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
      try fixture.end(.alderSpare, of: "alder", by: [.alder], at: "2032-01-02")
      return try fixture.attempt(.partyAdmit(admission("alder", .alderSpare)), [.registrar, .alder])
    },
  ]
}

extension LedgerFixture {
  /// On 1 February 2032 alder signs with one recovered key, `spare`, while `thirdSpare` of a later recovery still waits.
  func recoverTwice() throws {
    try register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-01")
    try setThreshold(2, of: "alder", by: [.alder], at: "2032-01-01")
    for key: FixedKey in [.alder, .alderSpare] { try end(key, of: "alder", by: [key], at: "2032-01-02") }
    try recover([.spare, .secondSpare], of: "alder", threshold: 1, at: "2032-01-10")
    try end(.secondSpare, of: "alder", by: [.secondSpare], at: "2032-01-11")
    try recover([.thirdSpare], of: "alder", threshold: 1, at: "2032-01-20")
  }
}
