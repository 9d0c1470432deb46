import Fixtures
import Glibc
import LedgerSamples
import Testing

/// The web server that Documentation/nginx.conf sets up. // Publication
@Suite("A publication behind nginx")
struct NginxTests {
  private static func configuration() throws -> String {
    String(decoding: try Fixtures.run("cat", [Program.package + "/Documentation/nginx.conf"]).output, as: UTF8.self)
  }

  /// The settings of each location, without comments.
  private func locations() throws -> [(name: String, settings: String)] {
    let lines = try Self.configuration().split(separator: "\n").map { $0.drop { $0 == " " } }
    let text = lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    return text.split(separator: "location ").dropFirst().map { part in
      let name = part.prefix { $0 != "\n" }
      return (String(name), String(part.dropFirst(name.count)))
    }
  }

  @Test("holds open only what never changes under its name, and lets caches keep only that for long")
  func settings() throws {
    let found = try locations()
    #expect(found.count == 6)
    for (name, settings) in found {
      let isHeld = settings.contains("open_file_cache max")
      #expect(isHeld == settings.contains("immutable"), "\(name)")
      #expect(isHeld == (name.contains("/tile/") && !name.contains("texts")), "\(name)")
    }
    let words = try #require(found.first { $0.name.contains("texts") })
    #expect(words.settings.contains("max-age=60, must-revalidate"))
    let above = try #require(Self.configuration().split(separator: "server {").first)
    #expect(above.contains("open_file_cache     off;") && !above.contains("open_file_cache     max"))
  }

  @Test(
    "serves a removal to whoever comes next, and breaks nothing",
    .enabled(if: Nginx.isThere, "there is no nginx here"))
  func removal() throws {
    let workshop = try Workshop()
    try workshop.attestation(to: "said.json", "--explain", "la-7=en=Private words.")
    try workshop.run("submit", "said.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try workshop.run("publish", "site").expectDone()
    let nginx = try Nginx(serving: "site", of: workshop, Self.configuration())
    defer { nginx.stop() }
    let trust = ["--log-key", try workshop.resolve("VKEY")]
    try nginx.wait { try workshop.run(["log", "--limit", "1", "--from", nginx.url] + trust).status == 0 }
    @discardableResult func look(_ words: String...) throws -> Transcript {
      try workshop.run(words + trust).expectDone()
    }
    #expect(try look("report", "quillonia", "--period", "2031", "--from", nginx.url).output.contains("Private words"))
    try look("mirror", nginx.url, "kept")
    try workshop.run(
      "redact", "4", "--basis", "erasure-request", "--reference", "art. 17", "--registrar-key", "registrar", "--at",
      "2032-08-01T00:00:00Z"
    ).expectDone()
    try workshop.run("publish", "site").expectDone()
    for found in [
      try look("verify", "--from", nginx.url), try look("monitor", nginx.url, "--watch", "quillonia"),
      try look("mirror", nginx.url, "kept"),
      try look("report", "quillonia", "--period", "2031", "--from", nginx.url),
    ] {
      // Not even late words are served.
      #expect(!found.error.contains("still offers") && !found.output.contains("Private words"), "\(found)")
    }
    let kept = try Fixtures.run("grep", ["-rlF", "Private words", workshop.folder.path("kept")])
    #expect(kept.output.isEmpty)
  }
}

/// A real nginx with the shipped configuration, but for the address, TLS and the folder.
private final class Nginx {
  private static let places: [String] = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]
  private static let program = places.first { access($0, X_OK) == 0 }
  static var isThere: Bool { program != nil }

  let url: String
  private let process: BackgroundProcess

  init(serving site: String, of workshop: Workshop, _ shipped: String) throws {
    let port = try Self.freePort()
    url = "http://127.0.0.1:\(port)"
    let folder = workshop.folder
    var lines: [Substring] = shipped.split(separator: "\n", omittingEmptySubsequences: false)
    // The server that only leads to the secured one is left out.
    let plain = try given(lines.firstIndex { $0.contains("listen 80") }, "the plain server")
    let secured = try given(lines.firstIndex { $0.contains("listen 443") }, "the secured server")
    lines.removeSubrange(plain - 1..<secured - 1)
    var text = ""
    let others = ["ssl_", "listen [::]", "worker_processes"]
    for line in lines where !others.contains(where: line.contains) {
      if line.hasPrefix("user ") {
        text += getuid() == 0 ? "user root;\n" : ""
        text += "daemon off; master_process off; pid \(folder.path("pid")); error_log \(folder.path("error.log"));\n"
      } else if line.contains("listen 443") {
        text += "listen 127.0.0.1:\(port);\n"
      } else {
        text += line.replacing("/srv/lantern", with: folder.path(site)) + "\n"
      }
      guard line.hasPrefix("http {") else { continue }
      for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        text += "\(name)_temp_path \(folder.path(name));\n"
      }
    }
    try folder.write(Array(text.utf8), to: "nginx.conf")
    process = try BackgroundProcess(
      given(Self.program, "nginx"), ["-c", folder.path("nginx.conf"), "-e", folder.path("error.log")],
      environment: workshop.environment)
  }

  /// Waits until it answers.
  func wait(until answers: () throws -> Bool) throws {
    for _ in 0..<500 where !process.hasEnded {
      if try answers() { return }
      usleep(20_000)
    }
    stop()
    Issue.record("nginx does not answer: \(String(decoding: try process.finish().error, as: UTF8.self))")
  }

  func stop() {
    process.kill()
  }

  /// A port that nobody had a moment ago.
  private static func freePort() throws -> UInt16 {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(number, plain, length) == 0 && getsockname(number, plain, &length) == 0
      }
    }
    return try given(isBound ? UInt16(bigEndian: address.sin_port) : nil, "a free port")
  }
}
