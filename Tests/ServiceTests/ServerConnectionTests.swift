import Glibc
import Service
import Synchronization
import Testing

@Suite("A server that is alone on the net")
struct ServerConnectionTests {
  /// What a server told of requests that are over.
  private final class Log: Sendable {
    private let lines = Mutex<[HTTPExchange]>([])

    func add(_ exchange: HTTPExchange) { lines.withLock { $0.append(exchange) } }

    /// What was told, once there are so many, or after a minute.
    func lines(_ count: Int) -> [HTTPExchange] {
      for _ in 0..<6_000 where lines.withLock({ $0.count }) < count { usleep(10_000) }
      return lines.withLock { $0 }
    }
  }

  private let router = Router([
    .get(.exactly("/")) { _ in .text(200, "here") },
    .post(.exactly("/take"), limit: 1_000_000) { .text(200, "took \($0.body.count)") },
  ])
  private let counts = ExchangeCounts()
  private let log = Log()

  private func serve(_ change: (inout HTTPServer.Limits) -> Void = { _ in }) throws -> HTTPServer {
    var limits = HTTPServer.Limits()
    change(&limits)
    let log = log
    return try HTTPServer(
      ListenAddress("127.0.0.1:0"), limits: limits, serving: router, counts: counts, observe: { log.add($0) })
  }

  private static let question = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

  private func isAnswered(_ server: HTTPServer) throws -> Bool {
    let client = try RawClient(port: server.address.port)
    return client.send(Self.question) && client.status == 200
  }

  /// Waits until so many connections are counted, a minute at most.
  private func hasConnections(_ count: Int) -> Bool {
    for _ in 0..<6_000 {
      if counts.metrics.text.contains("\npledgebook_http_connections \(count)\n") { return true }
      usleep(10_000)
    }
    return false
  }

  @Test("answers whoever asks, while others hold every place with half of a request")
  func halfOpen() throws {
    let server = try serve { limits in
      limits.connections = 8
      limits.head = .seconds(600)
    }
    defer { server.stop() }
    let halves = try (0..<20).map { number in
      let client = try RawClient(port: server.address.port)
      if number % 2 == 0 { client.send("POST /take HTTP/1.1\r\nHost:") }
      return client
    }
    for _ in 0..<5 { #expect(try isAnswered(server)) }
    // Whoever had to give way was told.
    #expect(halves.first?.status == 503)
  }

  @Test("notices at once who went in the middle of a request, so that it costs nothing")
  func gone() throws {
    let server = try serve { limits in
      limits.head = .seconds(600)
      limits.body = .seconds(600)
    }
    defer { server.stop() }
    for text in ["", "GET / HTTP/1.1\r\nHost:", "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"] {
      for _ in 0..<50 {
        let client = try RawClient(port: server.address.port)
        client.send(text)
        client.leave()
      }
    }
    #expect(try isAnswered(server) && hasConnections(0))
  }

  @Test("gives a head, and a body, so long and no longer, however steadily they drip")
  func slow() throws {
    let server = try serve { limits in
      limits.head = .milliseconds(300)
      limits.body = .milliseconds(300)
    }
    defer { server.stop() }
    for text in ["GET / HTTP/1.1\r\nX: ", "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"] {
      let client = try RawClient(port: server.address.port)
      client.send(text)
      for _ in 0..<6_000 where client.send("a") { usleep(10_000) }
      #expect(client.status == 408 || !client.send("a"))
    }
    #expect(log.lines(2).map(\.status) == [408, 408])
    #expect(log.lines(2).map(\.path) == ["/", "/take"])
  }

  struct Refused: CustomTestStringConvertible {
    let testDescription: String
    let sent: String
    let status: Int
    let path: String?
  }

  private static let long = String(repeating: "a", count: 40_000)
  static let refused = [
    Refused(testDescription: "a path that is too long", sent: "GET /\(long) HTTP/1.1\r\n", status: 414, path: nil),
    Refused(
      testDescription: "a field that is too long", sent: "GET / HTTP/1.1\r\nX: \(long)\r\n", status: 431, path: "/"),
    Refused(testDescription: "no version", sent: "GET / HTTQ\r\n\r\n", status: 400, path: nil),
    Refused(testDescription: "another version", sent: "GET / HTTP/3.0\r\n\r\n", status: 505, path: nil),
    Refused(
      testDescription: "no host", sent: "GET /?a=\u{1B}[31m HTTP/1.1\r\n\r\n", status: 400, path: "/?a=\u{1B}[31m"),
    Refused(
      testDescription: "a length that is none", sent: "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
      status: 400, path: "/take"),
    Refused(
      testDescription: "a coding without an end",
      sent: "POST /take HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", status: 411, path: "/take"),
    Refused(
      testDescription: "a body that is too large",
      sent: "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", status: 413, path: "/take"),
  ]

  @Test("tells of every answer, also of those that the library gives by itself", arguments: refused)
  func told(_ refused: Refused) throws {
    let server = try serve()
    defer { server.stop() }
    for isFirst in [true, false] {
      let client = try RawClient(port: server.address.port)
      if !isFirst {
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = log.lines(2)
      }
      client.send(refused.sent)
      #expect(client.answer().contains("HTTP/1.1 \(refused.status) "))
      // What the library answers by itself is told once the connection is gone.
      _ = log.lines(isFirst ? 1 : 3)
    }
    let told = log.lines(3)
    #expect(told.map(\.status) == [refused.status, 200, refused.status])
    #expect(told.map(\.path) == [refused.path, "/", refused.path])
    #expect(told.allSatisfy { $0.client == "127.0.0.1" })
  }

  @Test("tells client, size and route of what it answers, and counts it")
  func counted() throws {
    let server = try serve()
    defer { server.stop() }
    #expect(try isAnswered(server))
    let exchange = try #require(log.lines(1).first)
    #expect(exchange.method == "GET" && exchange.route == "/" && exchange.size == 5 && exchange.duration >= .zero)
    let client = try HTTPClient(.question(.seconds(20)))
    #expect(try client.exchange(.get("http://\(server.address)/nowhere", limit: 100)).status == 404)
    _ = log.lines(2)
    let text = counts.metrics.text
    #expect(text.contains("pledgebook_http_requests_total{route=\"/\",status=\"200\"} 1\n"))
    #expect(text.contains("pledgebook_http_requests_total{route=\"none\",status=\"404\"} 1\n"))
  }

  @Test("keeps so many bytes of bodies and no more, and goes on answering")
  func manyBodies() throws {
    let server = try serve { limits in
      limits.bodies = 1_000_000
      limits.body = .seconds(600)
    }
    defer { server.stop() }
    let body = String(repeating: "b", count: 400_000)
    let clients = try (0..<4).map { _ in
      let client = try RawClient(port: server.address.port)
      client.send("POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n\(body)")
      return client
    }
    #expect(log.lines(1).map(\.status).first == 503)
    let small = try HTTPClient(.question(.seconds(20))).exchange(
      .post("http://\(server.address)/take", Array("abc".utf8), limit: 100))
    #expect(small.body == Array("took 3\n".utf8))
    withExtendedLifetime(clients) {}
  }
}
