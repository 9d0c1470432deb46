import CanonicalJSON
import Cryptography
import Fixtures
import Glibc
import SchemaJudge
import Testing

/// Everybody who is to be told is told, once, by a program that can be trusted with foreign words. // Threats: alerts
@Suite("A monitor with --exec")
struct AlertTests {
  private let scene: AlertScene

  init() throws {
    scene = try AlertScene()
  }

  @Test("tells each fact once, as a document whose id is the digest of what it is about")
  func once() throws {
    try scene.listen().expectDone()
    let first = scene.heard()
    #expect(first.count >= 4 && Set(first).count == first.count)
    #expect(try scene.spooled("new") == [] && scene.spooled("done") == first.sorted())
    try scene.listen().expectDone()
    #expect(scene.heard() == first)

    try scene.grow()
    try scene.listen().expectDone()
    let second = scene.heard()
    #expect(second.count > first.count && Set(second).count == second.count)
    #expect(try scene.workshop.delivered("silence").contains { $0.member("submission")?.isString("missing") == true })
    // A silence is told at every look, and nobody is called for it twice.
    #expect(try scene.listen().expectDone().output.contains("\nmissing "))
    #expect(scene.heard() == second)
    #expect(try !scene.workshop.delivered("entry").isEmpty && !scene.workshop.delivered("key-act").isEmpty)
    for id in second {
      let root = try JSONDocument(scene.workshop.folder.read("told-\(id).json"), profile: .strict).root
      #expect(SchemaJudge.faults(in: JSONValue(root)) == [])
      let about = try JSONValue(#require(root.member("about")))
      #expect(try Digest.sha256(of: about.canonicalBytes()).hex == id && root.member("id")?.string == id)
    }
  }

  @Test("tells alerts in the order of the ledger")
  func order() throws {
    try scene.grow()
    try scene.listen().expectDone()
    let indices = try scene.heard().map { id in
      try JSONDocument(scene.workshop.folder.read("told-\(id).json"), profile: .strict).root
        .member("about")?.member("index")?.integer ?? .max
    }
    #expect(indices == indices.sorted() && indices.first == 2)
  }

  @Test(
    "keeps an alert that was not delivered for the next run",
    arguments: [
      ("exit 7", "status 7"), ("kill -9 $$", "signal 9"), ("sleep 60 & sleep 60", "longer than 1 second"),
      ("", "could not be started"),
    ])
  func failure(script: String, words: String) throws {
    // A file that is neither a program nor names its interpreter is not given to a shell.
    try scene.script("fail", script.isEmpty ? "touch owned" : "#!/bin/sh\n\(script)")
    let failed = try scene.look("--exec", "./fail", "--exec-limit", "1")
    #expect(failed.status == 3 && failed.error.contains(words), "\(failed)")
    let waiting = try scene.spooled("new")
    #expect(try waiting.count >= 4 && scene.spooled("done") == [] && scene.hasState)
    #expect(access(scene.workshop.folder.path("owned"), F_OK) != 0)
    try scene.listen().expectDone()
    #expect(try scene.heard().sorted() == waiting && scene.spooled("new") == [])
  }

  @Test("hands over the others where one cannot be delivered, and that one later")
  func oneFails() throws {
    try scene.script(
      "pick", "#!/bin/sh\ncat >doc; grep -q '\"index\": 2' doc && exit 1\necho \"$PLEDGEBOOK_ALERT\" >>heard")
    #expect(try scene.look("--exec", "./pick").status == 3)
    let (left, delivered) = try (scene.spooled("new"), scene.spooled("done"))
    #expect(!left.isEmpty && !delivered.isEmpty && scene.heard().sorted() == delivered)
    try scene.listen().expectDone()
    #expect(try scene.heard().sorted() == (left + delivered).sorted() && scene.spooled("new") == [])
  }

  @Test(
    "refuses before it looks what it cannot run",
    arguments: [
      ("./nowhere", "not-found"), ("no-such-program", "not-found"), ("touch owned", "not-found"),
      ("./law.txt", "not-executable"), ("/tmp", "not-executable"),
    ])
  func noProgram(program: String, code: String) throws {
    try scene.refuses("exec.\(code)", scene.words(["--exec", program]))
  }

  @Test("keeps what its program says apart from its own document")
  func loud() throws {
    try scene.script("loud", "#!/bin/sh\nhead -c 300000 /dev/zero | tr '\\0' x; echo; echo here >&2")
    let look = try scene.look("--exec", "./loud", "--json")
    #expect(look.status == 0 && look.text("format") == "monitor/1" && look.error.utf8.count > 300_000)
    #expect(look.error.contains("x\nhere\n"))
  }

  @Test("gives no shell any word, and no program a passphrase")
  func noShell() throws {
    let word = "$(touch owned); touch owned `touch owned` *"
    try scene.script("say", "#!/bin/sh\nprintf '%s|' \"$@\" >words; env >environment; cat >doc")
    try scene.look(
      "--exec", "./say", "--exec", word, "--exec=--json",
      environment: ["PLEDGEBOOK_PASSPHRASE": "secret-of-mine", "PLEDGEBOOK_ALERT": "of somebody else"]
    ).expectDone()
    #expect(try text("words") == "\(word)|--json|")
    #expect(access(scene.workshop.folder.path("owned"), F_OK) != 0)
    let environment = try text("environment")
    #expect(!environment.contains("secret-of-mine") && !environment.contains("of somebody else"))
    #expect(try scene.spooled("done").contains { environment.contains("PLEDGEBOOK_ALERT=\($0)\n") })
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try scene.workshop.folder.read(name), as: UTF8.self)
  }

