import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("Redacted attestations keep their place")
struct RedactionTests {
  private let filed = LedgerEntry.at(
    "2035-03-02", 1, .submit([.claim("o-1", "met", evidence: [.init(sha256: .named("deed"), isPublic: true)])]))

  @Test("The claim is unknown and the time stays")
  func unknown() {
    let ledger = TestLedger.orchard([
      filed, .at("2035-03-03", 2, .review(of: 1, ["o-1"], "limited", .qualified), party: "heron"),
      .at("2035-03-04", 3, .check(.named("deed"), .match)), .at("2035-03-05", 4, .redact(1, commitments: ["o-1"])),
    ])
    let cell = ledger.cell(asOf: "2035-06-01")
    #expect(cell.claim == nil)
    #expect(cell.headline == "redacted")
    #expect(cell.submission == .late)
    #expect(cell.daysLate == 2)
    #expect(cell.evidence == .none)
    #expect(cell.assurance == "none")
    #expect(cell.flags == [.redacted])
    #expect(cell.because == [0, 1, 2, 4])
    #expect(ledger.cell("o-2", asOf: "2035-06-01").flags == [])
  }

  @Test("Without commitments in the summary it stands for all of the accord")
  func allCommitments() {
    let ledger = TestLedger.orchard([filed, .at("2035-03-05", 4, .redact(1))])
    #expect(ledger.cells(asOf: "2035-06-01").map(\.headline) == ["redacted", "redacted"])
  }

  @Test("Unknown differs from nothing, before or after")
  func notRestated() {
    let superseding = LedgerEntry.at("2035-03-03", 2, .supersede(1, [.claim("o-1", "not-met")]))
    let before = TestLedger.orchard([filed, superseding, .at("2035-03-05", 3, .redact(1, commitments: ["o-1"]))])
    #expect(before.cell(asOf: "2035-06-01").flags == [])
    #expect(before.cell(asOf: "2035-06-01").claim == "not-met")
    #expect(before.cell(asOf: "2035-06-01").because == [0, 1, 2, 3])
    let after = TestLedger.orchard([filed, superseding, .at("2035-03-05", 3, .redact(2, commitments: ["o-1"]))])
    #expect(after.cell(asOf: "2035-06-01").flags == [.redacted])
    #expect(after.cell(asOf: "2035-06-01").trace.first == "2035-03-02")
    #expect(after.cell(asOf: "2035-06-01").trace.head == 2)
  }

  @Test("A redacted claim can be superseded and withdrawn like any other")
  func goesOn() {
    let redacted = LedgerEntry.at("2035-03-05", 2, .redact(1, commitments: ["o-1"]))
    let superseded = TestLedger.orchard([
      filed, redacted, .at("2035-03-06", 3, .supersede(1, [.claim("o-1", "not-met")])),
    ]).cell(asOf: "2035-06-01")
    #expect(superseded.headline == "not-met")
    #expect(superseded.daysLate == 2)
    let withdrawn = TestLedger.orchard([filed, redacted, .at("2035-03-06", 3, .withdraw(1))]).cell(asOf: "2035-06-01")
    #expect(withdrawn.flags == [.withdrawn])
    #expect(withdrawn.submission == .missing)
  }

  @Test("A redacted withdrawal goes on withdrawing")
  func withdrawal() {
    let cell = TestLedger.orchard([
      filed, .at("2035-03-06", 2, .withdraw(1)), .at("2035-03-07", 3, .redact(2, commitments: ["o-1"])),
    ]).cell(asOf: "2035-06-01")
    #expect(cell.flags == [.withdrawn])
    #expect(cell.because == [0, 1, 2, 3])
  }

  @Test("An earlier report has lost the claim too, and does not mention the redaction that it cannot see")
  func earlierReport() {
    let ledger = TestLedger.orchard([filed, .at("2036-03-05", 2, .redact(1, commitments: ["o-1"]))])
    #expect(ledger.cell(asOf: "2035-06-01").headline == "redacted")
    #expect(ledger.cell(asOf: "2035-06-01").because == [0, 1])
    #expect(ledger.cell(asOf: "2036-06-01").because == [0, 1, 2])
  }

  @Test("Whoever still holds the body comes to the same result as who does not")
  func sameFromBoth() {
    let ledger = TestLedger.orchard([filed, .at("2035-03-05", 3, .redact(1, commitments: ["o-1"]))])
    var history = ledger.history(of: "quince")
    history.attestations[0].claims = [.claim("o-1", "met")]
    let cell = ledger.rules(asOf: "2035-06-01").cells(of: history, period: "2034")[0]
    #expect(LiteralRules.Cell(cell) == LiteralRules.Cell(ledger.cell(asOf: "2035-06-01")))
  }

  @Test("A void attestation does not come back to life by losing its body", arguments: [2, 4] as [EntryIndex])
  func staysVoid(revoked: EntryIndex) {
    let forged = LedgerEntry.at(
      "2035-02-02", 1, .submit([.claim("o-1", "met"), .claim("o-2", "met")], keys: [.named("k")]))
    let revoke = LedgerEntry.at("2035-02-10", revoked, .revoke(.named("k"), invalidSince: "2035-01-15"))
    let redact = LedgerEntry.at("2035-02-10", 3, .redact(1, commitments: ["o-1", "o-2"]))
    let honest = LedgerEntry.at("2035-02-20", 5, .submit([.claim("o-1", "not-met")]))
    let ledger = TestLedger.orchard((revoked < 3 ? [forged, revoke, redact] : [forged, redact, revoke]) + [honest])
    let cell = ledger.cell(asOf: "2035-06-01")
    #expect(cell.headline == "not-met")
    #expect(cell.submission == .onTime)
    #expect(cell.flags == [.voidSignature])
    #expect(ledger.cell("o-2", asOf: "2035-06-01").submission == .notReported)
  }
}
