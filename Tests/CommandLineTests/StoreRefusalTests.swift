import Fixtures
import Glibc
import LedgerSamples
import Storage
import Testing

@Suite("Ledgers that cannot be written, and files that are none")
struct StoreRefusalTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.attestation()
  }

  private func refusesEverything(
    _ code: String, status: Int32 = 3, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for command in [["submit", "attestation.json"], ["status"], ["log"], ["export", "all.jsonl"]] {
      let before = try workshop.ledgerFiles()
      let result = try Fixtures.run(
        Program.path, command + ["--json"], environment: workshop.environment, in: workshop.folder.path)
      Transcript(
        arguments: command, status: result.status, output: String(decoding: result.output, as: UTF8.self),
        error: String(decoding: result.error, as: UTF8.self)
      ).expectRefusal(code, status: status, sourceLocation: sourceLocation)
      #expect(try workshop.ledgerFiles() == before, sourceLocation: sourceLocation)
    }
  }

  @Test("no file at all, and a folder that is not there")
  func missing() throws {
    try workshop.refuses("storage.not-found", status: 3, "submit", "attestation.json", "--ledger", "nowhere.db")
    try workshop.refuses("storage.not-found", status: 3, "verify", "--ledger", "no/where.db")
  }

  @Test("a file of text, an empty file and another program's database are not ledgers")
  func notALedger() throws {
    for bytes in [Array("Dear ledger,\n".utf8), []] {
      try workshop.folder.write(bytes, to: workshop.ledger)
      try refusesEverything("storage.not-a-ledger")
      try workshop.refuses("storage.not-a-ledger", status: 3, "verify")
    }
    unlink(workshop.folder.path(workshop.ledger))
    #expect(
      try SystemPython.run(
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('create table t(x)')",
        [workshop.folder.path(workshop.ledger)]
      ).status == 0)
    try refusesEverything("storage.not-a-ledger")
  }

  @Test("a ledger of a newer version")
  func newer() throws {
    try RawDatabase(workshop.folder.path(workshop.ledger)).run("PRAGMA user_version=4")
    try refusesEverything("storage.newer-version")
    try workshop.refuses("storage.newer-version", status: 3, "verify")
  }

  @Test("a ledger whose file was cut")
  func truncated() throws {
    let bytes = try workshop.folder.read(workshop.ledger)
    try workshop.folder.write(Array(bytes.prefix(bytes.count / 2)), to: workshop.ledger)
    try refusesEverything("storage.truncated")
    #expect(try workshop.run("verify", "--json").status == 1)
  }

  @Test("a ledger with an altered schema")
  func altered() throws {
    try RawDatabase(workshop.folder.path(workshop.ledger))
      .editSchema(of: "text_update", replacing: "removal", with: "removaL")
    try refusesEverything("storage.altered-schema")
    let verdict = try workshop.run("verify", "--json")
    #expect(verdict.status == 1)
    #expect(verdict.text("assurance") == "broken")
  }

  @Test("a ledger that was tampered with is broken for who appends as well as for who verifies")
  func tampered() throws {
    let path = workshop.folder.path(workshop.ledger)
    var file = try LedgerFile(path)
    file.rows[2].envelope = try file.rows[2].envelope(replacing: "quillonia", with: "quilloniA")
    try file.write(to: path)
    try workshop.refuses("envelope.digest", status: 1, "submit", "attestation.json")
    let verdict = try workshop.run("verify", "--json")
    #expect(verdict.status == 1)
    #expect(verdict.output.contains(#""code": "envelope.digest""#))
    #expect(verdict.output.contains(#""index": 2"#))
  }

  @Test(
    "a read-only file and a read-only folder",
    .enabled(if: Program.runsAsNobody, "needs root, setpriv and a reachable build folder"))
  func readOnly() throws {
    try workshop.open(to: 0o755)
    try workshop.refuses("storage.read-only", status: 3, "submit", "attestation.json", asNobody: true)
    // Reading goes on.
    #expect(try workshop.run("status", asNobody: true).status == 0)
    try workshop.open(to: 0o755, files: 0o666)
    // A key that all may write is refused by itself.
    chmod(workshop.folder.path("log"), 0o644)
    try workshop.refuses("storage.read-only", status: 3, "submit", "attestation.json", asNobody: true)
  }

  @Test("a folder in which everybody may replace files", .enabled(if: getuid() == 0, "needs root"))
  func openFolder() throws {
    try workshop.open(to: 0o777)
    // The log's key lies elsewhere; in such a folder it would be refused by itself.
    let other = try TemporaryFolder()
    let key = try other.write(workshop.folder.read("log"), to: "log")
    try workshop.refuses(
      "storage.unsafe-folder", status: 3, "submit", "attestation.json", environment: ["PLEDGEBOOK_LOG_KEY": key])
  }

  @Test("a second ledger in the place of the first")
  func exists() throws {
    try workshop.refuses(
      "storage.exists", status: 3, "init", "--origin", "pledges.example/again", "--accord", Workshop.accord,
      "--registrar-key", "registrar", "--log-signing-key", "log", "--environment", "demo", "--high-water", "other.mark")
    try workshop.run("export", "all.jsonl").expectDone()
    try workshop.refuses("storage.exists", status: 3, "restore", "all.jsonl")
    try workshop.refuses("storage.exists", status: 3, "backup", "ledger.db")
  }

  @Test("a high-water mark that is a folder: nothing is recorded, and nobody is told that it is")
  func markIsFolder() throws {
    unlink(workshop.folder.path("ledger.db.checkpoint"))
    mkdir(workshop.folder.path("ledger.db.checkpoint"), 0o700)
    let size = try SQLiteLedgerReader.open(workshop.folder.path(workshop.ledger)).head().size
    let result = try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z", "--json")
    result.expectRefusal("storage.io", status: 3)
    #expect(result.error.contains("hint: nothing was written; "))
    #expect(!result.error.contains("recorded"))
    #expect(try SQLiteLedgerReader.open(workshop.folder.path(workshop.ledger)).head().size == size)
    rmdir(workshop.folder.path("ledger.db.checkpoint"))
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
  }

  @Test("a disk that is full", .enabled(if: SmallDisk.isPossible, "needs root and the right to mount"))
  func diskFull() throws {
    let disk = try SmallDisk(at: workshop.folder.path("disk"))
    let place = workshop.folder.path("disk/ledger.db")
    try workshop.refuses(
      "storage.disk-full", status: 3, "init", "--origin", "pledges.example/full", "--accord", Workshop.accord,
      "--registrar-key", "registrar", "--log-signing-key", "log", "--environment", "demo", "--ledger", place,
      "--high-water",
      workshop.folder.path("full.mark"))
    for (name, bytes) in try workshop.ledgerFiles() { try workshop.folder.write(bytes, to: "disk/\(name)") }
    let before = try workshop.folder.read("disk/ledger.db")
    try workshop.refuses(
      "storage.disk-full", status: 3, "submit", "attestation.json", "--at", "2032-02-01T00:00:00Z", "--ledger", place)
    #expect(try workshop.folder.read("disk/ledger.db") == before)
    #expect(try workshop.run("verify", "--ledger", place).status == 0)
    // Nor can an export find room; what there is of it goes.
    try disk.fill()
    try workshop.refuses("io.full", status: 3, "export", "disk/all.jsonl", "--ledger", place)
    withExtendedLifetime(disk) {}
  }
}

/// A file system of one megabyte.
final class SmallDisk {
  private let path: String

  static let isPossible: Bool = {
    guard getuid() == 0, let folder = try? TemporaryFolder(), (try? SmallDisk(at: folder.path("probe"))) != nil else {
      return false
    }
    return true
  }()

  init(at path: String) throws {
    self.path = path
    mkdir(path, 0o700)
    guard mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else {
      rmdir(path)
      throw UnusableSample(what: "a mount")
    }
  }

  /// Leaves no room at all.
  func fill() throws {
    let descriptor = Glibc.open(path + "/filler", O_WRONLY | O_CREAT, 0o600)
    guard descriptor >= 0 else { throw UnusableSample(what: "a filler") }
    defer { close(descriptor) }
    let block = [UInt8](repeating: 0, count: 4_096)
    while write(descriptor, block, block.count) > 0 {}
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}

extension Workshop {
  /// Lets another user into the folder and at the files.
  func open(to mode: mode_t, files: mode_t = 0o644) throws {
    chmod(folder.path, mode)
    for name in try folder.names() { chmod(folder.path(name), files) }
  }
}
