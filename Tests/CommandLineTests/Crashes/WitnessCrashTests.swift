import Fixtures
import Glibc
import LedgerSamples
import Service
import Testing
import TransparencyLog

/// Every call by which a witness writes while it takes a checkpoint is its last one once, fails once, and finds the disk
/// full once. // tlog-witness: what is cosigned is on record before
@Suite(
  "A witness that ends, or whose disk fails, while it takes a checkpoint",
  .enabled(if: TracedProgram.isPermitted, Comment(rawValue: TracedProgram.needed)))
struct WitnessCrashTests {
  private let workshop: Workshop
  private let log: TrialLog
  private let client: HTTPClient
  /// The record of a witness that has cosigned five entries.
  private let record: [UInt8]

  /// The log's next tree, which is being taken when the fault comes.
  private static let sizes: (before: UInt64, after: UInt64) = (5, 8)

  init() throws {
    workshop = try Workshop()
    log = try TrialLog()
    client = try HTTPClient(.question(.seconds(20)))
    try workshop.run("key", "generate", "witness", "--no-passphrase").expectDone()
    try workshop.run("witness", "init", "--state", "w.db", "--name", "witness.example/w", "--key", "witness")
      .expectDone()
    try workshop.run("witness", "add-log", log.signer.verifierKey.text, "--state", "w.db").expectDone()
    let server = try WitnessServer(workshop)
    let first = try client.exchange(Self.request(log, from: 0, to: Self.sizes.before, server))
    try #require(first.status == 200)
    try #require(server.stop() == -SIGTERM)
    record = try workshop.folder.read("w.db")
  }

  @Test(
    "has nothing on record that contradicts a cosignature it gave out, and goes on", arguments: SystemCallFault.allCases
  )
  func fault(_ fault: SystemCallFault) throws {
    let calls = try undisturbed()
    #expect(calls.contains { $0.name.hasSuffix("sync") && $0.path == nil }, "what is not synced is not durable")
    for call in fault.share(of: calls) where fault.concerns(call) {
      let comment: Comment = "\(fault) at \(call)"
      try reset()
      let traces = try TemporaryFolder()
      let server = try WitnessServer(
        workshop, after: TracedProgram.causing(fault, at: call, traces.path("trace")))
      let reply = Result {
        try client.exchange(Self.request(log, from: Self.sizes.before, to: Self.sizes.after, server))
      }
      let status = try? reply.get().status
      if fault == .killed {
        #expect(status == nil, comment)
        #expect(try server.awaitEnd() == -SIGKILL, comment)
      } else {
        // A fault behind the commit may go unnoticed; that of the answer itself leaves none.
        #expect(status == 200 || status == 500 || call.name.hasPrefix("send"), comment)
        // What the disk does to one request must not end the service.
        #expect(try server.stop() == -SIGTERM, comment)
        #expect(String(decoding: try traces.read("trace"), as: UTF8.self).contains("(INJECTED)"), comment)
      }
      try survives(wasCosigned: status == 200, comment)
    }
  }

  /// The calls of the thread that takes the checkpoint, when nothing goes wrong.
  private func undisturbed() throws -> [SystemCall] {
    try reset()
    let traces = try TemporaryFolder()
    let server = try WitnessServer(workshop, after: TracedProgram.observing(traces.path("trace")))
    let reply = try client.exchange(Self.request(log, from: Self.sizes.before, to: Self.sizes.after, server))
    try #require(reply.status == 200)
    try #require(server.stop() == -SIGTERM)
    let calls = TracedProgram.calls(in: String(decoding: try traces.read("trace"), as: UTF8.self))
    return calls.filter { $0.thread > 0 && !$0.name.hasPrefix("write") }
  }

  private func reset() throws {
    try workshop.folder.write(record, to: "w.db")
    unlink(workshop.folder.path("w.db-journal"))
  }

  /// Starts the witness anew on what the fault left, and asks all that could contradict what it said before.
  private func survives(wasCosigned: Bool, _ comment: Comment) throws {
    let (before, after) = Self.sizes
    let server = try WitnessServer(workshop)
    func ask(_ log: TrialLog, _ first: UInt64, _ second: UInt64) throws -> (status: Int, body: String) {
      let reply = try client.exchange(Self.request(log, from: first, to: second, server))
      return (reply.status, String(decoding: reply.body, as: UTF8.self))
    }
    // A log that never got its answer asks again, as it asked before.
    let again = try ask(log, before, after)
    if again.status == 200 {
      #expect(!wasCosigned, "what was cosigned is not on record: \(comment)")
    } else {
      #expect(again == (409, "\(after)\n"), comment)
    }
    // From here on the tree is on record, whichever of the two it was.
    let fork = log.branching(at: before)
    #expect(try ask(log, before, after) == (409, "\(after)\n"), comment)
    #expect(try ask(fork, before, after) == (409, "\(after)\n"), comment)
    #expect(try ask(fork, after, after).status == 422, comment)
    #expect(try ask(fork, after, after + 1).status == 422, comment)
    #expect(try ask(log, after, after + 1).status == 200, comment)
    #expect(try server.stop() == -SIGTERM, comment)
  }

  private static func request(
    _ log: TrialLog, from first: UInt64, to second: UInt64, _ server: WitnessServer
  ) throws -> HTTPCall {
    let body = try AddCheckpointRequest(log.proof(from: first, to: second), checkpoint: log.checkpoint(second)).bytes
    return .post("\(server.url)/add-checkpoint", body, limit: 65_536)
  }
}
