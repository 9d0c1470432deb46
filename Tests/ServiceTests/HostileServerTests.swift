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
    /// What the message has to say.
    var said = ""
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
      testDescription: "a redirect to another scheme", behaviour: .bytes(redirect("file:///etc/hostname")),
      code: .redirect, said: "to file:///etc/hostname, under another scheme"),
    Case(
      testDescription: "a redirect to a secured place", behaviour: .bytes(redirect("https://127.0.0.1:1/x")),
      code: .redirect, said: "to https://127.0.0.1:1/x"),
    Case(
      testDescription: "a redirect to a user name", behaviour: .bytes(redirect("http://a:b@127.0.0.1:1/")),
      code: .redirect, said: "a user name"),
    Case(
      testDescription: "a redirect to no address", behaviour: .bytes(redirect("http://:::/")), code: .redirect,
      said: "no address"),
    Case(
      testDescription: "a redirect to itself", behaviour: .bytes(redirect("/again")), code: .redirect,
      said: "again and again"),
    Case(
      testDescription: "a header line that is too long",
      behaviour: .bytes("\(head)X: \(String(repeating: "a", count: 300_000))\r\nContent-Length: 1\r\n\r\nx"),
      code: .malformed, said: "longer than any that is taken"),
    Case(
      testDescription: "a status line of something else", behaviour: .bytes("HTTQ/1.1 200 OK\r\n\r\nx"),
      code: .malformed, said: "no web server"),
    Case(
      testDescription: "a chunk that is none",
      behaviour: .bytes("\(head)Transfer-Encoding: chunked\r\n\r\nzz\r\nabc"), code: .malformed),
    Case(
      testDescription: "a trailer that is none",
      behaviour: .bytes("\(head)Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\(longTrailer)"),
      code: .malformed, said: "(chunked)"),
    Case(
      testDescription: "chunks without an end",
      behaviour: .bytes("\(head)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), code: .malformed),
  ]

  private static let longTrailer = "X: " + String(repeating: "a", count: 300_000) + "\r\n\r\n"

  private static func redirect(_ place: String) -> String {
    "HTTP/1.1 302 Found\r\nLocation: \(place)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
  }

  @Test("ends with a code, words and a hint that fit, and never with more bytes than asked for", arguments: cases)
  func hostile(_ trial: Case) throws {
    let server = try RawServer(trial.behaviour)
    defer { server.stop() }
    let patience = HTTPPatience(connecting: .seconds(2), whole: .seconds(2), waiting: .seconds(2))
    let error = try #require(
      #expect(throws: ServiceError(trial.code, "")) {
        _ = try HTTPClient(patience).exchange(.get("\(server.address)/checkpoint", limit: 10_000))
      })
    #expect(trial.said.isEmpty || error.reason.contains(trial.said), "\(error)")
    #expect(!error.reason.contains("memory") && !error.hint.contains("disk"))
  }

  @Test("tells a secured connection that fails from a server that is not there")
  func insecure() throws {
    let server = try RawServer(.bytes("\(Self.head)Content-Length: 1\r\n\r\nx"))
    defer { server.stop() }
    let client = try HTTPClient(.question(.seconds(20)))
    #expect(throws: ServiceError(.insecure, "")) {
      _ = try client.exchange(.get("https://127.0.0.1:\(server.port)/checkpoint", limit: 100))
    }
    #expect(throws: ServiceError(.unreachable, "")) {
      _ = try client.exchange(.get("http://127.0.0.1:1/checkpoint", limit: 100))
    }
  }

  static let absences: [(address: String, said: String)] = [
    ("http://127.0.0.1:1/x", "nobody answers there: failed to connect to 127.0.0.1 port 1"),
    // A name that nobody has, by the rules for names. // RFC 6761 §6.4
    ("http://nobody.invalid/x", "the name of the server is not known: "),
  ]

  @Test(
    "says of a server that is down that nobody answers there, and of a name that it is not known", arguments: absences)
  func absent(_ address: String, _ said: String) throws {
    let error = try #require(
      #expect(throws: ServiceError(.unreachable, "")) {
        _ = try HTTPClient(.question(.seconds(20))).exchange(.get(address, limit: 100))
      })
    #expect(error.reason.hasPrefix(said), "\(error)")
    #expect(!error.hint.contains("ulimit") && error.hint.contains("on the net"), "\(error.hint)")
  }

  struct Page: CustomTestStringConvertible {
    let testDescription: String
    let answer: String
    let said: String
  }

  private static func answer(_ status: Int, _ fields: String, _ body: String) -> String {
    "HTTP/1.1 \(status) Word\r\n\(fields)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  static let pages = [
    Page(
      testDescription: "a sign-in page",
      answer: answer(200, "", "<!DOCTYPE html><title>Guest network:\n please sign in</title>"),
      said: "answers 200 with a page of HTML and says “Guest network: please sign in”"),
    Page(
      testDescription: "text that is called a page",
      answer: answer(200, "Content-Type: Text/HTML; charset=utf-8\r\n", "Sign in"), said: "says “Sign in”"),
    Page(
      testDescription: "a page that is larger than the file may be",
      answer: answer(200, "", "\n<html><style>a{}</style><body>Sign in\(String(repeating: "<p>", count: 100_000))"),
      said: "says “Sign in”"),
    Page(
      testDescription: "words that act on a terminal",
      answer: answer(403, "", "no\u{1B}[31m\u{202E}\u{85}thing"), said: "answers 403 and says “no [31m thing”"),
    Page(
      testDescription: "what an object store says",
      answer: answer(403, "", "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
      said: "answers 403 and says “AccessDenied”"),
    Page(
      testDescription: "bytes that are no text", answer: answer(503, "", "\u{0}\u{1}"), said: "the server answers 503"),
    Page(testDescription: "a part", answer: answer(206, "", "part"), said: "answers 206 and says “part”"),
    Page(
      testDescription: "a redirect without a place", answer: answer(301, "", "moved"),
      said: "answers 301 and says “moved”"),
    Page(testDescription: "a question who asks", answer: answer(401, "", ""), said: "the server answers 401"),
    Page(testDescription: "a proxy's question", answer: answer(407, "", ""), said: "the server answers 407"),
  ]

  @Test("says what the server said in place of the file, in one harmless line", arguments: pages)
  func page(_ page: Page) throws {
    let server = try RawServer(.bytes(page.answer))
    defer { server.stop() }
    let site = try PublishedSite(WebAddress(server.address))
    let error = try #require(
      #expect(throws: PublicationError.self) { _ = try site.bytes(of: "checkpoint", limit: 100) })
    #expect(error.reason.contains("/checkpoint: ") && error.reason.contains(page.said), "\(error)")
    #expect(error.hint != nil && error.hint?.contains("disk") == false)
    #expect(error.code == .unreadable && !error.isVerdict)
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
      #expect(throws: PublicationError(.unreadable, "")) { _ = try site.bytes(of: "checkpoint", limit: 100) }
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
    let server = try RawServer(.bytes("\(Self.head)Content-Length: 2000\r\n\r\nx"))
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
