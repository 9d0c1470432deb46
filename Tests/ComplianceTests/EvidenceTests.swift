import Compliance
import LedgerFixtures
import Pledges
import Testing

@Suite("Evidence and its checks")
struct EvidenceTests {
  private static let deed = AttestationEvent.Evidence(sha256: .named("deed"), isPublic: true)
  private static let map = AttestationEvent.Evidence(sha256: .named("map"), isPublic: true)
  private static let sealed = AttestationEvent.Evidence(sha256: .named("sealed"), isPublic: false)

  private func cell(
    _ items: [AttestationEvent.Evidence], checks: [(String, EvidenceCheckEvent.Result)], claim: PlainID = "met",
    maxAgeDays: Int64? = nil, asOf: Instant = "2035-06-01"
  ) -> CellStatus {
    let filed = LedgerEntry.at("2035-02-01", 1, .submit([.claim("o-1", claim, evidence: items)]))
    let entries = checks.enumerated().map { place, check in
      LedgerEntry.at("2035-02-02", EntryIndex(UInt64(place) + 2), .check(.named(check.0), check.1))
    }
    let accord = SampleAccord.orchard(commitments: [SampleAccord.commitment("o-1", maxAgeDays: maxAgeDays)])
    return TestLedger.orchard(accord: accord, [filed] + entries).cell(asOf: asOf)
  }

  @Test(
    "The first row that fits",
    arguments: [
      ([], [], .none),
      ([deed], [], .listed),
      ([deed], [("deed", .match)], .checked),
      ([deed], [("deed", .sealed)], .listed),
      ([deed, map], [("deed", .match)], .listed),
      ([deed, map], [("deed", .match), ("map", .unreachable)], .broken),
      ([deed, map], [("deed", .mismatch), ("map", .unreachable)], .mismatch),
      ([deed], [("deed", .mismatch), ("deed", .match)], .checked),
      ([deed], [("deed", .match), ("deed", .mismatch)], .mismatch),
      ([sealed], [], .listed),
      ([sealed], [("sealed", .match)], .listed),
      ([deed, sealed], [("deed", .match)], .checked),
      ([deed, sealed], [("deed", .match), ("sealed", .mismatch)], .mismatch),
      ([deed, sealed], [("deed", .match), ("sealed", .unreachable)], .broken),
      ([deed], [("map", .match)], .listed),
    ] as [([AttestationEvent.Evidence], [(String, EvidenceCheckEvent.Result)], EvidenceStatus)])
  func rows(
    items: [AttestationEvent.Evidence], checks: [(String, EvidenceCheckEvent.Result)], expected: EvidenceStatus
  ) {
    #expect(cell(items, checks: checks).evidence == expected)
  }

  @Test("A check of maxAgeDays ago still counts, a second more does not")
  func age() {
    let limit = Instant(stringLiteral: "2035-02-02") + 20 * day
    let checks: [(String, EvidenceCheckEvent.Result)] = [("deed", .match)]
    #expect(cell([Self.deed], checks: checks, maxAgeDays: 20, asOf: limit).evidence == .checked)
    #expect(cell([Self.deed], checks: checks, maxAgeDays: 20, asOf: limit + 1).evidence == .listed)
    #expect(cell([Self.deed], checks: checks, asOf: "2050-01-01").evidence == .checked)
  }

  @Test("The last check of each item is used, after everything but redactions")
  func because() {
    let cell = cell([Self.map, Self.deed], checks: [("deed", .match), ("deed", .match), ("map", .match)])
    #expect(cell.because == [0, 1, 4, 3])
  }

  @Test("A placeholder has no evidence")
  func placeholder() {
    let cell = cell([Self.deed], checks: [("deed", .match)], claim: "no-claim")
    #expect(cell.evidence == .none)
    #expect(cell.because == [0, 1])
  }
}
