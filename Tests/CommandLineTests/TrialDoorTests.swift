import Cryptography
import Fixtures
import Glibc
import LedgerSamples
import Testing

/// A statement goes to the ledger through several doors: drafted for signing elsewhere, tried, signed into a file, recorded
/// at once, and handed in. None of them may take what another refuses, or name another reason.
@Suite("Every door says the same of a statement")
struct TrialDoorTests {
  /// A statement, who signs it, and what becomes of it.
  private struct Case {
    var words: [String]
    /// The options with the keys that sign, and nothing else.
    var keys: [String]
    /// Files of the keys that the words name already, being new.
    var new: [String] = []
    /// Exit status and code; "0" for what is taken.
    var verdict = "0"
    /// The same of the statement alone, where it is the keys that are at fault.
    var unsigned: String?

    /// The files of all keys that sign.
    var signers: [String] { keys.filter { !$0.hasPrefix("--") } + new }
  }

  private let workshop: Workshop
  private let registrar = ["--registrar-key", "registrar"]
  private let time = ["--at", "2032-03-01T00:00:00Z"]

  init() throws {
    workshop = try Workshop()
    for name in ["second", "third", "fourth", "m1", "m2", "m3", "lost"] {
      try workshop.run("key", "generate", name, "--no-passphrase").expectDone()
    }
    for (party, roles, key) in [
      ("harbour-audit", ["reviewer", "checker"], "reviewer"), ("gull-watch", ["challenger"], "challenger"),
      ("tide-panel", ["panel"], "panel"),
    ] {
      try step(
        "2031-01-02",
        ["party", "admit", party, "--name", party, "--signing-key", key] + roles.flatMap { ["--role", $0] } + registrar)
    }
    for key in ["second", "third"] {
      try step("2031-01-03", ["key", "register", "brindlemark", "--key", "brindlemark", "--signing-key", key])
    }
    for (id, keys) in [("manyland", ["m1", "m2", "m3"]), ("lostland", ["lost"])] {
      try step(
        "2031-01-04",
        ["join", id, "--name", "en=\(id)", "--kind", "state", "--threshold", keys.count > 1 ? "2" : "1"]
          + keys.flatMap { ["--signing-key", $0] } + registrar)
    }
    try step("2031-01-05", ["key", "register", "quillonia", "--key", "quillonia", "--signing-key", "quillonia-2"])
    for (party, key) in [("lostland", "lost"), ("quillonia", "quillonia-2")] {
      try step("2031-01-06", try ["key", "revoke", party, id(key), "--reason", "lost"] + registrar)
    }
    try step("2032-02-01", attest + ["--key", "quillonia"])
    try step("2032-02-02", try review(workshop.resolve("LAST:attestation.submit")) + ["--key", "reviewer"])
    try step("2032-02-03", challenge + ["--key", "challenger"])
    try workshop.writeSecondAccord()
  }

  private func step(_ day: String, _ words: [String]) throws {
    try workshop.run(words + ["--at", "\(day)T00:00:00Z"]).expectDone()
  }

  private func id(_ key: String) throws -> String { try workshop.key(key).publicKey.keyID.hex }

  private let attest = [
    "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
    "--explain", "la-7=en=So it was.",
  ]
  private let challenge = [
    "challenge", "open", "--challenger", "gull-watch", "--signatory", "quillonia", "--period", "2031", "--commitment",
    "la-7", "--ground", "claim-contradicted", "--text", "en=It was not so.",
  ]
  private func review(_ entry: String) -> [String] {
    [
      "review", "publish", entry, "--reviewer", "harbour-audit", "--commitment", "la-7", "--conclusion", "supports",
      "--level", "peer", "--independence", "No ties.", "--paid-by", "The secretariat",
    ]
  }

  /// The options that sign with a key of a party.
  private func by(_ keys: String...) -> [String] { keys.flatMap { ["--key", $0] } }

  private func other(_ period: String) -> [String] {
    ["attest", "--signatory", "brindlemark", "--period", period, "--claim", "la-7=met", "--evidence", "la-7=law.txt"]
  }

  // MARK: - The cases

