import Compliance
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("No two codes of a list are called the same")
struct WordingTests {
  private func expectDistinct<Code: Hashable>(_ codes: [Code], _ label: (Code) -> String) {
    let labels = codes.map(label)
    #expect(labels.allSatisfy { !$0.isEmpty })
    #expect(Set(labels.map { $0.lowercased() }).count == codes.count, "\(labels)")
  }

  @Test("labels and meanings of each list", arguments: Language.allCases)
  func labels(language: Language) {
    let wording = language
    expectDistinct(Duty.allCases) { wording.label($0) }
    expectDistinct(Duty.allCases) { wording.meaning($0) }
    expectDistinct(Flag.allCases) { wording.label($0) }
    expectDistinct(Flag.allCases) { wording.meaning($0) }
    expectDistinct(Standing.allCases) { wording.label($0) }
    expectDistinct(EntryKind.Known.allCases) { kind in EntryKind(kind.rawValue).map { wording.label($0) } ?? "" }
    expectDistinct(StandingChange.Reason.allCases) { wording.label($0) }
    expectDistinct(KeyRevocation.Reason.allCases) { wording.label($0) }
    expectDistinct(HistoryLine.AttestationState.allCases) { wording.label($0) }
    expectDistinct(OwnerEvent.Ender.allCases) { wording.label($0) }
    expectDistinct(KeyBook.Provenance.Voucher.allCases) { wording.broughtIn($0) }
    expectDistinct(KeyIdentification.Method.allCases) { wording.identified($0, on: "", reference: "") }
    expectDistinct(Mark.Word.allCases) { wording.words(Mark($0, 7)) }
    expectDistinct(HeldBack.Act.allCases) {
      wording.heldBack($0, of: 7, by: EntryStamp(index: 9, recorded: Instant(seconds: 0)))
    }
    // Two states of a submission are told apart by the duty.
    expectDistinct(Submission.allCases.filter { $0 != .notReported }) { wording.label($0) }
  }

  @Test("codes and marks of the matrix", arguments: Language.allCases)
  func matrix(language: Language) throws {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let frame = try AccordOverview(in: view, language: language).frame
    let codes = CellCodes(frame).legend.dropLast(4).map(\.code)
    #expect(Set(codes).count == codes.count, "\(codes)")
    let marks = CellCodes(frame).legend.suffix(4).map(\.code)
    #expect(Set(marks).count == 4, "\(marks)")
  }
}
