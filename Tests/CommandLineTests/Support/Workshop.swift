import Cryptography
import Fixtures
import Glibc
import LedgerSamples
import Pledges
import Storage
import Testing
import Verification

/// A folder with keys and a demo ledger of the Lantern Accord, fresh for each test and made once.
///
/// Quillonia and Brindlemark are members since December 2030; what anybody attests comes later.
final class Workshop {
  let folder: TemporaryFolder
  let ledger = "ledger.db"

  /// Every command of a workshop runs with these.
  var environment: [String: String] {
    ["PLEDGEBOOK_LEDGER": folder.path(ledger), "PATH": Self.searchPath, "HOME": folder.path, "LC_ALL": "C"]
  }

  private static let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"

  static let keys = [
    "registrar", "log", "quillonia", "quillonia-2", "brindlemark", "reviewer", "challenger", "panel", "stranger",
  ]
  static let accord = Program.package + "/Ledger/Accords/lantern-accord.json"

  private static let template = Result { () -> (folder: String, files: [String: [UInt8]]) in
    let workshop = try Workshop(empty: ())
    for name in keys {
      let algorithm = name == "brindlemark" ? "ecdsa-p256" : "ed25519"
      try workshop.run("key", "generate", name, "--no-passphrase", "--algorithm", algorithm).expectDone()
    }
    try workshop.run(
      "init", "--origin", "pledges.example/lantern", "--accord", accord, "--registrar-key", "registrar",
      "--log-signing-key",
      "log", "--environment", "demo", "--at", "2030-12-01T00:00:00Z"
    ).expectDone()
    for name in ["quillonia", "brindlemark"] {
      try workshop.run(
        "join", name, "--name", "en=\(name)", "--kind", "state", "--country", "XA", "--signing-key", name,
        "--registrar-key", "registrar", "--at", "2030-12-02T00:00:00Z"
      ).expectDone()
    }
    try workshop.folder.write(Array("The law of the lamp.\n".utf8), to: "law.txt")
    var files: [String: [UInt8]] = [:]
    for name in try workshop.folder.names() { files[name] = try workshop.folder.read(name) }
    return (workshop.folder.path, files)
  }

  private init(empty: Void) throws {
    folder = try TemporaryFolder()
  }

  /// Keys, ledger and an evidence file, `law.txt`.
  init() throws {
    folder = try TemporaryFolder()
    let template = try Self.template.get()
    for (name, bytes) in template.files {
      // The keeper's note names files by their whole paths.
      let text = name.hasSuffix(".keeper.json") ? String(decoding: bytes, as: UTF8.self) : nil
      let moved = text.map { Array($0.replacing(template.folder, with: folder.path).utf8) }
      try folder.write(moved ?? bytes, to: name)
    }
  }

  /// Runs the command in the workshop's folder.
  func run(
    _ arguments: String..., input: [UInt8] = [], environment added: [String: String] = [:], asNobody: Bool = false
  ) throws -> Transcript {
    try run(arguments, input: input, environment: added, asNobody: asNobody)
  }

  /// The same with the words in an array.
  func run(
    _ arguments: [String], input: [UInt8] = [], environment added: [String: String] = [:], asNobody: Bool = false
  ) throws -> Transcript {
    let (program, words) =
      asNobody ? ("setpriv", Program.nobody + [Program.path] + arguments) : (Program.path, arguments)
    let result = try Fixtures.run(
      program, words, input: input, environment: environment.merging(added) { $1 }, in: folder.path)
    return Transcript(
      arguments: arguments, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self))
  }

  /// Runs a command of the laboratory in the workshop's folder.
  func runLab(_ arguments: String...) throws -> Transcript {
    let result = try Fixtures.run(Program.lab, arguments, environment: environment, in: folder.path)
    return Transcript(
      arguments: arguments, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self))
  }

  /// The ledger and all that belongs to it, byte for byte.
  func ledgerFiles() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try folder.names() where name.hasPrefix(ledger) && !Self.comesAndGoes(name) {
      let bytes = try folder.read(name)
      // A log with nothing in it is as good as none; readers leave one.
      if !bytes.isEmpty || !name.hasSuffix("-wal") { files[name] = bytes }
    }
    return files
  }

  /// Whether the file of this name holds no data: shared memory, or a lock.
  private static func comesAndGoes(_ name: String) -> Bool {
    name.hasSuffix("-shm") || name.hasSuffix("-lock") || name.hasSuffix(".lock")
  }

  /// The files that belong to no ledger.
  private func otherFiles() throws -> [String] {
    try folder.names().filter { !$0.hasPrefix(ledger) && !$0.contains(".db") }
  }

  /// Runs a command that must refuse, and must leave the ledger byte for byte as it was.
  func refuses(
    _ code: String, status: Int32, _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:],
    asNobody: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try ledgerFiles()
    let names = try otherFiles()
    let (program, words) =
      asNobody
      ? ("setpriv", Program.nobody + [Program.path] + arguments + ["--json"]) : (Program.path, arguments + ["--json"])
    let result = try Fixtures.run(
      program, words, input: input, environment: self.environment.merging(environment) { $1 }, in: folder.path)
    Transcript(
      arguments: arguments, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self)
    ).expectRefusal(code, status: status, sourceLocation: sourceLocation)
    #expect(try ledgerFiles() == before, "the ledger changed", sourceLocation: sourceLocation)
    #expect(try otherFiles() == names, "a file is left behind", sourceLocation: sourceLocation)
  }

  // MARK: - Statements made here, past the command

  func key(_ name: String) throws -> PrivateKey {
    try PrivateKey(pem: folder.read(name), passphrase: nil)
  }

  /// What the ledger says.
  func state() throws -> LedgerState {
    try ReplayedLedger(SQLiteLedgerReader.open(folder.path(ledger))).state
  }

  /// A statement of the ledger as it is.
  func payload(_ predicate: Predicate, at time: String) throws -> [UInt8] {
    try given(state().draft(predicate, at: given(Instant(time))).payload)
  }

  /// Writes the signed envelope of a payload and gives back its name.
  @discardableResult
  func write(_ payload: [UInt8], signedBy names: String..., to name: String) throws -> String {
    let signed = try envelope(payload, by: names.map { try key($0) })
    try folder.write(signed.canonicalBytes, to: name)
    return name
  }

  /// A signed attestation by Quillonia for 2031 that the ledger takes in February 2032.
  @discardableResult
  func attestation(to name: String = "attestation.json", _ arguments: String...) throws -> String {
    let result = try Fixtures.run(
      Program.path,
      [
        "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
        "--key", "quillonia", "--at", "2032-02-01T00:00:00Z", "--out", name,
      ] + arguments, environment: environment, in: folder.path)
    guard result.status == 0 else { throw UnusableSample(what: String(decoding: result.error, as: UTF8.self)) }
    return name
  }
}
