import Cryptography
import Files
import Fixtures
import Glibc
import LedgerSamples
import LedgerWriter
import Pledges
import Storage
import Testing
import TransparencyLog

@testable import pledgebook

/// A production ledger in a workshop, `real.db`, with entries of any time: made past the command, which takes no clock
/// but the machine's.
struct ProductionLedger {
  static let name = "real.db"
  private static let origin = "pledges.example/real"
  let workshop: Workshop
  let logKey: String

  /// The machine's clock.
  static var now: Instant { Instant(seconds: Int64(time(nil))) }

  /// Genesis and accord, recorded so many seconds from now.
  init(_ workshop: Workshop, recordedIn seconds: Int64) throws {
    self.workshop = workshop
    let instant = Self.now.advanced(bySeconds: seconds)
    let registrar = try workshop.key("registrar")
    let log = try NoteSigner(name: Self.origin, privateKey: workshop.key("log"))
    logKey = log.verifierKey.text
    let genesis = try Genesis(
      environment: .production, rules: Genesis.currentRules,
      registrar: Registrar(id: given(PartyID("registrar")), name: "Keeper", threshold: 1, keys: [registrar.publicKey]),
      logKeys: [log.verifierKey])
    let accord = try AccordFile.publication(
      FilePath(Program.package + "/Ledger/Accords/paris-call-2018.json"), changes: nil)
    var ledger = try Ledger(signatures: .check)
    let first = try LedgerState.draft(genesis: genesis, origin: given(Origin(Self.origin)), at: instant)
    var entries = [try ledger.admit(Self.signed(first, by: registrar), at: instant) { _ in nil }]
    let second = try ledger.state.draft(.accordPublish(accord), at: instant)
    entries.append(try ledger.admit(Self.signed(second, by: registrar), at: instant) { _ in nil })
    let mark = HighWaterMark(path: workshop.folder.path(Self.name + ".checkpoint"))
    _ = try LedgerAppender.create(
      at: workshop.folder.path(Self.name), entries, in: &ledger, issuer: CheckpointIssuer(signers: [log], mark: mark))
    try workshop.run("log-keys", "use", "--log-signing-key", "log", "--ledger", Self.name).expectDone()
  }

  private static func signed(_ statement: Pledges.Statement, by key: PrivateKey) throws -> SubmittedEnvelope {
    SubmittedEnvelope(envelope: try envelope(given(statement.payload), by: [key]), texts: [])
  }

  private var joinWords: [String] {
    [
      "--kind", "state", "--public-source", "https://beacon.example/list", "--as-of", "2019-01-01", "--registrar-key",
      "registrar", "--ledger", Self.name,
    ]
  }

  /// Lists somebody, by the command and at the machine's time.
  func list(_ id: String, _ more: [String] = []) throws -> Transcript {
    try workshop.run(["join", id, "--name", "en=\(id)"] + joinWords + more)
  }

  /// Lists somebody at any time, past the command.
  func list(_ id: String, recordedIn seconds: Int64) throws {
    try workshop.run(["join", id, "--name", "en=\(id)"] + joinWords + ["--out", "\(id).json"]).expectDone()
    let log = try NoteSigner(name: Self.origin, privateKey: workshop.key("log"))
    let mark = HighWaterMark(path: workshop.folder.path(Self.name + ".checkpoint"))
    var appender = try LedgerAppender(
      opening: workshop.folder.path(Self.name), issuer: CheckpointIssuer(signers: [log], mark: mark))
    _ = try appender.append(
      [SubmittedEnvelope.read(workshop.folder.read("\(id).json"))], at: Self.now.advanced(bySeconds: seconds))
  }

  func run(_ words: String...) throws -> Transcript { try workshop.run(words + ["--ledger", Self.name]) }

  /// A witness whose cosignature of the newest checkpoint is so many seconds old, and a policy that names it, in `policy`.
  func cosign(secondsAgo: Int64) throws {
    let witness = try NoteSigner(
      name: "witness.example", privateKey: PrivateKey.generate(.ed25519), type: .cosignatureEd25519)
    let signed = try SignedCheckpoint(Array(run("checkpoint").expectDone().output.utf8))
    let time = UInt64(clamping: Self.now.advanced(bySeconds: -secondsAgo).seconds)
    let cosigned = try signed.adding([witness.cosign(signed, at: time)])
    try workshop.folder.write(cosigned.bytes, to: Self.name + ".cosigned")
    // Nobody listens there: what counts is what it has signed before.
    let policy = "log \(logKey)\nwitness w \(witness.verifierKey.text) http://127.0.0.1:9/\nquorum w\n"
    try workshop.folder.write(Array(policy.utf8), to: "policy")
    try run("witness", "use", "--policy", "policy", "--when-missing", "warn", "--timeout", "1").expectDone()
  }
}
