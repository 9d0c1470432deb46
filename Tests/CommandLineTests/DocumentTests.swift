import Fixtures
import Testing

/// The pages of the project say what the program does: `Scripts/documents` runs them, and says there what it compares.
@Suite("The documents", .enabled(if: SystemPython.isThere, Comment(rawValue: SystemPython.needed)))
struct DocumentTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func documents(_ words: String...) throws -> (status: Int32, output: String) {
    let result = try SystemPython.run(
      file: Program.package + "/Scripts/documents",
      words + ["--program", BuiltPrograms.path("pledgebook")])
    return (result.status, String(decoding: result.output + result.error, as: UTF8.self))
  }

  /// A page of its own, with this text.
  private func page(_ text: String) throws -> String { try folder.write(Array(text.utf8), to: "Page.md") }

  @Test("every command of every page runs, and says what stands there; what is not run says why")
  func commands() throws {
    let found = try documents("run")
    #expect(found.status == 0, "\(found.output)")
    let lines = found.output.split(separator: "\n")
    let reasons = lines.filter { $0.hasPrefix("not run  ") }
    let last = try #require(lines.last)
    #expect(last.hasSuffix("\(reasons.count) not run, 0 faults"), "\(found.output)")
    // Few pieces need what a test has not: another one is a decision, not an oversight.
    #expect(reasons.count <= 30, "\(reasons.joined(separator: "\n"))")
  }

  @Test("no line of a page is longer than 120 columns, but for tables and code")
  func width() throws {
    let found = try documents("lines")
    #expect(found.status == 0, "\(found.output)")
  }

  @Test("every link leads somewhere, and the map has every page")
  func links() throws {
    let found = try documents("links")
    #expect(found.status == 0, "\(found.output)")
  }

  @Test(
    "a page that says otherwise is found",
    arguments: [
      ("    pledgebook --version\n\n    version 9.9.9\n", "line 3 has  version 9.9.9"),
      ("    pledgebook --version\n\n    …\n    and more\n", "and came  nothing more"),
      ("    pledgebook schema no-such-schema\n", "no-such-schema"),
      ("    pledgebook status\n\n    …\n    (exit status 5)\n", "line 4 has  (exit status 5)"),
      ("    pledgebook verify --quickly\n", "verify has no option --quickly"),
      ("Say `pledgebook verify --quickly`.\n", "verify has no option --quickly"),
      ("Say `pledgebook verfy`.\n", "pledgebook has no command verfy"),
      ("<!-- not run: elsewhere -->\n\n    pledgebook key show A --loud\n", "key show has no option --loud"),
      ("<!-- not run: -->\n\n    pledgebook status\n", "this comment says nothing"),
      ("<!-- not run: elsewhere -->\n\nWords.\n", "no code follows"),
      ("<!-- not run: elsewhere -->\n\n    words\n", "has no command"),
      ("    time pledgebook status\n    pledgebook status\n", "neither run nor marked"),
    ])
  func otherwise(text: String, said: String) throws {
    let found = try documents("run", page(text))
    #expect(found.status == 1 && found.output.contains(said), "\(found.output)")
  }

  @Test("a digest is another one each time, and the same one wherever it stands twice")
  func digests() throws {
    func shown(_ first: String, _ second: String) throws -> Int32 {
      let print = "    echo \(String(repeating: "ab", count: 32))\n\n    "
      return try documents("run", page(print + first + "\n\n" + print + second + "\n")).status
    }
    let (one, other) = (String(repeating: "12", count: 32), String(repeating: "34", count: 32))
    #expect(try shown(one, one) == 0)
    #expect(try shown(one, other) == 1)
    #expect(try shown(one, "not a digest") == 1)
  }

  @Test("lines that stand there are written anew, and then fit")
  func renewal() throws {
    let path = try page(
      "    pledgebook accord check Ledger/Accords/lantern-accord.json | head -n 1\n\n    lantern-accord 0.9.0\n")
    #expect(try documents("renew", path).status == 0)
    #expect(try documents("run", path).status == 0)
  }

  @Test("a long line is named, and wrapped without touching tables, code, links and what would become a list")
  func wrapping() throws {
    let words = String(repeating: "word ", count: 23)
    let bound = "| \(words)| \(words)|\n|---|---|\n\n    echo \(words)\(words)\n"
    let path = try page(
      "\(words)[a link of words](somewhere) and > more - \(words)\n\n* \(words)`code of words`\n\n\(bound)")
    let before = try documents("lines", path)
    #expect(before.status == 1 && before.output.hasPrefix("Page.md:1: "), "\(before.output)")
    #expect(try documents("wrap", path).status == 0)
    #expect(try documents("lines", path).status == 0)
    let text = String(decoding: try folder.read("Page.md"), as: UTF8.self)
    #expect(text.hasSuffix(bound))
    #expect(text.contains("[a link of words](somewhere)") && text.contains("  `code of words`"))
    #expect(!text.contains("\n>") && !text.contains("\n-"))
  }
}
