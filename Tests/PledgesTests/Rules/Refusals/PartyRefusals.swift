import Cryptography
import LedgerFixtures
import Pledges

extension RefusalCase {
  /// What is refused about parties and their keys. Format §11
  static let parties: [RefusalCase] = [
    RefusalCase(.partyAdmit, "registrar") { fixture in
      try fixture.attempt(.partyAdmit(admission("registrar", .spare)), [.registrar, .spare])
    },
    RefusalCase(.partyAdmit, "known-party") { fixture in
      try fixture.attempt(.partyAdmit(admission("reviewer", .spare)), [.registrar, .spare])
    },
    RefusalCase(.partyAdmit, "key-in-use", "a signatory's") { fixture in
      try fixture.attempt(.partyAdmit(admission("auditor", .alder)), [.registrar, .alder])
    },
    RefusalCase(.partyAdmit, "key-in-use", "a log key") { fixture in
      try fixture.attempt(.partyAdmit(admission("auditor", .log)), [.registrar, .log])
    },
    RefusalCase(.partyAdmit, "key-in-use", "the registrar's") { fixture in
      try fixture.attempt(.partyAdmit(admission("auditor", .registrar)), [.registrar])
    },
    RefusalCase(.keyRegister, "unknown-party") { fixture in
      try fixture.attempt(
        .keyRegister(KeyRegistration(party: "elm", key: FixedKey.spare.publicKey)), [.registrar, .spare])
    },
    RefusalCase(.keyRegister, "unknown-party", "the registrar") { fixture in
      try fixture.attempt(
        .keyRegister(KeyRegistration(party: "registrar", key: FixedKey.spare.publicKey)), [.registrar, .spare])
    },
    RefusalCase(.keyRegister, "public-source") { fixture in
      try fixture.list("elm")
      return try fixture.attempt(
        .keyRegister(KeyRegistration(party: "elm", key: FixedKey.spare.publicKey)), [.registrar, .spare])
    },
    RefusalCase(.keyRegister, "key-in-use", "its own") { fixture in
      try fixture.attempt(
        .keyRegister(KeyRegistration(party: "alder", key: FixedKey.alder.publicKey)), [.registrar, .alder])
    },
    RefusalCase(.keyRegister, "key-in-use", "a log key that was rotated away") { fixture in
      try fixture.admit(
        .logRotate(LogRotation(logKeys: [LedgerFixture.logKey(.secondLog)], reason: "Age.")), [.registrar],
        at: "2032-01-02")
      return try fixture.attempt(
        .keyRegister(KeyRegistration(party: "alder", key: FixedKey.log.publicKey)), [.alder, .log])
    },
    RefusalCase(.logRotate, "key-in-use", "a signatory's key that was revoked") { fixture in
      try fixture.revoke(.alder, at: "2032-01-02")
      return try fixture.attempt(
        .logRotate(LogRotation(logKeys: [LedgerFixture.logKey(.alder)], reason: "Age.")), [.registrar])
    },
    RefusalCase(.keyRotate, "unknown-party") { fixture in
      try fixture.attempt(.keyRotate(rotation("elm", .alder)), [.alder, .spare])
    },
    RefusalCase(.keyRotate, "public-source") { fixture in
      try fixture.list("elm")
      return try fixture.attempt(.keyRotate(rotation("elm", .alder)), [.alder, .spare])
    },
    RefusalCase(.keyRotate, "unknown-key", "another party's") { fixture in
      try fixture.attempt(.keyRotate(rotation("alder", .cedar)), [.cedar, .spare])
    },
    RefusalCase(.keyRotate, "key-in-use") { fixture in
      try fixture.attempt(
        .keyRotate(KeyRotation(party: "alder", oldKey: FixedKey.alder.keyID, key: FixedKey.cedar.publicKey)),
        [.alder, .cedar])
    },
    RefusalCase(.keyRotate, "key-in-use", "by itself") { fixture in
      try fixture.attempt(
        .keyRotate(KeyRotation(party: "alder", oldKey: FixedKey.alder.keyID, key: FixedKey.alder.publicKey)),
        [.alder])
    },
    RefusalCase(.keyRevoke, "unknown-key") { fixture in
      try fixture.attempt(.keyRevoke(revocation(.cedar, of: "alder")), [.alder])
    },
    RefusalCase(.keyRevoke, "ended-key") { fixture in
      try fixture.revoke(.alder, at: "2032-01-02")
      return try fixture.attempt(.keyRevoke(revocation(.alder)), [.registrar])
    },
    RefusalCase(.evidenceCheck, "role", "a signatory") { fixture in
      try fixture.attempt(.checkEvidence(check), [.alder])
    },
    RefusalCase(.evidenceCheck, "role", "a party with another role") { fixture in
      try fixture.attempt(.checkEvidence(check), [.reviewer])
    },
  ]

  static let check = EvidenceCheck(
    evidence: .named("e1"), uri: "https://alder.example/e1", result: .match, checkedAt: "2032-02-01")

  static func admission(
    _ party: PartyID, _ key: FixedKey, _ roles: [PartyAdmission.Role] = [.reviewer]
  ) -> PartyAdmission {
    PartyAdmission(party: party, name: "Party", roles: roles, keys: [key.publicKey])
  }

  static func rotation(_ party: PartyID, _ old: FixedKey) -> KeyRotation {
    KeyRotation(party: party, oldKey: old.keyID, key: FixedKey.spare.publicKey)
  }

  static func revocation(_ key: FixedKey, of party: PartyID? = nil, since: Instant? = nil) -> KeyRevocation {
    KeyRevocation(
      party: party ?? key.party, key: key.keyID, reason: since == nil ? .lost : .compromised, invalidSince: since)
  }
}

extension LedgerFixture {
  /// Lists a signatory from a public source.
  @discardableResult
  func list(_ signatory: PartyID, kind: PlainID = "state", at now: Instant = "2032-01-01") throws -> AdmittedEntry {
    try admit(.join(.listed(signatory, kind: kind)), [.registrar], at: now)
  }

  /// Revokes a key; as compromised where it says since when, which the key itself then says.
  @discardableResult
  func revoke(
    _ key: FixedKey, of party: PartyID? = nil, since: Instant? = nil, by signers: [FixedKey]? = nil, at now: Instant
  ) throws -> AdmittedEntry {
    try end(key, of: party ?? key.party, since: since, by: signers ?? [since == nil ? .registrar : key], at: now)
  }
}

extension Join {
  static func listed(_ signatory: PartyID, kind: PlainID = "state") -> Join {
    Join(
      signatory: signatory, name: "Listed", kind: kind, effective: "2031-06-01", basis: .publicSource,
      source: Source(uri: "https://list.example/", sha256: nil, asOf: "2031-12-31"))
  }

  static func signed(
    _ signatory: PartyID, _ keys: [FixedKey], kind: PlainID = "state", effective: Instant = "2032-02-01"
  ) -> Join {
    Join(
      signatory: signatory, name: "Signed", kind: kind, effective: effective, keys: keys.map(\.publicKey),
      basis: .signed)
  }

  func with(_ change: (inout Join) -> Void) -> Join {
    var join = self
    change(&join)
    return join
  }
}
