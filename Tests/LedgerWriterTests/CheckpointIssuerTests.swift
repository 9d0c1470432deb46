import Cryptography
import Fixtures
import LedgerSamples
import LedgerWriter
import Pledges
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("A checkpoint for every batch")
struct CheckpointIssuerTests {
  private let folder: TemporaryFolder
  private let cast: Cast
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
    cast = try Cast()
    try ChronicleWriter.create(at: path, cast, start: given(Instant("2030-04-01T00:00:00Z")))
  }

  private func issuer(_ key: PrivateKey? = nil) throws -> CheckpointIssuer {
    CheckpointIssuer(
      signers: [try NoteSigner(name: Chronicle.origin, privateKey: key ?? cast.log)],
      mark: HighWaterMark(path: folder.path("mark")))
  }

  private func append(_ id: String, at time: String, key: PrivateKey? = nil) throws {
    var appender = try LedgerAppender(opening: path, issuer: issuer(key))
    let now = try given(Instant(time))
    let statement = try appender.state.draft(.join(Samples.join(id, keys: [], effective: now)), at: now)
    _ = try appender.append([submission(given(statement.payload), by: [cast.registrar])], at: now)
  }

  private func trust() throws -> Trust {
    let key = try VerifierKey(name: Chronicle.origin, publicKey: cast.log.publicKey, type: .ed25519)
    return Trust(policy: try TrustPolicy(Array("log \(key.text)\nquorum none\n".utf8)))
  }

  @Test("is stored with the batch and noted outside, and lifts the ledger to signed")
  func issued() throws {
    try append("one", at: "2031-01-01T00:00:00Z")
    try append("two", at: "2031-01-02T00:00:00Z")
    let report = try verify(path, trust: trust())
    #expect(report.codes() == [])
    #expect(report.assurance == .signed)
    #expect(report.counts.checkpoints == 2)
    let note = try HighWaterMark(path: folder.path("mark")).read()
    let noted = try SignedCheckpoint(#require(note)).checkpoint
    #expect(noted.size == report.size)
    #expect(noted.root == report.root)
  }

  @Test("is not made for a batch without envelopes, and the appender goes on")
  func nothingToCover() throws {
    try append("one", at: "2031-01-01T00:00:00Z")
    let now = try given(Instant("2031-01-02T00:00:00Z"))
    do {
      var appender = try LedgerAppender(opening: path, issuer: issuer())
      let none = try appender.append([], at: now)
      #expect(none.isEmpty)
      let statement = try appender.state.draft(.join(Samples.join("two", keys: [], effective: now)), at: now)
      let receipts = try appender.append([submission(given(statement.payload), by: [cast.registrar])], at: now)
      #expect(receipts.count == 1)
    }
    #expect(try verify(path, trust: trust()).counts.checkpoints == 2)
  }

  @Test("is refused by a key that the ledger does not list, and nothing is appended")
  func foreignKey() throws {
    let before = try folder.read("ledger.db")
    let error = try failure { try append("one", at: "2031-01-01T00:00:00Z", key: cast.stranger) }
    guard case .logKey = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try folder.read("ledger.db") == before)
    #expect(try verify(path).size == 2)
  }

  @Test("an append to a ledger whose mark cannot be read records nothing, and says so")
  func unreadableMark() throws {
    try append("one", at: "2031-01-01T00:00:00Z")
    _ = try run("mv", [folder.path("mark"), folder.path("kept")])
    for put in [["ln", "-s", folder.path("kept"), folder.path("mark")], ["mkdir", folder.path("mark")]] {
      _ = try run(put[0], Array(put.dropFirst()))
      let before = try folder.read("ledger.db")
      let error = try failure { try append("two", at: "2031-01-02T00:00:00Z") }
      guard case .storage(let cause) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(cause.outcome == .notCommitted)
      #expect(cause.hint?.contains("recorded") == false)
      #expect(try folder.read("ledger.db") == before)
      _ = try run("rm", ["-d", folder.path("mark")])
    }
  }

  @Test("an older database is not continued once a later checkpoint was given out")
  func olderDatabase() throws {
    try append("one", at: "2031-01-01T00:00:00Z")
    let older = try folder.read("ledger.db")
    try append("two", at: "2031-01-02T00:00:00Z")
    try folder.write(older, to: "ledger.db")
    try expectBroken("checkpoint.rollback") { try append("other", at: "2031-01-03T00:00:00Z") }
    #expect(try folder.read("ledger.db") == older)
  }

  @Test("a database with another past is not continued either")
  func otherPast() throws {
    try append("one", at: "2031-01-01T00:00:00Z")
    let fork = try folder.read("ledger.db")
    try append("two", at: "2031-01-02T00:00:00Z")
    let mark = try folder.read("mark")
    try folder.write(fork, to: "ledger.db")
    _ = try run("rm", [folder.path("mark")])
    try append("other", at: "2031-01-02T00:00:00Z")
    try folder.write(mark, to: "mark")
    try expectBroken("checkpoint.fork") { try append("more", at: "2031-01-03T00:00:00Z") }
  }

  private func expectBroken(_ code: String, _ body: () throws -> Void) throws {
    let error = try failure(body)
    guard case .broken(let finding) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(finding.code == code)
  }
}
