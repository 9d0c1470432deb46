import CanonicalJSON
import Cryptography
import Fixtures
import Glibc
import LedgerSamples
import Testing

/// What somebody sees whose copy comes from a cache, or from a folder that is being written.
@Suite("A published copy that is late, or not there, as programs")
struct LateCopyTests {
  private let workshop: Workshop
  private let trust: [String]

  init() throws {
    workshop = try Workshop()
    trust = ["--log-key", try workshop.resolve("VKEY")]
  }

  private func copy(_ from: String, _ to: String) throws {
    #expect(try Fixtures.run("cp", ["-R", workshop.folder.path(from), workshop.folder.path(to)]).status == 0)
  }

  /// An attestation whose words nobody else says.
  private func attest(_ signatory: String, at time: String) throws {
    try workshop.run(
      "attest", "--signatory", signatory, "--period", "2031", "--claim", "la-7=met", "--explain",
      "la-7=en=Private words of \(signatory).", "--evidence", "la-7=law.txt", "--key", signatory, "--at", time
    ).expectDone()
  }

  private func redact(_ entry: Int, at time: String) throws {
    try workshop.run(
      "redact", "\(entry)", "--basis", "erasure-request", "--reference", "art. 17", "--registrar-key", "registrar",
      "--at", time
    ).expectDone()
  }

