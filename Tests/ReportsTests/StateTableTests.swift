import Compliance
import Languages
import LedgerFixtures
import Pledges
import Testing

@testable import Reports

@Suite("Each state of a cell has its own label, letters, sign and sentence")
struct StateTableTests {
  private func table(_ language: Language) throws -> StateTable {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    return StateTable(try AccordOverview(in: view, language: language).frame)
  }

  @Test("No two states share one, in any language, and none differs by case alone", arguments: Language.allCases)
  func distinct(language: Language) throws {
    let table = try table(language)
    let columns: [(String, (CellState) -> String)] = [
      ("label", table.label), ("short label", table.short), ("letters", table.letter), ("sentence", table.sentence),
    ]
    for (name, value) in columns {
      let values = table.states.map { value($0).lowercased() }
      #expect(values.allSatisfy { !$0.isEmpty && $0 != "?" }, "\(name)")
      #expect(Set(values).count == table.states.count, "\(name): \(values)")
    }
  }

  @Test("No two states that the rules define look the same, and claims look like none of them")
  func appearance() {
    let marks = CellState.ofRules.map { StateAppearance($0).mark }
    #expect(Set(marks).count == marks.count)
    let claims = ["met", "partially-met", "not-met"].map { StateAppearance(.claim($0)) }
    #expect(Set(claims.map(\.mark)).count == 3)
    #expect(Set(claims.map(\.mark)).isDisjoint(with: marks))
    // One colour for silence and for what is nobody's duty was a fault.
    let tones = [CellState.waiting(.missing), .waiting(.notReported), .unbound(.notApplicable), .noClaim]
    #expect(Set(tones.map { StateAppearance($0).tone }).count == tones.count)
  }

  @Test("The signs behind the letters are no letters of any state", arguments: Language.allCases)
  func signs(language: Language) throws {
    let table = try table(language)
    for mark in CellMark.allCases {
      #expect(!table.states.contains { table.letter($0).contains(mark.rawValue) }, "\(mark)")
    }
  }

  @Test("Every code of the rules has a word", arguments: Language.allCases)
  func words(language: Language) {
    for state in CellState.ofRules {
      for group in [CodeGroup.state, .stateShort, .stateLetter, .stateSentence] {
        #expect(language.label(group, state.code) != nil, "\(state.code)")
      }
    }
    // What is bound is one of two duties; whatever is not is a state.
    for duty in Duty.allCases where !duty.isBound { #expect(CellState.Unbound(rawValue: duty.rawValue) != nil) }
    for submission in Submission.allCases where !submission.hasClaim && submission != .none {
      #expect(CellState.Waiting(rawValue: submission.rawValue) != nil)
    }
  }

  @Test("The letters of a claim give way to those of the rules")
  func collision() throws {
    // "Not reported" as the label of a claim has the first letters NR.
    let table = try table(.english)
    #expect(table.letter(.waiting(.missing)) == "NR")
    #expect(table.states.filter { table.letter($0).lowercased() == "nr" }.count == 1)
  }

  @Test("A report that makes no claim is neither silence nor a claim; silence is not what nobody owed")
  func told() {
    #expect(CellState(waitingFor: .missing, noClaim: 7) == .noClaim)
    #expect(CellState(waitingFor: .missing, noClaim: nil) == .waiting(.missing))
    #expect(CellState(waitingFor: .notReported, noClaim: nil) == .waiting(.notReported))
  }
}
