import CanonicalJSON
import Fixtures
import LedgerSamples
import Service
import Storage
import Testing

/// Policies with keys of ML-DSA-44, and policies that name no log.
@Suite("What a policy asks for and this program cannot check")
struct UnsupportedKeyTests {
  private let workshop: Workshop
  private let log: String
  private let foreign: UncheckableKey
  private let foreignLog: UncheckableKey

  init() throws {
    workshop = try Workshop()
    log = try workshop.resolve("VKEY")
    foreign = try UncheckableKey("w.example/pq")
    foreignLog = try UncheckableKey("pledges.example/lantern")
    try workshop.run("key", "generate", "witness", "--no-passphrase").expectDone()
    try workshop.run(
      "witness", "init", "--state", "w.db", "--name", "witness.example/w", "--key", "witness"
    ).expectDone()
    try workshop.run("witness", "add-log", log, "--state", "w.db").expectDone()
    try write("needs", "log \(log)\nwitness pq \(foreign.vkey) http://127.0.0.1:9\nquorum pq\n")
    try write("log", "log \(foreignLog.vkey)\nquorum none\n")
  }

  private func write(_ name: String, _ text: String) throws {
    try workshop.folder.write(Array(text.utf8), to: "\(name).policy")
  }

  /// A receipt of entry 3, and the same with a further signature line.
  private func receipts() throws {
    try workshop.run("proof", "3", "--out", ".").expectDone()
    let proof = try workshop.folder.read("3.tlog-proof")
    for (name, line) in [("cosigned", foreign.line()), ("signed", foreignLog.line()), ("cut", foreign.line(count: 99))]
    {
      try workshop.folder.write(proof + Array(line.utf8), to: "\(name).tlog-proof")
      try workshop.folder.write(workshop.folder.read("3.header"), to: "\(name).header")
    }
  }

  private func check(_ receipt: String, _ policy: String) throws -> String {
    let result = try workshop.run("check-proof", "\(receipt).tlog-proof", "--policy", "\(policy).policy", "--json")
    let proof = result.json?.member("proofs")?.elements.first { _ in true }
    return "\(proof?.member("code")?.string ?? "none") \(result.status)"
  }

  @Test("a receipt: unsupported, missing and invalid are three answers, for witnesses and for the log")
  func receipt() throws {
    try receipts()
    #expect(try check("cosigned", "needs") == "witness.unsupported 4")
    #expect(try check("3", "needs") == "witness.quorum 4")
    #expect(try check("cut", "needs") == "checkpoint.signature 1")
    #expect(try check("signed", "log") == "checkpoint.unsupported 4")
    #expect(try check("3", "log") == "checkpoint.signature 1")
    let told = try workshop.run("check-proof", "cosigned.tlog-proof", "3.tlog-proof", "--policy", "needs.policy")
    #expect(told.status == 4)
    #expect(told.output.contains("cannot check: w.example/pq+"), "\(told)")
    // Where it is configured, before anything is checked.
    #expect(told.error.contains("the key of witness pq is unsupported") && told.error.contains("the quorum needs"))
    let json = try workshop.run("check-proof", "cosigned.tlog-proof", "--policy", "needs.policy", "--json").json
    let key = json?.member("proofs")?.elements.first { _ in true }?.member("unsupported")?.elements.first { _ in true }
    #expect(key?.member("type")?.string == "ML-DSA-44 cosignature")
    #expect(key?.member("claimsToHaveSigned")?.boolean == true)
  }

  private func keep(_ line: String) throws {
    let note = try workshop.run("checkpoint").expectDone().output
    try workshop.folder.write(Array((note + line).utf8), to: "kept.checkpoint")
    try workshop.folder.write(Array((note + line).utf8), to: "ledger.db.cosigned")
  }

  private func reasons(_ result: Transcript) -> [String] {
    result.json?.member("reasons")?.elements.compactMap { $0.member("code")?.string } ?? []
  }

