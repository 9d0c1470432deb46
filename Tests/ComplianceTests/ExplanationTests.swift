import Compliance
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

@Suite("The explanation of a cell")
struct ExplanationTests {
  private let cell = TestLedger.orchard([
    .at("2035-03-05", 1, .extend(to: "2035-03-10T23:59:59Z")),
    .at("2035-03-12T10:00:00Z", 2, .submit([.claim("o-1", "not-met")])),
    .at("2035-03-13", 3, .supersede(2, [.claim("o-1", "met")])),
    .at("2035-03-14", 4, .review(of: 3, ["o-1"], "limited", .qualified), party: "heron"),
  ]).cell(asOf: "2035-06-01")

  /// The sentences, each with its rule in front.
  private func lines(_ cell: CellStatus, _ language: Language) -> [String] {
    let explanation = Explanation(of: cell)
    return zip(explanation.steps, explanation.sentences(language: language, accord: SampleAccord.orchard())).map {
      "[\($0.rule)] \($1)"
    }
  }

  @Test("English sentences, each with its rule")
  func english() {
    #expect(
      lines(cell, .english) == [
        "[pbr-1 §1] Version 1.0.0 of the accord (entry 900) governs period 2034.",
        "[pbr-1 §2] Entry 1, recorded on 5 March 2035, postponed the due date to the end of 10 March 2035 (UTC), "
          + "after the date in force until then had passed.",
        "[pbr-1 §2] Reports open on 1 January 2035 and are due by the end of 10 March 2035 (UTC); "
          + "the grace ends at the end of 24 March 2035 (UTC). The date was moved after it had passed.",
        "[pbr-1 §3] Entry 0 records that the signatory joined, effective 2 May 2033 and recorded on 2 May 2033.",
        "[pbr-1 §3] As of 31 December 2034 the signatory was a member of kind “company”, without traits, "
          + "subscribed to all commitments; the membership counts from 2 May 2033.",
        "[pbr-1 §4.8] A report is required.",
        "[pbr-1 §5] Entry 2, recorded on 12 March 2035, 10:00 (UTC), submitted the claim “not-met”.",
        "[pbr-1 §5] Entry 3, recorded on 13 March 2035, replaced the claim “not-met” by the claim “met”, "
          + "after the due date: the claim was raised.",
        "[pbr-1 §5] Entry 3 stands; the first claim of its chain was recorded on 12 March 2035, 10:00 (UTC).",
        "[pbr-1 §6.3] The first claim was recorded after the due date: late by 2 days.",
        "[pbr-1 §8] Entry 4 is a review of entry 3 with level “limited” and conclusion “supports the claim in part”.",
        "[pbr-1 §8] By the word of its reviewers assurance is “limited”, with the conclusion “supports the claim in part”.",
        "[pbr-1 §9.2] Status shown: “met”, as claimed.",
      ])
  }

  @Test("French sentences say the same in the same order")
  func french() {
    let french = lines(cell, .french)
    #expect(french.count == Explanation(of: cell).steps.count)
    #expect(french[5] == "[pbr-1 §4.8] Un rapport est requis.")
    #expect(
      french[9] == "[pbr-1 §6.3] La première déclaration a été enregistrée après l’échéance\u{202F}: 2 jours de retard."
    )
    #expect(french[12] == "[pbr-1 §9.2] Statut affiché\u{202F}: «\u{202F}met\u{202F}», tel que déclaré.")
  }

  @Test(
    "What a checker found is told as the checker's finding",
    arguments: [
      (.match, "A checker found that all public evidence matches its digest.", "Un contrôle a trouvé"),
      (.mismatch, "A checker found evidence that differs from its digest.", "Un contrôle a trouvé"),
      (.unreachable, "A checker could not reach some of the evidence.", "Un contrôle n’a pas pu"),
    ] as [(EvidenceCheckEvent.Result, String, String)])
  func evidence(result: EvidenceCheckEvent.Result, english: String, french: String) {
    let deed = AttestationEvent.Evidence(sha256: .named("deed"), isPublic: true)
    let cell = TestLedger.orchard([
      .at("2035-02-01", 1, .submit([.claim("o-1", "met", evidence: [deed])])),
      .at("2035-02-02", 2, .check(.named("deed"), result)),
    ]).cell(asOf: "2035-06-01")
    #expect(lines(cell, .english).contains("[pbr-1 §8] \(english)"))
    #expect(lines(cell, .french).contains { $0.hasPrefix("[pbr-1 §8] \(french)") })
  }

  @Test("What reviewers found is told as their word, and that nobody checked as what is recorded")
  func wordOfOthers() {
    #expect(
      lines(cell, .french).contains(
        "[pbr-1 §8] Selon ses examinateurs, le niveau d’assurance est «\u{202F}limited\u{202F}», "
          + "avec la conclusion «\u{202F}confirme la déclaration en partie\u{202F}»."))
    let deed = AttestationEvent.Evidence(sha256: .named("deed"), isPublic: true)
    let unchecked = TestLedger.orchard([.at("2035-02-01", 1, .submit([.claim("o-1", "met", evidence: [deed])]))])
      .cell(asOf: "2035-06-01")
    #expect(
      lines(unchecked, .english).contains { $0.hasSuffix("(public): no check is recorded.") })
  }

  @Test("A register is explained in three steps")
  func register() {
    let cell = TestLedger.orchard(accord: SampleAccord.orchard(periods: nil), []).cells(asOf: "2035-06-01")[0]
    #expect(
      lines(cell, .english) == [
        "[pbr-1 §1] Version 1.0.0 of the accord (entry 900) asks for no reports.",
        "[pbr-1 §4.1] Nobody owes a report under this accord.",
        "[pbr-1 §9.1] Status shown, from the duty: “no reports asked for”.",
      ])
  }

  @Test("Every duty and submission has the row of its table")
  func rows() {
    #expect(Duty.allCases.map(\.row) == [1, 2, 2] + Array(3...9))
    #expect(Submission.allCases.map(\.row) == Array(1...9))
  }

  @Test("No explanation judges a person: none of the words that the wording rules forbid")
  func wording() {
    for seed in 0..<40 as Range<UInt64> {
      let ledger = RandomLedger(seed: seed, count: 40).ledger
      for cell in ledger.cells(asOf: "2036-06-01") {
        let text = lines(cell, .english).joined(separator: " ").lowercased()
        for word in ["non-compliant", "failed", "breach", "violat"] { #expect(!text.contains(word)) }
      }
    }
  }
}
