import CanonicalJSON
import Testing

/// What an error says to do is what whoever made it was after.
@Suite("Hints lead on")
struct HintTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  static let fromMemory: [(line: String, hint: String)] = [
    ("extend --due 2032-05-01", "did you mean --new-due?"),
    ("key register quillonia --new-key x", "did you mean --"),
    ("accord validate x.json", "did you mean pledgebook accord check?"),
    ("accord lint x.json", "did you mean pledgebook accord check?"),
    ("signatory list", "did you mean pledgebook signatories?"), ("join x --pubkey y", "did you mean --public-key?"),
    ("attest --explanation x", "did you mean --explain?"),
    ("challenge answer 3", "did you mean pledgebook challenge respond?"),
    ("challenge decide 3", "did you mean pledgebook challenge resolve?"),
    ("report --signatory quillonia", "did you mean pledgebook report ID?"),
    ("explain --commitment la-7", "did you mean pledgebook explain COMMITMENT?"),
    ("rotate-log", "did you mean pledgebook log-keys rotate?"), ("verify --vkey x", "did you mean --log-key?"),
    ("evidence check x", "did you mean pledgebook check-evidence?"),
  ]

  @Test("a name from memory leads to the name there is", arguments: fromMemory.indices)
  func memory(_ index: Int) throws {
    let trial = Self.fromMemory[index]
    let told = try workshop.run(trial.line.split(separator: " ").map(String.init))
    #expect(told.status == 2 && told.error.contains(trial.hint), "\(told)")
  }

  @Test("a reader without a ledger hears of published copies as well, and whoever records does not")
  func copies() throws {
    for words in [
      ["report", "quillonia"], ["signatories"], ["tasks"], ["accord", "show"], ["status"],
      ["proof", "1", "--out", "."],
    ] {
      let told = try workshop.run(words + ["--ledger", "none/ledger.db"])
      #expect(told.status == 3 && told.error.contains("or a published copy with --from"), "\(told)")
      #expect(told.error.contains("pledgebook init makes one"), "\(told)")
    }
    let words = [
      "suspend", "quillonia", "--reason", "other", "--ledger", "none/ledger.db", "--registrar-key", "registrar",
    ]
    let told = try workshop.run(words)
    #expect(told.status == 3 && !told.error.contains("--from"), "\(told)")
    #expect(try workshop.run(words + ["--draft", "d.json"]).error.contains("or a published copy with --from"))
  }

  @Test("an extension for all names who has a later date already, and the way out")
  func extensions() throws {
    func extend(_ at: String, _ due: String, _ whom: String...) throws -> Transcript {
      try workshop.run(
        ["extend", "--period", "2031", "--new-due", due, "--reason", "A flood.", "--registrar-key", "registrar"] + whom
          + ["--at", at])
    }
    try extend("2032-02-01T00:00:00Z", "2032-06-01", "--signatory", "quillonia").expectDone()
    let all = try extend("2032-02-02T00:00:00Z", "2032-05-01", "--all")
    #expect(all.status == 5, "\(all)")
    #expect(all.error.contains("the present one of quillonia, 2032-06-01T23:59:59Z, by entry 4"), "\(all)")
    #expect(all.error.contains("name those who are to have this one, --signatory ID"), "\(all)")
    try extend("2032-02-02T00:00:00Z", "2032-05-01", "--signatory", "brindlemark").expectDone()
    let early = try extend("2032-02-03T00:00:00Z", "2032-03-01", "--all")
    #expect(early.status == 5 && early.error.contains("hint: "), "\(early)")
  }

  @Test("undo says of a joining that its id stays, and of an entry that is not there how many there are")
  func undo() throws {
    let join = try workshop.run("undo", "2")
    #expect(join.status == 5 && join.error.contains("The id quillonia stays"), "\(join)")
    #expect(join.error.contains("pledgebook update quillonia --reason corrected"), "\(join)")
    for words in [["undo", "99"], ["proof", "99", "--out", "."], ["show", "99"]] {
      let none = try workshop.run(words)
      #expect(none.status == 2 && none.error.contains("there is no entry 99: the ledger has 4 entries"), "\(none)")
    }
  }

  @Test("a review of what was restated is told to stay with what no longer stands")
  func supersededReview() throws {
    let attest = ["attest", "--signatory", "quillonia", "--period", "2031", "--key", "quillonia"]
    let claim = ["--claim", "la-7=no-claim", "--explain", "la-7=en=Not yet."]
    let review = [
      "review", "publish", "5", "--reviewer", "harbour", "--commitment", "la-7", "--conclusion", "supports", "--level",
      "limited", "--independence", "Yes.", "--paid-by", "Nobody", "--check",
    ]
    try workshop.run(
      "party", "admit", "harbour", "--name", "Harbour", "--role", "reviewer", "--signing-key", "reviewer",
      "--registrar-key", "registrar", "--at", "2031-01-01T00:00:00Z"
    ).expectDone()
    try workshop.run(attest + claim + ["--at", "2032-02-01T00:00:00Z"]).expectDone()
    let standing = try workshop.run(review + ["--at", "2032-02-02T00:00:00Z"]).expectDone()
    #expect(!standing.error.contains("does not stand"), "\(standing)")
    let again = ["--supersede", "--reason", "new-evidence", "--note", "More."]
    try workshop.run(attest + claim + again + ["--at", "2032-02-02T00:00:00Z"]).expectDone()
    let restated = try workshop.run(review + ["--at", "2032-02-03T00:00:00Z"])
    #expect(
      restated.error.contains("entry 5 does not stand for la-7 any more: entry 6 stands for it now"), "\(restated)")
    // What a form shows as said last is what it restates.
    let form = try workshop.run("form", "quillonia", "--period", "2031", "--at", "2032-02-03T00:00:00Z").expectDone()
      .output
    #expect(
      form.split(separator: "\r\n").contains { $0.hasPrefix("la-7,claim,") && $0.hasSuffix(",no-claim,") }, "\(form)")
  }

  @Test("a rotation that was not prepared names the first step")
  func rotation() throws {
    try workshop.run("key", "generate", "log-2", "--no-passphrase").expectDone()
    let rotate = [
      "log-keys", "rotate", "--public-key", "log-2.pub", "--reason", "Yearly.", "--registrar-key", "registrar", "--at",
      "2031-01-01T00:00:00Z",
    ]
    let told = try workshop.run(rotate)
    #expect(told.error.contains("hint: first pledgebook log-keys use --log-signing-key OLD"), "\(told)")
    #expect(told.error.contains("nothing was recorded"), "\(told)")
    try workshop.run(
      "log-keys", "use", "--log-signing-key", "log", "--log-signing-key", "log-2", "--before-rotation"
    ).expectDone()
    try workshop.run(rotate).expectDone()
  }

  @Test("a log key with a passphrase asks for its own variable, and not for an option that is not there")
  func logPassphrase() throws {
    let passphrase = ["PLEDGEBOOK_PASSPHRASE": "four words and five"]
    try workshop.run("key", "generate", "locked", environment: passphrase).expectDone()
    let told = try workshop.run("checkpoint", "--renew", environment: ["PLEDGEBOOK_LOG_KEY": "locked"])
    #expect(told.status != 0 && told.error.contains("hint: set PLEDGEBOOK_LOG_PASSPHRASE"), "\(told)")
    #expect(!told.error.contains("--passphrase-file"), "\(told)")
    let party = try workshop.run("sign", "x.json", "--key", "locked", "--out", "y.json")
    #expect(!party.error.contains("PLEDGEBOOK_LOG_PASSPHRASE"), "\(party)")
  }

  @Test("on a demo ledger without --at, what the clock is the cause of says so")
  func demoClock() throws {
    try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=no-claim", "--explain",
      "la-7=en=Not yet.", "--key", "quillonia", "--at", "2032-02-01T00:00:00Z"
    ).expectDone()
    let suspend = ["suspend", "quillonia", "--reason", "own-request"]
    for words in [suspend + ["--registrar-key", "registrar"], suspend + ["--draft", "s.json"], suspend + ["--check"]] {
      let told = try workshop.run(words)
      #expect(told.status == 5, "\(told)")
      #expect(told.error.contains("this is a demo ledger, whose last entry is of 2032-02-01T00:00:00Z"), "\(told)")
      #expect(told.error.contains("add --at TIME"), "\(told)")
    }
    // What has another cause keeps its own words.
    let other = try workshop.run(
      "withdraw", "nobody", "--key", "quillonia", "--check", "--at", "2032-03-01T00:00:00Z")
    #expect(!other.error.contains("add --at"), "\(other)")
  }

  @Test("a look ahead takes years, and a list of signatories says what its words mean")
  func smaller() throws {
    try workshop.run("tasks", "--within", "1y").expectDone()
    let list = try workshop.run("signatories", "--as-of", "2032-08-01").expectDone().output
    #expect(list.contains("\nnon-communicating: some reports of the last period due are missing\n"), "\(list)")
  }

  @Test("of a published copy anybody makes the proof of an entry, under a key that is trusted")
  func proof() throws {
    try workshop.run("publish", "site").expectDone()
    let key = try workshop.resolve("VKEY")
    let copy = try workshop.run("proof", "3", "--from", "site", "--log-key", key, "--out", ".").expectDone()
    #expect(copy.output.contains("3.tlog-proof"))
    let elsewhere = try workshop.run("check-proof", "3.tlog-proof", "--log-key", key).expectDone()
    #expect(elsewhere.output.contains("accepted") && elsewhere.output.contains("signatory.join"), "\(elsewhere)")
    let stranger = try workshop.run("key", "show", "stranger.pub", "--origin", "pledges.example/lantern").output
    let other = try #require(stranger.split(whereSeparator: \.isWhitespace).first { $0.contains("+") })
    let refused = try workshop.run("proof", "2", "--from", "site", "--log-key", String(other), "--out", "x", "--json")
    #expect(refused.status == 1 && refused.errorCode == "checkpoint.signature", "\(refused)")
    #expect(try workshop.run("proof", "2", "--from", "site", "--out", ".").status == 2)
  }
}
