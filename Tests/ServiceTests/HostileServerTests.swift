import Publication
import Service
import Testing

@Suite("Reading from a server that means ill")
struct HostileServerTests {
  private static let head = "HTTP/1.1 200 OK\r\n"

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let behaviour: RawServer.Behaviour
    let code: ServiceError.Code
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a body without end and without a length", behaviour: .endless("\(head)\r\n"), code: .tooLarge),
    Case(
      testDescription: "a chunked body without end",
      behaviour: .endless("\(head)Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n"), code: .tooLarge),
    Case(
      testDescription: "a length that is too large", behaviour: .bytes("\(head)Content-Length: 1000000\r\n\r\nx"),
      code: .tooLarge),
    Case(
      testDescription: "fewer bytes than said", behaviour: .bytes("\(head)Content-Length: 10\r\n\r\nshort"),
      code: .malformed),
    Case(testDescription: "no HTTP at all", behaviour: .bytes("hello\r\n"), code: .malformed),
    Case(testDescription: "nothing at all", behaviour: .bytes(""), code: .malformed),
    Case(
      testDescription: "an answer that stops", behaviour: .silent("\(head)Content-Length: 10\r\n\r\nsho"),
      code: .timeout),
    Case(testDescription: "an answer that never begins", behaviour: .silent(""), code: .timeout),
    Case(
      testDescription: "a redirect to another scheme",
      behaviour: .bytes("HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\nContent-Length: 0\r\n\r\n"),
      code: .malformed),
    Case(
      testDescription: "a redirect to itself",
      behaviour: .bytes("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
      code: .malformed),
  ]

  @Test("ends with a code and never with more bytes than asked for", arguments: cases)
  func hostile(_ trial: Case) throws {
    let server = try RawServer(trial.behaviour)
    defer { server.stop() }
    let patience = HTTPPatience(connecting: .seconds(2), whole: .seconds(2), stalled: .seconds(2))
    let client = try HTTPClient(patience)
    #expect(throws: ServiceError(trial.code, "")) {
      _ = try client.exchange(.get("\(server.address)/checkpoint", limit: 10_000))
    }
  }

  @Test(
    "takes an absent file for absent, and every other answer for a failure",
    arguments: [(404, true), (410, true), (403, false), (500, false), (206, false), (204, false)])
  func statuses(_ status: Int, isAbsent: Bool) throws {
    let server = try RawServer(.bytes("HTTP/1.1 \(status) Word\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
    defer { server.stop() }
    let site = try PublishedSite(WebAddress(server.address))
    if isAbsent {
      #expect(try site.bytes(of: "tile/0/000.p/5", limit: 100) == nil)
    } else {
      #expect(throws: PublicationError(.inputOutput, "")) { _ = try site.bytes(of: "checkpoint", limit: 100) }
    }
  }

  @Test("asks caches for a checkpoint anew, and for no other file")
  func anew() throws {
    let server = try RawServer(.bytes("\(Self.head)Content-Length: 1\r\nConnection: close\r\n\r\nx"))
    defer { server.stop() }
    let site = try PublishedSite(WebAddress(server.address))
    _ = try site.bytes(of: "checkpoint", limit: 100)
    _ = try site.bytes(of: "tile/texts/000", limit: 100)
    #expect(server.asked.map { $0.contains("Cache-Control: no-cache\r\n") } == [true, false])
  }

  @Test("says too large for a published file that is")
  func tooLarge() throws {
    let server = try RawServer(.bytes("\(Self.head)Content-Length: 101\r\n\r\n"))
    defer { server.stop() }
    let site = try PublishedSite(WebAddress(server.address))
    #expect(throws: PublicationError(.tooLarge, "")) { _ = try site.bytes(of: "checkpoint", limit: 100) }
  }

  @Test(
    "takes no address but plain ones of the web",
    arguments: [
      "", "pledges.example", "ftp://pledges.example", "file:///etc", "https://", "https:///path", "http://:80/",
      "https://user@pledges.example/", "https://pledges.example/?q", "https://pledges.example/#f",
      "https://pledges.example/a b", "https://pledges.example/\u{7f}", "https://pledges.example/ä",
    ])
  func addresses(_ text: String) {
    #expect(throws: ServiceError(.address, "")) { try WebAddress(text) }
  }

  @Test(
    "listens on numeric addresses only",
    arguments: ["localhost:80", "127.0.0.1", "127.0.0.1:65536", ":80", "::1:80", "[::1]", "[127.0.0.1]:80", "1.2.3:80"])
  func listening(_ text: String) {
    #expect(throws: ServiceError(.address, "")) { try ListenAddress(text) }
  }
}
