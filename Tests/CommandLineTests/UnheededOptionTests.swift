import Fixtures
import LedgerSamples
import Testing

/// An option that a use of a command has no part for is refused, and nothing happens: nobody shall believe that it was
/// heeded. A draft that was asked for and an entry instead is the worst of it.
@Suite("Options that a use of a command has no part for")
struct UnheededOptionTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func refuses(_ code: String, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let before = try workshop.ledgerFiles()
    let names = try workshop.folder.names()
    let refused = try workshop.run(words.split(separator: " ").map(String.init) + ["--json"])
    refused.expectRefusal("usage.\(code)", status: 2, sourceLocation: sourceLocation)
    #expect(try workshop.ledgerFiles() == before, "\(refused)", sourceLocation: sourceLocation)
    #expect(try Set(workshop.folder.names()).subtracting(names).isEmpty, "\(refused)", sourceLocation: sourceLocation)
  }

  @Test(
    "a statement that is there already is signed and submitted as it is",
    arguments: [
      "--draft again.json", "--from site --log-key log.pub", "--policy p", "--supersede", "--withdraw", "--entry 4",
      "--signatory brindlemark", "--period 2031", "--claim la-7=met", "--explain la-7=en=So.",
      "--evidence la-7=law.txt", "--indicator la-2/exercise-held=yes", "--measure la-7/m=yes", "--plan la-7=Soon.",
      "--affirm en=So.", "--office O", "--authority A", "--reason other", "--note N",
      "--out e.json --receipt-dir .", "--out e.json --wait 5", "--out e.json --at 2032-02-01T00:00:00Z",
    ])
  func statementFile(_ more: String) throws {
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
      "--at", "2032-02-01T00:00:00Z", "--draft", "draft.json"
    ).expectDone()
    let time = more.contains("--at") ? "" : " --at 2032-02-01T00:00:00Z"
    try refuses(
      "conflicting-options", "attest --file draft.json --key quillonia \(more)\(more.contains("--out") ? "" : time)")
  }

  @Test("and with what has a part in that, it becomes an entry, or an envelope")
  func statementFileHeeded() throws {
    let time = "2032-02-01T00:00:00Z"
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
      "--at", time, "--draft", "draft.json"
    ).expectDone()
    try workshop.run("attest", "--file", "draft.json", "--key", "quillonia", "--out", "e.json").expectDone()
    try workshop.run(
      "attest", "--file", "draft.json", "--key", "quillonia", "--at", time, "--wait", "5", "--receipt-dir", "."
    ).expectDone()
    #expect(try workshop.folder.names().contains("4.tlog-proof"))
  }

  @Test(
    "other uses of one command, each without the options of the others",
    arguments: [
      (
        "conflicting-options",
        "attest --withdraw --signatory quillonia --period 2031 --claim la-7=met --reason other --note N --key quillonia"
      ),
      ("missing-option", "attest --signatory quillonia --period 2031 --claim la-7=met --note N --key quillonia"),
      ("missing-option", "attest --signatory quillonia --period 2031 --claim la-7=met --entry 4 --key quillonia"),
      ("conflicting-options", "withdraw quillonia --key quillonia --out e.json --receipt-dir ."),
      ("conflicting-options", "withdraw quillonia --draft d.json --wait 5"),
      ("conflicting-options", "withdraw quillonia --key quillonia --out e.json --after-silence"),
      ("missing-option", "key show quillonia.pub --from site"),
      (
        "missing-option",
        "init --origin a.example/b --accord law.txt --log-signing-key log --environment demo --continues-genesis 0"
      ),
      ("missing-option", "withdraw quillonia --key quillonia --policy p"),
      (
        "missing-option",
        "join osselund --name en=O --kind state --signing-key stranger --registrar-key registrar --as-of 2031-01-01"
      ),
      ("missing-option", "checkpoint --policy p"), ("missing-option", "checkpoint --cosign --wait 5"),
      ("conflicting-options", "sign law.txt --prepare pae --out e.json"),
      ("conflicting-options", "sign law.txt --key quillonia --public-key quillonia.pub --out e.json"),
      ("conflicting-options", "key generate new --no-passphrase --passphrase-file law.txt"),
      ("conflicting-options", "witness use --none --timeout 5"),
      ("conflicting-options", "report quillonia --format html"),
      ("missing-option", "overview --link-reports"),
      ("conflicting-options", "compare --check law.txt --from site --log-key log.pub"),
      ("missing-option", "restore law.txt --high-water mark"),
    ])
  func modes(_ code: String, _ words: String) throws {
    try workshop.run("key", "show", "log.pub", "--origin", "pledges.example/lantern").expectDone()
    let known = words.replacing("log.pub", with: try workshop.resolve("VKEY"))
    try refuses(code, known)
  }
}
