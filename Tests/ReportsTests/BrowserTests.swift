import Compliance
import Fixtures
import Foundation
import Languages
import LedgerFixtures
import Pledges
import Reports
import Testing

/// Pages in a real browser, when Debian's chromium is there; with axe-core as well, when its file is.
///
/// The copies that are opened have no content security policy, so that nothing but escaping keeps scripts out.
@Suite("Pages in a browser", .enabled(if: Browser.isThere, "needs chromium"), .serialized)
struct BrowserTests {
  private func pages() throws -> [(name: String, page: String)] {
    let hostile = try HostileStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let story = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    return [
      ("hostile", try SignatoryReport(of: id("quince"), period: id("2034"), in: hostile, language: .english).html()),
      ("hostile overview", try AccordOverview(period: id("2034"), in: hostile, language: .french).html()),
      (
        "removed",
        try SignatoryReport(
          of: id("quince"), period: id("2034"), in: WordyStory.removed().view(asOf: WordyStory.end), language: .french
        ).html()
      ),
      ("quince", try SignatoryReport(of: id("quince"), period: id("2034"), in: story, language: .english).html()),
      ("quince's page", try SignatoryRecord(of: id("quince"), in: story, language: .french).html(linkingReports: true)),
      ("overview", try AccordOverview(period: id("2034"), in: story, language: .french).html()),
      ("register overview", try AccordOverview(in: register(), language: .english).html()),
    ]
  }

  private func register() throws -> LedgerView {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.register())
    for (name, kind) in [("fennel", "state"), ("sorrel", "state"), ("medlar", "company")] {
      try book.say(
        .join(
          Join(
            signatory: id(name), name: text(["en": name]), kind: id(kind), effective: time("2033-04-01T00:00:00Z"),
            basis: .publicSource,
            source: Join.Source(uri: "https://gazette.example/list", sha256: nil, asOf: "2033-06-01"))),
        at: "2033-06-02T10:00:00Z", by: "registrar")
    }
    return try book.view(asOf: "2034-01-01T00:00:00Z")
  }

  @Test("no script of a statement runs and no request is made")
  func noScriptNoRequest() throws {
    for (name, page) in try pages() {
      let opened = try Browser.open(page, script: "")
      #expect(!opened.isOwned, "\(name)")
      #expect(opened.requests.isEmpty, "\(name)")
    }
  }

  @Test("a page that does run a script and make a request is noticed")
  func control() throws {
    let page = "<html><body><img src=http://127.0.0.1:9/x onerror=\"\(HostileStory.mark)\"></body></html>\n"
    let opened = try Browser.open(page, script: "")
    #expect(opened.isOwned)
    #expect(opened.requests == ["http://127.0.0.1:9/x"])
  }

  @Test(
    "a word of ten thousand letters makes no page wider than its window",
    arguments: Campaign.all([500, 820, 1280]) { $0 == 500 })
  func widths(width: Int) throws {
    for (name, page) in try pages() {
      let opened = try Browser.open(
        page,
        script: """
          document.querySelectorAll('details').forEach(d => d.open = true);
          document.documentElement.setAttribute('data-fits',
            document.documentElement.scrollWidth <= document.documentElement.clientWidth);
          """, width: width)
      #expect(opened.document.contains("data-fits=\"true\""), "\(name) at \(width)")
    }
  }

  @Test("nor an overview on a phone", arguments: Campaign.all([320, 375]) { $0 == 320 })
  func phone(width: Int) throws {
    for (name, page) in try pages() where name.hasSuffix("overview") {
      // No window of the browser is so narrow; a frame is.
      let quoted = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
      let opened = try Browser.open(
        "<html><body><iframe width=\"\(width)\" height=\"900\" srcdoc=\"\(quoted)\"></iframe></body></html>\n",
        script: """
          addEventListener('load', () => {
            const root = document.querySelector('iframe').contentDocument.documentElement;
            document.documentElement.setAttribute('data-fits', root.clientWidth + ' ' + (root.scrollWidth <= root.clientWidth));
          });
          """)
      #expect(opened.document.firstMatch(of: /data-fits="\d{3} true"/) != nil, "\(name) at \(width)")
    }
  }

  @Test("a box that is not ticked hides its rows and no others, without a script of the page")
  func filters() throws {
    let overview = try AccordOverview(
      period: id("2034"), in: OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z"), language: .english)
    let opened = try Browser.open(
      overview.html(),
      script: """
        const shown = () => [...document.querySelectorAll('.map tbody')].filter(b => b.offsetHeight > 0).length;
        const before = shown();
        document.querySelector('#f-k1').click();
        document.documentElement.setAttribute('data-shown', before + ' ' + shown());
        """)
    #expect(opened.document.contains("data-shown=\"2 1\""))
  }

  @Test(
    "on a phone of 320 points nothing has to be scrolled sideways, from the left or from the right",
    arguments: [false, true])
  func phone(rightToLeft: Bool) throws {
    for (name, page) in try pages() where !name.contains("overview") {
      let inner =
        page.replacing(/<html lang="(..)">/) { "<html lang=\"\($0.1)\"\(rightToLeft ? " dir=\"rtl\"" : "")>" }
        .replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
        .replacing(
          "</body></html>\n",
          with: """
            <script>document.querySelectorAll('details').forEach(d => d.open = true);
            const root = document.documentElement;
            parent.postMessage(root.scrollWidth <= root.clientWidth && innerWidth == 320, '*')</script></body></html>
            """)
      let frame =
        "<html><body><iframe style=\"width:320px;height:900px;border:0\" srcdoc=\""
        + inner.replacing("&", with: "&amp;").replacing("\"", with: "&quot;") + "\"></iframe></body></html>\n"
      let opened = try Browser.open(
        frame, script: "onmessage = e => document.documentElement.setAttribute('data-fits', e.data)")
      #expect(opened.document.contains("data-fits=\"true\""), "\(name)")
    }
  }

  @Test(
    "axe-core finds nothing against WCAG 2.2 AA, light and dark",
    .enabled(if: Browser.axe != nil, "needs axe.min.js: PLEDGEBOOK_AXE or .build/axe/axe.min.js"),
    arguments: [false, true])
  func accessibility(dark: Bool) throws {
    let axe = try #require(Browser.axe)
    // Of colours in the dark a page of each kind says all.
    for (name, page) in Campaign.all(try pages(), inTest: { !dark || ["quince", "overview"].contains($0.name) }) {
      let opened = try Browser.open(
        page,
        script: axe + """
          ;document.querySelectorAll('details').forEach(d => d.open = true);
          axe.run(document).then(r => document.documentElement.setAttribute('data-axe',
            r.passes.length + ' passed, violations: ' + r.violations.map(v => v.id + ' ' + v.nodes[0].html).join('; ')));
          """, dark: dark)
      let found = opened.document.firstMatch(of: /data-axe="(\d+) passed, violations: ([^"]*)"/)
      #expect(found?.1.isEmpty == false, "\(name)")
      #expect(found?.2 == "", "\(name)")
    }
  }
}

