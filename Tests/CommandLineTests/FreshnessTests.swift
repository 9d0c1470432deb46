import CanonicalJSON
import Cryptography
import Fixtures
import Glibc
import LedgerSamples
import Storage
import Testing
import TransparencyLog

/// Checkpoints that a ledger lacks, and those that nobody has seen for long.
@Suite("Checkpoints that are there when they are wanted, and recent")
struct FreshnessTests {
  private let workshop: Workshop
  private let logKey: String

  init() throws {
    workshop = try Workshop()
    logKey = try VerifierKey(
      name: "pledges.example/lantern", publicKey: workshop.key("log").publicKey, type: .ed25519
    ).text
    try workshop.run("export", "all.jsonl").expectDone()
    try workshop.run("checkpoint", "--quiet").expectDone()
  }

  private func verified(_ ledger: String, _ arguments: String...) throws -> Transcript {
    try workshop.run(["verify", "--ledger", ledger, "--log-key", logKey, "--json"] + arguments)
  }

  // MARK: - After a restore

  @Test("a ledger restored with its log key has a checkpoint for its end, the same that was given out")
  func restoredWithKey() throws {
    try workshop.run("restore", "all.jsonl", "--ledger", "restored.db", "--log-signing-key", "log").expectDone()
    let was = try workshop.run("checkpoint").expectDone().output
    #expect(try workshop.run("checkpoint", "--ledger", "restored.db").expectDone().output == was)
    #expect(try verified("restored.db", "--held", "ledger.db.checkpoint").expectDone().text("assurance") == "signed")
    #expect(try HighWaterMark(path: workshop.folder.path("restored.db.checkpoint")).read() == Array(was.utf8))
    // The key was noted, so the ledger goes on.
    try workshop.attestation()
    try workshop.run(
      "submit", "attestation.json", "--ledger", "restored.db", "--at", "2032-02-01T00:00:00Z"
    ).expectDone()
  }

  @Test("one restored without it gets its checkpoint later, once; what it keeps is not signed again")
  func restoredWithoutKey() throws {
    let restored = try workshop.run("restore", "all.jsonl", "--ledger", "restored.db").expectDone()
    #expect(restored.error.contains("checkpoint --renew"))
    #expect(try verified("restored.db").output.contains("checkpoint.missing"))
    try workshop.run("checkpoint", "--ledger", "restored.db", "--json").expectRefusal("checkpoint.missing", status: 5)
    try workshop.run("log-keys", "use", "--ledger", "restored.db", "--log-signing-key", "log").expectDone()
    let first = try workshop.run("checkpoint", "--renew", "--ledger", "restored.db").expectDone()
    let second = try workshop.run("checkpoint", "--renew", "--ledger", "restored.db").expectDone()
    #expect(first.output == second.output)
    let verdict = try verified("restored.db", "--held", "ledger.db.checkpoint").expectDone()
    #expect(verdict.text("assurance") == "signed")
    #expect(verdict.json?.member("counts")?.member("checkpoints")?.integer == 1)
  }

  @Test(
    "a copy that ends before what was given out is refused, and nothing is written or signed", arguments: [true, false])
  func tooOld(byMark: Bool) throws {
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    let kept =
      byMark
      ? ["--log-signing-key", "log", "--high-water", "ledger.db.checkpoint"] : ["--held", "ledger.db.checkpoint"]
    let before = try workshop.folder.names()
    try workshop.run(["restore", "all.jsonl", "--ledger", "restored.db", "--json"] + kept)
      .expectRefusal("checkpoint.rollback", status: 1)
    #expect(try workshop.folder.names() == before)
  }

  @Test("a sealed copy whose own checkpoints it contradicts is refused, though its entries fit together")
  func alteredCopy() throws {
    try workshop.run("backup", "copy.db").expectDone()
    let database = try RawDatabase(workshop.folder.path("copy.db"))
    try database.withoutTriggers {
      try database.run(
        """
        UPDATE entry SET header = CAST(replace(CAST(header AS TEXT), 'recorded 2030-12', 'recorded 2031-12') AS BLOB)
        WHERE seq = (SELECT max(seq) FROM entry)
        """)
    }
    #expect(try workshop.run("verify", "--ledger", "copy.db").status == 1)
    let restored = try workshop.run("restore", "copy.db", "--ledger", "restored.db", "--log-signing-key", "log")
    #expect(restored.status == 1 && restored.error.contains("copy.db is broken at entry"), "\(restored)")
    #expect(try !workshop.folder.names().contains { $0.hasPrefix("restored.db") && !$0.hasSuffix(".lock") })
  }