  @Test("fills a spool that is there without --exec too, and begins with what is new where there was none")
  func withoutExec() throws {
    try scene.look().expectDone()
    #expect(access(scene.workshop.folder.path("seen.alerts"), F_OK) != 0)
    try scene.listen().expectDone()
    #expect(scene.heard() == [])
    try scene.grow()
    let look = try scene.look().expectDone()
    let waiting = try scene.spooled("new")
    #expect(!waiting.isEmpty && look.error.contains("--exec COMMAND hands them over"), "\(look)")
    try scene.listen().expectDone()
    #expect(scene.heard().sorted() == waiting)
  }

  @Test("tells that the log forked, once, and leaves the state as it was")
  func verdict() throws {
    try scene.grow()
    try scene.listen().expectDone()
    let state = try scene.workshop.folder.read("seen")
    let other = try AlertScene()
    try other.grow(at: "2033-12-02T00:00:00Z")
    _ = try run(
      "sh",
      [
        "-c", "cd \"$1\" && rm -r site && cp -r \"$2/site\" .", "sh", scene.workshop.folder.path,
        other.workshop.folder.path,
      ])
    for _ in 0..<2 { try scene.listen("--json").expectRefusal("checkpoint.fork", status: 1) }
    let verdicts = try scene.workshop.delivered("verdict")
    #expect(verdicts.count == 1 && verdicts.first?.member("code")?.isString("checkpoint.fork") == true)
    #expect(try scene.workshop.folder.read("seen") == state && Set(scene.heard()).count == scene.heard().count)
  }

  @Test("tells that words were removed, and by which entry")
  func removal() throws {
    try scene.workshop.attestation()
    try scene.workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    try scene.workshop.run(
      "redact", "4", "--basis", "court-order", "--reference", "order $(touch owned)", "--registrar-key", "registrar",
      "--at", "2032-02-02T00:00:00Z", "--yes"
    ).expectDone()
    try scene.workshop.run("publish", "site").expectDone()
    try scene.listen().expectDone()
    let removals = try scene.workshop.delivered("removal")
    #expect(removals.count == 1 && removals.first?.member("target")?.integer == 4)
    #expect(removals.first?.member("index")?.integer == 5)
    #expect(access(scene.workshop.folder.path("owned"), F_OK) != 0)
  }

  @Test("hands over what waits though the net does not answer")
  func noNet() throws {
    try scene.script("fail", "#!/bin/sh\nexit 1")
    #expect(try scene.look("--exec", "./fail").status == 3)
    let waiting = try scene.spooled("new")
    _ = try run("mv", ["site", "away"], in: scene.workshop.folder.path)
    #expect(try scene.listen().status == 3)
    #expect(try scene.heard().sorted() == waiting && scene.spooled("new") == [])
  }

  @Test("goes on looking with --every, until a signal ends it")
  func every() throws {
    let words = scene.words(["--exec", "./tell"]).filter { $0 != "--once" } + ["--every", "1s"]
    let script = """
      "$@" >out 2>err & p=$!
      n=0; while [ ! -e heard ] && [ $n -lt 300 ]; do sleep 0.1; n=$((n+1)); done
      mv site away
      n=0; while ! grep -q warning: err && [ $n -lt 300 ]; do sleep 0.1; n=$((n+1)); done
      mv site-2 site
      n=0; while ! grep -q missing out && [ $n -lt 300 ]; do sleep 0.1; n=$((n+1)); done
      kill $p; wait $p; echo $?
      """
    try scene.grow(into: "site-2")
    let ran = try run(
      "sh", ["-c", script, "sh", Program.path] + words, environment: scene.workshop.environment,
      in: scene.workshop.folder.path)
    let said = try text("err")
    #expect(String(decoding: ran.output, as: UTF8.self).hasSuffix("143\n"), "\(said)")
    try scene.listen().expectDone()
    #expect(try !scene.workshop.delivered("silence").isEmpty && Set(scene.heard()).count == scene.heard().count)
  }

  @Test(
    "refuses options that contradict each other, or mean nothing alone",
    arguments: [
      (["--every", "1h"], "usage.conflicting-options"), (["--exec-limit", "5"], "usage.missing-option"),
      (["--exec", "true", "--exec-limit", "0"], "usage.invalid-value"),
    ])
  func options(more: [String], code: String) throws {
    try scene.refuses(code, scene.words(more))
  }

  @Test("has to have a state for --exec and --every, and no --json or odd length with --every")
  func stateOfOptions() throws {
    let bare = ["monitor", "site", "--all", "--log-key", try scene.workshop.resolve("VKEY")]
    try scene.refuses("usage.missing-option", bare + ["--exec", "true"])
    try scene.refuses("usage.missing-option", bare + ["--every", "1h"])
    try scene.refuses("usage.conflicting-options", bare + ["--state", "seen", "--every", "1h"])
    try scene.refuses("usage.invalid-value", bare + ["--state", "seen", "--every", "often"])
  }
}
