import Fixtures
import Testing

@Suite("Commands of Documentation/Signing.md")
struct SigningPageTests {
  /// The command of the page that reads the words of a draft, with this much white space before its lines.
  private func command(indented indentation: String) throws -> String {
    let page = String(
      decoding: try Fixtures.run("cat", [Program.package + "/Documentation/Signing.md"]).output, as: UTF8.self)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("    python3 -c 'import json, hashlib") })
    let block = lines[start...].prefix { $0.hasPrefix("    ") }
    return block.map { indentation + $0.dropFirst(4) }.joined(separator: "\n")
  }

  @Test(
    "the words of a draft are read by what stands there, pasted from the page or from its source",
    arguments: ["", "    "])
  func words(indentation: String) throws {
    let workshop = try Workshop()
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
      "--explain", "la-7=en=Plain words.", "--at", "2032-02-01T00:00:00Z", "--draft", "statement.json"
    ).expectDone()
    let read = try Fixtures.run("bash", ["-c", command(indented: indentation)], in: workshop.folder.path)
    let said = String(decoding: read.output, as: UTF8.self)
    #expect(read.status == 0 && said.contains("Plain words."), "\(said) \(String(decoding: read.error, as: UTF8.self))")
    let draft = String(decoding: try workshop.folder.read("statement.json"), as: UTF8.self)
    for line in said.split(separator: "\n") { #expect(draft.contains(line.prefix(64)), "\(line)") }
  }
}
