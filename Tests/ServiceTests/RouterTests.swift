import Service
import Testing

@Suite("A router")
struct RouterTests {
  private let router = Router([
    .post(.exactly("/take"), contentType: "application/json", limit: 10) { .text(200, "took \($0.body.count)") },
    .get(.below("/show/")) { .text(200, $0.head.path) },
  ])

  @Test(
    "refuses what nobody answers, cheapest check first",
    arguments: [
      (HTTPRequest("GET", "/nothing"), 404), (HTTPRequest("GET", "/show"), 404), (HTTPRequest("GET", "/take"), 405),
      (HTTPRequest("DELETE", "/show/a"), 405), (HTTPRequest("POST", "/take", body: [1]), 415),
      (HTTPRequest("POST", "/take", contentType: "application/json; charset=utf-8", body: [1]), 415),
      (HTTPRequest("POST", "/take", contentType: "application/json", body: .init(repeating: 1, count: 11)), 413),
      (HTTPRequest(RequestHead("POST", "/take", contentType: "application/json")), 411),
      (HTTPRequest("GET", "/show/a", body: [1]), 413),
      (HTTPRequest("POST", "/take", contentType: "application/json", body: .init(repeating: 1, count: 10)), 200),
      (HTTPRequest("GET", "/show/a"), 200), (HTTPRequest("HEAD", "/show/a"), 200),
      (HTTPRequest("GET", "/show/%00"), 200), (HTTPRequest("POST", "/take%00", body: [1]), 404),
    ])
  func refusals(_ request: HTTPRequest, status: Int) {
    #expect(router.answer(request).status == status)
  }

  @Test("does over a socket what it does in memory, and leaves paths as they were sent")
  func socket() throws {
    let server = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: router)
    defer { server.stop() }
    let client = try HTTPClient(.question(.seconds(20)))
    let base = "http://\(server.address)"
    #expect(try client.exchange(.get("\(base)/nothing", limit: 1_000)).status == 404)
    let shown = try client.exchange(.get("\(base)/show/a%00b%2Fc", limit: 1_000))
    #expect(shown.status == 200 && shown.body == Array("/show/a%00b%2Fc\n".utf8))
    #expect(try client.exchange(.post("\(base)/take", [1], limit: 1_000)).status == 415)
    // Above what is drained the answer goes out before the body.
    let large = [UInt8](repeating: 1, count: 3 << 20)
    #expect(try client.exchange(.post("\(base)/nothing", large, limit: 1_000)).status == 404)
  }

  @Test("two servers do not share an address")
  func busy() throws {
    let server = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: router)
    defer { server.stop() }
    #expect(throws: ServiceError(.listen, "")) { try HTTPServer(server.address, serving: router) }
  }
}
