import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Storage
import Testing
import TransparencyLog

/// What the keeper of a ledger can do to it, with all keys in hand, and what anybody else needs in order to see it.
@Suite("A ledger that goes back on its word, and those who hold it to it")
struct HonestPartiesTests {
  /// Each leaves a ledger that is sound by itself.
  enum Breach: String, CaseIterable, CustomTestStringConvertible {
    case tailCut = "the last entry cut off"
    case suffixRewritten = "the last entry replaced, with correct hashes and a new checkpoint"
    case historyRewritten = "a whole other history, signed with the same keys"
    case oldBackup = "an old backup put back"
    case withoutLog = "the database copied without its write-ahead log"

    var testDescription: String { rawValue }

    /// Going back is one thing, another tree a second.
    var finding: String {
      switch self {
      case .tailCut, .oldBackup, .withoutLog: "checkpoint.rollback"
      case .suffixRewritten, .historyRewritten: "checkpoint.fork"
      }
    }
  }

  /// What somebody kept outside.
  enum Kept: String, CaseIterable, CustomTestStringConvertible {
    case receipt = "a receipt"
    case checkpoint = "a checkpoint"
    case cosigned = "a checkpoint that a witness cosigned"
    case mark = "the high-water mark"

    var testDescription: String { rawValue }

    var file: String {
      switch self {
      case .receipt: "receipts/5.tlog-proof"
      case .checkpoint: "kept.checkpoint"
      case .cosigned: "cosigned.checkpoint"
      case .mark: "ledger.db.checkpoint"
      }
    }
  }

  private let workshop: Workshop
  /// The log's key, and a policy that asks for the witness.
  private let logKey: String

  /// Six entries, all that was given out, and then the breach.
  init() throws {
    workshop = try Workshop()
    logKey = try VerifierKey(
      name: "pledges.example/lantern", publicKey: workshop.key("log").publicKey, type: .ed25519
    ).text
  }

  private func commit(_ breach: Breach) throws {
    try join("tarnmere", at: "2031-01-01T00:00:00Z")
    try workshop.run("backup", "old.db").expectDone()
    // Who still reads keeps the last writer from moving the log into the file.
    let reader = breach == .withoutLog ? try SQLiteLedgerReader.open(workshop.folder.path("ledger.db")) : nil
    _ = try run("mkdir", [workshop.folder.path("receipts")])
    try workshop.attestation()
    try workshop.run(
      "submit", "attestation.json", "--receipt-dir", "receipts", "--at", "2032-02-01T00:00:00Z"
    ).expectDone()
    try keep()
    try alter(breach)
    withExtendedLifetime(reader) {}
  }

  private func join(_ id: String, at time: String) throws {
    try workshop.run(
      "join", id, "--name", "en=\(id)", "--kind", "state", "--public-source", "https://beacon.example/\(id)", "--as-of",
      "2030-11-01", "--registrar-key", "registrar", "--at", time
    ).expectDone()
  }

  private func keep() throws {
    let checkpoint = try workshop.run("checkpoint").expectDone()
    try workshop.folder.write(Array(checkpoint.output.utf8), to: Kept.checkpoint.file)
    let witness = try NoteSigner(
      name: "witness.example", privateKey: PrivateKey.generate(.ed25519), type: .cosignatureEd25519)
    let signed = try SignedCheckpoint(Array(checkpoint.output.utf8))
    let cosigned = try signed.adding([witness.cosign(signed, at: 1_959_292_800)])
    try workshop.folder.write(cosigned.bytes, to: Kept.cosigned.file)
    let policy = "log \(logKey)\nwitness w \(witness.verifierKey.text)\nquorum w\n"
    try workshop.folder.write(Array(policy.utf8), to: "policy")
  }

