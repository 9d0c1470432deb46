import Fixtures
import LedgerSamples
import Testing

@testable import CommandLineTools
@testable import pledgebook

/// `--overwrite` replaces what somebody named to be replaced, and never what the command itself rests on.
@Suite("No output takes the place of the ledger, of a key, or of what a command reads")
struct GuardedFileTests {
  private let workshop: Workshop
  private static let time = "2032-02-01T00:00:00Z"

  init() throws {
    workshop = try Workshop()
  }

  private func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try workshop.folder.names() where !name.hasSuffix("-shm") && !name.hasSuffix(".lock") {
      files[name] = try workshop.folder.read(name)
    }
    return files
  }

  private func expectRefused(
    _ line: String, environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try files()
    let words = line.split(separator: " ").map(String.init) + ["--overwrite", "--json"]
    let told = try workshop.run(words, environment: environment)
    told.expectRefusal("usage.output-is-input", status: 2, sourceLocation: sourceLocation)
    let after = try files()
    for (name, bytes) in before {
      // A log with nothing in it is as good as none.
      guard !bytes.isEmpty || !name.hasSuffix("-wal") else { continue }
      #expect(after[name] == bytes, "\(name) changed: \(line)", sourceLocation: sourceLocation)
    }
  }

  private static let commands = [
    "report quillonia --out", "overview --out", "tasks --out", "signatories --out",
    "form quillonia --period 2031 --out",
    "explain quillonia la-7 --out", "diff 3 --out", "export", "accord new --template paris-call-2018",
    "withdraw quillonia --key quillonia --at 2031-02-01T00:00:00Z --out",
    "withdraw quillonia --at 2031-02-01T00:00:00Z --draft",
  ]

  @Test("the ledger, by every command that writes a file", arguments: commands)
  func ledger(_ command: String) throws {
    try expectRefused("\(command) ledger.db")
  }

  @Test(
    "all that lies beside a ledger, there or not, and what its keeper's note names",
    arguments: GuardedFiles.endings.map { "ledger.db\($0)" } + ["log", "log.pub"])
  func companions(_ name: String) throws {
    for command in ["report quillonia --out", "export", "withdraw quillonia --at 2031-02-01T00:00:00Z --draft"] {
      try expectRefused("\(command) \(name)")
    }
  }

  @Test("the endings that are guarded are those that `help files` lists")
  func endings() {
    let listed = ProgramTopics.files.tables[0].rows.map { String($0.name.dropFirst("ledger.db".count)) }
    // SQLite makes a journal where it cannot keep a log.
    #expect(Set(listed).union(["-journal"]) == Set(GuardedFiles.endings))
  }

  @Test("whatever name it goes by: a link, a second name, a way round")
  func links() throws {
    _ = try Fixtures.run("ln", ["-s", "ledger.db", "soft"], in: workshop.folder.path)
    _ = try Fixtures.run("ln", ["ledger.db.keeper.json", "hard"], in: workshop.folder.path)
    _ = try Fixtures.run("mkdir", ["elsewhere"], in: workshop.folder.path)
    let before = try workshop.ledgerFiles()
    for name in ["soft", "hard", "./elsewhere/../ledger.db", workshop.folder.path("ledger.db")] {
      let told = try workshop.run("report", "quillonia", "--out", name, "--overwrite", "--json")
      told.expectRefusal("usage.output-is-input", status: 2)
    }
    // The ledger itself at the end of a link: SQLite's files lie beside what it leads to.
    let told = try workshop.run(
      ["report", "quillonia", "--out", "ledger.db-wal", "--overwrite", "--json"],
      environment: ["PLEDGEBOOK_LEDGER": workshop.folder.path("soft")])
    told.expectRefusal("usage.output-is-input", status: 2)
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test(
    "the keys that sign, their public halves, the evidence, the accord, the form and the draft",
    arguments: [
      "sign draft.json --key quillonia --out quillonia", "sign draft.json --key quillonia --out quillonia.pub",
      "sign draft.json --key quillonia --out draft.json", "sign draft.json --prepare draft.json",
      "attest --signatory quillonia --period 2031 --claim la-7=met --evidence la-7=law.txt --key quillonia --at \(time) --out quillonia",
      "attest --signatory quillonia --period 2031 --claim la-7=met --evidence la-7=law.txt;title=Law --key quillonia --at \(time) --out law.txt",
      "attest --signatory quillonia --period 2031 --claim la-7=met --evidence la-7=law.txt --at \(time) --draft law.txt",
      "attest --file draft.json --key quillonia --out draft.json",
      "attest --file draft.json --key quillonia --out quillonia",
      "accord publish accord.json --changes more --registrar-key registrar --at \(time) --out accord.json",
      "accord publish accord.json --changes more --registrar-key registrar --at \(time) --out registrar",
      "accord publish accord.json --changes more --at \(time) --draft accord.json",
    ])
  func inputs(_ line: String) throws {
    try workshop.attestation(to: "draft.json")
    try workshop.folder.write(Fixtures.run("cat", [Workshop.accord]).output, to: "accord.json")
    try expectRefused(line)
  }

  @Test("a key that the environment names, also for a command that needs none")
  func environment() throws {
    for (name, key) in [
      ("PLEDGEBOOK_KEY", "quillonia"), ("PLEDGEBOOK_REGISTRAR_KEY", "registrar"), ("PLEDGEBOOK_LOG_KEY", "log"),
    ] {
      try expectRefused("report quillonia --out \(key)", environment: [name: workshop.folder.path(key)])
    }
  }

  @Test("any private key and any database, also one that the command has nothing to do with")
  func irreplaceable() throws {
    try workshop.run("key", "generate", "locked", "--passphrase-file", "law.txt").expectDone()
    try workshop.run("backup", "copy.db").expectDone()
    for name in ["brindlemark", "stranger", "locked", "copy.db"] {
      let before = try workshop.folder.read(name)
      for line in ["report quillonia --out", "accord new --template paris-call-2018", "export"] {
        let words = line.split(separator: " ").map(String.init) + [name, "--overwrite", "--json"]
        try workshop.run(words).expectRefusal("usage.output-kept", status: 2)
      }
      #expect(try workshop.folder.read(name) == before)
    }
  }

  @Test("any other file is replaced, as was asked for")
  func others() throws {
    try workshop.folder.write([0x61], to: "old")
    try workshop.run("report", "quillonia", "--out", "old", "--overwrite").expectDone()
    #expect(try workshop.folder.read("old").count > 100)
    // Beside the ledger, with a name that no program gives.
    try workshop.run("export", "ledger.db.jsonl").expectDone()
  }
}
