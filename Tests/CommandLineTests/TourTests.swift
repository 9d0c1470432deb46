import CommandLineTools
import Fixtures
import LedgerSamples
import Testing

@testable import pledgebook

@Suite("Every command does its work")
struct TourTests {
  /// A whole life of a ledger, a line a command, the ledger's clock in front. What stands in brackets is looked for in
  /// the result.
  private static let tour: [(at: String?, words: [String], shows: String)] = [
    (nil, ["status"], "pledges.example/lantern"),
    (nil, ["accord", "check", Workshop.accord], "lantern-accord 1.0.0"),
    (nil, ["accord", "templates"], "paris-call-2018"),
    (nil, ["accord", "new", "paris.json", "--template", "paris-call-2018"], ""),
    (nil, ["accord", "check", "paris.json"], "nobody owes a report"),
    (nil, ["accord", "show"], "la-7"),
    (nil, ["key", "show", "log.pub", "--origin", "pledges.example/lantern"], "vkey       pledges.example/lantern+"),
    (
      "2031-01-02", ["key", "register", "quillonia", "--key", "quillonia", "--signing-key", "quillonia-2"],
      "key.register"
    ),
    ("2031-01-02", ["key", "threshold", "quillonia", "2", "--key", "quillonia"], "key.threshold"),
    (
      "2031-01-02", ["key", "threshold", "quillonia", "1", "--key", "quillonia", "--key", "quillonia-2"],
      "key.threshold"
    ),
    ("2031-01-03", ["key", "rotate", "quillonia", "--key", "quillonia-2", "--signing-key", "spare"], "key.rotate"),
    (
      "2031-01-04", ["key", "revoke", "quillonia", "KEYID", "--reason", "lost", "--registrar-key", "registrar"],
      "key.revoke"
    ),
    (
      "2031-01-04",
      ["key", "revoke", "brindlemark", "BRINDLE", "--reason", "lost", "--registrar-key", "registrar"], "key.revoke"
    ),
    (
      "2031-01-04",
      [
        "key", "recover", "brindlemark", "--signing-key", "brindle-2", "--threshold", "1", "--registrar-key",
        "registrar",
      ], "key.recover"
    ),
    ("2031-01-04", ["key", "object", "brindlemark", "LAST:key.recover", "--key", "brindlemark"], "key.object"),
    (
      "2031-01-05",
      [
        "update", "quillonia", "--country", "QM", "--reason", "corrected", "--registrar-key", "registrar", "--key",
        "quillonia",
      ], "signatory.update"
    ),
    (
      "2031-01-06",
      [
        "join", "osselund", "--name", "en=Osselund", "--kind", "state", "--public-source", "https://lantern.example/o",
        "--as-of", "2031-01-01", "--registrar-key", "registrar",
      ], "signatory.join"
    ),
    (
      "2031-01-07",
      [
        "join", "lamp-club", "--name", "en=Lamp Club", "--kind", "civil-society", "--subscribe", "la-4",
        "--signing-key", "stranger", "--registrar-key", "registrar",
      ], "signatory.join"
    ),
    ("2031-01-08", ["subscribe", "lamp-club", "la-8", "--key", "stranger"], "signatory.subscribe"),
    ("2031-01-09", ["unsubscribe", "lamp-club", "la-8", "--key", "stranger"], "signatory.unsubscribe"),
    (
      "2031-01-10", ["suspend", "lamp-club", "--reason", "own-request", "--registrar-key", "registrar"],
      "signatory.suspend"
    ),
    (
      "2031-01-11", ["reinstate", "lamp-club", "--reason", "own-request", "--registrar-key", "registrar"],
      "signatory.reinstate"
    ),
    ("2031-01-12", ["import", "register.csv", "--registrar-key", "registrar"], "1 signatory"),
    (
      "2031-01-13",
      [
        "party", "admit", "lamp-audit", "--name", "Lamp Audit", "--role", "reviewer", "--role", "checker",
        "--signing-key", "reviewer", "--registrar-key", "registrar",
      ], "party.admit"
    ),
    (
      "2031-01-14",
      [
        "party", "admit", "lamp-watch", "--name", "Lamp Watch", "--role", "challenger", "--signing-key", "challenger",
        "--registrar-key", "registrar",
      ], "party.admit"
    ),
    (
      "2031-01-15",
      [
        "party", "admit", "lamp-panel", "--name", "Lamp Panel", "--role", "panel", "--signing-key", "panel",
        "--registrar-key", "registrar",
      ], "party.admit"
    ),
    ("2032-02-01", ["form", "quillonia", "--period", "2031"], "la-7,claim,"),
    (
      "2032-02-01",
      [
        "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
        "--key", "quillonia",
      ], "attestation.submit"
    ),
    (
      "2032-02-02",
      [
        "attest", "--supersede", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=partially-met",
        "--explain", "la-7=en=One agency is late", "--evidence", "la-7=law.txt", "--reason", "error-correction",
        "--note", "overlooked", "--key", "quillonia",
      ], "attestation.supersede"
    ),
    (
      "2032-02-03",
      [
        "check-evidence", "DIGEST", "--checker", "lamp-audit", "--uri", "https://lantern.example/law", "--result",
        "match", "--key", "reviewer",
      ], "evidence.check"
    ),
    (
      "2032-02-04",
      [
        "review", "publish", "LAST:attestation.supersede", "--reviewer", "lamp-audit", "--commitment", "la-7",
        "--conclusion", "supports", "--level", "limited", "--independence", "No ties.", "--paid-by", "The secretariat",
        "--key", "reviewer",
      ], "review.publish"
    ),
    ("2032-02-05", ["review", "withdraw", "LAST:review.publish", "--key", "reviewer"], "review.withdraw"),
    (
      "2032-02-06",
      [
        "challenge", "open", "--challenger", "lamp-watch", "--signatory", "quillonia", "--period", "2031",
        "--commitment", "la-7", "--ground", "claim-contradicted", "--text", "en=The lamp was dark.", "--key",
        "challenger",
      ], "challenge.open"
    ),
    (
      "2032-02-07", ["challenge", "respond", "LAST:challenge.open", "--text", "en=It was not.", "--key", "quillonia"],
      "challenge.respond"
    ),
    (
      "2032-02-08",
      [
        "challenge", "resolve", "LAST:challenge.open", "--panel", "lamp-panel", "--outcome", "la-7=rejected", "--text",
        "en=It was lit.", "--key", "panel",
      ], "challenge.resolve"
    ),
    (
      "2032-02-09",
      [
        "challenge", "open", "--challenger", "lamp-watch", "--signatory", "quillonia", "--period", "2031",
        "--commitment", "la-7", "--ground", "claim-contradicted", "--text", "en=It was dark again.", "--key",
        "challenger",
      ], "challenge.open"
    ),
    ("2032-02-10", ["challenge", "withdraw", "LAST:challenge.open", "--key", "challenger"], "challenge.withdraw"),
    (
      "2032-02-11",
      [
        "extend", "--period", "2031", "--all", "--new-due", "2032-06-30T00:00:00Z", "--reason", "The post was late.",
        "--registrar-key", "registrar",
      ], "deadline.extend"
    ),
    (nil, ["report", "quillonia", "--period", "2031"], "la-7"),
    (nil, ["report", "quillonia", "--format", "html", "--out", "page.html"], ""),
    (nil, ["check-report", "page.html"], "identical to what the ledger says"),
    (nil, ["explain", "quillonia", "la-7", "--period", "2031"], "la-7"),
    (
      "2032-02-12",
      [
        "attest", "--withdraw", "--signatory", "quillonia", "--period", "2031", "--reason", "other", "--note",
        "Filed by mistake.", "--key", "quillonia",
      ], "attestation.withdraw"
    ),
    (
      "2032-02-13",
      [
        "redact", "LAST:attestation.submit", "--basis", "court-order", "--reference", "An order.", "--registrar-key",
        "registrar",
      ], "text.redact"
    ),
    (
      "2032-02-14", ["delist", "lamp-club", "--reason", "own-request", "--registrar-key", "registrar"],
      "signatory.delist"
    ),
    ("2032-02-15", ["withdraw", "brindlemark", "--key", "brindle-2"], "signatory.withdraw"),
    (
      "2032-02-16",
      ["accord", "publish", "accord-2.json", "--changes", "Nothing much.", "--registrar-key", "registrar"],
      "accord.publish"
    ),
    (
      "2032-02-17",
      [
        "log-keys", "rotate", "--public-key", "log.pub", "--public-key", "log-2.pub", "--reason", "yearly change",
        "--registrar-key", "registrar",
      ], "log.rotate"
    ),
    (nil, ["log-keys", "use", "--log-signing-key", "log-2"], ""),
    (
      "2032-02-18",
      [
        "registrar", "update", "--public-key", "registrar.pub", "--public-key", "registrar-2.pub", "--threshold", "1",
        "--registrar-key", "registrar", "--signing-key", "registrar-2",
      ], "registrar.update"
    ),
    ("2032-02-19", ["withdraw", "quillonia", "--key", "quillonia", "--draft", "draft.json"], ""),
    (nil, ["sign", "draft.json", "--key", "quillonia", "--out", "signed.json"], ""),
    ("2032-02-19", ["submit", "signed.json", "--receipt-dir", "."], "signatory.withdraw"),
    (nil, ["show", "3"], "signatory.join"),
    (nil, ["log", "--limit", "2", "--reverse"], "signatory.withdraw"),
    (nil, ["signatories", "--standing", "withdrawn"], "quillonia"),
    (nil, ["tasks", "--within", "90d", "--as-of", "2032-02-09"], "challenge without an answer"),
    (nil, ["entries", "--kind", "signatory.withdraw"], "quillonia leaves the accord, with effect from "),
    (nil, ["checkpoint"], "pledges.example/lantern\n"),
    (nil, ["proof", "4", "--out", "."], "4.tlog-proof"),
    (nil, ["check-proof", "4.tlog-proof", "--log-key", "VKEY"], ""),
    (nil, ["verify", "--origin", "pledges.example/lantern"], "intact"),
    (nil, ["overview", "--period", "2031"], "quillonia"), (nil, ["diff", "10", "20"], "quillonia"),
    (nil, ["publish", "site"], ""),
    (nil, ["mirror", "site", "mirrored", "--log-key", "VKEY"], ""),
    (nil, ["monitor", "site", "--watch", "quillonia", "--state", "seen.json", "--log-key", "VKEY"], "quillonia"),
    (nil, ["compare", "site/checkpoint", "mirrored/checkpoint", "--log-key", "VKEY"], ""),
    (
      nil, ["witness", "init", "--state", "w.db", "--name", "witness.example/w", "--key", "spare"],
      "witness.example/w+"
    ),
    (nil, ["witness", "key", "--state", "w.db"], "witness.example/w+"),
    (nil, ["witness", "add-log", "VKEY", "--state", "w.db"], ""),
    (nil, ["witness", "list", "--state", "w.db"], "pledges.example/lantern  not seen yet"),
    (nil, ["witness", "use", "--none"], ""),
    (nil, ["backup", "sealed.db"], "sealed.db"),
    (nil, ["export", "all.jsonl"], "all.jsonl"),
    (nil, ["restore", "all.jsonl", "--ledger", "restored.db"], "restored.db"),
    (nil, ["restore", "sealed.db", "--ledger", "restored-2.db"], "restored-2.db"),
    (nil, ["completion"], "complete"), (nil, ["schema", "verify"], "draft/2020-12"),
  ]

