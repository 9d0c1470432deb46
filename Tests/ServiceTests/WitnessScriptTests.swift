import Cryptography
import Fixtures
import LedgerSamples
import Service
import Storage
import Testing
import TransparencyLog

@Suite("A witness")
struct WitnessScriptTests {
  private let log: TrialLog
  private let stranger: TrialLog
  private let other: NoteSigner
  private let trial: TrialWitness

  init() throws {
    log = try TrialLog()
    stranger = try TrialLog("stranger.example/log")
    other = try NoteSigner(name: log.origin, privateKey: PrivateKey.generate(.ed25519))
    trial = try TrialWitness(watching: [log])
  }

  private struct Line {
    let text: String
    let body: [UInt8]
    let status: Int
    let recorded: UInt64?
    var checkpoint: SignedCheckpoint?
  }

  @Test("answers each request of the script as the protocol says", arguments: Way.allCases)
  func script(_ way: Way) throws {
    let ask = try way.asking(trial.witness.router())
    let lines = try script()
    #expect(Set(lines.map(\.status)) == [200, 400, 403, 404, 409, 422])
    for line in lines {
      let before = try trial.size(of: log)
      let reply = try ask("POST", "/add-checkpoint", line.body)
      #expect(reply.status == line.status, "\(line.text): \(String(decoding: reply.body, as: UTF8.self))")
      if let recorded = line.recorded {
        #expect(reply.contentType == "text/x.tlog.size", "\(line.text)")
        #expect(reply.body == Array("\(recorded)\n".utf8), "\(line.text)")
      }
      if reply.status == 200 {
        let checkpoint = try #require(line.checkpoint)
        try expectCosigned(reply.body, checkpoint)
        #expect(try trial.size(of: log) == checkpoint.checkpoint.size)
      } else {
        #expect(try trial.size(of: log) == before, "a refusal changed the record: \(line.text)")
      }
    }
  }

  @Test("shows its newest checkpoint with the lines of log and witness", arguments: Way.allCases)
  func monitoring(_ way: Way) throws {
    let ask = try way.asking(trial.witness.router(prefix: "/w"))
    let path = "/w/\(try Digest.sha256(of: Array(log.origin.utf8)).hex)/checkpoint"
    #expect(try ask("GET", path, []).status == 404)
    let junk = try other.sign(log.checkpoint(4).note.textBytes)
    let sent = try log.checkpoint(4).adding([junk])
    let body = try AddCheckpointRequest(log.proof(from: 0, to: 4), checkpoint: sent).bytes
    #expect(try ask("POST", "/w/add-checkpoint", body).status == 200)
    let reply = try ask("GET", path, [])
    #expect(reply.status == 200)
    let note = try SignedCheckpoint(reply.body).note
    // The line of a key that nobody knows is not handed on.
    #expect(note.signatures.map(\.name.text) == [log.origin, "witness.example/trial"])
    #expect(!note.signatures.contains(junk))
    #expect(try ask("GET", "/w/\(String(repeating: "0", count: 64))/checkpoint", []).status == 404)
    #expect(try ask("GET", "/w/add-checkpoint", []).status == 404)
    #expect(try ask("POST", "/elsewhere", [1]).status == 404)
  }