  /// Every kind that a command makes, as it should be.
  private func right() throws -> [Case] {
    let filed = try workshop.resolve("LAST:attestation.submit")
    let reviewed = try workshop.resolve("LAST:review.publish")
    let opened = try workshop.resolve("LAST:challenge.open")
    let ended = try workshop.resolve("LAST:key.revoke")
    let digest = String(repeating: "a", count: 64)
    let newland = ["join", "newland", "--name", "en=N", "--kind", "state", "--signing-key", "fourth"]
    let change = ["--reason", "error-correction", "--note", "A word was wrong."]
    return [
      Case(words: newland, keys: registrar, new: ["fourth"]),
      // A key that is named again signs, though another would be enough.
      Case(
        words: ["party", "admit", "brindlemark", "--name", "B", "--role", "panel", "--public-key", "third.pub"],
        keys: registrar + ["--signing-key", "third"]),
      Case(words: ["update", "quillonia", "--name", "en=Q", "--reason", "renamed"], keys: registrar + by("quillonia")),
      Case(
        words: ["update", "quillonia", "--successor", "brindlemark", "--reason", "succeeded"],
        keys: registrar + by("quillonia", "second")),
      Case(words: ["unsubscribe", "quillonia", "la-7"], keys: by("quillonia")),
      Case(words: ["suspend", "quillonia", "--reason", "other"], keys: registrar),
      Case(words: ["delist", "quillonia", "--reason", "other"], keys: registrar),
      Case(words: ["withdraw", "manyland"], keys: by("m1", "m3")),
      Case(
        words: ["extend", "--period", "2031", "--all", "--reason", "A flood.", "--new-due", "2032-10-01"],
        keys: registrar),
      Case(words: ["redact", filed, "--basis", "court-order", "--reference", "Order 7."], keys: registrar),
      Case(words: other("2031"), keys: by("third")),
      Case(
        words: ["attest", "--withdraw", "--signatory", "quillonia", "--period", "2031"] + change, keys: by("quillonia")),
      Case(words: review(filed), keys: by("reviewer")),
      Case(words: ["review", "withdraw", reviewed], keys: by("reviewer")),
      Case(words: challenge, keys: by("challenger")),
      Case(words: ["challenge", "respond", opened, "--text", "en=It was."], keys: by("quillonia")),
      Case(
        words: [
          "challenge", "resolve", opened, "--panel", "tide-panel", "--outcome", "la-7=upheld", "--text", "en=So.",
        ],
        keys: by("panel")),
      Case(words: ["challenge", "withdraw", opened], keys: by("challenger")),
      Case(
        words: [
          "check-evidence", digest, "--checker", "harbour-audit", "--uri", "https://a.example/", "--result", "match",
        ], keys: by("reviewer")),
      Case(words: ["key", "register", "quillonia", "--signing-key", "fourth"], keys: by("quillonia"), new: ["fourth"]),
      Case(
        words: try ["key", "rotate", "brindlemark", "--old-key", id("second"), "--signing-key", "fourth"],
        keys: by("second"), new: ["fourth"]),
      Case(
        words: try ["key", "rotate", "brindlemark", "--old-key", id("third"), "--signing-key", "fourth"],
        keys: by("third"), new: ["fourth"]),
      Case(
        words: try ["key", "rotate", "manyland", "--old-key", id("m1"), "--signing-key", "fourth"],
        keys: by("m1", "m2"), new: ["fourth"]),
      Case(
        words: try ["key", "rotate", "manyland", "--old-key", id("m3"), "--signing-key", "fourth"],
        keys: by("m1", "m3"), new: ["fourth"]),
      Case(words: ["key", "threshold", "brindlemark", "2"], keys: by("second")),
      Case(words: try ["key", "revoke", "brindlemark", id("second"), "--reason", "superseded"], keys: by("third")),
      Case(words: try ["key", "revoke", "manyland", id("m2"), "--reason", "superseded"], keys: by("m2")),
      Case(words: try ["key", "revoke", "manyland", id("m2"), "--reason", "lost"], keys: registrar),
      Case(
        words: ["key", "recover", "lostland", "--signing-key", "fourth", "--threshold", "1"], keys: registrar,
        new: ["fourth"]),
      Case(words: ["key", "object", "quillonia", ended, "--text", "en=Not lost."], keys: by("quillonia-2")),
      Case(words: ["key", "object", "quillonia", ended], keys: by("quillonia")),
      Case(words: ["accord", "publish", "accord-2.json", "--changes", "Nothing much."], keys: registrar),
      Case(
        words: ["registrar", "update", "--public-key", "registrar.pub", "--public-key", "fourth.pub"],
        keys: registrar + ["--signing-key", "fourth"]),
      Case(
        words: ["log-keys", "rotate", "--public-key", "log.pub", "--public-key", "fourth.pub", "--reason", "yearly"],
        keys: registrar),
    ]
  }

