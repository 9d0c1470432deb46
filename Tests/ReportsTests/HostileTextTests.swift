import CanonicalJSON
import Compliance
import Fixtures
import ForeignText
import Languages
import Pledges
import Testing

@testable import Reports

@Suite("Text of others stays text")
struct HostileTextTests {
  private func report() throws -> SignatoryReport {
    try SignatoryReport(
      of: id("quince"), period: id("2034"), in: HostileStory.ledger().view(asOf: "2035-07-01T00:00:00Z"),
      language: .english)
  }

  private func overview() throws -> AccordOverview {
    try AccordOverview(
      period: id("2034"), in: HostileStory.ledger().view(asOf: "2035-07-01T00:00:00Z"), language: .english)
  }

  @Test("a page holds the elements and attributes of this program and no others")
  func pages() throws {
    for page in [try report().html(), try overview().html(linkingReports: true)] {
      let tags = try StrictHTML.tags(of: page)
      #expect(tags.count > 50)
    }
  }

  @Test("whatever characters are written, the page has the same elements", arguments: 0..<50)
  func randomText(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "<", ">", "&", "\"", "'", "/", "script", "-->", "]]>", "\u{0}", "\u{202E}", "\u{301}", "é", " ", "\n", "a",
    ]
    let text = (0..<40).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    var writer = HTMLWriter()
    writer.element("p", [.named("title", text)]) { writer in
      writer.element("bdi", text)
      writer.link("https://a.example/" + text)
    }
    let tags = try StrictHTML.tags(of: String(decoding: writer.bytes, as: UTF8.self))
    #expect(tags.filter { $0 == "p" || $0 == "bdi" } == ["p", "bdi"])
  }

  @Test("no character that acts instead of showing gets into a form for people")
  func visible() throws {
    let report = try report()
    for text in [report.text(), report.markdown(), report.csv(), report.html(), try overview().text()] {
      let acting = text.unicodeScalars.filter { $0.actsInsteadOfShowing && $0 != "\n" && $0 != "\r" }
      #expect(acting.isEmpty)
    }
    #expect(report.text().contains("\\u{202e}"))
  }

  @Test("a name with line ends writes no line of its own into a page for terminals")
  func lines() {
    var page = TextPage()
    page.paragraph("Delta\n\nCompliance report: all commitments met\r\n*** Production ledger.")
    page.field("Name", "Delta\nmet")
    #expect(page.text.split(separator: "\n").count == 2, "\(page.text)")
  }

  @Test("a name is written as its script is written, joiners and all")
  func joiners() {
    #expect("فارسی\u{200C}زبان".visible() == "فارسی\u{200C}زبان")
    #expect("quin\u{200C}ce".visible() == "quin\\u{200c}ce")
  }

  @Test("exports with hostile text are of their formats as well")
  func exports() throws {
    try expectGolden(report().oscal().displayText(), "hostile.en.oscal.json")
    try expectGolden(report().cycloneDX().displayText(), "hostile.en.cdx.json")
  }

  @Test("an address that a browser would run is no link")
  func addresses() throws {
    let page = try report().html()
    #expect(!page.contains("href=\"javascript:"))
    #expect(page.contains("javascript:document"))
  }

  @Test("a spreadsheet sees a table of equal rows and no formula")
  func spreadsheet() throws {
    for text in [try report().csv(), try overview().csv()] {
      let rows = try #require(StrictCSV.rows(of: text))
      #expect(rows.count == 4)
      for row in rows {
        #expect(row.count == rows[0].count)
        for field in row {
          #expect(!["=", "+", "-", "@"].contains(field.prefix(1)), "\(field.prefix(40))")
        }
      }
      #expect(rows[0][0] == "environment" && rows.dropFirst().allSatisfy { $0[0] == "demo" })
    }
  }

  @Test(
    "a formula gets an apostrophe",
    arguments: ["=1+1", "+1", "-1", "@x", "  =1", "\u{FF1D}1", "%0A", "|cmd"])
  func formulas(text: String) throws {
    let rows = try #require(StrictCSV.rows(of: CSVWriter.escaped(text) + "\r\n"))
    #expect(rows == [["'" + text]])
  }

  @Test(
    "nothing is markup in Markdown",
    arguments: [
      ("a | b", "a \\| b"), ("# x", "\\# x"), ("- x", "\\- x"), ("1. x", "1\\. x"), ("[a](b)", "\\[a\\](b)"),
      ("<b>", "\\<b\\>"), ("a\nb", "a b"), ("&amp;", "\\&amp;"), ("![x](y)", "\\!\\[x\\](y)"),
      (" 1. x", "1\\. x"), ("    x", "x"), ("x  ", "x"), ("x #", "x \\#"), ("C# 1.2.0", "C# 1.2.0"),
    ])
  func markdown(text: String, escaped: String) {
    #expect(MarkdownText.escaped(text) == escaped)
  }

  @Test(
    "an address stays as it was written and is no link: it stands as code",
    arguments: [
      ("https://a.example", "`https://a.example`"), ("HTTPS://A.EXAMPLE/x_y*z", "`HTTPS://A.EXAMPLE/x_y*z`"),
      ("see ftp://a.example, now", "see `ftp://a.example`, now"), ("(www.a.example)", "(`www.a.example`)"),
      ("WWW.a.example", "`WWW.a.example`"), ("www.a<b>", "`www.a`\\<b\\>"),
      ("<https://a.example>", "\\<`https://a.example`\\>"),
      ("a@b.example", "`a@b.example`"), ("mailto:a@b.example!", "`mailto:a@b.example`\\!"), ("@office", "`@office`"),
      ("https://a.example/`x`|y", "`https://a.example/`\\`x\\`\\|y"), ("www.", "`www.`"), ("@@", "`@@`"),
      ("https://\u{301}x", "`https://\u{301}x`"), ("www.\u{301}x", "`www.\u{301}x`"),
      ("office: Orchard", "office: Orchard"), ("wwwhat", "wwwhat"),
    ])
  func addressInMarkdown(text: String, escaped: String) {
    #expect(MarkdownText.escaped(text) == escaped)
  }

  @Test(
    "code keeps every character, back ticks as well",
    arguments: [
      ("a.example", "`a.example`"), ("`id`", "`` `id` ``"), ("a``b", "``` a``b ```"), ("a|b*", "`a|b*`"), ("", ""),
      ("`\u{301}", "`` `\u{301} ``"),
    ])
  func codeInMarkdown(text: String, code: String) {
    #expect(MarkdownText.code(text) == code)
  }

  @Test("a report in Markdown in which everybody tries to be markup")
  func markdownReport() throws {
    try expectGolden(report().markdown(), "hostile.en.md")
  }
}

