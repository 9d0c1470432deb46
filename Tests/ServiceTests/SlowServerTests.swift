import LedgerSamples
import Publication
import Service
import Testing
import TransparencyLog

@Suite("Waiting for a server")
struct SlowServerTests {
  private static let head = "HTTP/1.1 200 OK\r\n"
  private static let patience = HTTPPatience(
    connecting: .seconds(5), whole: .seconds(60), waiting: .milliseconds(500))

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let behaviour: RawServer.Behaviour
  }

  static let cases = [
    Case(testDescription: "says nothing", behaviour: .silent("")),
    Case(testDescription: "stops in the middle", behaviour: .silent("\(head)Content-Length: 99\r\n\r\nsome")),
    Case(
      testDescription: "sends a body in drops",
      behaviour: .drops("\(head)Content-Length: 99999\r\n\r\n", then: "xxxxxx", every: 10)),
    Case(testDescription: "sends a head in drops", behaviour: .drops("\(head)X: ", then: "x", every: 10)),
    Case(
      testDescription: "says again and again that it will go on",
      behaviour: .drops("", then: "HTTP/1.1 100 Continue\r\n\r\n", every: 10)),
    Case(
      testDescription: "says again and again that it will say something else",
      behaviour: .drops("", then: "HTTP/1.1 101 Switching Protocols\r\n\r\n", every: 10)),
    Case(
      testDescription: "sends an error page in drops",
      behaviour: .drops("HTTP/1.1 503 No\r\nContent-Length: 99999\r\n\r\n", then: "xxxxxx", every: 10)),
  ]

  @Test("it is over soon, and who kept somebody waiting is asked no more", arguments: cases)
  func hanging(_ trial: Case) throws {
    let server = try RawServer(trial.behaviour)
    defer { server.stop() }
    let site = try PublishedSite(WebAddress(server.address), patience: Self.patience)
    let began = ContinuousClock.now
    // A file of so many bytes could take 50 s.
    #expect(throws: PublicationError(.inputOutput, "")) { _ = try site.bytes(of: "checkpoint", limit: 8_192_000) }
    let first = ContinuousClock.now
    // 0.5 s, one more, and what a busy machine adds.
    #expect(first - began < .seconds(10))
    for path in ["checkpoint", "tile/0/000.p/3", "tile/0/000"] {
      #expect(throws: PublicationError(.inputOutput, "")) { _ = try site.bytes(of: path, limit: 100_000) }
    }
    #expect(server.asked.count == 1 && ContinuousClock.now - first < .milliseconds(400))
  }

  @Test("what files use up of the waiting time is missing for the next ones")
  func waitingTime() throws {
    let server = try RawServer(.late("\(Self.head)Content-Length: 1\r\nConnection: close\r\n\r\nx", after: 1_600))
    defer { server.stop() }
    // Each uses up 0.6 s, and would have 1.4 s more for itself alone: a busy machine is not to hide the difference.
    let patience = HTTPPatience(connecting: .seconds(5), whole: .seconds(60), waiting: .seconds(2))
    let site = try PublishedSite(WebAddress(server.address), patience: patience)
    var count = 0
    #expect(throws: PublicationError(.inputOutput, "")) {
      for _ in 0..<6 {
        _ = try site.bytes(of: "checkpoint", limit: 100)
        count += 1
      }
    }
    #expect(count < 4)
  }

  @Test("a file may come slowly, and has no more time than one of its limit needs")
  func slowly() throws {
    // 40,000 bytes a second.
    let body = "\(Self.head)Content-Length: 300000\r\n\r\n"
    let server = try RawServer(.drops(body, then: String(repeating: "x", count: 2_000), every: 50))
    defer { server.stop() }
    // 2.3 s for the smaller limit, and for the larger one what no file may exceed.
    for (limit, range) in [(300_000, 2_200...3_700), (8_192_000, 3_900...9_000)] {
      let client = try HTTPClient(
        HTTPPatience(connecting: .seconds(5), whole: .seconds(4), waiting: .milliseconds(500)))
      let began = ContinuousClock.now
      let error = try #require(
        #expect(throws: ServiceError(.timeout, "")) {
          _ = try client.exchange(.get("\(server.address)/tile", limit: limit))
        })
      let took = (ContinuousClock.now - began) / .milliseconds(1)
      #expect(range.contains(Int(took)) && error.reason.contains("bytes"), "\(took) ms, \(error)")
    }
  }

  @Test("whoever wants to stop is heard while a file is under way, and no other is asked for")
  func stopping() throws {
    let server = try RawServer(.silent("\(Self.head)Content-Length: 99\r\n\r\nsome"))
    defer { server.stop() }
    let moment = ContinuousClock.now + .milliseconds(300)
    let isStopped: @Sendable () -> Bool = { ContinuousClock.now > moment }
    let client = try HTTPClient(isStopped: isStopped)
    #expect(throws: ServiceError(.stopped, "")) { _ = try client.exchange(.get("\(server.address)/a", limit: 100)) }
    let site = try PublishedSite(WebAddress(server.address), isStopped: isStopped)
    let error = #expect(throws: PublicationError(.inputOutput, "")) {
      _ = try site.bytes(of: "checkpoint", limit: 100)
    }
    #expect(error?.reason.contains("stop") == true && error?.isVerdict == false)
    #expect(ContinuousClock.now - moment < .seconds(5) && server.asked.count == 1)
  }

  @Test("a witness has one time for all its answers")
  func witness() throws {
    let log = try TrialLog()
    let witness = try TrialWitness(watching: [log])
    // Another size with every answer would be asked about again.
    let size = "Content-Type: text/x.tlog.size\r\nContent-Length: 2\r\nConnection: close\r\n\r\n3\n"
    let server = try RawServer(.late("HTTP/1.1 409 Conflict\r\n\(size)", after: 1_200))
    defer { server.stop() }
    let policy = try TrustPolicy(
      Array(
        """
        log \(log.signer.verifierKey.text)
        witness one \(witness.witness.verifierKey.text) \(server.address)
        quorum one

        """.utf8))
    let gathering = try CosignatureGathering(policy, patience: .question(.seconds(2)))
    let began = ContinuousClock.now
    let outcome = try gathering.gather(log.checkpoint(5)) { try log.proof(from: $0, to: 5) }
    #expect(outcome.faults.map(\.fault.code) == ["http.timeout"])
    #expect(ContinuousClock.now - began < .milliseconds(2_350))
  }
}