  @Test("a copy with another past than what was given out is refused")
  func otherPast() throws {
    let mark = try workshop.folder.read("ledger.db.checkpoint")
    _ = try run("sh", ["-c", "rm -f \"$1\"/ledger.db*", "sh", workshop.folder.path])
    try workshop.run(
      "init", "--origin", "pledges.example/lantern", "--accord", Workshop.accord, "--registrar-key", "registrar",
      "--log-signing-key", "log", "--environment", "demo", "--at", "2030-12-01T00:00:01Z"
    ).expectDone()
    for name in ["quillonia", "brindlemark", "tarnmere"] {
      try workshop.run(
        "join", name, "--name", "en=\(name)", "--kind", "state", "--public-source", "https://beacon.example/\(name)",
        "--as-of", "2030-11-01", "--registrar-key", "registrar", "--at", "2031-01-01T00:00:00Z"
      ).expectDone()
    }
    try workshop.run("export", "other.jsonl").expectDone()
    try workshop.folder.write(mark, to: "kept.checkpoint")
    try workshop.run("restore", "other.jsonl", "--ledger", "restored.db", "--held", "kept.checkpoint", "--json")
      .expectRefusal("checkpoint.fork", status: 1)
    #expect(access(workshop.folder.path("restored.db"), F_OK) != 0)
  }

  @Test("a log key that the copy does not list signs nothing, and nothing is written")
  func foreignKey() throws {
    try workshop.run("restore", "all.jsonl", "--ledger", "restored.db", "--log-signing-key", "stranger", "--json")
      .expectRefusal("log-key.not-in-force", status: 5)
    #expect(access(workshop.folder.path("restored.db"), F_OK) != 0)
  }

  // MARK: - Age

  /// Puts cosignatures of two witnesses, so many seconds old, on the newest checkpoint, and a policy that wants both.
  private func cosign(_ ages: [Int64]) throws {
    var note = try SignedCheckpoint(Array(workshop.run("checkpoint").output.utf8))
    var policy = "log \(logKey)\n"
    for (number, age) in ages.enumerated() {
      let witness = try NoteSigner(
        name: "witness.example/\(number)", privateKey: PrivateKey.generate(.ed25519), type: .cosignatureEd25519)
      note = try note.adding([witness.cosign(note, at: UInt64(Int64(time(nil)) - age))])
      policy += "witness w\(number) \(witness.verifierKey.text)\n"
    }
    policy += "group both all w0 w1\nquorum both\n"
    try workshop.folder.write(Array(policy.utf8), to: "policy")
    let database = try RawDatabase(workshop.folder.path("ledger.db"))
    try database.withoutTriggers {
      try database.run(
        "UPDATE checkpoint SET note = ? WHERE size = \(note.checkpoint.size)", [.blob(note.bytes)])
    }
  }

  @Test(
    "a checkpoint is as old as the oldest cosignature that the quorum needs",
    arguments: [
      ([60, 7_200], "3h", true), ([60, 7_200], "1h", false), ([86_300, 60], "1d", true), ([86_500, 60], "1d", false),
      // A clock that is fast by a minute is forgiven, one by an hour is not.
      ([-60, 60], "5m", true), ([-3_600, 60], "5m", false),
    ])
  func age(ages: [Int64], allowed: String, isRecent: Bool) throws {
    try cosign(ages)
    try workshop.run("verify", "--policy", "policy", "--require", "witnessed").expectDone()
    let verdict = try workshop.run("verify", "--policy", "policy", "--max-age", allowed, "--json")
    let codes = verdict.json?.member("findings")?.elements.map { $0.member("code")?.string } ?? []
    #expect(codes == (isRecent ? [] : ["checkpoint.stale"]), "\(verdict)")
    #expect(verdict.status == (isRecent ? 0 : 1))
    try workshop.run("publish", "public").expectDone()
    #expect(
      try workshop.run("verify", "--from", "public", "--policy", "policy", "--max-age", allowed).status
        == verdict.status)
  }

  @Test("a checkpoint that nobody cosigned is not recent")
  func unseen() throws {
    let bare = try workshop.run("checkpoint").output
    try cosign([60, 60])
    let database = try RawDatabase(workshop.folder.path("ledger.db"))
    try database.withoutTriggers {
      try database.run("UPDATE checkpoint SET note = ? WHERE size = 4", [.blob(Array(bare.utf8))])
    }
    let verdict = try workshop.run("verify", "--policy", "policy", "--max-age", "7d", "--json")
    #expect(verdict.status == 1 && verdict.output.contains("checkpoint.stale"))
  }

  @Test(
    "without witnesses an age cannot be asked for, and a duration has one unit",
    arguments: ["7d", "0d", "1w", "h", "07d", "-1d"])
  func refused(age: String) throws {
    let code = age == "7d" ? "usage.missing-option" : "usage.invalid-value"
    try workshop.refuses(code, status: 2, "verify", "--log-key", logKey, "--max-age", age)
  }
}
