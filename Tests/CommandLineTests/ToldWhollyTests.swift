import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Testing

@testable import pledgebook

@Suite("A yes is to one statement in one ledger")
struct ConfirmedLedgerTests {
  private static let delist = [
    "delist", "quillonia", "--reason", "breach-of-rules", "--registrar-key", "registrar", "--at",
    "2032-07-01T00:00:00Z",
  ]

  @Test("the question and the echo name the ledger, by its origin and the beginning of its genesis")
  func named() throws {
    let workshop = try Workshop()
    let genesis = try given(workshop.state().identity?.genesis)
    let name = "in ledger pledges.example/lantern, genesis \(genesis.hex.prefix(12))…"
    let told = try workshop.run(atTerminal: "y\n", Self.delist)
    told.expectDone()
    #expect(told.error.contains("this is about to be recorded \(name):\n"), "\(told)")
    #expect(told.output.hasSuffix("\n\(name)\n"), "\(told)")
    let json = try workshop.run([
      "suspend", "brindlemark", "--reason", "other", "--registrar-key", "registrar", "--at", "2032-07-01T00:00:00Z",
      "--json",
    ])
    json.expectDone()
    #expect(json.json?.member("ledger")?.member("genesis")?.string == genesis.hex)
    #expect(json.json?.member("ledger")?.member("origin")?.string == "pledges.example/lantern")
  }

  @Test("where another ledger of the same signatories takes its place before the answer, nothing is recorded in either")
  func exchanged() throws {
    let workshop = try Workshop()
    // The same origin, accord and signatory, and another genesis.
    let other = ["--ledger", "other.db"]
    try workshop.run(
      [
        "init", "--origin", "pledges.example/lantern", "--accord", Workshop.accord, "--registrar-key", "registrar",
        "--log-signing-key", "log", "--environment", "demo", "--registrar-name", "Another", "--at",
        "2030-12-01T00:00:00Z",
      ] + other
    ).expectDone()
    try workshop.run(
      [
        "join", "quillonia", "--name", "en=quillonia", "--kind", "state", "--country", "XA", "--signing-key",
        "quillonia",
        "--registrar-key", "registrar", "--at", "2030-12-02T00:00:00Z",
      ] + other
    ).expectDone()
    for name in ["first", "second"] { _ = try Fixtures.run("mkdir", [name], in: workshop.folder.path) }
    for (ledger, folder) in [("ledger.db", "first"), ("other.db", "second")] {
      for name in try workshop.folder.names() where name.hasPrefix(ledger) {
        let moved = folder + "/ledger.db" + name.dropFirst(ledger.count)
        _ = try Fixtures.run("mv", [name, moved], in: workshop.folder.path)
      }
      let note = "\(folder)/ledger.db.keeper.json"
      let text = String(decoding: try workshop.folder.read(note), as: UTF8.self)
      try workshop.folder.write(
        Array(text.replacing("\(ledger).checkpoint", with: "\(folder)/ledger.db.checkpoint").utf8), to: note)
    }
    func point(to folder: String) throws {
      _ = try Fixtures.run("ln", ["-sfn", folder, "now"], in: workshop.folder.path)
    }
    func size(_ folder: String) throws -> Int64? {
      try workshop.run("status", "--ledger", "\(folder)/ledger.db", "--json").expectDone().json?.member("size")?.integer
    }
    try point(to: "first")
    let sizes = try (size("first"), size("second"))
    let told = try workshop.run(
      atTerminal: "y\n", Self.delist + ["--ledger", "now/ledger.db"], meanwhile: { try point(to: "second") })
    #expect(told.status == 5, "\(told)")
    #expect(told.error.contains("another ledger lies in the place of the one that was shown"), "\(told)")
    #expect(try (size("first"), size("second")) == sizes)
  }