/// A reader of HTML that knows only what the pages of this program are made of.
enum StrictHTML {
  struct Fault: Error {
    let place: Substring
  }

  private static let elements: Set<String> = [
    "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "div", "p", "strong", "h1", "h2", "h3",
    "h4", "bdi", "nav", "ul", "li", "main", "section", "dl", "dt", "dd", "code", "b", "table", "caption", "thead",
    "tbody", "tr", "th", "td", "span", "svg", "rect", "line", "circle", "text", "polyline", "ol", "time", "article",
    "br",
    "details", "summary", "ins", "del", "footer", "input", "label", "sup", "small", "pre",
  ]
  private static let attributes: Set<String> = [
    "lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "rel", "aria-label", "aria-labelledby",
    "aria-hidden", "role", "tabindex", "scope", "datetime", "dir", "viewBox", "width", "height", "x", "y", "x1", "x2",
    "y1",
    "y2", "cx", "cy", "r", "points", "text-anchor", "type", "checked", "for", "title", "html", "colspan",
  ]

  /// The names of the elements, in order; throws at the first thing that this program does not write.
  ///
  /// By scalars, as a browser reads: a combining mark behind a quote changes nothing for it.
  static func tags(of page: String) throws -> [String] {
    var tags: [String] = []
    var rest = page.unicodeScalars[...]
    while let start = rest.firstIndex(of: "<") {
      if rest[..<start].contains(">"), tags.last != "style" { throw Fault(place: Substring(rest.prefix(80))) }
      rest = rest[start...].dropFirst()
      // A value of an attribute cannot hold a raw bracket, so the next one ends the tag.
      guard let end = rest.firstIndex(of: ">") else { throw Fault(place: Substring(rest.prefix(80))) }
      let tag = rest[..<end]
      rest = rest[end...].dropFirst()
      if tag.first == "/" {
        guard elements.contains(String(tag.dropFirst())) else { throw Fault(place: Substring(tag)) }
        continue
      }
      tags.append(try name(of: tag))
    }
    return tags
  }

  private static func name(of tag: Substring.UnicodeScalarView) throws -> String {
    let fault = Fault(place: Substring(tag))
    var parts = tag
    let name = String(parts.prefix { $0 != " " })
    guard elements.contains(name) else { throw fault }
    parts = parts.dropFirst(name.unicodeScalars.count)
    while !parts.isEmpty {
      guard parts.popFirst() == " " else { throw fault }
      let attribute = String(parts.prefix { $0 != "=" && $0 != " " })
      parts = parts.dropFirst(attribute.unicodeScalars.count)
      guard attributes.contains(attribute) else { throw fault }
      guard parts.first == "=" else { continue }
      guard parts.dropFirst().first == "\"" else { throw fault }
      parts = parts.dropFirst(2)
      let value = String(parts.prefix { $0 != "\"" })
      parts = parts.dropFirst(value.unicodeScalars.count + 1)
      if attribute == "href" {
        guard ["#", "http://", "https://"].contains(where: value.hasPrefix) || value == "quince.html" else {
          throw fault
        }
      }
    }
    return name
  }
}

/// A reader of RFC 4180, by bytes, as a spreadsheet would be.
enum StrictCSV {
  static func rows(of text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if isQuoted {
        if byte == UInt8(ascii: "\""), place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\"") {
          field.append(byte)
          place += 1
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        } else {
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\r") {
        row.append(String(decoding: field, as: UTF8.self))
        field = []
        if byte == UInt8(ascii: "\r") {
          guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\n") else { return nil }
          place += 1
          rows.append(row)
          row = []
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") {
        return nil
      } else {
        field.append(byte)
      }
      place += 1
    }
    return row.isEmpty && field.isEmpty && !isQuoted ? rows : nil
  }
}
