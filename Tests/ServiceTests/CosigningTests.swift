import Cryptography
import LedgerSamples
import Service
import Testing
import TransparencyLog

@Suite("A log asks its witnesses")
struct CosigningTests {
  private let log: TrialLog
  private let first: TrialWitness
  private let second: TrialWitness

  init() throws {
    log = try TrialLog()
    first = try TrialWitness(watching: [log])
    second = try TrialWitness(watching: [log])
  }

  private func policy(_ one: String, _ two: String, quorum: String = "all") throws -> TrustPolicy {
    // The same name is no fault: what tells witnesses apart is the key.
    try TrustPolicy(
      Array(
        """
        log \(log.signer.verifierKey.text)
        witness one \(first.witness.verifierKey.text) \(one)
        witness two \(second.witness.verifierKey.text) \(two)
        group both \(quorum) one two
        quorum both

        """.utf8))
  }

  private func gather(
    _ policy: TrustPolicy, _ log: TrialLog, _ size: UInt64, after before: SignedCheckpoint? = nil
  ) throws -> CosignatureGathering.Outcome {
    try CosignatureGathering(policy, patience: .question(.seconds(2))).gather(log.checkpoint(size), after: before) {
      try log.proof(from: $0, to: size)
    }
  }

  private func codes(_ outcome: CosignatureGathering.Outcome) -> [String: String] {
    Dictionary(uniqueKeysWithValues: outcome.faults.map { ($0.witness.text, $0.fault.code) })
  }