  /// What is wrong with the statement, whoever signs it.
  private func wrong() throws -> [Case] {
    let filed = try workshop.resolve("LAST:attestation.submit")
    let revoke = ["key", "revoke", "brindlemark"]
    return [
      Case(
        words: ["join", "quillonia", "--name", "en=Q", "--kind", "state", "--signing-key", "fourth"], keys: registrar,
        new: ["fourth"], verdict: "5 rule.signatory.already-member"),
      Case(
        words: ["update", "brindlemark", "--successor", "brindlemark", "--reason", "succeeded"],
        keys: registrar + by("second"), verdict: "5 rule.signatory.successor"),
      Case(
        words: ["suspend", "atlantis", "--reason", "other"], keys: registrar,
        verdict: "5 rule.signatory.unknown-signatory"),
      Case(words: ["withdraw", "atlantis"], keys: by("quillonia"), verdict: "5 rule.signatory.unknown-signatory"),
      Case(words: other("1999"), keys: by("third"), verdict: "5 rule.attestation.unknown-period"),
      Case(words: ["review", "withdraw", filed], keys: by("reviewer"), verdict: "5 rule.review.unknown-review"),
      Case(
        words: ["challenge", "withdraw", filed], keys: by("challenger"), verdict: "5 rule.challenge.unknown-challenge"),
      Case(
        words: ["challenge", "respond", filed, "--text", "en=So."], keys: by("quillonia"),
        verdict: "5 rule.challenge.unknown-challenge"),
      Case(words: ["key", "object", "quillonia", filed], keys: by("quillonia"), verdict: "5 rule.key.unknown-act"),
      Case(words: ["key", "threshold", "brindlemark", "4"], keys: by("second"), verdict: "5 rule.key.threshold"),
      Case(
        words: try revoke + [id("quillonia"), "--reason", "lost"], keys: by("second"), verdict: "5 rule.key.unknown-key"
      ),
      Case(
        words: ["key", "recover", "quillonia", "--signing-key", "fourth", "--threshold", "1"], keys: registrar,
        new: ["fourth"], verdict: "5 rule.key.not-open"),
      Case(
        words: ["key", "register", "quillonia", "--signing-key", "second"], keys: by("quillonia"), new: ["second"],
        verdict: "5 rule.key.key-in-use"),
      Case(
        words: ["log-keys", "rotate", "--public-key", "second.pub", "--reason", "yearly"], keys: registrar,
        verdict: "5 rule.log.key-in-use"),
    ]
  }

  /// The statement would be taken; whoever signs has no part in it, or not alone.
  private func wrongKeys() throws -> [Case] {
    let opened = try workshop.resolve("LAST:challenge.open")
    let idle = "2 usage.wrong-key"
    return [
      Case(words: other("2031"), keys: by("quillonia", "third"), verdict: idle, unsigned: "0"),
      Case(words: other("2031"), keys: by("quillonia"), verdict: idle, unsigned: "0"),
      Case(words: other("2031"), keys: by("stranger"), verdict: idle, unsigned: "0"),
      Case(words: other("2031"), keys: by("stranger", "third"), verdict: idle, unsigned: "0"),
      Case(words: other("2031"), keys: by("registrar", "third"), verdict: idle, unsigned: "0"),
      Case(
        words: ["suspend", "quillonia", "--reason", "other"], keys: ["--registrar-key", "quillonia"], verdict: idle,
        unsigned: "0"),
      Case(
        words: ["key", "register", "quillonia", "--signing-key", "fourth"], keys: by("third"), verdict: idle,
        unsigned: "0"),
      Case(
        words: try ["key", "revoke", "manyland", id("m2"), "--reason", "superseded"], keys: by("m2", "quillonia"),
        verdict: idle, unsigned: "0"),
      Case(
        words: ["challenge", "withdraw", opened], keys: by("quillonia"), verdict: "5 rule.challenge.role", unsigned: "0"
      ),
      Case(
        words: ["challenge", "withdraw", opened], keys: by("stranger"), verdict: "5 signature.unknown-key",
        unsigned: "0"),
    ]
  }

