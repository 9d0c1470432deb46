import Fixtures
import LedgerSamples
import Testing

@testable import pledgebook

/// `-` is a stream wherever a file is read or written as a whole, and no file is replaced unless that is asked for.
@Suite("Streams, and files that are there already")
struct StreamAndFileTests {
  private let workshop: Workshop
  private static let time = "2032-02-01T00:00:00Z"
  private static let claim = [
    "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--at", time,
  ]

  init() throws {
    workshop = try Workshop()
  }

  @Test("A statement goes from draft to entry through streams alone")
  func pipeline() throws {
    let draft = try workshop.run(Self.claim + ["--evidence", "la-7=law.txt", "--draft", "-"]).expectDone()
    let signed = try workshop.run(
      "sign", "-", "--key", "quillonia", "--out", "-", input: Array(draft.output.utf8)
    ).expectDone()
    try workshop.run("submit", "-", "--at", Self.time, input: Array(signed.output.utf8)).expectDone()
    let report = try workshop.run("report", "quillonia", "--out", "-").expectDone().output
    #expect(try workshop.run("report", "quillonia").expectDone().output == report)
  }

  @Test("A key comes from standard input, and is asked about by nobody else")
  func key() throws {
    let key = try workshop.folder.read("quillonia")
    try workshop.run(Self.claim + ["--evidence", "la-7=law.txt", "--key", "-"], input: key).expectDone()
    try workshop.run("key", "show", "-", input: workshop.folder.read("quillonia.pub")).expectDone()
    let empty = try workshop.run(Self.claim + ["--evidence", "la-7=law.txt", "--key", "-"])
    #expect(empty.status == 2, "\(empty)")
  }

  @Test("Evidence does too, with a name, and nothing is no evidence")
  func evidence() throws {
    let words = Self.claim + ["--key", "quillonia", "--out", "e.json", "--evidence"]
    let unnamed = try workshop.run(words + ["la-7=-"], input: [0x61])
    #expect(unnamed.status == 2 && unnamed.error.contains(";title=TEXT"), "\(unnamed)")
    let empty = try workshop.run(words + ["la-7=-;title=Law"])
    #expect(empty.status == 3 && empty.error.contains("standard input is empty"), "\(empty)")
    try workshop.run(words + ["la-7=-;title=Law"], input: [0x61]).expectDone()
  }

  @Test(
    "Two arguments are never the same stream, and what is kept is none",
    arguments: [
      ("sign - --key - --out o", "same-stream"), ("submit - -", "same-stream"),
      ("attest --file - --key quillonia --passphrase-file -", "same-stream"),
      (
        "init --origin a.example/b --accord - --registrar-key - --log-signing-key log --environment demo", "same-stream"
      ),
      ("backup -", "no-stream"), ("key generate -", "no-stream"), ("verify --state -", "no-stream"),
      ("log-keys use --log-signing-key -", "no-stream"), ("proof 1 --out -", "no-stream"),
      ("log-keys use --log-signing-key log --high-water -", "no-stream"), ("publish -", "no-stream"),
      ("withdraw quillonia --key quillonia --receipt-dir -", "no-stream"),
      ("witness list --state -", "no-stream"),
    ])
  func refused(_ line: String, _ code: String) throws {
    let names = try workshop.folder.names()
    let before = try workshop.ledgerFiles()
    try workshop.run(line.split(separator: " ").map(String.init) + ["--json"]).expectRefusal("usage.\(code)", status: 2)
    #expect(try workshop.folder.names() == names && workshop.ledgerFiles() == before)
  }

  private static let writers = [
    claim + ["--evidence", "la-7=law.txt", "--draft"],
    claim + ["--evidence", "la-7=law.txt", "--key", "quillonia", "--out"],
    ["sign", "draft.json", "--key", "quillonia", "--out"], ["sign", "draft.json", "--prepare"],
    ["report", "quillonia", "--format", "html", "--out"], ["report", "quillonia", "--format", "csv", "--out"],
    ["overview", "--out"], ["explain", "quillonia", "la-7", "--out"], ["diff", "2", "--out"], ["export"],
  ]

  @Test("A file that is there stays, unless --overwrite says so; then it is replaced whole", arguments: writers)
  func overwriting(_ words: [String]) throws {
    try workshop.run(Self.claim + ["--evidence", "la-7=law.txt", "--draft", "draft.json"]).expectDone()
    let old = Array("what was there".utf8)
    try workshop.folder.write(old, to: "there")
    let refused = try workshop.run(words + ["there"])
    #expect(refused.status == 3 && refused.error.contains("there exists already"), "\(refused)")
    #expect(refused.error.contains("add --overwrite"), "\(refused)")
    #expect(try workshop.folder.read("there") == old)
    try workshop.run(words + ["there", "--overwrite"]).expectDone()
    #expect(try workshop.folder.read("there") != old)
    #expect(try !workshop.folder.names().contains { $0.hasSuffix(".tmp") })
  }

  @Test("What fails half-way leaves the file as it was, also with --overwrite")
  func whole() throws {
    let old = Array("what was there".utf8)
    try workshop.folder.write(old, to: "there")
    let failed = try workshop.run("report", "nobody", "--out", "there", "--overwrite")
    #expect(failed.status == 2, "\(failed)")
    #expect(try workshop.folder.read("there") == old)
  }
}
