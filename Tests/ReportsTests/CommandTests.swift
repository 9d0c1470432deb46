import Compliance
import Cryptography
import Fixtures
import Languages
import Pledges
import Testing

@testable import Reports

@Suite("A command that a report prints can be pasted into a shell")
struct CommandTests {
  static let origins = [
    "orchard.example/accord", "a.example/x;touch${IFS}pwned;\"|id", "$(id)", "`id`", "a&b", "it's", "a\\", "~root",
    "#x", "{a,b}*?",
  ]

  @Test("a shell hands the ledger's origin to the program as it is", arguments: origins)
  func origin(origin: String) throws {
    let book = try SampleLedger(origin: origin)
    try OrchardStory.begin(book, OrchardAccord.publication())
    let view = try book.view(asOf: "2034-01-01T00:00:00Z")
    let overview = try AccordOverview(in: view, language: .english)
    let command = try #require(overview.frame.commands("pledgebook overview").dropFirst().first)
    let proof = view.proof
    #expect(
      try words(of: command) == [
        "verify", "--from", "URL", "--log-key", "VKEY", "--origin", origin, "--genesis", proof.genesis.hex, "--head",
        "\(proof.size):\(proof.head.hex)",
      ])
    #expect(overview.text().flat.contains(command.flat))
    #expect(overview.markdown().contains(command))
  }

  /// What the program would be called with, if it were the shell's own function.
  private func words(of command: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let result = try run("/bin/sh", ["-c", "pledgebook() { printf '%s\\n' \"$@\"; }\n" + command], in: folder.path)
    #expect(try folder.names().isEmpty, "the command did something else")
    #expect(result.status == 0)
    return String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