  @Test("a ledger: less than was asked for, never broken, and no finding about its age")
  func ledger() throws {
    try keep(foreign.line())
    let plain = try workshop.run("verify", "--policy", "needs.policy").expectDone()
    #expect(plain.output.contains("unsupported w.example/pq+"), "\(plain)")
    let required = try workshop.run("verify", "--policy", "needs.policy", "--require", "witnessed", "--json")
    #expect(required.status == 4 && reasons(required) == ["assurance.below", "witness.unsupported"], "\(required)")
    let aged = try workshop.run("verify", "--policy", "needs.policy", "--max-age", "36h", "--json")
    #expect(aged.status == 4 && reasons(aged) == ["witness.unsupported"], "\(aged)")
    let enough = "log \(log)\nwitness pq \(foreign.vkey)\nquorum none\n"
    try write("enough", enough)
    #expect(try reasons(workshop.run("verify", "--policy", "enough.policy", "--json").expectDone()) == [])
  }

  @Test("a ledger whose log key cannot be checked is not called broken, and one without its line is not called intact")
  func logOfALedger() throws {
    #expect(try workshop.run("verify", "--policy", "log.policy").status == 1)
    try keep(foreignLog.line())
    for held in [[], ["--held", "kept.checkpoint"]] {
      let result = try workshop.run(["verify", "--policy", "log.policy", "--json"] + held)
      #expect(result.status == 4 && reasons(result) == ["checkpoint.unsupported"], "\(result)")
      #expect(result.text("assurance") == "chain-only")
    }
    try workshop.run("publish", "site").expectDone()
    let readers: [[String]] = [
      ["mirror", "site", "copy"], ["monitor", "site", "--watch", "quillonia"], ["status", "--from", "site"],
      ["compare", "kept.checkpoint", "kept.checkpoint"],
    ]
    for words in readers {
      try workshop.run(words + ["--policy", "log.policy", "--json"]).expectRefusal("checkpoint.unsupported", status: 4)
    }
  }

  @Test("who reads a publication hears that the quorum cannot be told")
  func publication() throws {
    try keep(foreign.line())
    try workshop.run("publish", "site").expectDone()
    for words in [
      ["mirror", "site", "copy"], ["monitor", "site", "--watch", "quillonia"], ["status", "--from", "site"],
    ] {
      try workshop.run(words + ["--policy", "needs.policy", "--json"]).expectRefusal("witness.unsupported", status: 4)
    }
    // Whether two checkpoints go together is no matter of witnesses.
    try workshop.run("compare", "kept.checkpoint", "kept.checkpoint", "--policy", "needs.policy").expectDone()
  }

  @Test("a log key that cannot be checked is refused where it is given, by what it is")
  func givenKeys() throws {
    try workshop.refuses("vkey.unsupported", status: 2, "verify", "--log-key", foreignLog.vkey)
    try workshop.refuses("vkey.unsupported", status: 2, "witness", "add-log", foreignLog.vkey, "--state", "w.db")
    let key = try given(workshop.run("witness", "key", "--state", "w.db", "--json").text("vkey"))
    try workshop.refuses("policy.malformed", status: 2, "verify", "--log-key", key)
  }

  @Test("a quorum that no answer could meet is not noted")
  func unmeetable() throws {
    let key = try given(workshop.run("witness", "key", "--state", "w.db", "--json").text("vkey"))
    let witnesses = "witness w \(key) http://127.0.0.1:9\nwitness pq \(foreign.vkey) http://127.0.0.1:9\n"
    let refused = [
      ("pq", "quorum pq\n"), ("all", "group g all w pq\nquorum g\n"),
      ("nested", "group inner any pq\ngroup g all w inner\nquorum g\n"),
    ]
    for (name, groups) in refused {
      try write(name, "log \(log)\n" + witnesses + groups)
      try workshop.refuses("usage.policy-unsupported", status: 2, "witness", "use", "--policy", "\(name).policy")
    }
    try write("away", "log \(log)\nwitness w \(key)\nquorum w\n")
    try workshop.refuses("usage.policy-unreachable", status: 2, "witness", "use", "--policy", "away.policy")
    // Where others are enough, it is said and noted.
    try write("any", "log \(log)\n" + witnesses + "group g any w pq\nquorum g\n")
    let noted = try workshop.run("witness", "use", "--policy", "any.policy").expectDone()
    #expect(noted.error.contains("the key of witness pq is unsupported"), "\(noted)")
    // For one call there is no such check before it, so the answer says it.
    let asked = try workshop.run("checkpoint", "--cosign", "--policy", "needs.policy")
    #expect(asked.status == 4 && asked.error.contains("no answer of theirs can meet it"), "\(asked)")
    #expect(asked.error.contains("witness pq: its key is of a type that this program cannot check"), "\(asked)")
  }

