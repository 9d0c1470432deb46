import Fixtures
import Testing

/// How wide the text of a report is: as asked for, as the terminal, and 80 columns for everything else.
@Suite("The width of a report's text")
struct TextWidthTests {
  private static let reports = [
    ["report", "quillonia"], ["overview"], ["explain", "quillonia", "la-1"], ["diff", "3"],
  ]

  @Test("--width sets it, and without it a pipe gets 80 columns", arguments: reports)
  func width(words: [String]) throws {
    let workshop = try Workshop()
    let standard = try workshop.run(list: words).expectDone().output
    #expect(try workshop.run(list: words + ["--width", "80"]).expectDone().output == standard)
    let narrow = try workshop.run(list: words + ["--width", "40"]).expectDone().output
    #expect(narrow != standard)
    // A line that is wider holds one word or a command, which are kept whole.
    for line in narrow.split(separator: "\n") where line.count > 40 {
      let parts = line.split(separator: " ")
      #expect(parts.count == 1 || parts.first == "pledgebook", "\(line)")
    }
  }

  @Test("the bytes of a pipe do not depend on what the shell says of the terminal")
  func pipe() throws {
    let workshop = try Workshop()
    let wide = try workshop.run("overview", environment: ["COLUMNS": "200"]).expectDone().output
    #expect(wide == (try workshop.run("overview").expectDone().output))
  }

  @Test("what is no width is refused", arguments: reports)
  func refused(words: [String]) throws {
    let workshop = try Workshop()
    for width in ["19", "1001", "wide"] {
      let result = try workshop.run(list: words + ["--width", width])
      #expect(result.status == 2 && result.output.isEmpty, "\(result)")
      #expect(result.error.contains("no number of columns from 20 to 1000"), "\(result)")
    }
  }

  @Test("a form that is no text has no width", arguments: reports)
  func otherForms(words: [String]) throws {
    let workshop = try Workshop()
    let formats = words[0] == "report" || words[0] == "overview" ? ["html", "csv", "md", "json"] : []
    for options in [["--json"]] + formats.map({ ["--format", $0] }) {
      let result = try workshop.run(list: words + options + ["--width", "80"])
      #expect(result.status == 2, "\(result)")
      #expect(result.error.contains("--width is for the text form"), "\(result)")
    }
  }
}
