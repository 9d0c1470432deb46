import CanonicalJSON
import Fixtures
import Glibc
import LedgerSamples
import Testing

/// What a reader does with nothing but the address of a publication, which any web server can serve.
@Suite("A publication read over HTTP, as programs", .enabled(if: SystemPython.isThere, "\(SystemPython.needed)"))
struct PublicationOverHTTPTests {
  private let workshop: Workshop
  private let site: StaticSite
  private let key: String

  init() throws {
    workshop = try Workshop()
    try workshop.run("publish", "site").expectDone()
    key = try workshop.resolve("VKEY")
    site = try StaticSite(workshop.folder.path("site"), environment: workshop.environment)
  }

  @Test("is verified, mirrored and monitored, and a report drafted from it is taken by the ledger")
  func reader() throws {
    let url = site.url
    try verifies(url, size: 4)
    let watch = ["monitor", url, "--watch", "quillonia", "--state", "seen.json", "--log-key", key, "--json"]
    #expect(try workshop.run(watch).expectDone().json?.member("size")?.integer == 4)
    try workshop.run("mirror", url, "mirrored", "--log-key", key).expectDone()

    // The signatory has no ledger: it drafts from the publication and sends its keeper a file.
    try workshop.run(
      ["attest", "--from", url, "--log-key", key] + Self.attestation + ["--out", "sent.json", "--ledger", "nowhere.db"]
    ).expectDone()
    try workshop.run("submit", "sent.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    #expect(try workshop.run(watch).expectDone().json?.member("entries")?.elements.map { $0 }.count == 0)

    try workshop.run("publish", "site").expectDone()
    try verifies(url, size: 5)
    let look = try workshop.run(watch).expectDone()
    let told = look.json?.member("entries")?.elements.map { $0.member("kind")?.string ?? "" }
    #expect(told == ["attestation.submit"], "\(look)")
    try workshop.run("mirror", url, "mirrored", "--log-key", key).expectDone()
    try verifies("mirrored", size: 5)
  }

  private static let asOf = ["--as-of", "2031-12-01T00:00:00Z"]
  static let readings: [[String]] = [
    ["report", "quillonia", "--json"] + asOf, ["overview"] + asOf, ["explain", "quillonia", "la-7"] + asOf,
    ["diff", "2", "4"], ["show", "3"], ["show", "1", "--statement"], ["log", "--json"],
    ["log", "--signatory", "quillonia"], ["status", "--json"], ["accord", "show"],
  ]

  @Test("says what the keeper's file says, to the letter, in every command that reads", arguments: readings)
  func reading(_ words: [String]) throws {
    let said = try workshop.run(words).expectDone()
    #expect(!said.output.isEmpty)
    for place in [site.url, "site"] {
      let copy = try workshop.run(words + ["--from", place, "--log-key", key, "--ledger", "nowhere.db"]).expectDone()
      #expect(copy.output == said.output, "\(place)")
    }
    #expect(try workshop.run(words + ["--from", "site"]).status == 2)
    #expect(try workshop.run(words + ["--log-key", key]).status == 2)
  }

  @Test("a copy that was altered says nothing", arguments: ["entries", "envelopes"])
  func altered(_ tiles: String) throws {
    let name = "site/tile/\(tiles)/000.p/4"
    var bytes = try workshop.folder.read(name)
    bytes[bytes.count / 2] ^= 1
    unlink(workshop.folder.path(name))
    try workshop.folder.write(bytes, to: name)
    for words in [["report", "quillonia"], ["log"]] {
      let result = try workshop.run(words + ["--from", "site", "--log-key", key])
      #expect(result.status == 1 || result.status == 3, "\(result)")
      #expect(result.output.isEmpty)
    }
  }

  private static let attestation = [
    "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt", "--key",
    "quillonia", "--at", "2032-02-01T00:00:00Z",
  ]

  private func verifies(_ place: String, size: Int64) throws {
    let found = try workshop.run(
      "verify", "--from", place, "--log-key", key, "--require", "signed", "--json"
    ).expectDone()
    #expect(found.json?.member("ledger")?.member("size")?.integer == size, "\(found)")
  }

  @Test("that was altered is refused by everybody, and a mirror of it stays as it was")
  func altered() throws {
    try workshop.run("mirror", site.url, "mirrored", "--log-key", key).expectDone()
    let kept = try workshop.folder.read("mirrored/checkpoint")
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try workshop.run("publish", "site").expectDone()
    try site.alterEveryTile()
    let copies: [[String]] = [
      ["verify", "--from", site.url], ["mirror", site.url, "mirrored"],
      ["monitor", site.url, "--watch", "quillonia", "--state", "seen.json"],
      ["attest", "--from", site.url, "--out", "sent.json"] + Self.attestation,
    ]
    for words in copies {
      let refused = try workshop.run(words + ["--log-key", key, "--json"])
      #expect(refused.status == 1, "\(refused)")
    }
    #expect(try workshop.folder.read("mirrored/checkpoint") == kept)
    #expect(try !workshop.folder.names().contains { $0 == "sent.json" || $0 == "seen.json" })
  }

  @Test("that is not there, or signed by another log, is told from one that is broken")
  func missing() throws {
    let other = try workshop.run("key", "show", "stranger.pub", "--origin", "pledges.example/lantern", "--json")
    let strange = try workshop.run(
      "verify", "--from", site.url, "--log-key", given(other.text("vkey")), "--require", "signed")
    #expect(strange.status != 0, "\(strange)")
    let absent = try workshop.run("verify", "--from", site.url + "/elsewhere", "--log-key", key, "--json")
    #expect(absent.status == 3 && absent.errorCode == "publication.not-found", "\(absent)")
    let folder = try workshop.run("verify", "--from", "elsewhere", "--log-key", key, "--json")
    #expect(folder.status == 3 && folder.errorCode == "publication.not-found", "\(folder)")
    unlink(workshop.folder.path("site/checkpoint"))
    let withdrawn = try workshop.run("verify", "--from", site.url, "--log-key", key, "--json")
    withdrawn.expectRefusal("checkpoint.missing", status: 3)
    try site.stop()
    let gone = try workshop.run("mirror", site.url, "mirrored", "--log-key", key, "--json")
    #expect(gone.status == 3 && gone.error.contains("\nhint: "), "\(gone)")
  }
}

/// A folder behind the web server of Python's library, which knows nothing of publications.
private final class StaticSite {
  let url: String
  private let folder: String
  private let process: BackgroundProcess

  init(_ folder: String, environment: [String: String]) throws {
    self.folder = folder
    process = try BackgroundProcess(
      "/usr/bin/env",
      SystemPython.words(["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]),
      environment: environment)
    // `Serving HTTP on 127.0.0.1 port 40123 (http://127.0.0.1:40123/) ...`
    var port: Substring?
    for _ in 0..<1_000 where port == nil {
      let words = process.outputSoFar.split(separator: " ")
      if let place = words.firstIndex(of: "port"), words.count > place + 2 { port = words[place + 1] }
      if port == nil { usleep(10_000) }
    }
    url = "http://127.0.0.1:\(try given(port, "the port of Python's http.server"))"
  }

  /// Changes one bit in the middle of each file below `tile`.
  func alterEveryTile() throws {
    let script = """
      import pathlib, sys
      for file in pathlib.Path(sys.argv[1]).rglob("*"):
          if file.is_file():
              content = bytearray(file.read_bytes())
              content[len(content) // 2] ^= 1
              file.chmod(0o600)
              file.write_bytes(content)
      """
    let result = try SystemPython.run(script, [folder + "/tile"])
    #expect(result.status == 0)
  }

  func stop() throws {
    process.kill()
    _ = try process.finish()
  }
}