  @Test("both cosign, one that is behind is caught up, and each line verifies")
  func catchingUp() throws {
    let one = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: first.witness.router())
    let two = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: second.witness.router(prefix: "/w"))
    let policy = try policy("http://\(one.address)", "http://\(two.address)/w/")
    var outcome = try gather(policy, log, 3)
    #expect(outcome.isQuorumMet && outcome.faults.isEmpty)
    #expect(outcome.cosigned.map(\.text) == ["one", "two"])
    // Only one of them hears of size 5.
    _ = first.witness.addCheckpoint(
      try AddCheckpointRequest(log.proof(from: 3, to: 5), checkpoint: log.checkpoint(5)).bytes)
    outcome = try gather(policy, log, 9, after: outcome.checkpoint)
    #expect(outcome.isQuorumMet && outcome.faults.isEmpty)
    // An idle log: the same tree again, and the lines are put in place of the older ones.
    outcome = try gather(policy, log, 9, after: outcome.checkpoint)
    #expect(outcome.isQuorumMet && outcome.checkpoint.note.signatures.count == 3)
    one.stop()
    two.stop()
  }

  @Test("one that is away leaves the quorum open, and lines of before are kept")
  func away() throws {
    let one = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: first.witness.router())
    let two = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: second.witness.router())
    let policy = try policy("http://\(one.address)", "http://\(two.address)")
    let whole = try gather(policy, log, 4)
    two.stop()
    let again = try gather(policy, log, 4, after: whole.checkpoint)
    #expect(again.isQuorumMet && codes(again) == ["two": "http.unreachable"])
    let grown = try gather(policy, log, 6, after: again.checkpoint)
    #expect(!grown.isQuorumMet && grown.cosigned.map(\.text) == ["one"])
    let enough = try gather(self.policy("http://\(one.address)", "http://\(two.address)", quorum: "any"), log, 6)
    #expect(enough.isQuorumMet)
    one.stop()
  }

  @Test("one that has seen a larger or another tree is an alarm")
  func alarms() throws {
    let one = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: first.witness.router())
    let two = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: second.witness.router())
    let policy = try policy("http://\(one.address)", "http://\(two.address)")
    _ = try gather(policy, log, 8)
    let ahead = try gather(policy, log, 6)
    #expect(ahead.isAlarming && codes(ahead) == ["one": "witness.ahead", "two": "witness.ahead"])
    let forked = try gather(policy, log.branching(at: 5), 9)
    #expect(forked.isAlarming && codes(forked) == ["one": "witness.fork", "two": "witness.fork"])
    #expect(!forked.isQuorumMet && forked.cosigned.isEmpty)
    one.stop()
    two.stop()
  }

  @Test("a kept cosignature of another tree is an alarm whoever can be reached, and one of another log is nothing")
  func alarmAtHand() throws {
    let one = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: first.witness.router())
    let two = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: second.witness.router())
    let policy = try policy("http://\(one.address)", "http://\(two.address)")
    let kept = try gather(policy, log, 8).checkpoint
    one.stop()
    two.stop()
    let ahead = try gather(policy, log, 6, after: kept)
    #expect(ahead.isAlarming && codes(ahead) == ["one": "witness.ahead", "two": "witness.ahead"])
    for size in [8, 9] as [UInt64] {
      let forked = try gather(policy, log.branching(at: 5), size, after: kept)
      #expect(forked.isAlarming && codes(forked) == ["one": "witness.fork", "two": "witness.fork"])
    }
    // A line that nobody made says nothing, and neither does another log's checkpoint.
    let foreign = try TrialLog()
    for before in [try log.checkpoint(8), try foreign.checkpoint(8)] {
      let outcome = try gather(policy, log, 6, after: before)
      #expect(!outcome.isAlarming && outcome.faults.count == 2)
    }
  }

  struct Lie: CustomTestStringConvertible {
    let testDescription: String
    let answer: String
    let code: String
  }

  private static func answer(_ status: Int, _ type: String, _ body: String) -> String {
    "HTTP/1.1 \(status) Word\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
      + body
  }

  static let lies = [
    Lie(
      testDescription: "a conflict without a size", answer: answer(409, "text/x.tlog.size", ""),
      code: "witness.malformed"),
    Lie(
      testDescription: "a conflict of another type", answer: answer(409, "text/plain", "2\n"),
      code: "witness.malformed"),
    Lie(
      testDescription: "a conflict over the size it was asked for", answer: answer(409, "text/x.tlog.size", "0\n"),
      code: "witness.malformed"),
    Lie(
      testDescription: "a record that is ahead", answer: answer(409, "text/x.tlog.size", "99\n"), code: "witness.ahead"),
    Lie(testDescription: "no lines", answer: answer(200, "text/plain", "thanks\n"), code: "witness.malformed"),
    Lie(
      testDescription: "a line of somebody else",
      answer: answer(200, "text/plain", "\u{2014} x.example AAAAAAAAAAAAAAAAAAAAAAAA\n"), code: "witness.malformed"),
    Lie(testDescription: "a redirect", answer: answer(307, "text/plain", ""), code: "witness.malformed"),
    Lie(testDescription: "no trust", answer: answer(403, "text/plain", "no\n"), code: "witness.refused"),
    Lie(testDescription: "no log", answer: answer(404, "text/plain", "no\n"), code: "witness.refused"),
    Lie(testDescription: "trouble", answer: answer(503, "text/plain", "no\n"), code: "witness.malformed"),
  ]

  @Test("an answer that does not hold is kept by nobody", arguments: lies)
  func lying(_ lie: Lie) throws {
    let server = try RawServer(.bytes(lie.answer))
    defer { server.stop() }
    let outcome = try gather(policy(server.address, "http://127.0.0.1:1"), log, 4)
    #expect(codes(outcome)["one"] == lie.code)
    #expect(outcome.cosigned.isEmpty && !outcome.isQuorumMet)
    #expect(outcome.checkpoint == (try log.checkpoint(4)))
  }

  @Test("a cosignature of another tree does not pass")
  func wrongTree() throws {
    let line = try NoteSigner(
      name: "witness.example/trial", privateKey: first.key, type: .cosignatureEd25519
    ).cosign(log.checkpoint(3), at: 5)
    let server = try RawServer(.bytes(Self.answer(200, "text/plain", line.line)))
    defer { server.stop() }
    let outcome = try gather(policy(server.address, "http://127.0.0.1:1"), log, 4)
    #expect(codes(outcome)["one"] == "witness.malformed")
    #expect(outcome.cosigned.isEmpty)
  }
}
