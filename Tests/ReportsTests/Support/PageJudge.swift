import Compliance
import Pledges
import Testing

@testable import Reports

/// What holds of every page that the tests make, whatever it is about.
enum PageJudge {
  /// - Parameter entries: those that decided something on the page; each has a line there.
  static func judge(_ html: String, _ name: String, entries: some Sequence<EntryIndex> = [EntryIndex]()) {
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count, "\(name): an id twice")
    let known = Set(ids)
    for link in html.matches(of: /href="#([^"]*)"/) {
      #expect(known.contains(String(link.1)), "\(name): a link to #\(link.1), which is nowhere")
    }
    for entry in Set(entries) {
      #expect(known.contains("e\(entry)"), "\(name): entry \(entry) decided something and has no line")
    }
    #expect(!html.contains("style=\""), "\(name): a style attribute")
    let prose = prose(html)
    let instant = prose.firstMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/)
    #expect(instant == nil, "\(name): \(instant?.output ?? "") in prose")
    let words = Set(prose.split { $0.isWhitespace || ".,;:“”«»".contains($0) })
    for code in codes { #expect(!words.contains(code[...]), "\(name): the code \(code) as a word") }
  }

  /// The text of a page without what is there for programs and to be copied.
  private static func prose(_ html: String) -> String {
    html.replacing(/<(code|pre|style|head)[^>]*>.*?<\/(code|pre|style|head)>/.dotMatchesNewlines(), with: " ")
      .replacing(/<[^>]*>/, with: " ")
  }

  /// The codes of the rules that are no words of any language: those with a hyphen.
  private static let codes: [String] = {
    var codes = Duty.allCases.map(\.rawValue) + Submission.allCases.map(\.rawValue) + Flag.allCases.map(\.rawValue)
    codes += Dispute.allCases.map(\.rawValue) + Standing.allCases.map(\.rawValue)
    codes += StandingChange.Reason.allCases.map(\.rawValue) + ["not-met", "partially-met", "no-claim", "public-source"]
    return codes.filter { $0.contains("-") && $0 != "on-time" }
  }()
}
