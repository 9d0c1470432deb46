import CanonicalJSON
import Compliance
import Languages
import Pledges
import Reports
import Testing

/// Everything that can be made of a view, in every form and language: what must not show must show in none of them.
enum EveryForm {
  static func report(_ signatory: String, _ view: LedgerView) throws -> [(form: String, text: String)] {
    var forms: [(String, String)] = []
    for language in Language.allCases {
      let report = try SignatoryReport(of: id(signatory), period: id("2034"), in: view, language: language)
      forms += [
        ("text", report.text()), ("HTML", report.html()), ("Markdown", report.markdown()), ("CSV", report.csv()),
        ("JSON", report.json().displayText()), ("OSCAL", report.oscal().displayText()),
        ("CycloneDX", report.cycloneDX().displayText()),
      ].map { ("\($0.0), \(language.rawValue)", $0.1) }
    }
    for (form, text) in forms { expectDocument(text, form) }
    return forms
  }

  static func others(_ signatory: String, _ view: LedgerView, before: LedgerView) throws -> [(
    form: String, text: String
  )] {
    var forms: [(String, String)] = []
    for language in Language.allCases {
      let overview = try AccordOverview(period: id("2034"), in: view, language: language)
      let difference = try LedgerDifference(from: before, to: view, language: language)
      forms += [
        ("overview as text", overview.text()), ("overview as HTML", overview.html()),
        ("overview as Markdown", overview.markdown()), ("overview as CSV", overview.csv()),
        ("overview as JSON", overview.json().displayText()), ("difference as text", difference.text()),
        ("difference as JSON", difference.json().displayText()),
      ]
      for commitment in ["o-1", "o-2", "o-3"] {
        let explanation = try CellExplanation(
          of: id(signatory), id(commitment), period: id("2034"), in: view, language: language)
        forms += [
          ("explanation of \(commitment) as text", explanation.text()),
          ("explanation of \(commitment) as JSON", explanation.json().displayText()),
        ]
      }
    }
    for (form, text) in forms { expectDocument(text, form) }
    return forms
  }
}
