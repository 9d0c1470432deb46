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

  @Test("every code of every list has its word in every language", arguments: Language.allCases)
  func everyCode(language: Language) {
    func expectAll<Code: CaseIterable & RawRepresentable<String>>(
      _ group: CodeGroup, _ type: Code.Type, without: [Code] = []
    ) where Code: Equatable {
      for code in type.allCases where !without.contains(code) {
        #expect(language.label(group, code.rawValue) != nil, "\(group) \(code.rawValue)")
      }
    }
    // What binds nobody and what is not filed have their words as states.
    let unbound = Duty.allCases.filter { !$0.isBound }
    let waiting = Submission.allCases.filter { !$0.hasClaim && $0 != .none }
    for group in [CodeGroup.duty, .dutyMeaning] { expectAll(group, Duty.self, without: unbound) }
    expectAll(.dutySentence, Duty.self)
    for group in [CodeGroup.submission, .submissionMeaning] { expectAll(group, Submission.self, without: waiting) }
    // These have forms for the number of days.
    expectAll(.submissionSentence, Submission.self, without: [.late, .voluntary])
    for group in [CodeGroup.flag, .flagMeaning] { expectAll(group, Flag.self) }
    for group in [CodeGroup.dispute, .disputeSentence] { expectAll(group, Dispute.self) }
    for group in [CodeGroup.evidence, .evidenceMeaning, .evidenceSentence] { expectAll(group, EvidenceStatus.self) }
    expectAll(.standing, Standing.self)
    expectAll(.standingReason, StandingChange.Reason.self)
    expectAll(.movement, Movement.Change.self)
    expectAll(.conclusion, ReviewConclusion.self)
    expectAll(.outcome, ChallengeOutcome.self)
    expectAll(.attestationState, HistoryLine.AttestationState.self)
    expectAll(.checkResult, EvidenceCheckEvent.Result.self)
    expectAll(.visibility, EvidenceItem.Visibility.self)
    expectAll(.measureDone, Claim.Measure.Done.self)
    expectAll(.keyEnder, OwnerEvent.Ender.self)
    expectAll(.keyVoucher, KeyBook.Provenance.Voucher.self)
    expectAll(.revocationReason, KeyRevocation.Reason.self)
    expectAll(.identificationMethod, KeyIdentification.Method.self)
    expectAll(.legalBasis, TextRedaction.LegalBasis.Basis.self)
    expectAll(.entryKind, EntryKind.Known.self)
  }
}