  @Test("in a whole life of a ledger")
  func wholeLife() throws {
    let workshop = try Workshop()
    for name in ["spare", "log-2", "registrar-2", "brindle-2"] {
      try workshop.run("key", "generate", name, "--no-passphrase").expectDone()
    }
    let register = """
      id,name_en,kind,effective,source_uri,as_of
      veshmora,Veshmora,state,2031-01-01T00:00:00Z,https://lantern.example/v,2031-01-01

      """
    try workshop.folder.write(Array(register.utf8), to: "register.csv")
    try workshop.writeSecondAccord()
    for (time, words, shows) in Self.tour {
      let arguments = try words.map { try workshop.resolve($0) } + (time.map { ["--at", "\($0)T00:00:00Z"] } ?? [])
      let step = try workshop.run(list: arguments)
      #expect(step.status == 0 && step.output.contains(shows), "\(step)")
    }
    // How `Tests/Format1` was made.
    if let folder = environmentValue("PLEDGEBOOK_KEEP_TOUR") { try FormatOne.keep(workshop, in: folder) }
    // The copies hold what the ledger holds.
    let heads = try ["ledger.db", "sealed.db", "restored.db", "restored-2.db"].map {
      try workshop.run("verify", "--ledger", $0, "--json").expectDone().text("ledger", "head")
    }
    #expect(Set(heads).count == 1)
    #expect(try workshop.run("verify", "--require", "signed").status == 4)
    #expect(try workshop.run("verify", "--log-key", workshop.resolve("VKEY"), "--require", "signed").status == 0)
  }

