internal import Cryptography
internal import LedgerWriter
internal import Pledges
internal import TransparencyLog

extension ChronicleWriter {
  /// Every kind of Format §3, in an order in which the rules take them.
  mutating func writeAll() throws {
    try writeParties()
    try writeKeys()
    try writeMembership()
    try writeAttestations()
    try writeChallenges()
    try writeRecovery()
    try writeOffices()
  }

  private mutating func writeParties() throws {
    try addQuillonia()
    try add("listed", .join(Samples.join("osselund", keys: [], effective: now)), by: [cast.registrar])
    try add(
      "brindlemark",
      .join(Samples.join("brindlemark", keys: [cast.brindlemark.publicKey], effective: now, subscribed: ["b-1"])),
      by: [cast.registrar, cast.brindlemark])
    try add(
      "reviewer", Samples.party("lamp-audit", [.reviewer, .checker], cast.reviewer),
      by: [cast.registrar, cast.reviewer])
    try add(
      "challenger", Samples.party("lamp-watch", [.challenger], cast.challenger), by: [cast.registrar, cast.challenger])
    try add("panel", Samples.party("lamp-panel", [.panel], cast.panel), by: [cast.registrar, cast.panel])
  }

  private mutating func writeKeys() throws {
    let quillonia = try given(PartyID("quillonia"))
    let keys = cast.quillonia
    try add(
      "register", .keyRegister(KeyRegistration(party: quillonia, key: keys[1].publicKey)),
      by: [keys[0], keys[1]])
    try add("threshold", .keyThreshold(KeyThreshold(party: quillonia, threshold: 1)), by: [keys[1]])
    try add(
      "rotate", .keyRotate(KeyRotation(party: quillonia, oldKey: keys[0].publicKey.keyID, key: keys[2].publicKey)),
      by: [keys[0], keys[2]])
    try add(
      "revoke",
      .keyRevoke(KeyRevocation(party: quillonia, key: keys[1].publicKey.keyID, reason: .lost, invalidSince: nil)),
      by: [cast.registrar])
  }

  private mutating func writeMembership() throws {
    let (quillonia, brindlemark) = (try given(PartyID("quillonia")), try given(PartyID("brindlemark")))
    try add(
      "update",
      .update(SignatoryUpdate(signatory: quillonia, country: "XB", effective: now, reason: .corrected)),
      by: [cast.registrar, cast.quillonia[2]])
    let commitments = try Samples.commitments(["b-2"])
    try add(
      "subscribe",
      .subscribe(SubscriptionChange(signatory: brindlemark, commitments: commitments, effective: later())),
      by: [cast.brindlemark])
    try add(
      "unsubscribe",
      .unsubscribe(SubscriptionChange(signatory: brindlemark, commitments: commitments, effective: later())),
      by: [cast.brindlemark])
    try add(
      "suspend", .suspend(StandingChange(signatory: brindlemark, effective: later(), reason: .ownRequest)),
      by: [cast.registrar])
    try add(
      "reinstate", .reinstate(StandingChange(signatory: brindlemark, effective: later(), reason: .ownRequest)),
      by: [cast.registrar])
  }

  private mutating func writeAttestations() throws {
    let key = cast.quillonia[2]
    let quillonia = try given(PartyID("quillonia"))
    let period = try given(PeriodID("2031"))
    let submitted = try add(
      "submit", Samples.attestation(["b-1"], in: appender.state, explanation: Samples.keeper()), by: [key],
      at: "2032-02-01T00:00:00Z")
    let superseded = try add(
      "supersede",
      Samples.attestation(
        ["b-1"], in: appender.state, superseding: submitted.reference, explanation: Samples.keeper()),
      by: [key])
    try add(
      "check",
      .checkEvidence(
        EvidenceCheck(
          evidence: Samples.item("e1").sha256, uri: "https://beacon.example/log", result: .match, checkedAt: now)),
      by: [cast.reviewer])
    let review = try add(
      "review",
      .review(
        Review(
          of: superseded.reference, commitments: Samples.commitments(["b-1"]), conclusion: .supports,
          level: given(PlainID("limited")),
          words: Samples.detached(Review.Words(independence: "No ties.", paidBy: "Beacon Office")))),
      by: [cast.reviewer])
    try add("review.withdraw", .withdrawReview(ReviewWithdrawal(of: review.reference)), by: [cast.reviewer])
    let second = try add("submit.second", Samples.attestation(["b-2"], in: appender.state), by: [key])
    try add(
      "attestation.withdraw",
      .withdrawAttestation(
        AttestationWithdrawal(
          signatory: quillonia, period: period, withdraws: second.reference, reason: .errorCorrection,
          changeNote: Samples.detached("filed too early"))),
      by: [key])
  }