  @Test("where a version of the accord was published before the answer, nothing is recorded")
  func accord() throws {
    let workshop = try Workshop()
    try workshop.writeSecondAccord()
    let extend = [
      "extend", "--period", "2031", "--all", "--new-due", "2032-09-01", "--reason", "flood", "--registrar-key",
      "registrar",
      "--at", "2032-01-01T00:00:00Z",
    ]
    let told = try workshop.run(atTerminal: "y\n", extend) {
      try workshop.run(
        "accord", "publish", "accord-2.json", "--changes", "more", "--registrar-key", "registrar", "--at",
        "2032-01-01T00:00:00Z"
      ).expectDone()
    }
    #expect(told.status == 5, "\(told)")
    #expect(told.error.contains("error: the ledger has changed meanwhile"), "\(told)")
  }

  @Test("the question about an accord has the titles and texts of what is promised, and what is another than before")
  func promised() throws {
    let workshop = try Workshop()
    try workshop.writeSecondAccord()
    let document = try EditedDocument(workshop.folder.read("accord-2.json"))
    try workshop.folder.write(
      document.setting("/commitments/0/title/en", to: "Another title").bytes, to: "accord-2.json")
    let told = try workshop.run(
      atTerminal: "n\n",
      [
        "accord", "publish", "accord-2.json", "--changes", "more", "--registrar-key", "registrar", "--at",
        "2032-01-01T00:00:00Z",
      ])
    let id = try document.text("/commitments/0/id")
    #expect(told.error.contains("commitment \(id): \"Another title\"\n"), "\(told)")
    #expect(told.error.contains("changed: title of commitment \(id)\n"), "\(told)")
    #expect(told.error.contains("in place of: lantern-accord 1.0.0, "), "\(told)")
    let text = try document.text("/commitments/0/text/en")
    #expect(told.error.contains("text: \"\(text.prefix(40))"), "\(told)")
  }
}

@Suite("The echo says all that was recorded, of every entry, and who said it")
struct WholeEchoTests {
  private static let time = "2032-02-01T00:00:00Z"

  @Test("who speaks, by name and id")
  func speaker() throws {
    let workshop = try Workshop()
    try workshop.run(
      "party", "admit", "harbour", "--name", "Harbour Audit", "--role", "reviewer", "--signing-key", "reviewer",
      "--registrar-key", "registrar", "--at", Self.time
    ).expectDone()
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", Self.time).expectDone()
    let told = try workshop.run(
      "review", "publish", "5", "--reviewer", "harbour", "--commitment", "la-7", "--conclusion", "supports", "--level",
      "limited", "--independence", "none", "--paid-by", "nobody", "--key", "reviewer", "--at", Self.time)
    told.expectDone()
    let key = try workshop.key("reviewer").publicKey.keyID
    #expect(told.output.contains("\n  signed by: \"Harbour Audit\" (harbour), with key \(key)\n"), "\(told)")
  }

  @Test("and before it is recorded, in the question")
  func asked() throws {
    let workshop = try Workshop()
    let told = try workshop.run(
      atTerminal: "n\n", ["withdraw", "quillonia", "--key", "quillonia", "--at", "2031-02-01T00:00:00Z"])
    let key = try workshop.key("quillonia").publicKey.keyID
    #expect(told.error.contains("\n    signed by: quillonia, with key \(key)\n"), "\(told)")
  }