  // MARK: - The doors

  private func verdict(_ words: [String]) throws -> String {
    let told = try workshop.run(list: words + time + ["--json"])
    return told.status == 0 ? "0" : "\(told.status) \(told.errorCode ?? told.error)"
  }

  /// What is said where this would change the ledger, which stays as it was.
  private func recorded(_ words: [String]) throws -> String {
    let before = try workshop.ledgerFiles()
    defer { restore(before) }
    let said = try verdict(words)
    #expect(try (workshop.ledgerFiles() == before) == (said != "0"), "\(words): \(said)")
    return said
  }

  private func restore(_ files: [String: [UInt8]]) {
    do {
      for name in try workshop.folder.names() where name.hasPrefix(workshop.ledger) && files[name] == nil {
        unlink(workshop.folder.path(name))
      }
      for (name, bytes) in files { try workshop.folder.write(bytes, to: name) }
    } catch {
      Issue.record(error)
    }
  }

  /// Takes the statement through every door, and holds each to the verdict.
  private func check(_ given: Case, _ number: Int) throws {
    let (draft, envelope, signed) = ("\(number).draft", "\(number).out", "\(number).signed")
    let unsigned = given.unsigned ?? given.verdict
    let isJoin = given.words.contains("--signing-key")
    func holds(_ said: String, _ verdict: String, _ door: String) {
      #expect(said == verdict, "\(door) of \(given.words.joined(separator: " ")), by \(given.keys)")
    }
    try holds(verdict(given.words + ["--draft", draft]), unsigned, "--draft")
    if !isJoin { try holds(verdict(given.words + ["--check"]), unsigned, "--check without keys") }
    try holds(verdict(given.words + given.keys + ["--check"]), given.verdict, "--check")
    try holds(verdict(given.words + given.keys + ["--out", envelope]), given.verdict, "--out")
    try holds(recorded(given.words + given.keys), given.verdict, "the command")
    guard given.verdict == "0" else { return }
    try workshop.run(["sign", draft, "--out", signed] + given.signers.flatMap { ["--key", $0] }).expectDone()
    for file in [envelope, signed] {
      try holds(verdict(["submit", file, "--check"]), "0", "submit --check of \(file)")
      try holds(recorded(["submit", file]), "0", "submit of \(file)")
    }
  }

  @Test("what the ledger takes, all take: each kind of statement")
  func taken() throws {
    for (number, given) in try right().enumerated() { try check(given, number) }
  }

  @Test("what is wrong with a statement is told by each, with the same code")
  func refused() throws {
    for (number, given) in try wrong().enumerated() { try check(given, number) }
  }

  @Test("a signature by whom it does not concern is refused by each that signs, with the same code")
  func signedInVain() throws {
    for (number, given) in try wrongKeys().enumerated() { try check(given, number) }
  }
}

/// What stands in the way of an append on this machine, and in no rule.
@Suite("A trial looks at what the append would meet")
struct KeeperTrialTests {
  private let workshop: Workshop
  private let time = ["--at", "2032-02-01T00:00:00Z"]
  private let suspend = ["suspend", "quillonia", "--reason", "other", "--registrar-key", "registrar"]
  private let delist = ["delist", "quillonia", "--reason", "other", "--registrar-key", "registrar"]

  init() throws { workshop = try Workshop() }

