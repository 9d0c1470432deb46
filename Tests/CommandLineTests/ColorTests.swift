import Fixtures
import LedgerSamples
import Testing

/// Colour in text reports adds nothing but colour; lists are in columns from the first row to the last.
@Suite("Colour and columns")
struct ColorTests {
  private static let reports = [
    ["report", "quillonia", "--period", "2031"], ["report", "quillonia"], ["overview"],
    ["explain", "quillonia", "la-1"], ["diff", "3"],
  ]

  private static func withoutColor(_ text: String) -> String {
    var rest = text[...]
    var plain = ""
    while let start = rest.firstIndex(of: "\u{1b}") {
      plain += rest[..<start]
      rest = rest[start...].drop { $0 != "m" }.dropFirst()
    }
    return plain + rest
  }

  @Test("headings and states are tinted when asked for, and the text is the same without", arguments: reports)
  func colors(_ words: [String]) throws {
    let workshop = try Workshop()
    let words = words + (words[0] == "diff" ? [] : ["--as-of", "2032-02-01T00:00:00Z"])
    let plain = try workshop.run(words).expectDone().output
    #expect(!plain.contains("\u{1b}"))
    for width in ["40", "80", "120"] {
      let plain = try workshop.run(words + ["--width", width]).expectDone().output
      let colored = try workshop.run(words + ["--width", width, "--color", "always"]).expectDone().output
      #expect(colored.contains("\u{1b}[1m"), "\(words)")
      #expect(Self.withoutColor(colored) == plain, "\(words)")
    }
  }

  @Test("states have colours of their own, none of them red")
  func states() throws {
    let workshop = try Workshop()
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
      "--key", "quillonia", "--at", "2032-02-01T00:00:00Z"
    ).expectDone()
    let asOf = ["--as-of", "2032-12-01T00:00:00Z", "--color", "always"]
    for words in [
      ["report", "quillonia", "--period", "2031"], ["report", "quillonia"], ["overview", "--period", "2031"],
    ] {
      let text = try workshop.run(words + asOf).expectDone().output
      #expect(text.contains("\u{1b}[32m"), "\(words)")
      #expect(text.contains("\u{1b}[1;33m") || text.contains("\u{1b}[33m"), "\(words)")
      #expect(!text.contains("\u{1b}[31m"), "\(words)")
    }
  }

  @Test("a file gets none, nor does whoever says no to it")
  func none() throws {
    let workshop = try Workshop()
    try workshop.run("overview", "--color", "always", "--out", "o.txt").expectDone()
    #expect(try !workshop.folder.read("o.txt").contains(0x1b))
    #expect(try !workshop.run("overview", "--color", "never").expectDone().output.contains("\u{1b}"))
    #expect(try !workshop.run("overview", environment: ["NO_COLOR": "1"]).expectDone().output.contains("\u{1b}"))
  }

  @Test("the columns of log begin in one place, whatever the numbers")
  func log() throws {
    let workshop = try Workshop()
    for day in 1...8 {
      try workshop.run(
        "update", "quillonia", "--name", "en=Quillonia \(day)", "--reason", "renamed", "--registrar-key", "registrar",
        "--key", "quillonia", "--at", "2031-02-0\(day)T00:00:00Z"
      ).expectDone()
    }
    for words in [["log"], ["log", "--reverse"]] {
      let lines = try workshop.run(words).expectDone().output.split(separator: "\n")
      #expect(lines.count > 10)
      // What an entry says is the last of four columns that begin in one place.
      let columns = lines.map { line in
        line.split(separator: "  ").prefix(4).map { line.distance(from: line.startIndex, to: $0.startIndex) }
      }
      #expect(Set(columns).count == 1 && columns[0].count == 4, "\(lines)")
    }
  }
}
