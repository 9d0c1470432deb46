import Fixtures
import Languages
import LedgerSamples
import Testing

@testable import pledgebook

/// The locale chooses the language of reports where `--language` does not; messages and JSON keys stay as they are.
@Suite("The language of reports")
struct ReportLanguageTests {
  @Test(
    "the first of LC_ALL, LC_MESSAGES and LANG that is set decides, after LANGUAGE",
    arguments: [
      ([:], Language.english), (["LANG": "fr_FR.UTF-8"], .french), (["LANG": "fr"], .french),
      (["LANG": "fr-CA"], .french), (["LANG": "fr@euro"], .french), (["LANG": "fry_NL"], .english),
      (["LANG": "de_DE.UTF-8"], .english), (["LANG": "C"], .english), (["LANG": ""], .english),
      (["LANG": "en_GB", "LC_MESSAGES": "fr_BE"], .french),
      (["LANG": "fr_FR", "LC_MESSAGES": "en_GB"], .english), (["LANG": "fr_FR", "LC_ALL": "C"], .english),
      (["LANG": "fr_FR", "LC_ALL": ""], .french), (["LANG": "en_GB", "LC_ALL": "fr_FR"], .french),
      (["LANG": "de_DE", "LANGUAGE": "de:fr:en"], .french), (["LANG": "fr_FR", "LANGUAGE": "en"], .english),
      (["LANG": "C", "LANGUAGE": "fr"], .english), (["LANGUAGE": "fr"], .english),
      (["LANG": "C.UTF-8", "LANGUAGE": "fr"], .english), (["LANG": "POSIX", "LANGUAGE": "fr"], .english),
    ] as [([String: String], Language)])
  func preferred(_ environment: [String: String], _ expected: Language) {
    #expect(ReportLanguage.preferred { environment[$0] } == expected)
  }

  private static let french = ["LC_ALL": "", "LANG": "fr_FR.UTF-8"]

  @Test("a report, overview, explanation and difference follow it, and --language wins")
  func reports() throws {
    let workshop = try Workshop()
    let asOf = ["--as-of", "2032-02-01T00:00:00Z"]
    for words in [
      ["report", "quillonia"] + asOf, ["overview"] + asOf, ["explain", "quillonia", "la-7"] + asOf, ["diff", "2", "3"],
    ] {
      let english = try workshop.run(words).expectDone().output
      let french = try workshop.run(words, environment: Self.french).expectDone().output
      #expect(english != french)
      #expect(try workshop.run(words + ["--language", "fr"]).expectDone().output == french)
      #expect(try workshop.run(words + ["--language", "en"], environment: Self.french).expectDone().output == english)
    }
  }

  @Test("messages stay English")
  func messages() throws {
    let workshop = try Workshop()
    for words in [["report", "nobody"], ["rep"], ["--help"], ["log"], ["verify"], ["status"]] {
      let (here, there) = (try workshop.run(words), try workshop.run(words, environment: Self.french))
      #expect(here.error == there.error && here.status == there.status, "\(there)")
      if words != ["verify"] { #expect(here.output == there.output, "\(there)") }
    }
  }
}
