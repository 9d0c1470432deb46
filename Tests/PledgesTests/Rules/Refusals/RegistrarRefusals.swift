import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import Testing
import TransparencyLog

extension RefusalCase {
  /// What is refused of the registrar's own acts. Format §11
  static let registrar: [RefusalCase] =
    logKeys(.ledgerGenesis) + logKeys(.logRotate) + [
      RefusalCase(.registrarUpdate, "id") { fixture in
        try fixture.attempt(.registrarUpdate(office(id: "office")), [.registrar])
      },
      RefusalCase(.registrarUpdate, "key-in-use", "a signatory's key") { fixture in
        try fixture.attempt(.registrarUpdate(office([.registrar, .alder])), [.registrar, .alder])
      },
      RefusalCase(.registrarUpdate, "key-in-use", "a log key") { fixture in
        try fixture.attempt(.registrarUpdate(office([.registrar, .log])), [.registrar, .log])
      },
      RefusalCase(.registrarUpdate, "ended-key") { fixture in
        try fixture.admit(.registrarUpdate(office([.spare])), [.registrar, .spare], at: "2032-01-02")
        return try fixture.attempt(.registrarUpdate(office([.spare, .registrar])), [.spare])
      },
      RefusalCase(.accordPublish, "demo-definition", on: .production) {
        fixture in
        try fixture.attempt(.accordPublish(SampleAccord.publication()), [.registrar])
      },
      version("id") { $0.setting("/id", to: "harbour-lamp") },
      version("version", "the same") { $0.setting("/version", to: "1.0.0") },
      version("version", "compared as numbers") { $0.setting("/version", to: "0.10.0") },
      version("previous", "wrong") { $0.setting("/previousSha256", to: .string(Digest.zero.hex)) },
      version("previous", "missing") { $0.setting("/previousSha256", to: nil) },
      RefusalCase(.accordPublish, "previous", "in a first version", on: .withoutAccord) { fixture in
        let json = SampleAccord.reporting.setting("/previousSha256", to: .string(Digest.zero.hex))
        return try fixture.attempt(.accordPublish(SampleAccord.publication(json)), [.registrar])
      },
      version("changes", "missing", changes: nil) { $0 },
      RefusalCase(.accordPublish, "changes", "in a first version", on: .withoutAccord) { fixture in
        try fixture.attempt(.accordPublish(SampleAccord.publication(changes: "All is new.")), [.registrar])
      },
      version("period-moved", "start") { $0.setting("/reporting/periods/0/start", to: "2031-01-02T00:00:00Z") },
      version("period-moved", "end") { $0.setting("/reporting/periods/0/end", to: "2031-12-30T00:00:00Z") },
      version("period-moved", "opens") { $0.setting("/reporting/periods/0/opens", to: "2032-01-02T00:00:00Z") },
      version("period-moved", "due") { $0.setting("/reporting/periods/0/due", to: "2032-04-01T00:00:00Z") },
      RefusalCase(.accordPublish, "period-moved", "against a version before the last") { fixture in
        // The second version leaves the period out, the third brings it back with another due date.
        let second = SampleAccord.successor().setting("/reporting/periods/0", to: nil)
        try fixture.admit(
          .accordPublish(SampleAccord.publication(second, changes: "No 2031.")), [.registrar], at: "2032-01-02")
        let third = SampleAccord.successor(of: second, version: "1.2.0").setting(
          "/reporting/periods", to: SampleAccord.reporting["/reporting/periods"]
        )
        .setting("/reporting/periods/0/due", to: "2032-05-01T00:00:00Z")
        return try fixture.attempt(
          .accordPublish(SampleAccord.publication(third, changes: "2031 again.")), [.registrar])
      },
      newPeriod("period-past", "over when it is published", "2030-01-01", "2030-12-31", due: "2032-06-30"),
      newPeriod("period-past", "over this very second", "2030-12-01", "2032-02-01", due: "2032-06-30"),
      newPeriod(
        "period-past", "due within 28 days", "2033-01-01", "2033-01-31", due: "2033-02-10T23:59:59Z",
        at: "2033-01-14"),
      newPeriod(
        "period-overlap", "by a second, with one that it leaves out", "2032-12-31T23:59:58Z", "2033-06-30",
        leavingOut: 1),
      newPeriod("period-overlap", "with one that it leaves out too late", "2032-06-01", "2033-06-30", leavingOut: 1),
      newPeriod(
        "period-overlap", "with one that it leaves out in time, and is in force too late", "2032-06-01", "2033-06-30",
        leavingOut: 1, effectiveFrom: "2031-12-05", at: "2031-12-01"),
      RefusalCase(.accordPublish, "period-overlap", "with one of a version before the last") { fixture in
        let second = SampleAccord.successor().setting("/reporting/periods/1", to: nil)
        try fixture.admit(
          .accordPublish(SampleAccord.publication(second, changes: "No 2032.")), [.registrar], at: "2031-12-05")
        let third = SampleAccord.successor(of: second, version: "1.2.0")
          .setting("/reporting/periods/-", to: period("2032-h2", "2032-07-01", "2032-12-31"))
        return try fixture.attempt(
          .accordPublish(SampleAccord.publication(third, changes: "Half of it.")), [.registrar])
      },
      RefusalCase(.accordPublish, "period-dropped", on: .dropped) { fixture in
        let second = SampleAccord.successor().setting("/reporting/periods/1", to: nil)
        let third = SampleAccord.successor(of: second, version: "1.2.0")
          .setting("/reporting/periods", to: SampleAccord.reporting["/reporting/periods"])
        return try fixture.attempt(
          .accordPublish(SampleAccord.publication(third, changes: "2032 again.")), [.registrar], at: "2031-12-05")
      },
      RefusalCase(.accordPublish, "period-moved", "one that was dropped", on: .dropped) { fixture in
        let second = SampleAccord.successor().setting("/reporting/periods/1", to: nil)
        let third = SampleAccord.successor(of: second, version: "1.2.0")
          .setting("/reporting/periods/-", to: period("2032", "2033-01-01", "2033-12-31"))
        return try fixture.attempt(
          .accordPublish(SampleAccord.publication(third, changes: "2032 later.")), [.registrar])
      },
      RefusalCase(.deadlineExtend, "unknown-period", "a dropped one", on: .dropped) { fixture in
        try fixture.attempt(.extend(extended(period: "2032", to: "2033-07-31")), [.registrar])
      },
      RefusalCase(.deadlineExtend, "unknown-period") { fixture in
        try fixture.attempt(.extend(extended(period: "2040")), [.registrar])
      },
      RefusalCase(.deadlineExtend, "unknown-signatory") { fixture in
        try fixture.attempt(.extend(extended(for: ["alder", "elm"])), [.registrar])
      },
      RefusalCase(.deadlineExtend, "unknown-commitment") { fixture in
        try fixture.attempt(.extend(extended(commitments: ["lamp", "lantern"])), [.registrar])
      },
      RefusalCase(.deadlineExtend, "not-later", "than the period's due") { fixture in
        try fixture.attempt(.extend(extended(to: "2032-03-31T23:59:59Z")), [.registrar])
      },
      RefusalCase(.deadlineExtend, "not-later", "than an extension for one of the signatories") { fixture in
        try fixture.admit(.extend(extended(for: ["birch"], to: "2032-06-30")), [.registrar], at: "2032-01-02")
        return try fixture.attempt(.extend(extended(for: ["alder", "birch"], to: "2032-06-30")), [.registrar])
      },
      RefusalCase(.deadlineExtend, "not-later", "than an extension for all commitments") { fixture in
        try fixture.admit(.extend(extended(to: "2032-06-30")), [.registrar], at: "2032-01-02")
        return try fixture.attempt(
          .extend(extended(for: ["alder"], commitments: ["lamp"], to: "2032-06-30")), [.registrar])
      },
    ]