  @Test("a policy that names no log takes it from --log-key, or from the ledger that it is used for")
  func withoutLogs() throws {
    let server = try WitnessServer(workshop)
    let key = try given(workshop.run("witness", "key", "--state", "w.db", "--json").text("vkey"))
    try write("open", "witness w \(key) \(server.url)\nquorum w\n")
    try workshop.run("witness", "use", "--policy", "open.policy").expectDone()
    try workshop.run("checkpoint", "--cosign").expectDone()
    try workshop.run("proof", "3", "--out", ".").expectDone()
    try workshop.run("publish", "site").expectDone()
    let readers: [[String]] = [
      ["check-proof", "3.tlog-proof"], ["verify", "--require", "witnessed"], ["verify", "--from", "site"],
      ["mirror", "site", "copy"], ["monitor", "site", "--watch", "quillonia"], ["status", "--from", "site"],
    ]
    for words in readers {
      try workshop.run(words + ["--policy", "open.policy", "--log-key", log, "--log-key", log]).expectDone()
      try workshop.run(words + ["--policy", "open.policy", "--json"]).expectRefusal("usage.missing-option", status: 2)
    }
    // A policy with logs is not added to.
    let other = try workshop.run("key", "show", "stranger.pub", "--origin", "pledges.example/lantern", "--json")
    let stranger = try given(other.text("vkey"))
    try workshop.refuses(
      "usage.conflicting-options", status: 2, "verify", "--policy", "needs.policy", "--log-key", stranger)
    // Another log's checkpoint is not this one's, whatever its witnesses say.
    let foreign = try workshop.run("check-proof", "3.tlog-proof", "--policy", "open.policy", "--log-key", stranger)
    #expect(foreign.status == 1)
    try server.kill()
  }

  @Test("a witness that answers a conflict and no size about the tree on record is an alarm: no receipt is final")
  func conflictWithoutASize() throws {
    let router = Router([
      .post(.exactly("/add-checkpoint"), limit: 1 << 20) { request in
        // As omniwitness did: the size where another was asked for, and nothing where the roots differ.
        String(decoding: request.body, as: UTF8.self).hasPrefix("old 5\n")
          ? HTTPAnswer(409) : HTTPAnswer(409, contentType: "text/x.tlog.size", body: Array("5\n".utf8))
      }
    ])
    let server = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: router)
    defer { server.stop() }
    let key = try given(workshop.run("witness", "key", "--state", "w.db", "--json").text("vkey"))
    try write("forked", "log \(log)\nwitness w \(key) http://\(server.address)\nquorum w\n")
    try workshop.run("witness", "use", "--policy", "forked.policy", "--when-missing", "warn").expectDone()
    let appended = try workshop.run(
      "update", "quillonia", "--name", "en=New", "--reason", "renamed", "--registrar-key", "registrar", "--key",
      "quillonia", "--at", "2030-12-03T00:00:00Z", "--receipt-dir", ".", "--json")
    #expect(appended.status == 4, "\(appended)")
    #expect(appended.error.contains("ALARM") && appended.error.contains("witness.fork"), "\(appended)")
    #expect(appended.json?.member("witnessing")?.member("final")?.boolean == false)
    #expect(try !workshop.folder.names().contains("4.tlog-proof"))
  }
}