  private mutating func writeChallenges() throws {
    let text = try Samples.detached(english: "The lamp was dark in May.")
    let challenge = try Challenge(
      signatory: given(PartyID("quillonia")), period: given(PeriodID("2031")),
      commitments: Samples.commitments(["b-1"]), ground: given(PlainID("contradicted")), text: text)
    let opened = try add("challenge", .challenge(challenge), by: [cast.challenger])
    try add(
      "respond", .respond(ChallengeResponse(challenge: opened.header.index, text: text)), by: [cast.quillonia[2]])
    try add(
      "resolve",
      .resolve(
        ChallengeResolution(
          challenge: opened.header.index,
          outcomes: Samples.commitments(["b-1"]).map { CommitmentOutcome(commitment: $0, outcome: .rejected) },
          text: text)),
      by: [cast.panel])
    let again = try add("challenge.second", .challenge(challenge), by: [cast.challenger])
    try add(
      "challenge.withdraw", .withdrawChallenge(ChallengeWithdrawal(challenge: again.header.index)),
      by: [cast.challenger])
  }

  /// The challenger loses its key, gets another one, and finds the first again.
  private mutating func writeRecovery() throws {
    let party = try given(PartyID("lamp-watch"))
    let lost = try add(
      "lost",
      .keyRevoke(KeyRevocation(party: party, key: cast.challenger.publicKey.keyID, reason: .lost, invalidSince: nil)),
      by: [cast.registrar])
    let identification = try KeyIdentification(
      key: cast.recovered.publicKey.keyID, method: .inPerson, date: given(CalendarDate("2032-04-01")),
      reference: Samples.detached("minutes of the office"))
    try add(
      "recover",
      .keyRecover(
        KeyRecovery(
          party: party, keys: [cast.recovered.publicKey], threshold: 1, identifications: [identification])),
      by: [cast.registrar, cast.recovered])
    try add(
      "object",
      .keyObject(
        KeyObjection(party: party, of: lost.header.index, text: Samples.detached(english: "It lay in a drawer."))),
      by: [cast.challenger])
  }

  private mutating func writeOffices() throws {
    try add(
      "extend",
      .extend(
        Extension(
          period: given(PeriodID("2031")), signatories: nil, newDue: given(Instant("2032-06-30T00:00:00Z")),
          reason: Samples.detached("The post was late."))),
      by: [cast.registrar])
    let logKey = try VerifierKey(name: Chronicle.origin, publicKey: cast.nextLog.publicKey, type: .ed25519)
    try add(
      "log.rotate", .logRotate(LogRotation(logKeys: [logKey], reason: Samples.detached("yearly change"))),
      by: [cast.registrar])
    try add(
      "registrar.update",
      .registrarUpdate(
        Registrar(
          id: given(PartyID("beacon-office")), name: "Beacon Office", threshold: 2,
          keys: [cast.registrar.publicKey, cast.secondRegistrar.publicKey])),
      by: [cast.registrar, cast.secondRegistrar])
    let registrars = [cast.registrar, cast.secondRegistrar]
    try add("accord.second", .accordPublish(SampleAccord.second(after: SampleAccord.first())), by: registrars)
    try add(
      "redact",
      .redact(
        TextRedaction(
          entry: EntryIndex(UInt64(given(places["submit"]))), texts: [Samples.keeper().digest],
          legalBasis: TextRedaction.LegalBasis(basis: .courtOrder, reference: "Order 7 of the harbour court"))),
      by: registrars)
    try add(
      "delist",
      .delist(StandingChange(signatory: given(PartyID("brindlemark")), effective: later(), reason: .ownRequest)),
      by: registrars)
    try add(
      "withdraw", .withdraw(Withdrawal(signatory: given(PartyID("quillonia")), effective: later())),
      by: [cast.quillonia[2]])
  }

  /// A time that is still to come when the next entry is recorded.
  private func later() -> Instant {
    Instant(seconds: now.seconds + 2 * Instant.secondsPerDay)
  }
}

extension Receipt {
  var reference: EntryReference { EntryReference(index: header.index, header: leaf) }
}
