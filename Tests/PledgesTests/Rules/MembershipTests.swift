import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

@Suite("The life of a signatory")
struct MembershipTests {
  @Test("it joins, leaves and joins again with its key; its history tells all of it")
  func rejoins() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-10")), [.alder], at: "2032-01-05")
    #expect(fixture.state.members["alder"]?.isMember(at: "2032-01-09") == true)
    #expect(fixture.state.members["alder"]?.isMember(at: "2032-01-10") == false)
    var join = Join.signed("alder", [.alder], effective: "2032-02-01")
    join.name = "Free Port of Alder"
    try fixture.admit(.join(join), [.registrar, .alder], at: "2032-02-01")
    let member = try #require(fixture.state.members["alder"])
    #expect(member.isMember(at: "2032-02-01"))
    #expect(member.names.map { $0.name.text(in: "en") } == ["Alder", "Free Port of Alder"])
    #expect(member.entries.map(\.kind.text) == ["signatory.join", "signatory.withdraw", "signatory.join"])
    #expect(member.profile.traits == [])
    #expect(fixture.state.memberOrder == ["alder", "birch", "cedar"])
    #expect(try fixture.replayed().findings == [])
  }

  @Test("who is listed from a public source comes and signs for itself, and can then attest")
  func signsForItself() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.list("spare", at: "2031-06-15")
    #expect(fixture.state.members["spare"]?.profile.basis == .publicSource)
    try fixture.admit(
      .join(.signed("spare", [.spare], effective: "2031-06-20")), [.registrar, .spare], at: "2031-06-20")
    #expect(fixture.state.members["spare"]?.profile.basis == .signed)
    try fixture.attest(.spare, at: "2032-01-10")
    #expect(fixture.state.history(of: "spare")?.attestations.count == 1)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("the registrar may say in retrospect what became of one that is only listed")
  func listedInRetrospect() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.list("elm")
    let change = StandingChange(signatory: "elm", effective: "2031-07-01", reason: .other)
    try fixture.admit(.suspend(change), [.registrar], at: "2032-01-02")
    try fixture.admit(.reinstate(change), [.registrar], at: "2032-01-02")
    try fixture.admit(
      .update(RefusalCase.update("elm", "2031-07-01") { $0.kind = "company" }), [.registrar], at: "2032-01-02")
    try fixture.admit(.withdraw(Withdrawal(signatory: "elm", effective: "2031-08-01")), [.registrar], at: "2032-01-02")
    #expect(fixture.state.members["elm"]?.isMember(at: "2032-01-02") == false)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("a name or a country may change in retrospect, and everything from now on")
  func updates() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(
      .update(
        RefusalCase.update("alder", "2031-03-01") {
          $0.name = "Port of Alder"
          $0.country = "XA"
        }), [.registrar, .alder], at: "2032-01-02")
    try fixture.admit(
      .update(
        RefusalCase.update("alder", "2032-01-03") {
          $0.traits = ["has-reef"]
          $0.kind = "company"
        }), [.registrar, .alder], at: "2032-01-03")
    let member = try #require(fixture.state.members["alder"])
    #expect(member.name == "Port of Alder")
    #expect(member.profile.country == "XA")
    #expect(member.profile.traits == ["has-reef"])
    #expect(member.profile.kind == "company")
    #expect(member.membership.standing(at: "2032-01-02").kind == "state")
  }

  @Test("who ever had a key agrees to a change, also when its only key was ended")
  func updateWithoutAKey() throws {
    let fixture = try LedgerFixture.harbourLight()
    let renamed = Predicate.update(RefusalCase.update("alder", "2032-01-03") { $0.name = "Port of Alder" })
    try fixture.revoke(.alder, at: "2032-01-02")
    #expect(refusal { try fixture.admit(renamed, [.registrar], at: "2032-01-03") } == "signature.missing")
    try fixture.recover([.spare], of: "alder", at: "2032-01-03")
    try fixture.admit(renamed, [.registrar, .spare], at: "2032-01-17")
    #expect(fixture.state.members["alder"]?.name == "Port of Alder")
    try succeed(in: fixture, by: [.registrar, .spare, .cedar], effective: "2032-01-18", at: "2032-01-18")
    #expect(fixture.state.members["alder"]?.profile.successor == "cedar")
    #expect(try fixture.replayed().findings == [])
  }

  @Test("a succession ends the membership and names who goes on")
  func succession() throws {
    let fixture = try LedgerFixture.harbourLight()
    try succeed(in: fixture, by: [.registrar, .alder, .cedar], effective: "2032-01-03", at: "2032-01-02")
    #expect(fixture.state.members["alder"]?.profile.successor == "cedar")
    #expect(fixture.state.members["alder"]?.isMember(at: "2032-01-03") == false)
  }

  @Test("a successor that never had a key is named without having signed")
  func listedSuccessor() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.list("elm")
    let update = RefusalCase.update("alder", "2032-01-03") {
      $0.reason = .succeeded
      $0.successor = "elm"
    }
    try fixture.admit(.update(update), [.registrar, .alder], at: "2032-01-03")
    #expect(fixture.state.members["alder"]?.profile.successor == "elm")
    #expect(fixture.state.keys.records(of: .party("elm")).isEmpty)
  }

  @Test("who was succeeded and joins again starts afresh, and nobody goes on in its place")
  func comesBackAfterSuccession() throws {
    let fixture = try LedgerFixture.harbourLight()
    try succeed(in: fixture, by: [.registrar, .alder, .cedar], effective: "2032-01-03", at: "2032-01-02")
    try fixture.resume()
    try fixture.admit(
      .join(.signed("alder", [.alder], effective: "2032-02-01")), [.registrar, .alder], at: "2032-02-01")
    #expect(fixture.state.members["alder"]?.isMember(at: "2032-02-01") == true)
    #expect(fixture.state.members["alder"]?.profile.successor == nil)
    #expect(try Replay.agrees(fixture))
  }

  @Test("subscriptions grow and shrink for periods to come")
  func subscriptions() throws {
    let fixture = try LedgerFixture.harbourLight(
      accord: SampleAccord.reporting.setting("/membership/subscription", to: "opt-in"), subscribed: ["lamp"])
    try fixture.admit(
      .subscribe(SubscriptionChange(signatory: "alder", commitments: ["watch"], effective: "2031-05-01")), [.alder],
      at: "2031-04-01")
    try fixture.admit(
      .unsubscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp"], effective: "2031-06-01")), [.alder],
      at: "2031-04-01")
    let membership = try #require(fixture.state.members["alder"]?.membership)
    let commitments: [CommitmentID] = ["lamp", "watch", "depth", "pilot"]
    func subscription(at instant: Instant) -> [CommitmentID]? {
      membership.standing(at: instant, commitments: commitments).subscription.commitments
    }
    #expect(subscription(at: "2031-04-30T23:59:59Z") == ["lamp"])
    #expect(subscription(at: "2031-05-01") == ["lamp", "watch"])
    #expect(subscription(at: "2031-06-01") == ["watch"])
  }

  @Test("unsubscribing from everything leaves the rest, and subscribing again is then possible")
  func unsubscribesFromAll() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(
      .unsubscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp"], effective: "2031-05-01")), [.alder],
      at: "2031-04-01")
    let membership = try #require(fixture.state.members["alder"]?.membership)
    #expect(
      membership.standing(at: "2031-05-01", commitments: ["lamp", "watch"]).subscription.commitments == ["watch"]
    )
    try fixture.admit(
      .subscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp"], effective: "2031-06-01")), [.alder],
      at: "2031-05-01")
  }

  @Test("a suspension and a delisting are the registrar's, and stand in the history")
  func standing() throws {
    let fixture = try LedgerFixture.harbourLight()
    let change = StandingChange(
      signatory: "alder", effective: "2032-01-05", reason: .nonCommunication, decision: "https://d.example/1")
    try fixture.admit(.suspend(change), [.registrar], at: "2032-01-05")
    // Who is suspended may still file.
    try fixture.attest(.alder, at: "2032-01-06")
    try fixture.admit(
      .reinstate(StandingChange(signatory: "alder", effective: "2032-01-07", reason: .other, note: "It answered.")),
      [.registrar],
      at: "2032-01-07")
    try fixture.admit(
      .delist(StandingChange(signatory: "alder", effective: "2032-01-08", reason: .other)), [.registrar],
      at: "2032-01-08")
    #expect(fixture.state.members["alder"]?.isMember(at: "2032-01-08") == false)
    // The period ended while it was a member, so it can still complete its filing.
    try fixture.attest(.alder, ["depth"], at: "2032-01-09")
    #expect(try fixture.replayed().findings == [])
  }

  @Test("a signatory may be admitted to a role under its own id and key, and is one party")
  func twoParts() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.admit(
      .partyAdmit(RefusalCase.admission("cedar", .cedar, [.reviewer, .challenger])), [.registrar, .cedar],
      at: "2032-01-02")
    try fixture.attest(.alder, at: "2032-01-03")
    try fixture.admit(.review(.sample(of: fixture.reference(10))), [.cedar], at: "2032-01-04")
    try fixture.attest(.cedar, at: "2032-01-05")
    #expect(fixture.state.keys.records(of: .party("cedar")).count == 1)
    #expect(try fixture.replayed().findings == [])
  }

  @Test("a later version of the accord may bring kinds, and what is drafted for it names it")
  func newVersion() throws {
    let fixture = try LedgerFixture.harbourLight()
    let second = SampleAccord.successor(effectiveFrom: "2032-06-01")
      .setting("/signatoryKinds/-", to: ["id": "town", "label": ["en": "Town"]])
    try fixture.admit(
      .accordPublish(SampleAccord.publication(second, changes: "Towns may join.")), [.registrar], at: "2032-05-01")
    #expect(fixture.state.accordInForce(at: "2032-05-31T23:59:59Z")?.document.version.minor == 0)
    #expect(fixture.state.accordInForce(at: "2032-06-01")?.document.version.minor == 1)
    let join = Predicate.join(.signed("spare", [.spare], kind: "town", effective: "2032-06-01"))
    #expect(
      refusal { try fixture.admit(join, [.registrar, .spare], at: "2032-05-31") } == "rule.signatory.unknown-kind")
    try fixture.admit(join, [.registrar, .spare], at: "2032-06-01")
    #expect(try fixture.replayed().findings == [])
  }

  /// Cedar goes on in the place of Alder.
  private func succeed(
    in fixture: LedgerFixture, by signers: [FixedKey], effective: Instant, at now: Instant
  ) throws {
    try fixture.admit(
      .update(
        RefusalCase.update("alder", effective) {
          $0.reason = .succeeded
          $0.successor = "cedar"
        }), signers, at: now)
  }
}
