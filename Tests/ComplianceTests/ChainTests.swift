import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("The chain of claims")
struct ChainTests {
  @Test("A first filing can be completed by a second one for what is not claimed yet")
  func completed() {
    let ledger = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "met")])),
      .at("2035-02-02", 2, .submit([.claim("o-1", "not-met"), .claim("o-2", "met")])),
    ])
    #expect(ledger.cell("o-1", asOf: "2035-06-01").claim == "met")
    #expect(ledger.cell("o-1", asOf: "2035-06-01").because == [0, 1])
    #expect(ledger.cell("o-2", asOf: "2035-06-01").because == [0, 2])
  }

  @Test("Withdrawing acts on every commitment whose head is the entry named, and starts a new clock")
  func withdrawn() {
    let entries: [LedgerEntry] = [
      .at("2035-02-01", 1, .submit([.claim("o-1", "met"), .claim("o-2", "met")])),
      .at("2035-02-02", 2, .supersede(1, [.claim("o-2", "not-met")])),
      .at("2035-02-03", 3, .withdraw(1)),
    ]
    let ledger = TestLedger.orchard(entries)
    #expect(ledger.cell("o-1", asOf: "2035-06-01").flags == [.withdrawn])
    #expect(ledger.cell("o-2", asOf: "2035-06-01").flags == [.restated])
    let again = TestLedger.orchard(entries + [.at("2035-03-02", 4, .submit([.claim("o-1", "met")]))])
    #expect(again.cell("o-1", asOf: "2035-06-01").flags == [])
    #expect(again.cell("o-1", asOf: "2035-06-01").submission == .late)
    #expect(again.cell("o-1", asOf: "2035-06-01").because == [0, 1, 3, 4])
  }

  @Test("What happened to a claim stays told when the chain begins again")
  func flagsStay() {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "not-met")])),
      .at("2035-03-02", 2, .supersede(1, [.claim("o-1", "met")])),
      .at("2035-03-03", 3, .withdraw(2)),
      .at("2035-03-04", 4, .submit([.claim("o-1", "met")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.flags == [.restated, .restatedAfterDue, .raisedAfterDue])
  }

  @Test(
    "Only a higher rank is raised",
    arguments: [
      ("not-met", "partially-met", true), ("met", "not-applicable", false), ("partially-met", "not-met", false),
      ("no-claim", "not-met", true), ("not-applicable", "met", false),
    ] as [(PlainID, PlainID, Bool)])
  func raised(old: PlainID, new: PlainID, isRaised: Bool) {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", old)])),
      .at("2035-03-02", 2, .supersede(1, [.claim("o-1", new)])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.flags == [.restated, .restatedAfterDue] + (isRaised ? [.raisedAfterDue] : []))
  }

  @Test("An accord's own claim values have the ranks that it gives them")
  func ownRanks() {
    var accord = SampleAccord.orchard()
    for position in accord.claimValues.indices where accord.claimValues[position].id == "not-met" {
      accord.claimValues[position].rank = 9
    }
    let cell = TestLedger.orchard(
      accord: accord,
      [
        .at("2035-02-01", 1, .submit([.claim("o-1", "met")])),
        .at("2035-03-02", 2, .supersede(1, [.claim("o-1", "not-met")])),
      ]
    ).cell(asOf: "2035-06-01")
    #expect(cell.flags.contains(.raisedAfterDue))
  }

  @Test("A voided entry marks all cells of the period and is used in each, whatever it lists")
  func voided() {
    let ledger = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "met")], keys: [.named("k")])),
      .at("2035-02-02", 2, .revoke(.named("k"), invalidSince: "2035-01-01")),
    ])
    #expect(ledger.cell("o-2", asOf: "2035-06-01").flags == [.voidSignature])
    #expect(ledger.cell("o-2", asOf: "2035-06-01").because == [0, 1])
    #expect(ledger.cell("o-1", asOf: "2035-02-01T12:00:00Z").claim == "met")
  }

  @Test("A voided supersession leaves the claim that it would have replaced")
  func voidedSupersession() {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "met")], keys: [.named("l")])),
      .at("2035-02-02", 2, .supersede(1, [.claim("o-1", "not-met")], keys: [.named("k")])),
      .at("2035-02-03", 3, .revoke(.named("k"), invalidSince: "2035-02-02")),
      .at("2035-02-04", 4, .supersede(2, [.claim("o-1", "partially-met")], keys: [.named("l")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.claim == "met")
    #expect(cell.flags == [.voidSignature])
    #expect(cell.because == [0, 1, 2])
  }

  @Test("A revocation without invalidSince voids nothing, also after one that has it")
  func superseded() {
    func flags(_ revocations: [Instant?]) -> [Flag] {
      let entries = revocations.enumerated().map { place, since in
        LedgerEntry.at("2035-02-05", EntryIndex(UInt64(place) + 2), .revoke(.named("k"), invalidSince: since))
      }
      let filed = LedgerEntry.at("2035-02-01", 1, .submit([.claim("o-1", "met")], keys: [.named("k")]))
      return TestLedger.orchard([filed] + entries).cell(asOf: "2035-06-01").flags
    }
    #expect(flags([nil]) == [])
    #expect(flags(["2035-01-01", nil]) == [.voidSignature])
    // The last one with invalidSince decides.
    #expect(flags(["2035-01-01", "2035-02-02"]) == [])
    #expect(flags(["2035-02-02", "2035-01-01"]) == [.voidSignature])
  }

  @Test("It does not matter whether the revocation stands before or after the entry")
  func revokedBefore() {
    let cell = TestLedger.orchard([
      .at("2035-01-05", 1, .revoke(.named("k"), invalidSince: "2035-01-01")),
      .at("2035-02-01", 2, .submit([.claim("o-1", "met")], keys: [.named("k")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.flags == [.voidSignature])
  }

  @Test("An entry with several keys is void when no good one is left on it")
  func severalKeys() {
    func flags(revoked: [String]) -> [Flag] {
      let filed = LedgerEntry.at("2035-02-01", 1, .submit([.claim("o-1", "met")], keys: [.named("k"), .named("l")]))
      let revocations = revoked.enumerated().map { place, key in
        LedgerEntry.at("2035-02-05", EntryIndex(UInt64(place) + 2), .revoke(.named(key), invalidSince: "2035-01-01"))
      }
      return TestLedger.orchard([filed] + revocations).cell(asOf: "2035-06-01").flags
    }
    #expect(flags(revoked: ["k"]) == [])
    #expect(flags(revoked: ["k", "l"]) == [.voidSignature])
  }

  @Test("A filing for another period, or for a commitment that the accord does not have, is none of the cell's")
  func elsewhere() {
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit(in: "2033", [.claim("o-1", "met")])),
      .at("2035-02-01", 2, .submit([.claim("o-9", "met")])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.submission == .missing)
    #expect(cell.because == [0])
  }
}
