internal import CanonicalJSON
internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

/// A page that stands alone: no script, no outside resource, one style sheet inside.
struct HTMLDocument {
  let frame: ReportFrame
  private(set) var writer = HTMLWriter()

  init(_ frame: ReportFrame) {
    self.frame = frame
  }

  /// The whole page around what `main` writes.
  ///
  /// - Parameters:
  ///   - sections: anchor and title of each section, for the list at the head.
  ///   - dates: those that the subtitle names.
  ///   - stamp: how the page was made, for its head.
  ///   - lead: what stands under the title, before the notices.
  mutating func page(
    title: String, subtitle: String, sections: [(anchor: String, title: String)], notices: [String],
    extraStyle: String = "", dates: [Instant] = [], stamp: PageStamp, lead: (inout HTMLWriter) -> Void = { _ in },
    main: (inout HTMLWriter) -> Void
  ) {
    let wording = frame.wording
    var style = HTMLWriter()
    style.literal(Stylesheet.text)
    style.write(extraStyle)
    writer.literal("<!DOCTYPE html>\n")
    writer.open(
      "html",
      [.language(frame.language.rawValue)] + (frame.language.isRightToLeft ? [.named("dir", "rtl")] : []))
    writer.newline()
    writer.element("head") { writer in
      writer.literal(
        """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">

        """)
      writer.literal("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '")
      writer.write(HTMLDocument.source(of: style.bytes))
      writer.literal("'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
      stamp.write(to: &writer)
      writer.element("title", "\(title) – \(subtitle)")
      writer.newline()
      writer.element("style") { $0.append(style) }
    }
    writer.newline()
    writer.open("body")
    writer.element("a", [.style("skip"), .named("href", "#main")], wording.skipToContent)
    writer.newline()
    writeHeader(title, (subtitle, dates), sections, notices, lead)
    writer.element("main", [.id("main"), .named("tabindex", "-1")], main)
    writer.newline()
    writeFooter()
    writer.literal("</body></html>\n")
  }

  /// What a policy calls a sheet that it allows, by its digest. // Content Security Policy Level 3 §2.3.1
  ///
  /// A library that cannot hash allows none: the page is plain then, and no less safe. It would not have read the ledger.
  private static func source(of sheet: [UInt8]) -> String {
    do {
      return "sha256-" + Base64.encode(try Digest.sha256(of: sheet).bytes)
    } catch {
      return "none"
    }
  }

  private mutating func writeHeader(
    _ title: String, _ subtitle: (text: String, dates: [Instant]), _ sections: [(anchor: String, title: String)],
    _ notices: [String], _ lead: (inout HTMLWriter) -> Void
  ) {
    let (frame, wording) = (frame, frame.wording)
    writer.element("header") { writer in
      if !frame.banner.isEmpty {
        writer.element("div", [.style("banner")]) { writer in
          for line in frame.banner { writer.element("p") { $0.element("strong", line) } }
        }
      }
      writer.element("p", [.style("crumb")]) { writer in
        EntryLinks([], frame.language).write(subtitle.text, at: subtitle.dates, to: &writer)
      }
      writer.element("h1") { $0.element("bdi", title) }
      lead(&writer)
      writer.element("div", [.style("notice")]) { writer in
        for notice in notices { writer.element("p", notice) }
      }
      writer.element("nav", [.named("aria-label", wording.contents)]) { writer in
        writer.element("ul") { writer in
          for section in sections {
            writer.element("li") { $0.element("a", [.named("href", "#\(section.anchor)")], section.title) }
          }
        }
      }
    }
    writer.newline()
  }

  private mutating func writeFooter() {
    let (frame, wording) = (frame, frame.wording)
    writer.element("footer") { writer in
      writer.section("object", wording.howToObject) { writer in
        writer.element("p", frame.objection)
        writer.element("p", frame.text(frame.accord.document.disclaimer))
        writer.element("p", wording.notEndorsement)
      }
    }
  }
}

extension HTMLWriter {
  /// A section with a heading of the second level that names it.
  mutating func section(_ anchor: String, _ title: String, _ body: (inout HTMLWriter) -> Void) {
    element("section", [.id(anchor), .named("aria-labelledby", "\(anchor)-h")]) { writer in
      writer.element("h2", [.id("\(anchor)-h")], title)
      body(&writer)
    }
    newline()
  }

  /// Labels and what they say.
  mutating func fields(_ fields: [(label: String, body: (inout HTMLWriter) -> Void)]) {
    element("dl", [.style("fields")]) { writer in
      for field in fields {
        writer.element("dt", field.label)
        writer.element("dd", [], field.body)
      }
    }
  }

