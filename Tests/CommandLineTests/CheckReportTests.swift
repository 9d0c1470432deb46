import CanonicalJSON
import Fixtures
import LedgerSamples
import Testing

/// Pages that are held against the ledger, and forged ones.
@Suite("A page is what the ledger says, or it is told where not")
struct CheckReportTests {
  let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--explain",
      "la-7=en=Lamps & \"wicks\" <all> of them.", "--evidence", "la-7=law.txt", "--key", "quillonia", "--at",
      "2032-02-01T00:00:00Z"
    ).expectDone()
  }

  static let pages = [
    ["report", "quillonia", "--period", "2031"], ["report", "quillonia"], ["report", "quillonia", "--link-reports"],
    ["overview", "--period", "2031"], ["overview", "--link-reports"],
  ]

  private func make(_ words: [String], _ name: String = "page.html", _ more: String...) throws -> [UInt8] {
    try workshop.run(words + ["--format", "html", "--out", name] + more).expectDone()
    return try workshop.folder.read(name)
  }

  private func check(_ name: String = "page.html", _ more: String...) throws -> Transcript {
    try workshop.run(["check-report", name] + more)
  }

  @Test("every kind of page, in every language, as of now and of earlier, is identical", arguments: pages)
  func identical(_ words: [String]) throws {
    for (number, more) in [[], ["--language", "fr"], ["--as-of", "2032-01-10"]].enumerated() {
      _ = try workshop.run(words + ["--format", "html", "--out", "\(number).html"] + more).expectDone()
      let answer = try check("\(number).html").expectDone()
      #expect(answer.output.hasPrefix("identical to what the ledger says: \(number).html"), "\(answer)")
      #expect(try check("\(number).html", "--json").expectDone().text("result") == "identical")
    }
  }

  @Test("against a published copy as well")
  func published() throws {
    _ = try make(Self.pages[0])
    try workshop.run("publish", "site").expectDone()
    let site = ["check-report", "page.html", "--from", "site", "--log-key", try workshop.resolve("VKEY")]
    try workshop.run(site).expectDone()
  }

  @Test(
    "one word, one number, one hidden element, one line of the head: it differs, and where", arguments: pages,
    [
      ("Lantern Accord", "Lantern accord"), ("</h1>", "</h1><p hidden>x</p>"), ("entry 4", "entry 3"),
      ("name=\"pledgebook-root\" content=\"", "name=\"pledgebook-root\" content=\"0"),
      ("<body>", "<body ><!-- -->"), ("</html>\n", "</html>\n "), ("default-src 'none'", "default-src *"),
    ])
  func forged(_ words: [String], _ forgery: (String, String)) throws {
    let page = String(decoding: try make(words), as: UTF8.self)
    guard page.contains(forgery.0) else { return }
    var forged = page.replacing(forgery.0, with: forgery.1, maxReplacements: 1)
    // The same number of digits, so that the head is one that can be read.
    if forgery.0.contains("root") {
      forged = String(forged.replacing(/(content="0[0-9a-f]{63})[0-9a-f]"/) { "\($0.1)\"" })
    }
    try workshop.folder.write(Array(forged.utf8), to: "forged.html")
    let answer = try check("forged.html", "--json")
    #expect(answer.status == 1, "\(answer)")
    #expect(answer.text("result") == "differs")
    let same = zip(page.utf8, forged.utf8).prefix { $0 == $1 }
    let line = 1 + same.count { $0.0 == UInt8(ascii: "\n") }
    #expect(answer.json?.member("difference")?.member("line")?.integer == Int64(line), "\(answer)")
    let text = try check("forged.html")
    #expect(text.status == 1 && text.output.contains("the file has:") && text.output.contains("the ledger says:"))
  }

  @Test("what cannot be checked is said so, each with its reason")
  func uncheckable() throws {
    let page = String(decoding: try make(Self.pages[0]), as: UTF8.self)
    func forge(_ pattern: String, _ replacement: String) throws {
      #expect(page.contains(pattern))
      try workshop.folder.write(Array(page.replacing(pattern, with: replacement).utf8), to: "other.html")
    }
    try forge("content=\"pledges.example/lantern\"", "content=\"pledges.example/other\"")
    try workshop.refuses("check-report.another-ledger", status: 3, "check-report", "other.html")
    try forge("name=\"pledgebook-size\" content=\"", "name=\"pledgebook-size\" content=\"9")
    try workshop.refuses("check-report.ahead", status: 3, "check-report", "other.html")
    try forge(
      "name=\"pledgebook-program\" content=\"pledgebook ", "name=\"pledgebook-program\" content=\"pledgebook 9.")
    try workshop.refuses("check-report.another-program", status: 3, "check-report", "other.html")
    for (pattern, replacement) in [
      ("name=\"pledgebook-genesis\"", "name=\"pledgebook-genesiz\""),
      ("name=\"pledgebook-as-of\" content=\"2", "name=\"pledgebook-as-of\" content=\"x"),
      ("content=\"period\"", "content=\"diary\""),
      ("name=\"pledgebook-signatory\" content=\"quillonia\"", "name=\"pledgebook-signatory\" content=\"\""),
    ] {
      try forge(pattern, replacement)
      try workshop.refuses("check-report.damaged-head", status: 3, "check-report", "other.html")
    }
  }

  @Test("a file that is no page is called what it is, and the form that can be checked is named")
  func otherFiles() throws {
    for (format, what) in [("md", "a Markdown text"), ("json", "a JSON document"), ("csv", "a table (CSV)")] {
      try workshop.run(list: Self.pages[0] + ["--format", format, "--out", "other.\(format)"]).expectDone()
      try expectNoPage(what, "other.\(format)")
    }
    try workshop.run(list: Self.pages[0] + ["--out", "other.txt"]).expectDone()
    try expectNoPage("a text", "other.txt")
    for (content, what) in [
      ("", "empty"), (" \n", "empty"), ("%PDF-1.7\n", "a PDF"),
      ("PK\u{3}\u{4}", "an archive or a document of an office program"),
      ("<!DOCTYPE html><p>x</p>", "an HTML page that this program did not make"), ("<svg/>", "markup of another kind"),
      ("a\0b", "no text"),
    ] {
      try workshop.folder.write(Array(content.utf8), to: "other")
      try expectNoPage(what)
    }
  }

  private func expectNoPage(_ what: String, _ name: String = "other") throws {
    let answer = try check(name, "--json")
    #expect(answer.status == 3 && answer.errorCode == "check-report.no-page", "\(what)\n\(answer)")
    #expect(answer.error.contains("\(name) is \(what); only pages of --format html"), "\(what)\n\(answer)")
  }

  @Test("other line ends are other bytes, and nothing but that is said of them", arguments: pages)
  func lineEnds(_ words: [String]) throws {
    let page = try make(words)
    let text = String(decoding: page, as: UTF8.self)
    let others: [String] = [
      text.replacing("\n", with: "\r\n"), text.replacing("\n", with: "\r"), "\u{FEFF}" + text, text + "\n",
      String(text.dropLast()),
    ]
    for changed in others {
      try workshop.folder.write(Array(changed.utf8), to: "changed.html")
      let answer = try check("changed.html")
      #expect(
        answer.status == 1 && answer.output.contains("has the words that the ledger says and other bytes"), "\(answer)")
      #expect(try check("changed.html", "--json").json?.member("difference")?.member("kind")?.string == "line-ends")
    }
    // With another word it is that word that is shown.
    let forged = text.replacing("</h1>", with: "!</h1>", maxReplacements: 1)
    try workshop.folder.write(Array(forged.replacing("\n", with: "\r\n").utf8), to: "changed.html")
    let answer = try check("changed.html")
    #expect(answer.status == 1 && answer.output.contains("!</h1>"), "\(answer)")
    #expect(try check("changed.html", "--json").json?.member("difference")?.member("kind")?.string == "content")
  }

  @Test("a page that a browser saved anew differs, and how to come by the page itself is said")
  func savedByBrowser() throws {
    let page = String(decoding: try make(Self.pages[0]), as: UTF8.self)
    for saved in [
      page.replacing("<head>", with: "<!-- saved from url=(0027)https://pledges.example/ -->\n<head>"),
      page.replacing(
        "<meta charset=\"utf-8\">", with: "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">"),
    ] {
      try workshop.folder.write(Array(saved.utf8), to: "saved.html")
      let answer = try check("saved.html")
      #expect(answer.status == 1 && answer.output.contains("a browser that saves a page writes it anew"), "\(answer)")
    }
    #expect(try !check().output.contains("browser"))
  }

  @Test("a page of a time to come says what holds if nothing more is recorded, and can be checked", arguments: pages)
  func timeToCome(_ words: [String]) throws {
    let made = try workshop.run(list: words + ["--as-of", "2060-01-01", "--format", "html", "--out", "page.html"])
      .expectDone()
    if words[0] == "report" { #expect(made.error.contains("is still to come"), "\(made)") }
    let answer = try check().expectDone()
    #expect(answer.output.hasPrefix("identical to what the ledger says"), "\(answer)")
    #expect(!answer.output.contains("a newer page holds"), "\(answer)")
  }

  @Test("the registrar's new name makes a newer page, and the page from before is what it was")
  func registrarName() throws {
    _ = try make(Self.pages[1])
    try workshop.run(
      "registrar", "update", "--public-key", "registrar.pub", "--name", "The Lamp Office", "--registrar-key",
      "registrar", "--at", "2032-09-01T00:00:00Z"
    ).expectDone()
    #expect(try check().expectDone().output.contains("a newer page holds since 2032-09-01T00:00:00Z"))
    let page = String(decoding: try make(Self.pages[1], "new.html"), as: UTF8.self)
    #expect(page.contains("The Lamp Office"))
    #expect(!(try check("new.html").expectDone()).output.contains("newer"))
    let before = try workshop.run(list: Self.pages[1] + ["--as-of", "2032-08-31", "--format", "html"]).expectDone()
    #expect(!before.output.contains("The Lamp Office"))
  }

  @Test("another signatory or time in the head makes another page")
  func anotherPage() throws {
    let page = String(decoding: try make(Self.pages[0]), as: UTF8.self)
    for (pattern, replacement) in [
      ("name=\"pledgebook-signatory\" content=\"quillonia\"", "name=\"pledgebook-signatory\" content=\"brindlemark\""),
      ("name=\"pledgebook-signatory\" content=\"quillonia\"", "name=\"pledgebook-signatory\" content=\"atlantis\""),
      ("name=\"pledgebook-period\" content=\"2031\"", "name=\"pledgebook-period\" content=\"2032\""),
      ("name=\"pledgebook-period\" content=\"2031\"", "name=\"pledgebook-period\" content=\"1999\""),
      ("name=\"pledgebook-language\" content=\"en\"", "name=\"pledgebook-language\" content=\"fr\""),
    ] {
      try workshop.folder.write(Array(page.replacing(pattern, with: replacement).utf8), to: "forged.html")
      #expect(try check("forged.html").status == 1, "\(replacement)")
    }
  }

  @Test("a page that is old and right is identical, and the newer one is named")
  func old() throws {
    _ = try make(Self.pages[0])
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=not-met", "--explain",
      "la-7=en=Not all.", "--supersede", "--reason", "error-correction", "--note", "Two lamps were out.", "--key",
      "quillonia", "--at",
      "2032-03-01T00:00:00Z"
    ).expectDone()
    let answer = try check().expectDone()
    #expect(answer.output.contains("a newer page holds since"))
    #expect(try check("page.html", "--json").expectDone().text("newerSince") != nil)
  }

  @Test("a page with words that were removed since differs, and the removal is named")
  func removed() throws {
    _ = try make(Self.pages[0])
    try workshop.run(
      "redact", "4", "--basis", "erasure-request", "--reference", "art. 17", "--registrar-key", "registrar", "--at",
      "2032-08-01T00:00:00Z"
    ).expectDone()
    let answer = try check()
    #expect(answer.status == 1)
    #expect(answer.output.contains("words were removed by law since the page was made (entry 5)"), "\(answer)")
  }

  @Test("what a forged page says cannot steer the terminal of who checks it")
  func acting() throws {
    let page = String(decoding: try make(Self.pages[0]), as: UTF8.self)
    let forged = page.replacing("</h1>", with: "\u{1B}[2J\u{202E}identical</h1>", maxReplacements: 1)
    try workshop.folder.write(Array(forged.utf8), to: "forged.html")
    let answer = try check("forged.html")
    #expect(answer.status == 1)
    #expect(!answer.output.contains("\u{1B}") && !answer.output.contains("\u{202E}"), "\(answer)")
    #expect(answer.output.contains("\\x1b[2J"), "\(answer)")
  }

  @Test("an entry of the same second makes no honest page a forged one: it is what the entries said that it knew")
  func sameSecond() throws {
    _ = try make(Self.pages[0])
    try workshop.run(
      "join", "ember", "--kind", "state", "--name", "en=Ember", "--signing-key", "quillonia-2", "--registrar-key",
      "registrar", "--at", "2032-02-01T00:00:00Z"
    ).expectDone()
    let answer = try check().expectDone()
    #expect(answer.output.hasPrefix("identical to what the ledger says"), "\(answer)")
    #expect(answer.output.contains("a newer page holds since 2032-02-01T00:00:00Z"), "\(answer)")
  }

  /// Silence made out of a filing that is left out: the page names the entries before it, and an instant long after.
  @Test("a page that leaves out an entry of before its own second differs, whatever number of entries it names")
  func leftOut() throws {
    let other = try Workshop()
    try other.run(list: Self.pages[0] + ["--as-of", "2032-06-01", "--format", "html", "--out", "page.html"])
      .expectDone()
    let page = String(decoding: try other.folder.read("page.html"), as: UTF8.self)
    #expect(page.contains("2032-05-01T00:00:00Z") && page.contains("no claim stands"))
    try other.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
      "--key", "quillonia", "--at", "2032-02-01T00:00:00Z"
    ).expectDone()
    try other.run(
      "join", "ember", "--kind", "state", "--name", "en=Ember", "--signing-key", "quillonia-2", "--registrar-key",
      "registrar", "--at", "2032-07-01T00:00:00Z"
    ).expectDone()
    let answer = try other.run("check-report", "page.html")
    #expect(answer.status == 1 && answer.output.contains("differs from what the ledger says"), "\(answer)")
  }
}
