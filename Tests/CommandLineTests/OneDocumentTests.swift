import CanonicalJSON
import Cryptography
import DataFormats
import Fixtures
import Pledges
import Testing

@testable import pledgebook

/// What a program reads: with `--json` there is one document, of the format expected; that it fits its schema is looked at
/// wherever a transcript is made.
@Suite("With --json there is one document always")
struct OneDocumentTests {
  private static let attest = [
    "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
    "--at",
    "2032-02-01T00:00:00Z",
  ]

  static let commands: [(format: DocumentFormat, words: [String])] = [
    (.written, attest + ["--draft", "draft.json"]),
    (.written, attest + ["--key", "quillonia", "--out", "signed.json"]),
    (.keeper, ["log-keys", "use", "--log-signing-key", "log"]), (.keeper, ["witness", "use", "--none"]),
    (.checkpoint, ["checkpoint"]), (.checkpoint, ["checkpoint", "--renew"]), (.completion, ["completion"]),
    (.schemas, ["schema"]), (.version, ["--version"]), (.help, ["--help"]), (.help, ["show", "--help"]),
    (.written, ["report", "quillonia", "--out", "report.json"]), (.written, ["overview", "--out", "overview.json"]),
    (.written, ["explain", "quillonia", "la-1", "--out", "explanation.json"]),
    (.written, ["diff", "2", "--out", "diff.json"]),
    (.signatory, ["report", "quillonia"]), (.report, ["report", "quillonia", "--period", "latest"]),
    (.overview, ["overview"]), (.explanation, ["explain", "quillonia", "la-1"]),
    (.difference, ["diff", "2"]), (.verify, ["verify"]), (.status, ["status"]), (.log, ["log"]),
    (.entry, ["show", "1"]),
    (.header, ["show", "1", "--header"]), (.accord, ["accord", "show"]),
    (.accord, ["accord", "check", Workshop.accord]),
    (.key, ["key", "show", "log.pub", "--origin", "a.example/b"]),
    (.key, ["key", "show", "quillonia.pub", "--standing"]),
    (.key, ["key", "generate", "new", "--no-passphrase"]), (.copy, ["backup", "copy.db"]),
    (.copy, ["export", "all.jsonl"]),
    (.publication, ["publish", "site"]), (.proof, ["proof", "1", "--out", "."]),
    (.receipts, ["withdraw", "quillonia", "--key", "quillonia", "--at", "2030-12-03T00:00:00Z"]),
    (.witness, ["witness", "init", "--state", "w.db", "--name", "w.example/a", "--key", "stranger"]),
    (.error, ["report", "nobody"]), (.error, ["no-such-command"]), (.error, ["schema", "no-such-document"]),
    (.error, ["export", "-"]), (.error, ["overview", "--bom"]),
    (.error, ["report", "quillonia", "--table", "history"]),
  ]

  @Test(arguments: commands)
  func oneDocument(_ command: (format: DocumentFormat, words: [String])) throws {
    let said = try Workshop().run(command.words + ["--json"])
    #expect(said.text("format") == command.format.rawValue, "\(said)")
    #expect((said.status == 0) == (command.format != .error), "\(said)")
  }

  @Test(
    "--format json fails in a document as --json does, unless the report goes into a file",
    arguments: [
      ["report", "nobody", "--format", "json"], ["report", "nobody", "--format=json"],
      ["overview", "--period", "1999", "--format", "json"], ["report", "--no-such-option", "--format", "json"],
    ])
  func formatOfErrors(_ words: [String]) throws {
    let workshop = try Workshop()
    #expect(try workshop.run(words).text("format") == DocumentFormat.error.rawValue)
    #expect(try workshop.run(words.map { $0.replacing("json", with: "html") }).output.isEmpty)
    #expect(try workshop.run(["report", "nobody", "--format", "json", "--out", "x.json"]).output.isEmpty)
  }

  @Test("a chain of commands that each need what another left")
  func chain() throws {
    let workshop = try Workshop()
    func document(_ format: DocumentFormat, _ words: String...) throws -> Transcript {
      let said = try workshop.run(words + ["--json"])
      #expect(said.text("format") == format.rawValue, "\(said)")
      return said
    }
    try workshop.run(Self.attest + ["--draft", "draft.json"]).expectDone()
    #expect(try document(.written, "sign", "draft.json", "--prepare", "d.pae").text("holds") == "pae")
    let signed = try document(.written, "sign", "draft.json", "--key", "quillonia", "--out", "signed.json")
    #expect(signed.text("holds") == "envelope" && signed.text("file") == "signed.json")
    let vkey = try #require(
      document(.key, "key", "show", "log.pub", "--origin", "pledges.example/lantern").text("vkey"))
    _ = try document(.receipts, "submit", "signed.json", "--at", "2032-02-01T00:00:00Z", "--receipt-dir", ".")
    _ = try document(.proofCheck, "check-proof", "4.tlog-proof", "--log-key", vkey)
    _ = try document(.witness, "witness", "init", "--state", "w.db", "--name", "w.example/a", "--key", "stranger")
    _ = try document(.watched, "witness", "add-log", vkey, "--state", "w.db")
    _ = try document(.witnessLogs, "witness", "list", "--state", "w.db")
    _ = try document(.publication, "publish", "site")
    _ = try document(.publication, "mirror", "site", "mirror", "--log-key", vkey)
    _ = try document(.monitor, "monitor", "site", "--watch", "quillonia", "--state", "m.json", "--log-key", vkey)
    try workshop.folder.write(Array(workshop.run("checkpoint").output.utf8), to: "held")
    _ = try document(.comparison, "compare", "held", "held", "--log-key", vkey)
    try workshop.run("export", "all.jsonl").expectDone()
    _ = try document(.copy, "restore", "all.jsonl", "--ledger", "restored.db")
    let built = try workshop.runLab("bench", "build", "--entries", "40", "--ledger", "built.db", "--json")
    #expect(built.text("format") == DocumentFormat.builtLedger.rawValue, "\(built)")
    let shown = try document(.entry, "show", "4")
    let payload = try workshop.folder.read("4.dsse.json")
    #expect(try shown.text("statement") == Digest.sha256(of: Envelope.read(payload).payload).hex)
    #expect(shown.json?.member("content")?.kind == .object)
  }

  @Test("a table goes into its file with its description beside it")
  func tables() throws {
    let workshop = try Workshop()
    try workshop.run("overview", "--format", "csv", "--table", "signatories", "--bom", "--out", "s.csv").expectDone()
    let bytes = try workshop.folder.read("s.csv")
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF] + Array("environment,".utf8)))
    let metadata = String(decoding: try workshop.folder.read("s.csv-metadata.json"), as: UTF8.self)
    #expect(metadata.contains("\"url\": \"s.csv\""))
    let printed = try workshop.run("report", "quillonia", "--format", "csv", "--table", "history").expectDone()
    #expect(printed.output.hasPrefix("environment,origin,") && printed.output.contains("\r\ndemo,"))
  }
}