  static func office(_ keys: [FixedKey] = [.registrar], threshold: Int = 1, id: PartyID = "registrar") -> Registrar {
    Registrar(id: id, name: "Harbour Light Office", threshold: threshold, keys: keys.map(\.publicKey))
  }

  static func extended(
    period: PeriodID = "2031", for signatories: [PartyID]? = nil, commitments: [CommitmentID] = [],
    to newDue: Instant = "2032-07-31"
  ) -> Extension {
    Extension(
      period: period, signatories: signatories, commitments: commitments, newDue: newDue, reason: "A storm.")
  }

  /// A second version of the accord with something wrong about it.
  private static func version(
    _ reason: String, _ what: String = "", changes: String? = "Something.",
    _ edit: @escaping @Sendable (JSONValue) -> JSONValue
  ) -> RefusalCase {
    RefusalCase(.accordPublish, reason, what) { fixture in
      try fixture.attempt(
        .accordPublish(SampleAccord.publication(edit(SampleAccord.successor()), changes: changes)), [.registrar])
    }
  }

  /// A second version of the accord with one more period.
  private static func newPeriod(
    _ reason: String, _ what: String, _ start: Instant, _ end: Instant, due: Instant = "2034-06-30",
    leavingOut: Int? = nil, effectiveFrom: Instant? = nil, at now: Instant = "2032-02-01"
  ) -> RefusalCase {
    RefusalCase(.accordPublish, reason, what) { fixture in
      var json = SampleAccord.successor(effectiveFrom: effectiveFrom)
      if let leavingOut { json = json.setting("/reporting/periods/\(leavingOut)", to: nil) }
      let added = period("new", start, end, due: due)
      // In one document periods do not overlap, whatever else they do.
      let isAlone = start < "2031-01-01"
      json =
        isAlone ? json.setting("/reporting/periods", to: [added]) : json.setting("/reporting/periods/-", to: added)
      return try fixture.attempt(
        .accordPublish(SampleAccord.publication(json, changes: "One more.")), [.registrar], at: now)
    }
  }