  /// The files below a folder of the workshop in which somebody's words stand.
  private func holding(_ words: String, in folder: String) throws -> [String] {
    let found = try Fixtures.run("grep", ["-rlF", words, workshop.folder.path(folder)])
    return String(decoding: found.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func report(_ place: String) throws -> Transcript {
    try workshop.run(["report", "quillonia", "--period", "2031", "--from", place] + trust)
  }

  @Test("words that were removed are shown and kept by nobody, though a cache still has them")
  func lateWords() throws {
    try attest("quillonia", at: "2032-02-01T00:00:00Z")
    try workshop.run("publish", "site").expectDone()
    try copy("site", "cached")
    #expect(try report("cached").expectDone().output.contains("Private words"))
    try redact(4, at: "2032-08-01T00:00:00Z")
    try workshop.run("publish", "site").expectDone()
    // All is new but the words, which a cache has under the names that are asked for.
    let words = try workshop.folder.read("cached/tile/texts/000.p/5")
    try copy("site", "late")
    for name in ["late/tile/texts/000.p/6", "late/tile/texts/000"] {
      try workshop.folder.write(words + Array("[]\n".utf8), to: name)
    }
    try workshop.run(["verify", "--from", "late"] + trust).expectDone()
    #expect(try !report("late").expectDone().output.contains("Private words"))
    try workshop.run(["mirror", "late", "kept"] + trust).expectDone()
    #expect(try holding("Private words", in: "kept") == [])
    // Put back by hand, as out of a backup, they go with the next run, though there is nothing new.
    try workshop.folder.write(words + Array("[]\n".utf8), to: "kept/tile/texts/000.p/6")
    try workshop.run(["mirror", "site", "kept"] + trust).expectDone()
    #expect(try holding("Private words", in: "kept") == [])
    try workshop.run(["verify", "--from", "kept"] + trust).expectDone()
  }

  /// Something in the place of a file: nothing, a part, a page.
  static let pages: [[UInt8]?] = [nil, [], Array("<!doctype html>\n<title>Sign in</title>\n".utf8)]
  static let files = ["checkpoint", "tile/0/000.p/4", "tile/entries/000.p/4", "tile/envelopes/000.p/4"]

  @Test("what is not the file could not be read, in every command", arguments: files, pages)
  func unreadable(file: String, page: [UInt8]?) throws {
    try workshop.run("publish", "site").expectDone()
    try workshop.run("publish", "good").expectDone()
    unlink(workshop.folder.path("site/\(file)"))
    if let page { try workshop.folder.write(page, to: "site/\(file)") }
    let readers: [[String]] = [
      ["verify", "--from", "site"], ["mirror", "site", "kept"], ["monitor", "site", "--watch", "quillonia"],
      ["report", "quillonia", "--from", "site"],
    ]
    for reader in readers {
      let said = try workshop.run(reader + trust + ["--json"])
      let code = file == "checkpoint" && page == nil ? "checkpoint.missing" : "publication.unreadable"
      said.expectRefusal(code, status: 3)
    }
    #expect(access(workshop.folder.path("kept/checkpoint"), F_OK) != 0)
  }

  @Test("an older checkpoint than one seen before is late, and called a rollback after a day")
  func behind() throws {
    try workshop.run("publish", "old").expectDone()
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try workshop.run("publish", "new").expectDone()
    func monitor(_ site: String) throws -> Transcript {
      try workshop.run(["monitor", site, "--watch", "quillonia", "--state", "seen"] + trust + ["--json"])
    }
    func mirror(_ site: String) throws -> Transcript {
      try workshop.run(["mirror", site, "kept"] + trust + ["--json"])
    }
    try monitor("new").expectDone()
    try mirror("new").expectDone()
    try monitor("old").expectRefusal("checkpoint.behind", status: 3)
    try mirror("old").expectRefusal("checkpoint.behind", status: 3)
    func noted() throws -> String? {
      try JSONDocument(workshop.folder.read("seen"), profile: .strict).root.member("behind")?.string
    }
    #expect(try String(decoding: workshop.folder.read("kept/.behind"), as: UTF8.self).hasSuffix("Z\n"))
    #expect(try !workshop.folder.names().contains { $0.contains("evidence") })
    // As if it had been so for long.
    let state = String(decoding: try workshop.folder.read("seen"), as: UTF8.self)
    let since = try #require(try noted())
    try workshop.folder.write(Array(state.replacing(since, with: "2026-01-01T00:00:00Z").utf8), to: "seen")
    try workshop.folder.write(Array("2026-01-01T00:00:00Z\n".utf8), to: "kept/.behind")
    try monitor("old").expectRefusal("checkpoint.rollback", status: 1)
    try mirror("old").expectRefusal("checkpoint.rollback", status: 1)
    #expect(try workshop.folder.names().filter { $0.contains("evidence") }.count == 2)
    try monitor("new").expectDone()
    try mirror("new").expectDone()
    #expect(try noted() == nil)
    #expect(access(workshop.folder.path("kept/.behind"), F_OK) != 0)
    // Who holds a checkpoint against what is served, and says so, is told that it is not there.
    try workshop.folder.write(Array(workshop.run("checkpoint").expectDone().output.utf8), to: "held")
    #expect(try workshop.run(["verify", "--from", "old", "--held", "held"] + trust).status == 1)
  }

  @Test("reports of an earlier instant, with removals in several bundles, say what the keeper's file says")
  func severalBundles() throws {
    try attest("quillonia", at: "2032-02-01T00:00:00Z")
    var rows = "id,name_en,kind,effective,source_uri,as_of\n"
    for number in 0..<255 {
      rows += "port-\(number),Port \(number),state,2031-01-01T00:00:00Z,https://a.example/\(number),2031-06-30\n"
    }
    try workshop.folder.write(Array(rows.utf8), to: "register.csv")
    let registrar = ["--registrar-key", "registrar", "--at"]
    try workshop.run(["import", "register.csv"] + registrar + ["2032-03-01T00:00:00Z"]).expectDone()
    try attest("brindlemark", at: "2032-04-01T00:00:00Z")
    try redact(4, at: "2032-05-01T00:00:00Z")
    try redact(260, at: "2032-06-01T00:00:00Z")
    try workshop.run("publish", "site").expectDone()
    try workshop.run(["verify", "--from", "site"] + trust).expectDone()
    for day in ["2032-02-02", "2032-04-02", "2032-05-02", "2032-06-02"] {
      for words in [["report", "brindlemark", "--period", "2031"], ["overview"], ["explain", "quillonia", "la-7"]] {
        let asked = words + ["--as-of", day]
        let own = try workshop.run(asked).expectDone()
        let copied = try workshop.run(asked + ["--from", "site"] + trust).expectDone()
        #expect(copied.output == own.output, "\(asked)")
        #expect(!copied.output.contains("Private words"), "\(asked)")
      }
    }
  }

  private static let asked: [[String]] = [
    ["verify", "--from", "URL"], ["mirror", "URL", "kept"], ["monitor", "URL", "--watch", "quillonia"],
    ["report", "quillonia", "--period", "2031", "--from", "URL"], ["explain", "quillonia", "la-7", "--from", "URL"],
    ["show", "4", "--from", "URL"], ["log", "--signatory", "quillonia", "--from", "URL"],
    ["diff", "2", "5", "--from", "URL"],
  ]

  @Test(
    "a server that fails at any moment is not to be read from, and makes nothing broken",
    .enabled(
      if: SystemPython.isThere, "\(SystemPython.needed)"), arguments: asked)
  func failing(_ words: [String]) throws {
    try attest("quillonia", at: "2032-02-01T00:00:00Z")
    try workshop.run("publish", "site").expectDone()
    let site = try FailingSite(workshop.folder.path("site"), environment: workshop.environment)
    var statuses: [Int32] = []
    for count in 0..<100 where statuses.last != 0 {
      let url = "\(site.url)/\(count)"
      let said = try workshop.run(words.map { $0 == "URL" ? url : $0 } + trust + ["--json"])
      statuses.append(said.status)
      #expect(said.status == 0 || said.status == 3, "\(said)")
      // A copy that lacks words is made all the same, and says so without an error.
      let isShort = words[0] == "mirror" && said.errorCode == nil
      if said.status == 3 { #expect(isShort || said.errorCode == "publication.unreadable", "\(said)") }
    }
    #expect(statuses.last == 0 && statuses.count > 4, "\(statuses)")
  }
}

/// A web server that answers as many questions below a number as it says, and refuses the others.
private final class FailingSite {
  let url: String
  private let process: BackgroundProcess

  private static let script = """
    import collections, http.server, os, sys
    asked = collections.Counter()
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            _, number, path = self.path.split("/", 2)
            asked[number] += 1
            path = os.path.join(sys.argv[1], path)
            found = os.path.isfile(path)
            fails = asked[number] > int(number)
            data = open(path, "rb").read() if found and not fails else b"<html>busy</html>"
            self.send_response(503 if fails else 200 if found else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        def log_message(self, *_):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print("port", server.server_port, flush=True)
    server.serve_forever()
    """

  init(_ folder: String, environment: [String: String]) throws {
    process = try BackgroundProcess(
      "/usr/bin/env", SystemPython.words(["-u", "-c", Self.script, folder]), environment: environment)
    var port: Substring?
    for _ in 0..<1_000 where port == nil {
      let words = process.outputSoFar.split { $0 == " " || $0 == "\n" }
      if words.count > 1 { port = words[1] } else { usleep(10_000) }
    }
    url = "http://127.0.0.1:\(try given(port, "the port of the server"))"
  }
}
