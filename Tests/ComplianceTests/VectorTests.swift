import Compliance
import Fixtures
import Foundation
import LedgerFixtures
import Pledges
import Testing

@Suite("The published vectors of pbr-1", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
struct VectorTests {
  @Test("Every vector has the result it expects", arguments: StatusVectors.read()?.vectors ?? [])
  func vector(_ vector: StatusVectors.Vector) throws {
    let vectors = try #require(StatusVectors.read())
    let ledger = try vectors.ledger(of: vector)
    let asOf = try #require(Instant(vector.asOf))
    let cells = ledger.cells(
      asOf: asOf, of: PartyID(stringLiteral: vectors.signatory), period: PeriodID(stringLiteral: vectors.period))
    let cell = try #require(cells.first { $0.commitment.text == vector.commitment })

    let expected = vector.expect
    if let duty = expected.duty { #expect(cell.duty.rawValue == duty) }
    if let submission = expected.submission { #expect(cell.submission.rawValue == submission) }
    if let claim = expected.claim { #expect(cell.claim?.text == claim) }
    if let headline = expected.headline { #expect(cell.headline == headline) }
    if let days = expected.daysLate { #expect(cell.daysLate == days) }
    if let retroactive = expected.retroactiveExtension { #expect(cell.retroactiveExtension == retroactive) }
    if let flags = expected.flags { #expect(cell.flags.map(\.rawValue) == flags) }
    if let dispute = expected.dispute { #expect(cell.dispute.rawValue == dispute) }
    if let assurance = expected.assurance { #expect(cell.assurance.text == assurance) }
    if let evidence = expected.evidence { #expect(cell.evidence.rawValue == evidence) }
    if let because = expected.because { #expect(cell.because == because.map { vector.index(of: $0) }) }
  }

  @Test("The file is about these rules and holds at least 21 vectors")
  func file() throws {
    let vectors = try #require(StatusVectors.read())
    #expect(vectors.rules == StatusRules.id)
    #expect(vectors.vectors.count >= 21)
  }
}