  /// Refused by the trial, by the command, and by the question at a terminal before it is put.
  private func refused(_ code: String, status: Int32, _ words: [String]) throws {
    for mode in [["--check"], []] {
      try workshop.run(words + time + ["--json"] + mode).expectRefusal(code, status: status)
    }
    guard words.first != "suspend" else { return }
    let told = try workshop.run(atTerminal: "y\n", words + time)
    #expect(told.status == status && !told.error.contains("[y/N]"), "\(told)")
  }

  @Test("a log key that is not at hand once the list has changed")
  func logKey() throws {
    let rotate = ["log-keys", "rotate", "--reason", "yearly", "--registrar-key", "registrar"]
    try refused("log-key.not-in-force", status: 5, rotate + ["--public-key", "stranger.pub"])
    try workshop.run(rotate + time + ["--public-key", "stranger.pub", "--public-key", "log.pub", "--check"])
      .expectDone()
    // Who is to sign elsewhere, or hands it in elsewhere, has no log key.
    try workshop.run(rotate + time + ["--public-key", "stranger.pub", "--out", "e.json"]).expectDone()
    try workshop.refuses("log-key.not-in-force", status: 5, "submit", "e.json", "--check", "--at", time[1])
  }

  @Test("a log key whose file is gone")
  func noKeyFile() throws {
    unlink(workshop.folder.path("log"))
    for words in [suspend, delist] { try refused("key.file-unreadable", status: 3, words) }
  }

  @Test("a ledger older than what was given out, and a mark that is none")
  func mark() throws {
    let old = try workshop.folder.read("ledger.db")
    try workshop.run(suspend + ["--at", "2032-01-01T00:00:00Z"]).expectDone()
    for name in try workshop.folder.names() where name.hasPrefix("ledger.db-") { unlink(workshop.folder.path(name)) }
    try workshop.folder.write(old, to: "ledger.db")
    for words in [suspend, delist] { try refused("checkpoint.rollback", status: 1, words) }
    try workshop.folder.write(Array("nothing\n".utf8), to: "ledger.db.checkpoint")
    try refused("log-key.not-in-force", status: 5, suspend)
  }

  @Test("also where a register is imported")
  func register() throws {
    let list =
      "id,name_en,kind,effective,as_of,source_uri\nninth,Ninth,state,2031-01-01T00:00:00Z,2031-01-01,https://n.example/\n"
    try workshop.folder.write(Array(list.utf8), to: "list.csv")
    try workshop.run(["import", "list.csv", "--check"] + time).expectDone()
    unlink(workshop.folder.path("log"))
    try workshop.run(["import", "list.csv", "--check", "--json"] + time).expectRefusal("key.file-unreadable", status: 3)
    let told = try workshop.run(
      atTerminal: "y\n", ["import", "list.csv", "--registrar-key", "registrar"] + time)
    #expect(told.status == 3 && !told.error.contains("[y/N]"), "\(told)")
  }

  @Test("beside a copy without a keeper's note the rules are asked, with a warning; a question is not put")
  func noNote() throws {
    unlink(workshop.folder.path("ledger.db.keeper.json"))
    let told = try workshop.run(suspend + time + ["--check"]).expectDone()
    #expect(told.error.contains("warning: nothing would be recorded here: no log key is known"), "\(told)")
    let asked = try workshop.run(atTerminal: "y\n", delist + time)
    #expect(asked.status == 3 && !asked.error.contains("[y/N]"), "\(asked)")
  }

  @Test("nobody at a terminal says yes to what lacks a signature")
  func missing() throws {
    for name in ["m1", "m2"] { try workshop.run("key", "generate", name, "--no-passphrase").expectDone() }
    try workshop.run(
      "join", "manyland", "--name", "en=M", "--kind", "state", "--threshold", "2", "--signing-key", "m1",
      "--signing-key", "m2", "--registrar-key", "registrar", "--at", "2031-01-04T00:00:00Z"
    ).expectDone()
    let told = try workshop.run(atTerminal: "y\n", ["withdraw", "manyland", "--key", "m1"] + time)
    #expect(told.status == 5 && !told.error.contains("[y/N]") && told.error.contains("missing: 1 signature"), "\(told)")
  }
}
