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
    expectDistinct(Submission.allCases) { wording.label($0) }
  }
}
