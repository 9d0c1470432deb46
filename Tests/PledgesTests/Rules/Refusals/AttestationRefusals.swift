import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges

extension RefusalCase {
  /// What is refused of attestations. Format §11
  static let attestations: [RefusalCase] =
    filings(.attestationSubmit) + filings(.attestationSupersede) + [
      RefusalCase(.attestationSubmit, "unknown-period", "a dropped one", on: .dropped) { fixture in
        try fixture.attempt(
          .attest(fixture.attestation(.alder, period: "2032", [.met("lamp")])), [.alder], at: "2033-02-01")
      },
      RefusalCase(.attestationSubmit, "not-member", "who came back when the period was due already") { fixture in
        try fixture.admit(
          .withdraw(Withdrawal(signatory: "alder", effective: "2031-12-31")), [.alder], at: "2031-12-30")
        try fixture.admit(
          .join(.signed("alder", [.alder], effective: "2032-04-01")), [.registrar, .alder], at: "2032-04-01")
        return try fixture.attempt(
          .attest(fixture.attestation(.alder, [.met("lamp")])), [.alder], at: "2032-04-02")
      },
      RefusalCase(.attestationSubmit, "not-member", "who left before the period's end") { fixture in
        try fixture.admit(
          .withdraw(Withdrawal(signatory: "alder", effective: "2031-12-31")), [.alder], at: "2031-12-30")
        return try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
      },
      RefusalCase(.attestationSubmit, "not-member", "who joined after the period's end") { fixture in
        try fixture.join(.spare, kind: "state", at: "2032-01-01")
        return try fixture.attempt(.attest(fixture.attestation(.spare, [.met("lamp")])), [.spare])
      },
      RefusalCase(
        .attestationSupersede, "not-member", "who joined after the period's end, with somebody else's entry"
      ) { fixture in
        try fixture.attest(.cedar, at: "2032-01-01")
        try fixture.join(.spare, kind: "state", at: "2032-01-02")
        let restated = fixture.attestation(.spare, [.met("lamp")], supersession: .correcting(fixture.reference(9)))
        return try fixture.attempt(.attest(restated), [.spare])
      },
      RefusalCase(.attestationSubmit, "already-claimed") { fixture in
        try fixture.attest(.alder, ["lamp"], at: "2032-01-15")
        return try fixture.attempt(
          .attest(fixture.attestation(.alder, [.met("depth"), .met("lamp")])), [.alder])
      },
      RefusalCase(.attestationSubmit, "already-claimed", "by a placeholder") { fixture in
        let placeholder = Claim(commitment: "lamp", value: "no-claim", explanation: .words("Later.", salted: "lamp"))
        try fixture.admit(
          .attest(fixture.attestation(.alder, [placeholder], evidence: [])), [.alder], at: "2032-01-15")
        return try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
      },
      supersession("not-head", "nothing stands") { fixture in (fixture.reference(2), [.met("lamp")]) },
      supersession("not-head", "superseded before") { fixture in
        try fixture.attest(.alder, at: "2032-01-10")
        let first = fixture.reference(9)
        try fixture.supersede(.alder, first, [.met("lamp")], at: "2032-01-11")
        return (first, [.met("lamp")])
      },
      supersession("not-head", "of one commitment of two") { fixture in
        try fixture.attest(.alder, ["lamp"], at: "2032-01-10")
        try fixture.attest(.alder, ["depth"], at: "2032-01-11")
        return (fixture.reference(10), [.met("depth"), .met("lamp")])
      },
      supersession("not-head", "another leaf hash") { fixture in
        try fixture.attest(.alder, at: "2032-01-10")
        return (EntryReference(index: 9, header: fixture.reference(8).header), [.met("lamp")])
      },
      supersession("not-head", "another signatory's") { fixture in
        try fixture.attest(.cedar, at: "2032-01-10")
        return (fixture.reference(9), [.met("lamp")])
      },
      supersession("not-head", "withdrawn") { fixture in
        try fixture.attest(.alder, at: "2032-01-10")
        try fixture.withdraw(.alder, fixture.reference(9), at: "2032-01-11")
        return (fixture.reference(9), [.met("lamp")])
      },
      supersession("not-head", "void by a compromised key") { fixture in
        try fixture.admit(
          .keyRegister(KeyRegistration(party: "alder", key: FixedKey.alderSpare.publicKey)), [.alder, .alderSpare],
          at: "2032-01-02")
        try fixture.admit(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alderSpare], at: "2032-01-10")
        try fixture.revoke(.alderSpare, of: "alder", since: "2032-01-05", at: "2032-01-11")
        return (fixture.reference(10), [.met("lamp")])
      },
      RefusalCase(.attestationWithdraw, "unknown-signatory") { fixture in
        try fixture.attempt(withdrawal("elm", fixture.reference(2)), [.alder])
      },
      RefusalCase(.attestationWithdraw, "public-source") { fixture in
        try fixture.list("elm")
        return try fixture.attempt(withdrawal("elm", fixture.reference(2)), [.alder])
      },
      RefusalCase(.attestationWithdraw, "not-head", "no attestation") { fixture in
        try fixture.attempt(withdrawal("alder", fixture.reference(2)), [.alder])
      },
      RefusalCase(.attestationWithdraw, "not-head", "another signatory's") { fixture in
        try fixture.attest(.cedar, at: "2032-01-10")
        return try fixture.attempt(withdrawal("alder", fixture.reference(9)), [.alder])
      },
      RefusalCase(.attestationWithdraw, "not-head", "another period's") { fixture in
        try fixture.attest(.alder, at: "2032-01-10")
        return try fixture.attempt(withdrawal("alder", fixture.reference(9), period: "2032"), [.alder])
      },
      RefusalCase(.attestationWithdraw, "not-head", "another leaf hash") { fixture in
        try fixture.attest(.alder, at: "2032-01-10")
        return try fixture.attempt(withdrawal("alder", EntryReference(index: 9, header: .zero)), [.alder])
      },
      RefusalCase(.attestationWithdraw, "not-head", "superseded whole") { fixture in
        try fixture.attest(.alder, at: "2032-01-10")
        try fixture.supersede(.alder, fixture.reference(9), [.met("lamp")], at: "2032-01-11")
        return try fixture.attempt(withdrawal("alder", fixture.reference(9)), [.alder])
      },
      RefusalCase(.attestationWithdraw, "not-head", "twice") { fixture in
        try fixture.attest(.alder, at: "2032-01-10")
        try fixture.withdraw(.alder, fixture.reference(9), at: "2032-01-11")
        return try fixture.attempt(withdrawal("alder", fixture.reference(9)), [.alder])
      },
      RefusalCase(.attestationSubmit, "subject", "missing") { fixture in
        var attempt = try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
        attempt.statement.subjects.removeLast()
        return attempt
      },
      RefusalCase(.attestationSubmit, "subject", "more than there are") { fixture in
        var attempt = try fixture.attempt(.attest(fixture.attestation(.alder, [.met("lamp")])), [.alder])
        attempt.statement.subjects.append(EvidenceItem.sample("e2").subject)
        return attempt
      },
      RefusalCase(.attestationSubmit, "subject", "in another order") { fixture in
        let claim = Claim.met("lamp", evidence: ["e1", "e2"])
        var attempt = try fixture.attempt(
          .attest(fixture.attestation(.alder, [claim], evidence: [.sample(), .sample("e2")])), [.alder])
        attempt.statement.subjects.swapAt(1, 2)
        return attempt
      },
    ]

  static func withdrawal(_ signatory: PartyID, _ reference: EntryReference, period: PeriodID = "2031") -> Predicate {
    .withdrawAttestation(
      AttestationWithdrawal(
        signatory: signatory, period: period, withdraws: reference, reason: .errorCorrection, changeNote: "Wrong."))
  }

  private static func supersession(
    _ reason: String, _ what: String, _ prepare: @escaping @Sendable (LedgerFixture) throws -> (EntryReference, [Claim])
  ) -> RefusalCase {
    RefusalCase(.attestationSupersede, reason, what) { fixture in
      let (reference, claims) = try prepare(fixture)
      return try fixture.attempt(
        .attest(fixture.attestation(.alder, claims, supersession: .correcting(reference))), [.alder])
    }
  }

  /// The rules that a first filing and a restatement share.
  private static func filings(_ kind: EntryKind.Known) -> [RefusalCase] {
    let restates = kind == .attestationSupersede

    /// A filing of alder for commitments that have, where it is a restatement, a head.
    func filing(
      _ reason: String, _ what: String = "", by key: FixedKey = .alder, accord: JSONValue = SampleAccord.reporting,
      claims: [Claim] = [.met("lamp")], evidence: [EvidenceItem] = [.sample()],
      change: @escaping @Sendable (inout Attestation) -> Void = { _ in },
      after prepare: @escaping @Sendable (LedgerFixture) throws -> Void = { _ in }
    ) -> RefusalCase {
      RefusalCase(kind, reason, what, on: .harbourLight(accord)) { fixture in
        var supersession: Attestation.Supersession?
        if restates {
          let listed: [CommitmentID] = key == .birch ? ["lamp", "depth"] : ["lamp", "watch", "depth"]
          let placeholders = listed.map {
            Claim(commitment: $0, value: "no-claim", explanation: .words("Later.", salted: $0.text))
          }
          if accord["/reporting/periods/0"] != nil {
            let first = fixture.attestation(key, placeholders, evidence: [])
            try fixture.admit(.attest(first), [key], at: "2032-01-01")
          }
          supersession = .correcting(fixture.reference(EntryIndex(fixture.size - 1)))
        }
        try prepare(fixture)
        var attestation = fixture.attestation(key, claims, evidence: evidence, supersession: supersession)
        change(&attestation)
        return try fixture.attempt(.attest(attestation), [key])
      }
    }

    let watch = Claim.met("watch", evidence: ["e1", "e2"])
    let two: [EvidenceItem] = [.sample(), .sample("e2")]
    func indicator(
      _ reason: String, _ what: String, _ value: Claim.IndicatorValue
    ) -> RefusalCase {
      filing(reason, what, claims: [watch.with { $0.indicators = [value] }], evidence: two)
    }
    func types(_ values: [(PlainID, Claim.IndicatorValue.Value)], _ reason: String) -> [RefusalCase] {
      values.map { indicator(reason, "\($0) as \($1)", Claim.IndicatorValue(id: $0, value: $1)) }
    }

    return [
      filing("unknown-signatory") { $0.signatory = "elm" },
      filing("public-source", change: { $0.signatory = "elm" }, after: { try $0.list("elm") }),
      filing("no-reporting", accord: SampleAccord.reporting.setting("/reporting", to: .null)),
      filing("no-reporting", "no period", accord: SampleAccord.reporting.setting("/reporting/periods", to: [])),
      filing("unknown-period") { $0.period = "2040" },
      filing("accord-version", "another digest") { $0.accord.sha256 = .zero },
      filing("accord-version", "another id") { $0.accord.id = "harbour-lamp" },
      filing(
        "accord-version", "the version in force, which came too late to govern the period",
        change: {
          let second = SampleAccord.publication(SampleAccord.successor())
          $0.accord.version = second.document.version
          $0.accord.sha256 = second.sha256
        },
        after: { fixture in
          let second = SampleAccord.publication(SampleAccord.successor(), changes: "Nothing.")
          try fixture.admit(.accordPublish(second), [.registrar], at: "2032-01-02")
        }),
      filing("window-closed", "the next period's") { $0.period = "2032" },
      filing("unknown-commitment", claims: [Claim.met("lamp").with { $0.commitment = "lantern" }]),
      filing("not-addressed", "to its kind", claims: [Claim.met("lamp").with { $0.commitment = "pilot" }]),
      filing(
        "not-addressed", "to its traits", by: .birch,
        claims: [Claim.met("lamp").with { $0.commitment = "pilot" }]),
      filing("unknown-claim", claims: [Claim.met("lamp").with { $0.value = "splendid" }]),
      filing("evidence-missing", "none", claims: [Claim.met("lamp", evidence: [])], evidence: []),
      filing("evidence-missing", "fewer than the policy asks for", claims: [Claim.met("watch")]),
      filing(
        "evidence-missing", "a policy of 0 counts as 1",
        accord: SampleAccord.reporting.setting("/commitments/0/evidencePolicy", to: ["minItems": 0]),
        claims: [Claim.met("lamp", evidence: [])], evidence: []),
      filing(
        "explanation-missing",
        claims: [Claim(commitment: "lamp", value: "not-met")], evidence: []),
      filing(
        "explanation-missing", "beside evidence", claims: [Claim.met("lamp").with { $0.value = "partially-met" }]),
      filing(
        "unknown-measure", "another commitment's",
        claims: [Claim.met("lamp").with { $0.measures = [Claim.Measure(id: "dredge", done: .yes)] }]),
      filing(
        "unknown-indicator", "another commitment's",
        claims: [Claim.met("lamp").with { $0.indicators = [Claim.IndicatorValue(id: "soundings", value: .integer(1))] }]
      ),
      filing("indicator-missing", claims: [Claim.met("depth").with { $0.indicators = [] }]),
      filing(
        "indicator-missing", "of a measure that addresses it",
        claims: [Claim.met("depth").with { $0.indicators.removeLast() }]),
      indicator(
        "breakdown", "an indicator without one",
        Claim.IndicatorValue(id: "share", value: .text("1"), breakdown: [("XA", .text("1"))])),
      indicator(
        "breakdown", "no country",
        Claim.IndicatorValue(id: "hours", value: .text("1"), breakdown: [("xa", .text("1"))])),
      indicator(
        "breakdown", "no key of its list",
        Claim.IndicatorValue(id: "keepers", value: .integer(1), breakdown: [("dusk", .integer(1))])),
      indicator(
        "indicator-type", "in a breakdown",
        Claim.IndicatorValue(id: "keepers", value: .integer(1), breakdown: [("day", .text("1"))])),
      indicator(
        "indicator-range", "in a breakdown",
        Claim.IndicatorValue(id: "hours", value: .text("1"), breakdown: [("XA", .text("24.1"))])),
    ]
      + types(
        [
          ("story", .integer(1)), ("story", .text("A ship.")), ("hours", .detached("3")), ("staffed", .text("maybe")),
          ("staffed", .integer(1)), ("keepers", .text("3")),
          ("hours", .integer(3)), ("hours", .text("3,5")), ("share", .text("-0")), ("grade", .integer(1)),
          ("since", .text("2031")), ("since", .integer(2_031)), ("logbook", .text("urn:log:1")),
        ], "indicator-type")
      + types([("grade", .text("third"))], "indicator-choice")
      + types(
        [
          ("keepers", .integer(-1)), ("keepers", .integer(1_001)), ("hours", .text("-0.1")),
          ("hours", .text("24.000000000000000001")), ("share", .text("-0.000000000000000001")),
          ("share", .text("100.000000000000000001")), ("since", .text("1999-12-31")), ("since", .text("2041-01-01")),
        ], "indicator-range")
  }
}

extension Attestation.Supersession {
  static func correcting(_ reference: EntryReference) -> Attestation.Supersession {
    Attestation.Supersession(supersedes: reference, reason: .errorCorrection, changeNote: "It was wrong.")
  }
}

extension LedgerFixture {
  /// A signatory restates an earlier entry.
  @discardableResult
  func supersede(
    _ key: FixedKey, _ reference: EntryReference, _ claims: [Claim], period: PeriodID = "2031", at now: Instant
  ) throws -> AdmittedEntry {
    let evidence: [EvidenceItem] = claims.contains { !$0.evidence.isEmpty } ? [.sample()] : []
    let attestation = attestation(
      key, period: period, claims, evidence: evidence, supersession: .correcting(reference))
    return try admit(.attest(attestation), [key], at: now)
  }

  /// A signatory withdraws an earlier attestation.
  @discardableResult
  func withdraw(
    _ key: FixedKey, _ reference: EntryReference, period: PeriodID = "2031", at now: Instant
  ) throws -> AdmittedEntry {
    try admit(RefusalCase.withdrawal(key.party, reference, period: period), [key], at: now)
  }
}