  static func period(
    _ id: String, _ start: Instant, _ end: Instant, due: Instant = "2034-06-30"
  ) -> JSONValue {
    [
      "id": .string(id), "start": .string(start.description), "end": .string(end.description),
      "opens": .string(end.description), "due": .string(due.description), "graceDays": 0,
    ]
  }

  /// What is refused of a ledger that says of itself to continue another. Format §3
  static let continuing: [RefusalCase] = [
    RefusalCase(.ledgerGenesis, "continues", "itself", on: .empty) { _ in
      let genesis = Genesis(
        environment: .demo, rules: Genesis.currentRules, registrar: office(), logKeys: [try LedgerFixture.logKey()],
        continues: continuation(of: LedgerFixture.origin))
      let statement = try LedgerState.draft(genesis: genesis, origin: LedgerFixture.origin, at: LedgerFixture.start)
      return Attempt(statement: statement, signers: [.registrar], now: LedgerFixture.start)
    },
    RefusalCase(
      .attestationSubmit, "period-past", "when a continued ledger began", on: continued("2031-12-31T23:59:59Z")
    ) {
      fixture in try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
    },
    RefusalCase(
      .attestationSupersede, "period-past", "when a continued ledger began", on: continued("2031-12-31T23:59:59Z")
    ) { fixture in
      // Nothing of the other ledger stands here that could be restated.
      let restated = fixture.attestation(.alder, [.met("lamp")], supersession: .correcting(fixture.reference(2)))
      return try fixture.attempt(.attest(restated), [.alder])
    },
  ]

  static func continuation(of origin: Origin) -> Genesis.Continuation {
    Genesis.Continuation(origin: origin, genesis: .named("genesis"), size: 12, root: .named("root"))
  }

  /// A ledger that continues another, whose accord is published at an instant, and that alder joined then.
  static func continued(_ now: Instant) -> Ground {
    Ground {
      let fixture = try LedgerFixture()
      let origin = try #require(Origin("ledger.example/harbour-lamp"))
      let genesis = Genesis(
        environment: .demo, rules: Genesis.currentRules, registrar: office(), logKeys: [try LedgerFixture.logKey()],
        continues: continuation(of: origin))
      try fixture.admit(
        LedgerState.draft(genesis: genesis, origin: LedgerFixture.origin, at: now), [.registrar], at: now)
      try fixture.admit(.accordPublish(SampleAccord.publication()), [.registrar], at: now)
      try fixture.join(.alder, kind: "state", traits: ["has-harbour"], at: now)
      return fixture
    }
  }

  /// The rules of log keys, which genesis and rotation share.
  private static func logKeys(_ kind: EntryKind.Known) -> [RefusalCase] {
    func refused(
      _ reason: String, _ what: String = "", _ keys: @escaping @Sendable () throws -> [VerifierKey]
    ) -> RefusalCase {
      RefusalCase(kind, reason, what, on: kind == .ledgerGenesis ? .empty : .harbourLight) {
        fixture in
        guard kind == .ledgerGenesis else {
          return try fixture.attempt(.logRotate(LogRotation(logKeys: keys(), reason: "Age.")), [.registrar])
        }
        let genesis = Genesis(
          environment: .demo, rules: Genesis.currentRules, registrar: office(), logKeys: try keys())
        let statement = try LedgerState.draft(genesis: genesis, origin: LedgerFixture.origin, at: LedgerFixture.start)
        return Attempt(statement: statement, signers: [.registrar], now: LedgerFixture.start)
      }
    }
    return [
      refused("log-key-name") {
        [try VerifierKey(name: "ledger.example/other", publicKey: FixedKey.log.publicKey, type: .ed25519)]
      },
      refused("log-key-type") {
        [
          try VerifierKey(
            name: LedgerFixture.origin.text, publicKey: FixedKey.log.publicKey, type: .cosignatureEd25519)
        ]
      },
      refused("log-key-twice") { [try LedgerFixture.logKey(), try LedgerFixture.logKey()] },
      refused("log-key-id") {
        // Made by trying: two keys with one id under this origin.
        try [
          "ledger.example/harbour-light+2e2f90fe+AcTY+D2z3by3GAOWIjJ80qfdf0x6iF7bi5/QDai37pE1",
          "ledger.example/harbour-light+2e2f90fe+ARElpONAJKblQwY0V+9YjVK6WXzjhWzdaXnUG+Bu4fNF",
        ].map { try VerifierKey($0) }
      },
      refused("key-in-use", "the registrar's key") { [try LedgerFixture.logKey(.registrar)] },
    ]
  }
}
