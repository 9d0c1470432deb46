import Fixtures
import Glibc
import LedgerSamples
import Testing

/// A web server that answers something else than the file is not a forger.
@Suite(
  "A publication behind a strange server, as programs", .enabled(if: SystemPython.isThere, "\(SystemPython.needed)"))
struct StrangeServerTests {
  private let workshop: Workshop
  private let key: String

  init() throws {
    workshop = try Workshop()
    try workshop.run("publish", "site").expectDone()
    key = try workshop.resolve("VKEY")
  }

  private func readers(_ url: String) -> [[String]] {
    [
      ["verify", "--from", url], ["mirror", url, "copy"], ["monitor", url, "--watch", "quillonia"],
      ["report", "quillonia", "--from", url, "--as-of", "2031-12-01T00:00:00Z"],
    ].map { $0 + ["--log-key", key] }
  }

  @Test("that compresses every file is read like any other", arguments: ["gzip", "deflate"])
  func compressed(_ habit: String) throws {
    let server = try StrangeServer(habit, serving: workshop)
    for words in readers(server.url) { try workshop.run(words).expectDone() }
    #expect(try workshop.folder.read("copy/checkpoint") == workshop.folder.read("site/checkpoint"))
    for words in readers(server.url) where words.first == "report" {
      let local = ["report", "quillonia", "--as-of", "2031-12-01T00:00:00Z"]
      #expect(try workshop.run(words).output == workshop.run(local).output)
    }
  }

  static let habits: [(habit: String, said: String)] = [
    ("portal", "answers 200 with a page of HTML and says “Guest network: please sign in”"),
    ("denied", "answers 403 and says “AccessDenied”"), ("part", "answers 206"), ("empty", "answers 204"),
    ("busy", "answers 503 and says “try later”"), ("loop", "again and again"), ("elsewhere", "under another scheme"),
    ("cut", "ends before its end"), ("cut-gzip", "ends before its end"), ("long-head", "longer than any that is taken"),
    ("no-http", "no web server"), ("coded", "comes coded as br"),
  ]

  @Test("that answers something else could not be read, says every reader, and what the server said", arguments: habits)
  func strange(_ habit: String, _ said: String) throws {
    let server = try StrangeServer(habit, serving: workshop)
    for words in readers(server.url) {
      let result = try workshop.run(words)
      #expect(result.status == 3 && result.error.contains(said), "\(result)")
      #expect(result.error.contains("\nhint: ") && !result.error.contains("disk"), "\(result)")
      #expect(!result.error.contains("\u{1B}") && !result.output.contains("broken"), "\(result)")
    }
  }

  @Test("that hangs in the middle is waited for once, not once for every file", arguments: ["silent", "drops"])
  func hanging(_ habit: String) throws {
    let server = try StrangeServer(habit, serving: workshop)
    let began = ContinuousClock.now
    let running = try readers(server.url).map { try begin($0) }
    for result in try running.map({ try $0.finish() }) {
      let said = String(decoding: result.error, as: UTF8.self)
      #expect(result.status == 3 && said.contains("no whole answer in time"), "\(said)")
    }
    #expect(ContinuousClock.now - began < .seconds(30))
  }

  @Test("that hangs does not keep a signal from being heard", arguments: [SIGINT, SIGTERM])
  func signals(_ number: Int32) throws {
    let server = try StrangeServer("silent", serving: workshop)
    let running = try readers(server.url).map { try begin($0) }
    // Until all of them wait for a tile.
    sleep(2)
    let began = ContinuousClock.now
    for process in running { kill(process.process, number) }
    for result in try running.map({ try $0.finish() }) {
      #expect(result.status == -number, "\(String(decoding: result.error, as: UTF8.self))")
    }
    #expect(ContinuousClock.now - began < .seconds(5))
  }

  @Test(
    "is not said to be away where this process may open no connection",
    .enabled(if: TracedProgram.isPermitted, "\(TracedProgram.needed)"))
  func noFileLeft() throws {
    let server = try StrangeServer("plain", serving: workshop)
    // What it opens to see whether it may is the one thing that it may not.
    let words = ["-f", "-qq", "-o", "/dev/null", "-P", "/dev/null", "-e", "inject=openat:error=EMFILE", "--"]
    let result = try Fixtures.run(
      "strace", words + [Program.path, "verify", "--from", server.url, "--log-key", key],
      environment: workshop.environment)
    let said = String(decoding: result.error, as: UTF8.self)
    #expect(result.status == 3 && said.contains("no file left to open") && said.contains("ulimit -n"), "\(said)")
  }