  private func alter(_ breach: Breach) throws {
    let mark = try workshop.folder.read(Kept.mark.file)
    switch breach {
    case .tailCut:
      let path = workshop.folder.path("ledger.db")
      var file = try LedgerFile(path)
      file.rows.removeLast()
      try file.rebuildTree()
      try file.write(to: path)
      let database = try RawDatabase(path)
      try database.withoutTriggers { try database.run("DELETE FROM checkpoint WHERE size > \(file.rows.count)") }
    case .oldBackup: try replace(with: "old.db")
    case .suffixRewritten:
      try replace(with: "old.db")
      try remove([Kept.mark.file])
      try join("harrowdale", at: "2032-02-01T00:00:00Z")
    case .historyRewritten:
      try remove(["ledger.db", "ledger.db-wal", "ledger.db-shm", Kept.mark.file, "ledger.db.keeper.json"])
      try workshop.run(
        "init", "--origin", "pledges.example/lantern", "--accord", Workshop.accord, "--registrar-key", "registrar",
        "--log-signing-key", "log", "--environment", "demo", "--at", "2030-12-01T00:00:01Z"
      ).expectDone()
      for number in 1...6 { try join("harrowdale-\(number)", at: "2031-01-01T00:00:00Z") }
    case .withoutLog: try replace(with: "ledger.db")
    }
    // Where it lies, on another volume, nobody puts it back.
    try workshop.folder.write(mark, to: Kept.mark.file)
  }

  /// Puts a single file in the place of the database and its companions.
  private func replace(with name: String) throws {
    let bytes = try workshop.folder.read(name)
    try remove(["ledger.db", "ledger.db-wal", "ledger.db-shm"])
    try workshop.folder.write(bytes, to: "ledger.db")
  }

  private func remove(_ names: [String]) throws {
    _ = try run("rm", ["-f"] + names.map { workshop.folder.path($0) })
  }

  @Test(
    "with nothing kept the ledger is as good as any other: that is why something has to be kept",
    arguments: Breach.allCases)
  func alone(breach: Breach) throws {
    try commit(breach)
    let verdict = try workshop.run("verify", "--log-key", logKey, "--json").expectDone()
    #expect(verdict.text("assurance") == "signed")
    // Whose policy wants a witness gets less than it asked for.
    #expect(try workshop.run("verify", "--policy", "policy", "--require", "witnessed").status == 4)
  }

  @Test("whoever kept anything sees it", arguments: Breach.allCases, Kept.allCases)
  func held(breach: Breach, kept: Kept) throws {
    try commit(breach)
    let trust = kept == .cosigned ? ["--policy", "policy"] : ["--log-key", logKey]
    let verdict = try workshop.run(["verify", "--held", kept.file, "--json"] + trust)
    #expect(verdict.status == 1)
    #expect(verdict.text("assurance") == "broken")
    let codes = verdict.json?.member("findings")?.elements.map { $0.member("code")?.string } ?? []
    #expect(codes == [breach.finding])
  }

  @Test("what was kept fits the ledger as it was", arguments: Kept.allCases)
  func honest(kept: Kept) throws {
    try commit(.oldBackup)
    // The true ledger once more: the old backup, and the same statement in the same second.
    try remove([Kept.mark.file])
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try workshop.run("verify", "--held", kept.file, "--log-key", logKey).expectDone()
  }

  @Test("the high-water mark keeps the ledger's own keeper from signing anything more", arguments: Breach.allCases)
  func signing(breach: Breach) throws {
    try commit(breach)
    let before = try LedgerFile(workshop.folder.path("ledger.db")).rows.map(\.header)
    try workshop.run(
      "join", "ninth", "--name", "en=ninth", "--kind", "state", "--public-source", "https://beacon.example/ninth",
      "--as-of", "2030-11-01", "--registrar-key", "registrar", "--at", "2033-01-01T00:00:00Z", "--json"
    ).expectRefusal(breach.finding, status: 1)
    #expect(try LedgerFile(workshop.folder.path("ledger.db")).rows.map(\.header) == before)
  }
}