  /// A table that scrolls by itself when it is wider than the page, or becomes cards on a phone.
  mutating func table(
    caption: String, head: [String], cards: Bool = true, _ rows: (inout HTMLWriter) -> Void
  ) {
    element(
      "div", [.style("scroll"), .named("role", "group"), .named("aria-label", caption), .named("tabindex", "0")]
    ) { writer in
      writer.element("table", cards ? [.style("cards"), .named("role", "table")] : []) { writer in
        writer.element("caption", caption)
        writer.element("thead", cards ? [.named("role", "rowgroup")] : []) { writer in
          writer.element("tr", cards ? [.named("role", "row")] : []) { writer in
            for title in head {
              writer.element(
                "th", [.named("scope", "col")] + (cards ? [.named("role", "columnheader")] : []), title)
            }
          }
        }
        writer.element("tbody", cards ? [.named("role", "rowgroup")] : [], rows)
      }
    }
  }

  /// A row of a table that becomes cards; the roles stay when the display changes.
  mutating func row(_ attributes: [Attribute] = [], _ body: (inout HTMLWriter) -> Void) {
    element("tr", [.named("role", "row")] + attributes, body)
    newline()
  }

  /// The cell that names a row.
  mutating func rowHead(_ body: (inout HTMLWriter) -> Void) {
    element("th", [.named("scope", "row"), .named("role", "rowheader")], body)
  }

  /// A cell; its label shows on cards only, where the column has no head.
  mutating func cell(_ label: String, _ body: (inout HTMLWriter) -> Void) {
    element("td", [.named("role", "cell")]) { writer in
      writer.element("span", [.style("lab"), .named("aria-hidden", "true")], label)
      body(&writer)
    }
  }

  mutating func cell(_ label: String, _ text: String) {
    cell(label) { $0.write(text) }
  }

  /// A text of the accord or a party, marked with its own language where that is not the page's.
  mutating func said(_ texts: TextMap, _ frame: ReportFrame, in name: Literal = "p", style: String = "said") {
    let (language, text) = frame.pick(texts)
    var attributes: [Attribute] = [.style(style), .named("dir", "auto")]
    if language != frame.language.rawValue { attributes.append(.language(language == "und" ? "" : language)) }
    element(name, attributes, text)
  }

  /// What the closure writes of a detached text's words, or the sentence that stands for them.
  mutating func detached<Words>(
    _ text: Detached<Words>, _ frame: ReportFrame, _ body: (Words, inout HTMLWriter) -> Void
  ) {
    if let sentence = frame.standIn(for: text) { return standIn(sentence) }
    if let words = frame.texts[text].words { body(words, &self) }
  }

  /// A sentence in the place of words that cannot be shown; its class tells it from what a party wrote.
  mutating func standIn(_ sentence: String) {
    element("bdi", [.style("gone")], sentence)
  }

  mutating func said(_ text: Detached<TextMap>, _ frame: ReportFrame) {
    guard let words = frame.texts[text].words else { return element("p") { $0.detached(text, frame) { _, _ in } } }
    said(words, frame)
  }

  mutating func inline(_ text: Detached<TextMap>, _ frame: ReportFrame) {
    detached(text, frame) { words, writer in writer.inline(words, frame) }
  }

  mutating func inline(_ text: Detached<String>, _ frame: ReportFrame) {
    detached(text, frame) { words, writer in writer.element("bdi", words) }
  }

  /// A text inside a line, marked the same way.
  mutating func inline(_ texts: TextMap, _ frame: ReportFrame) {
    let (language, text) = frame.pick(texts)
    guard language != frame.language.rawValue else { return element("bdi", text) }
    element("bdi", [.language(language == "und" ? "" : language)], text)
  }

  /// A sentence of ours around words of somebody's, which are marked with their language where it is not the page's.
  mutating func sentence(
    around said: String, in language: String, _ frame: ReportFrame, _ sentence: (String) -> String
  ) {
    guard language != frame.language.rawValue else { return element("bdi", sentence(said)) }
    // A name that holds this character itself gets the words at another place, and nothing else.
    let around = sentence("\u{1}").split(separator: "\u{1}", maxSplits: 1, omittingEmptySubsequences: false)
    for (place, words) in around.enumerated() {
      if place > 0 { element("bdi", [.language(language == "und" ? "" : language)], said) }
      if !words.isEmpty { element("bdi", String(words)) }
    }
  }

  /// An instant in words, with itself in the markup: the day, or what the caller says of it.
  mutating func time(_ instant: Instant, _ words: String) {
    element("time", [.named("datetime", instant.description)], words)
  }
}

extension ReportFrame {
  /// The text in the report's language, or the accord's first, with the language it is in.
  func pick(_ texts: TextMap) -> (language: String, text: String) {
    for wanted in [language.rawValue, accord.document.languages.first ?? "en"] {
      if let text = texts[wanted] { return (wanted, text) }
    }
    return texts.entries[0]
  }
}