  @Test("and none is left out of the tour")
  func complete() {
    let toured =
      Self.tour.map { step in step.words.joined(separator: " ") } + [
        "init ", "key generate ", "demo ", "witness serve ", "undo ",
      ]
    let missed = CommandCatalogue.tree.commands.filter { !$0.isHidden }.map(\.name).filter { name in
      !toured.contains { $0 == name || $0.hasPrefix(name + " ") }
    }
    #expect(missed == [])
  }

  @Test("with definitions that do not contradict themselves")
  func definitions() {
    #expect(CommandCatalogue.tree.faults == [])
  }

  @Test("and says how it is used", arguments: CommandCatalogue.tree.commands.map(\.path))
  func help(_ path: [String]) throws {
    for flag in ["--help", "-h"] {
      let result = try run(Program.path, path + [flag])
      let text = String(decoding: result.output, as: UTF8.self)
      #expect(result.status == 0)
      #expect(result.error.isEmpty)
      #expect(text.lowercased().contains("usage: pledgebook \(path.joined(separator: " "))"), "\(text)")
      // An example is one line, so that it can be pasted.
      let lines = text.split(separator: "\n").filter { !$0.contains("  pledgebook ") && !$0.hasPrefix("Usage: ") }
      #expect(lines.allSatisfy { $0.count <= 120 }, "\(text)")
    }
  }