enum Browser {
  static let isThere = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static let axe: String? = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["PLEDGEBOOK_AXE"]
      ?? package.appending(path: ".build/axe/axe.min.js").path
    return FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }()

  /// What is left of a page after it was opened, and every web address that was asked for.
  struct Opened {
    var document: String
    var requests: Set<String>
    /// Whether a script of a statement left its mark.
    var isOwned: Bool { document.firstMatch(of: /<html[^>]* data-owned=/) != nil }
  }

  static func open(_ page: String, script: String, width: Int = 1280, dark: Bool = false) throws -> Opened {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pledgebook-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (file, log) = (folder.appending(path: "page.html"), folder.appending(path: "net.json"))
    var opened = page.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
    opened = opened.replacing("</body></html>\n", with: "<script>\(script)</script></body></html>\n")
    try Data(opened.utf8).write(to: file)
    let result = try run(
      "chromium",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--no-first-run", "--user-data-dir=\(folder.path)/profile", "--log-net-log=\(log.path)",
        "--window-size=\(width),2000", "--virtual-time-budget=60000", "--dump-dom",
      ] + (dark ? ["--blink-settings=preferredColorScheme=0"] : []) + [file.absoluteString])
    let document = String(decoding: result.output, as: UTF8.self)
    let network = String(decoding: FileManager.default.contents(atPath: log.path) ?? Data(), as: UTF8.self)
    let requests = network.matches(of: /"url":"((?:https?|wss?):[^"]*)"/).map { String($0.1) }
    // None of the browser's own services, which it may ask for whatever it shows.
    return Opened(
      document: document, requests: Set(requests.filter { !$0.contains(".google") && !$0.contains("gvt1.com") }))
  }
}
