import CanonicalJSON
import Fixtures
import Testing

@testable import Reports

/// compliance-trestle brings the reader of Markdown that GitHub runs; it makes links of addresses as well.
@Suite("Markdown, judged by GitHub's own reader", .enabled(if: Judges.areAvailable, Judges.needed))
struct MarkdownTests {
  private static let golden = Judges.package + "/Tests/ReportsTests/Golden"

  /// A text and its Markdown in turn, a line each.
  private func judge(_ texts: [String], _ markdown: (String) -> String) throws -> SubprocessResult {
    let lines = texts.flatMap { [JSONValue.string($0), .string(markdown($0))] }
    return try Judges.run("markdown.py", [], input: lines.flatMap { $0.canonicalBytes() + [UInt8(ascii: "\n")] })
  }

  @Test("a report has the elements of reports and no link, whatever its signatory wrote")
  func documents() throws {
    let listed = try run("ls", [Self.golden])
    let files = text(listed.output).split(separator: "\n").filter { $0.hasSuffix(".md") }
    #expect(files.contains("hostile.en.md") && files.count > 8)
    let judged = try Judges.run("markdown.py", files.map { "\(Self.golden)/\($0)" })
    #expect(judged.status == 0, "\(text(judged.output)) \(text(judged.error))")
  }

  @Test("a text is shown as it was written, and as nothing but text", arguments: 0..<8)
  func texts(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "https://", "HTTP://", "fTp://", "www.", "WWW.", "mailto:", "xmpp:", "a.example", "b.example/x?y=1&z=2", "@",
      "@b",
      ".", ":", "/", "//", " ", "  ", "`", "``", "|", "\\", "*", "**", "_", "~~", "<b>", "<https://c.example>", "</p>",
      "<!--", "&amp;", "&#64;", "[x](y)", "![x](y)", "[^1]", "#", "##", "-", "- ", "+ ", "1. ", "2) ", "=", "> ", "---",
      "$x$", "{x}", "!", "(", ")", "\"", "'", ",", ";", "word", "é", "\u{301}", "日本", "3.14",
    ]
    let texts = (0..<400).map { _ in
      (0..<Int.random(in: 1...9, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }
    let judged = try judge(texts, MarkdownText.escaped)
    #expect(judged.status == 0, "\(text(judged.output)) \(text(judged.error))")
    let code = try judge(texts.filter { !$0.allSatisfy { $0 == " " } }, MarkdownText.code)
    #expect(code.status == 0, "\(text(code.output)) \(text(code.error))")
  }

  @Test(
    "an address that is only escaped is made a link, so that the verdict means something",
    arguments: ["a&#64;b.example", "a\\@b.example", "HTTPS://b.example", "www.b.example", "ftp://b.example"])
  func control(markdown: String) throws {
    #expect(try judge(["x"]) { _ in markdown }.status == 1)
    #expect(text(try judge(["x"]) { _ in markdown }.output).contains("<a href="))
  }
}
