import Fixtures
import ForeignText
import Testing

@Suite struct `Commands as a reader can paste them` {
  @Test(arguments: [
    ("keys/registrar", "keys/registrar"),
    ("la-1=met", "la-1=met"),
    ("2032-01-20T09:00:00Z", "2032-01-20T09:00:00Z"),
    ("", "''"),
    ("Order 12", "'Order 12'"),
    ("a;b", "'a;b'"),
    ("$HOME", "'$HOME'"),
    ("the office's", "'the office'\\''s'"),
    ("d’Osselande", "'d’Osselande'"),
  ])
  func `a word is quoted when a shell would look into it`(word: String, text: String) {
    #expect(ShellText.quoted(word) == text)
  }

  @Test func `a long command breaks before options and nowhere else`() {
    let words =
      ["pledgebook", "attest"] + (1...8).flatMap { ["--evidence", "la-\($0)=a file with a longer name.txt"] }
    let lines = ShellText.command(words).split(separator: "\n")
    #expect(lines.count > 1)
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("    --evidence") })
    #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" \\") })
  }

  @Test func `a shell reads back the words that were meant`() throws {
    let words = [
      "printf", "%s|", "--one", "a b", "--two", "it's; $(rm) `x` \"y\" \\", "--three", "", "--four", "*",
      // A combining mark makes one character of the quote before it, which ends the quoting all the same.
      "--five", "'\u{301}; echo broken out; '\u{200D}", "e\u{301}'",
    ]
    let result = try run("/bin/sh", ["-c", ShellText.command(words, width: 20)])
    #expect(String(decoding: result.output, as: UTF8.self) == words.dropFirst(2).map { $0 + "|" }.joined())
  }
}