  @Test("the statement's own time, where it is more than a day from the one at which it was recorded")
  func drafted() throws {
    for (time, isTold) in [("2032-02-02T00:00:00Z", false), ("2032-02-02T00:00:01Z", true)] {
      let workshop = try Workshop()
      try workshop.attestation()
      let told = try workshop.run("submit", "attestation.json", "--at", time)
      told.expectDone()
      #expect(
        told.output.contains("\n  drafted: 1 February 2032, and not when it is recorded\n") == isTold, "\(time) \(told)"
      )
    }
  }

  @Test("of a dozen envelopes as of one")
  func dozen() throws {
    let workshop = try Workshop()
    var lines: [UInt8] = []
    for number in 0..<12 {
      try workshop.run(
        "join", "s\(number)", "--name", "en=Name \(number)", "--kind", "state", "--public-source",
        "https://beacon.example/list/\(number)", "--as-of", "2019-01-01", "--registrar-key", "registrar", "--at",
        Self.time,
        "--out", "e.json", "--overwrite"
      ).expectDone()
      lines += try workshop.folder.read("e.json")
    }
    try workshop.folder.write(lines, to: "many.jsonl")
    let told = try workshop.run("submit", "many.jsonl", "--at", Self.time)
    told.expectDone()
    for number in 0..<12 {
      #expect(
        told.output.contains("\n  source: https://beacon.example/list/\(number), as of 1 January 2019\n"), "\(told)")
    }
  }

  @Test("a register: every row, whole, in the question and in the echo, and what is odd before the question")
  func register() throws {
    let rows = (0..<25).map {
      "s\($0),Name \($0),Nom \($0),state,XA,2031-01-01T00:00:00Z,https://x.example/\($0),2031-01-0\($0 % 9 + 1),the list,"
    }
    let head = "id,name_en,name_fr,kind,country,effective,source_uri,as_of,joined_via,traits\n"
    let importing = ["import", "r.csv", "--registrar-key", "registrar", "--at", "2032-07-01T00:00:00Z"]
    let workshop = try Workshop()
    try workshop.folder.write(Array((head + rows.joined(separator: "\n") + "\n").utf8), to: "r.csv")
    let told = try workshop.run(atTerminal: "y\n", importing)
    told.expectDone()
    for number in 0..<25 {
      for line in [
        "name (fr): \"Nom \(number)\"", "country: XA", "joined via: \"the list\"",
        "source: https://x.example/\(number), as of \(number % 9 + 1) January 2031",
      ] {
        #expect(told.error.contains("    \(line)\n"), "\(line)")
        #expect(told.output.contains("\n  \(line)\n"), "\(line)")
      }
    }
    #expect(told.error.contains("25 signatories from r.csv"), "\(told)")
    // Refused before anybody is asked; and of a name that another one has, people hear first.
    let refused = try workshop.run(atTerminal: "y\n", importing)
    #expect(refused.status == 5 && !refused.error.contains("[y/N]"), "\(refused)")
    try workshop.folder.write(
      Array((head + rows[0].replacing("s0,", with: "t0,") + "\n").utf8), to: "r.csv")
    let doubtful = try workshop.run(atTerminal: "n\n", importing)
    let (warning, question) = (doubtful.error.firstRange(of: "warning:"), doubtful.error.firstRange(of: "[y/N]"))
    #expect(try given(warning).lowerBound < given(question).lowerBound, "\(doubtful)")
  }
}

@Suite("A removal says every entry that loses words by it")
struct RemovedEverywhereTests {
  private let workshop: Workshop
  private static let redact = [
    "redact", "4", "--basis", "court-order", "--reference", "7/2033", "--registrar-key", "registrar", "--at",
    "2032-03-01T00:00:00Z",
  ]

  /// Entries 4 and 5 name the same text.
  init() throws {
    workshop = try Workshop()
    let reason: Detached<String> = try workshop.note("a reason")
    for (number, period) in [(0, "2031"), (1, "2032")] {
      let predicate = try Predicate.extend(
        Extension(
          period: given(PeriodID(period)), signatories: nil, commitments: [],
          newDue: given(Instant("2039-01-01T00:00:00Z")),
          reason: reason))
      let payload = try workshop.payload(predicate, at: "2032-02-01T00:00:0\(number)Z")
      let signed = try envelope(payload, by: [workshop.key("registrar")])
      try workshop.folder.write(
        SubmittedEnvelope(envelope: signed, texts: [workshop.disclosure("a reason")]).canonicalBytes, to: "e.json")
      try workshop.run("submit", "e.json", "--at", "2032-02-01T00:00:02Z").expectDone()
    }
  }

  private static let headline = "1 text of entry 4, and the same words of entry 5, are removed for good"