  @Test(
    "and an unknown command, option or missing operand is a mistake of usage, with the nearest name",
    arguments: [
      (["verfy"], "usage.unknown-command", "verify"), (["verify", "--jsn"], "usage.unknown-option", "--json"),
      (["bench"], "usage.unknown-command", "pledgebook-lab bench"),
      (["bench", "build", "--entries", "40"], "usage.unknown-command", "pledgebook-lab bench"),
      (["show"], "usage.missing-operand", "show"), (["show", "one"], "usage.invalid-index", "log"),
      (["log", "--limit", "x"], "usage.", ""), ([], "usage.", "--help"), (["key"], "usage.", "key"),
    ])
  func usage(_ arguments: [String], _ code: String, _ hint: String) throws {
    let result = try run(Program.path, arguments + ["--json"])
    let transcript = Transcript(
      arguments: arguments, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self))
    #expect(result.status == 2, "\(transcript)")
    #expect(transcript.errorCode?.hasPrefix(code) == true, "\(transcript)")
    #expect(transcript.error.contains(hint), "\(transcript)")
  }

  @Test("and names its version")
  func version() throws {
    let result = try run(Program.path, ["--version"])
    #expect(result.status == 0)
    let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 4 && lines[0] == "pledgebook \(Pledgebook.version)", "\(lines)")
    // A build by hand is not told its commit, one by make is: nothing else may stand there.
    let commit = lines[1].split(separator: " ").last ?? ""
    #expect(lines[1].hasPrefix("commit  ") && commit.wholeMatch(of: /unknown|[0-9a-f]{40}(-dirty)?/) != nil, "\(lines)")
    #expect(lines[2].wholeMatch(of: /build +(debug|release), Swift 6\.[0-9.]+/) != nil, "\(lines)")
    #expect(lines[3].wholeMatch(of: /libraries +OpenSSL 3\.[0-9.]+, SQLite 3\.[0-9.]+/) != nil, "\(lines)")
  }
}