  @Test("lets one of two requests from the same size win, and tells the other where it is")
  func race() throws {
    let server = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: trial.witness.router())
    let client = try HTTPClient(.question(.seconds(20)))
    let address = "http://\(server.address)/add-checkpoint"
    var size: UInt64 = 0
    for _ in 0..<20 {
      let bodies = try [size + 1, size + 2].map { next in
        try AddCheckpointRequest(log.proof(from: size, to: next), checkpoint: log.checkpoint(next)).bytes
      }
      let replies = try client.exchange(bodies.map { .post(address, $0, limit: 65_536) }).map { try $0.get() }
      #expect(replies.map(\.status).sorted() == [200, 409])
      let winner = size + (replies[0].status == 200 ? 1 : 2)
      #expect(replies.contains { $0.body == Array("\(winner)\n".utf8) })
      #expect(try trial.size(of: log) == winner)
      size = winner
    }
    server.stop()
  }

  @Test("remembers across a new start what it cosigned, and takes a new log while it runs")
  func restart() throws {
    let first = trial.witness.addCheckpoint(
      try AddCheckpointRequest(log.proof(from: 0, to: 7), checkpoint: log.checkpoint(7)).bytes)
    guard case .cosigned = first else {
      Issue.record("\(first)")
      return
    }
    let again = try TrialWitness.open(trial.path, trial.key)
    let fork = log.branching(at: 3)
    let forked = again.addCheckpoint(
      try AddCheckpointRequest(fork.proof(from: 7, to: 9), checkpoint: fork.checkpoint(9)).bytes)
    guard case .inconsistent = forked else {
      Issue.record("\(forked)")
      return
    }
    let request = try AddCheckpointRequest(stranger.proof(from: 0, to: 1), checkpoint: stranger.checkpoint(1)).bytes
    guard case .unknownLog = again.addCheckpoint(request) else {
      Issue.record("an unknown log was taken")
      return
    }
    _ = try WitnessStore.open(trial.path).watch(#require(Origin(stranger.origin)), by: stranger.signer.verifierKey)
    guard case .cosigned = again.addCheckpoint(request) else {
      Issue.record("a log added meanwhile was refused")
      return
    }
  }

  // MARK: The script

  private func expectCosigned(_ body: [UInt8], _ checkpoint: SignedCheckpoint) throws {
    let lines = try AddCheckpointAnswer(bytes: body).signatures
    let note = try Note(text: checkpoint.note.textBytes, signatures: lines)
    var verifier = try SignatureVerifier()
    guard
      case .verified(let verified) = try note.verify(
        with: KnownKeys([trial.witness.verifierKey]), verifier: &verifier)
    else {
      Issue.record("the cosignature does not verify")
      return
    }
    #expect(verified.signatures.map(\.timestamp) == [TrialWitness.time])
  }

  private func script() throws -> [Line] {
    let path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let result = try run("cat", ["\(path)/Scripts/add-checkpoint.txt"])
    var lines: [Line] = []
    for line in String(decoding: result.output, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
      let halves = line.split(separator: "->").map { $0.split(separator: " ").map(String.init) }
      let (words, answer) = (halves[0], halves[1])
      var parsed = Line(
        text: String(line), body: [], status: try #require(Int(answer[0])),
        recorded: answer.count > 1 ? UInt64(answer[1]) : nil)
      if words[0] == "body" {
        let text = words.dropFirst().joined(separator: " ").replacing("\\n", with: "\n")
        parsed = Line(text: parsed.text, body: Array(text.utf8), status: parsed.status, recorded: nil)
      } else {
        let (body, checkpoint) = try request(words.dropFirst())
        parsed = Line(
          text: parsed.text, body: body, status: parsed.status, recorded: parsed.recorded, checkpoint: checkpoint)
      }
      lines.append(parsed)
    }
    return lines
  }

  private func request(_ words: some Collection<String>) throws -> (body: [UInt8], checkpoint: SignedCheckpoint) {
    var fields: [String: String] = [:]
    for word in words {
      let parts = word.split(separator: "=")
      fields[String(parts[0])] = String(parts[1])
    }
    let size = try #require(fields["size"].flatMap { UInt64($0) })
    let trees = ["main": log, "fork": log.branching(at: 3), "empty": log, "stranger": stranger]
    let tree = try #require(trees[fields["tree"] ?? ""])
    var checkpoint = try tree.checkpoint(
      size, root: fields["tree"] == "empty" ? log.root(1) : nil, by: fields["by"] == "other" ? other : nil)
    if fields["by"] == "broken" {
      // The log's line over another text: a line of a trusted key that does not verify.
      let line = try log.checkpoint(size + 1).note.signatures
      checkpoint = try SignedCheckpoint(note: Note(text: checkpoint.note.textBytes, signatures: line))
    }
    let ends = fields["proof"] == "-" ? [] : (fields["proof"] ?? "").split(separator: "-").compactMap { UInt64($0) }
    let hashes = ends.isEmpty ? [] : try log.proof(from: ends[0], to: ends[1]).hashes
    let proof = try ConsistencyProof(
      first: #require(fields["old"].flatMap { UInt64($0) }), second: size, hashes: hashes)
    return (try AddCheckpointRequest(proof, checkpoint: checkpoint).bytes, checkpoint)
  }
}