  @Test("in the question, also with --quiet, and in the echo")
  func terminal() throws {
    let told = try workshop.run(atTerminal: "y\n", Self.redact + ["--quiet"])
    told.expectDone()
    #expect(told.error.contains("  \(Self.headline)\n"), "\(told)")
    #expect(told.output.contains("entry 6: \(Self.headline)\n"), "\(told)")
    #expect(told.output.contains(", also of entry 5\n"), "\(told)")
  }

  @Test("with --check, with submit, and to programs")
  func others() throws {
    let checked = try workshop.run(Self.redact + ["--check"])
    checked.expectDone()
    #expect(checked.output.contains(Self.headline), "\(checked)")
    try workshop.run(Self.redact + ["--out", "r.json"]).expectDone()
    let signing = try workshop.run("sign", "r.json", "--key", "registrar", "--out", "r2.json")
    #expect(signing.error.contains(Self.headline), "\(signing)")
    let submitted = try workshop.run("submit", "r.json", "--at", "2032-03-01T00:00:00Z", "--json")
    submitted.expectDone()
    let words = submitted.json?.member("entries")?.elements.first { _ in true }?.member("words")
    #expect(words?.member("headline")?.string == Self.headline)
  }
}

extension Workshop {
  /// A text under a salt that follows from it.
  fileprivate func disclosure(_ text: String) throws -> Disclosure {
    try Disclosure(text, salt: Array(Digest.sha256(of: Array(text.utf8)).bytes.prefix(Disclosure.saltByteCount)))
  }

  fileprivate func note(_ text: String) throws -> Detached<String> { Detached(try disclosure(text).digest) }
}

@Suite("Who sits at a terminal is asked there, wherever the streams go")
struct ControllingTerminalTests {
  private static let delist = [
    "delist", "quillonia", "--reason", "other", "--registrar-key", "registrar", "--at", "2032-07-01T00:00:00Z",
  ]

  @Test(
    "with standard error in a file, and with nothing on standard input",
    arguments: ["2>said", "</dev/null", "<&-", "</dev/null >out 2>&1"])
  func redirected(_ redirection: String) throws {
    let workshop = try Workshop()
    let before = try workshop.ledgerFiles()
    let told = try workshop.run(atControllingTerminal: "n\n", Self.delist, redirection)
    #expect(told.error.contains("Record this? What is recorded stays. [y/N]"), "\(told)")
    #expect(told.status == 2, "\(told)")
    #expect(try workshop.ledgerFiles() == before)
    try workshop.run(atControllingTerminal: "y\n", Self.delist, redirection).expectDone()
    #expect(try workshop.ledgerFiles() != before)
  }

  @Test("--yes does not ask there either")
  func unasked() throws {
    let told = try Workshop().run(atControllingTerminal: "", Self.delist + ["--yes"], "2>said")
    told.expectDone()
    #expect(!told.error.contains("[y/N]"), "\(told)")
  }

  @Test("what was typed ahead of the question is no answer to it")
  func typedAhead() throws {
    let workshop = try Workshop()
    let before = try workshop.ledgerFiles()
    let told = try workshop.run(atControllingTerminal: "n\n", Self.delist, "", ahead: "y\n")
    #expect(told.status == 2, "\(told)")
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test("in the background nobody can be asked, and nothing is done")
  func background() throws {
    let workshop = try Workshop()
    let told = try workshop.run(
      atControllingTerminal: "", Self.delist, "2>said & wait $!; status=$?; cat said >&2; exit $status", jobs: true)
    #expect(told.status == 2, "\(told)")
    #expect(told.error.contains("nobody can be asked in the background of a terminal"), "\(told)")
  }

  @Test("an answer of no to the signing of a statement says that nothing was signed")
  func unsigned() throws {
    let workshop = try Workshop()
    try workshop.attestation(to: "a.json")
    let told = try workshop.run(
      atTerminal: "n\n", ["sign", "a.json", "--key", "quillonia", "--out", "b.json", "--quiet"])
    #expect(told.error.contains("this is the statement:\n  quillonia reports for 2031: la-7 met\n"), "\(told)")
    #expect(told.error.contains("error: nothing was signed"), "\(told)")
  }
}
