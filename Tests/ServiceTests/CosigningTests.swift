import Cryptography
import LedgerSamples
import Service
import Synchronization
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
    Lie(testDescription: "trouble", answer: answer(503, "text/plain", "no\n"), code: "witness.unavailable"),
    Lie(testDescription: "too much", answer: answer(429, "text/plain", ""), code: "witness.unavailable"),
    Lie(testDescription: "a question too large", answer: answer(413, "text/plain", ""), code: "witness.malformed"),
    Lie(testDescription: "a question malformed", answer: answer(400, "text/plain", ""), code: "witness.malformed"),
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

  // MARK: What other witnesses do

  /// A witness that answers the questions one after another with these, the last of them for ever, and what it was asked.
  private final class ScriptedWitness {
    let server: HTTPServer
    private let asked: Asked

    private final class Asked: Sendable {
      let bodies = Mutex<[[UInt8]]>([])
    }

    init(_ answers: [HTTPAnswer]) throws {
      let asked = Asked()
      self.asked = asked
      let router = Router([
        .post(.exactly("/add-checkpoint"), limit: 1 << 20) { request in
          asked.bodies.withLock { bodies in
            bodies.append(request.body)
            return answers[min(bodies.count, answers.count) - 1]
          }
        }
      ])
      server = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: router)
    }

    var url: String { "http://\(server.address)" }
    var bodies: [[UInt8]] { asked.bodies.withLock { $0 } }
    /// The sizes in its first lines.
    var oldSizes: [String] {
      bodies.map { String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self).replacing("old ", with: "") }
    }
  }

  private static func conflict(_ body: String, _ type: String? = "text/x.tlog.size") -> HTTPAnswer {
    HTTPAnswer(409, contentType: type, body: Array(body.utf8))
  }

  struct Refusal: CustomTestStringConvertible {
    let testDescription: String
    /// What answers the question about the very tree that is on record, 4 entries.
    let answer: HTTPAnswer
    var code = "witness.fork"
  }

  static let refusals = [
    // transparency-dev/witness before C2SP pull request 280: no body and no type.
    Refusal(testDescription: "a conflict without a word", answer: conflict("", nil)),
    Refusal(testDescription: "a conflict with a sentence", answer: conflict("roots do not match\n", "text/plain")),
    Refusal(testDescription: "a conflict with a page", answer: conflict("<html>\n4\n</html>\n", "text/html")),
    Refusal(testDescription: "a conflict with no number in it", answer: conflict("four\n")),
    Refusal(testDescription: "a conflict with more than a number", answer: conflict("4\n4\n")),
    Refusal(testDescription: "a conflict with a number that no size has", answer: conflict("18446744073709551616\n")),
    Refusal(testDescription: "a conflict about the size that was asked for", answer: conflict("4\n")),
    Refusal(testDescription: "the same as plain text", answer: conflict("4\n", "text/plain")),
    Refusal(testDescription: "a proof that does not verify", answer: HTTPAnswer(422)),
    Refusal(testDescription: "a larger record", answer: conflict("5\n"), code: "witness.ahead"),
    Refusal(
      testDescription: "a smaller record, told in another type", answer: conflict("3\n", "text/plain"),
      code: "witness.malformed"),
    Refusal(testDescription: "a refusal", answer: HTTPAnswer(403), code: "witness.refused"),
    Refusal(testDescription: "no such log", answer: HTTPAnswer(404), code: "witness.refused"),
    Refusal(testDescription: "too many questions", answer: HTTPAnswer(429), code: "witness.unavailable"),
    Refusal(testDescription: "trouble", answer: HTTPAnswer(500), code: "witness.unavailable"),
  ]

  @Test(
    "a tree of the size on record that is refused is an alarm, and one that cannot be judged is none",
    arguments: refusals)
  func refusedRoot(_ refusal: Refusal) throws {
    let other = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: second.witness.router())
    defer { other.stop() }
    let witness = try ScriptedWitness([Self.conflict("4\n"), refusal.answer])
    defer { witness.server.stop() }
    // One of two would be enough: an alarm is no matter of who could be reached.
    let outcome = try gather(policy(witness.url, "http://\(other.address)", quorum: "any"), log, 4)
    #expect(codes(outcome) == ["one": refusal.code])
    #expect(outcome.isAlarming == ["witness.fork", "witness.ahead"].contains(refusal.code))
    #expect(outcome.isQuorumMet && outcome.cosigned.map(\.text) == ["two"])
    #expect(witness.oldSizes == ["0", "4"])
  }

  @Test("what is kept tells the size, and the first refusal is the alarm")
  func refusedAtOnce() throws {
    let one = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: first.witness.router())
    let kept = try gather(policy("http://\(one.address)", "http://127.0.0.1:1"), log, 4).checkpoint
    one.stop()
    let witness = try ScriptedWitness([Self.conflict("", nil)])
    defer { witness.server.stop() }
    let outcome = try gather(policy(witness.url, "http://127.0.0.1:1"), log, 4, after: kept)
    #expect(codes(outcome)["one"] == "witness.fork" && witness.oldSizes == ["4"])
    // About a tree that is larger than the record it says nothing.
    let grown = try gather(policy(witness.url, "http://127.0.0.1:1"), log, 6, after: kept)
    #expect(codes(grown)["one"] == "witness.malformed" && !grown.isAlarming)
  }

  @Test(
    "a size is read whatever white space ends it, and whatever parameters its type has",
    arguments: [
      ("3\n", "text/x.tlog.size"), ("3", "text/x.tlog.size"), ("3\r\n", "text/x.tlog.size; charset=utf-8"),
      ("3 \n", "Text/X.TLog.Size"),
    ])
  func sizes(_ body: String, _ type: String) throws {
    let witness = try ScriptedWitness([Self.conflict(body, type), HTTPAnswer(404)])
    defer { witness.server.stop() }
    _ = try gather(policy(witness.url, "http://127.0.0.1:1"), log, 4)
    #expect(witness.oldSizes == ["0", "3"])
  }

  @Test("a record that changes with every question is asked about three times and no more")
  func restless() throws {
    let witness = try ScriptedWitness(["1\n", "2\n", "3\n", "1\n"].map { Self.conflict($0) })
    defer { witness.server.stop() }
    let outcome = try gather(policy(witness.url, "http://127.0.0.1:1"), log, 4)
    #expect(witness.oldSizes == ["0", "1", "2"] && codes(outcome)["one"] == "witness.malformed")
  }

  @Test("a witness is sent what the log signed, and not what others did")
  func ownLines() throws {
    let witness = try ScriptedWitness([HTTPAnswer(404)])
    defer { witness.server.stop() }
    let signed = try log.checkpoint(4)
    var signers: [NoteSigner] = []
    for number in 0..<20 {
      signers.append(
        try NoteSigner(
          name: "witness.example/\(number)", privateKey: .generate(.ed25519), type: .cosignatureEd25519))
    }
    // A witness may be named like the log; its line is a cosignature all the same.
    let double = try NoteSigner(name: log.origin, privateKey: .generate(.ed25519), type: .cosignatureEd25519)
    let foreign = try UncheckableKey("w.example")
    let cosigned = try SignedCheckpoint(
      signed.adding(signers.map { try $0.cosign(signed, at: 5) } + [double.cosign(signed, at: 5)]).bytes
        + Array(foreign.line().utf8))
    let policy = try TrustPolicy(
      Array(
        """
        log \(log.signer.verifierKey.text)
        witness one \(first.witness.verifierKey.text) \(witness.url)
        witness two \(double.verifierKey.text)
        quorum one

        """.utf8))
    let outcome = try CosignatureGathering(policy, patience: .question(.seconds(2))).gather(cosigned, after: cosigned) {
      try log.proof(from: $0, to: 4)
    }
    #expect(try witness.bodies == [AddCheckpointRequest(log.proof(from: 0, to: 4), checkpoint: signed).bytes])
    // What was there stays.
    #expect(outcome.checkpoint.note.signatures.count == cosigned.note.signatures.count)
  }

  @Test("a kept line that does not verify is left out, and gathered again")
  func damagedLine() throws {
    let one = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: first.witness.router())
    defer { one.stop() }
    let policy = try policy("http://\(one.address)", "http://127.0.0.1:1", quorum: "any")
    let sound = try gather(policy, log, 4).checkpoint
    let wrong = try NoteSigner(
      name: "witness.example/trial", privateKey: second.key, type: .cosignatureEd25519
    ).cosign(log.checkpoint(3), at: 5)
    let damaged = try sound.adding([wrong])
    // Of the witness that is away, whose key the line names and did not make.
    let outcome = try CosignatureGathering(policy, patience: .question(.seconds(2))).gather(damaged, after: damaged) {
      try log.proof(from: $0, to: 4)
    }
    #expect(outcome.isQuorumMet && outcome.cosigned.map(\.text) == ["one"])
    #expect(!outcome.checkpoint.note.signatures.contains(wrong))
  }

  @Test("a witness whose key cannot be checked is not asked, and what it would sign counts for nothing")
  func unsupported() throws {
    let witness = try ScriptedWitness([HTTPAnswer(404)])
    defer { witness.server.stop() }
    let foreign = try UncheckableKey("w.example")
    let policy = try TrustPolicy(
      Array(
        "log \(log.signer.verifierKey.text)\nwitness w \(foreign.vkey) \(witness.url)\nquorum w\n".utf8))
    let outcome = try gather(policy, log, 4)
    #expect(codes(outcome) == ["w": "witness.unsupported"] && witness.bodies.isEmpty)
    #expect(outcome.needsUnsupportedWitness && !outcome.isQuorumMet && !outcome.isAlarming)
  }

  @Test("a policy of another log asks nobody")
  func otherLog() throws {
    let witness = try ScriptedWitness([HTTPAnswer(404)])
    defer { witness.server.stop() }
    let refused = #expect(throws: LogError.self) {
      try gather(policy(witness.url, "http://127.0.0.1:1"), TrialLog("other.example/log"), 4)
    }
    #expect(refused?.code == .policyMalformed && witness.bodies.isEmpty)
  }
}
