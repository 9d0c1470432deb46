import Fixtures
import Glibc
import LedgerSamples
import Service
import Testing
import TransparencyLog

@Suite("What a witness tells whoever looks at it")
struct WitnessPageTests {
  private let log: TrialLog
  private let trial: TrialWitness

  init() throws {
    log = try TrialLog()
    trial = try TrialWitness(watching: [log])
    _ = trial.witness.addCheckpoint(
      try AddCheckpointRequest(log.proof(from: 0, to: 4), checkpoint: log.checkpoint(4)).bytes)
  }

  private func text(_ reply: HTTPReply) -> String { String(decoding: reply.body, as: UTF8.self) }

  @Test("is a page with its key and its logs, its health, and its figures", arguments: Way.allCases)
  func pages(_ way: Way) throws {
    let ask = try way.asking(trial.witness.router(prefix: "/w"))
    let index = try ask("GET", "/w/", [])
    #expect(index.status == 200 && index.contentType?.hasPrefix("text/plain") == true)
    #expect(text(index).contains(trial.witness.verifierKey.text) && text(index).contains("\(log.origin)  4 entries"))
    // What the page names can be asked for.
    let line = try #require(text(index).split(separator: "\n").first { $0.contains(log.origin) })
    let path = try #require(line.split(separator: " ").last)
    #expect(try ask("GET", "/w/\(path)", []).status == 200)
    let health = try ask("GET", "/w/health", [])
    #expect(health.status == 200 && text(health) == "ok\n")
    let metrics = try ask("GET", "/w/metrics", [])
    #expect(metrics.contentType == MetricsText.contentType)
    #expect(text(metrics).contains("pledgebook_witness_log_size{origin=\"\(log.origin)\"} 4\n"))
    for page in ["", "health", "metrics"] { #expect(try ask("POST", "/w/\(page)", [1]).status == 405) }
  }

  @Test("is unwell, and cosigns nothing, while its record is away or another file has its name")
  func recordAway() throws {
    let ask = try Way.memory.asking(trial.witness.router())
    let request = try AddCheckpointRequest(log.proof(from: 4, to: 5), checkpoint: log.checkpoint(5)).bytes
    func statuses() throws -> [Int] {
      try [
        ask("GET", "/health", []), ask("GET", "/metrics", []), ask("GET", "/", []),
        ask("POST", "/add-checkpoint", request),
      ].map(\.status)
    }
    let away = trial.path + ".away"
    #expect(rename(trial.path, away) == 0)
    #expect(try statuses() == [503, 503, 500, 500])
    _ = try trial.folder.write(Array("another file".utf8), to: "witness.db")
    #expect(try statuses() == [503, 503, 500, 500])
    #expect(rename(away, trial.path) == 0)
    #expect(try statuses() == [200, 200, 200, 200])
  }

  @Test("writes figures so that nothing in a label ends it")
  func labels() {
    var text = MetricsText()
    text.sample("a_total", ["b": "x\"} 1\n\\"], 3)
    text.sample("c", [:], 0.5)
    #expect(text.text == "a_total{b=\"x\\\"} 1\\n\\\\\"} 3\nc 0.5\n")
  }
}