  @Test("that is stopped is said to be away by every reader, and never to be for want of open files")
  func stopped() throws {
    let url = try StrangeServer("plain", serving: workshop).url
    for words in readers(url) + readers("http://nobody.invalid") {
      let result = try workshop.run(words)
      let said = words.contains { $0.hasPrefix(url) } ? "nobody answers there" : "the name of the server is not known"
      #expect(result.status == 3 && result.error.contains(said), "\(result)")
      #expect(!result.error.contains("ulimit"), "\(result)")
    }
  }

  private func begin(_ words: [String]) throws -> BackgroundProcess {
    try BackgroundProcess(
      "/usr/bin/env", ["-C", workshop.folder.path(""), Program.path] + words, environment: workshop.environment)
  }
}

/// A folder behind a web server with one habit.
final class StrangeServer {
  let url: String
  private let process: BackgroundProcess

  init(_ habit: String, serving workshop: Workshop) throws {
    process = try BackgroundProcess(
      "/usr/bin/env", SystemPython.words(["-u", "-c", Self.script, habit, workshop.folder.path("site")]),
      environment: workshop.environment)
    var port: Substring?
    for _ in 0..<6_000 where port == nil {
      port = process.outputSoFar.split(separator: "\n").first
      if port == nil { usleep(10_000) }
    }
    url = "http://127.0.0.1:\(try given(port, "the port of a server in Python"))"
  }

  deinit {
    process.kill()
    _ = try? process.finish()
  }

  private static let script = #"""
    import gzip, os, socketserver, sys, time, zlib
    habit, root = sys.argv[1:]

    def answer(status, body, *fields):
        head = ["HTTP/1.1 %d Word" % status, *fields, "Content-Length: %d" % len(body), "Connection: close"]
        return "\r\n".join(head).encode() + b"\r\n\r\n" + body

    def reply(path):
        if not os.path.isfile(path):
            return answer(404, b"not here")
        with open(path, "rb") as file:
            body = file.read()
        # More than the largest file has.
        if habit == "endless" and "/tile/envelopes/" in path:
            return b"HTTP/1.1 200 OK\r\n\r\n" + b"0" * 110000000
        if habit == "bomb" and "/tile/envelopes/" in path:
            return answer(200, zlib.compress(bytes(110000000), 1), "Content-Encoding: deflate")
        if habit == "gzip": return answer(200, gzip.compress(body), "Content-Encoding: gzip")
        if habit == "deflate": return answer(200, zlib.compress(body), "Content-Encoding: deflate")
        if habit == "portal": return answer(200, b"<!doctype html><title>Guest network:\x1b please sign in</title>")
        if habit == "denied": return answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        if habit == "part": return answer(206, body[:10])
        if habit == "empty": return b"HTTP/1.1 204 Word\r\n\r\n"
        if habit == "busy": return answer(503, b"try\x1b[2J later".replace(b"[2J", b""))
        if habit == "loop": return answer(302, b"", "Location: /checkpoint")
        if habit == "elsewhere": return answer(302, b"", "Location: file:///etc/hostname")
        if habit == "cut": return answer(200, body)[:-5]
        if habit == "cut-gzip": return answer(200, gzip.compress(body)[:-5], "Content-Encoding: gzip")
        if habit == "long-head": return answer(200, body, "X: " + "a" * 300000)
        if habit == "no-http": return b"hello\r\n"
        if habit == "coded": return answer(200, body, "Content-Encoding: br")
        return answer(200, body)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            place = self.rfile.readline().split(b" ")[1].decode()
            while self.rfile.readline().strip():
                pass
            hangs = place.startswith("/tile/")
            if habit == "silent" and hangs:
                time.sleep(100)
            try:
                if habit == "drops" and hangs:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
                    for _ in range(600):
                        time.sleep(0.2)
                        self.wfile.write(b"x" * 100)
                self.wfile.write(reply(root + place))
            except OSError:
                pass

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        print(server.server_address[1])
        server.serve_forever()
    """#
}
