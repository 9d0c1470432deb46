import Fixtures
import Testing

@Suite("Whom an id that is not whole means, when one reads")
struct NamedPartyTests {
  @Test(
    "the beginning of one id, and a name, are taken, and it is said whom they mean",
    arguments: [
      ["report", "quil"], ["explain", "quil", "la-7"], ["entries", "--signatory", "quil"],
      ["log", "--signatory", "quil"], ["tasks", "--signatory", "quil"],
    ])
  func beginning(_ words: [String]) throws {
    let workshop = try Workshop()
    let told = try workshop.run(words).expectDone()
    #expect(told.error.contains("quil is quillonia"), "\(told)")
    let whole = words.map { $0 == "quil" ? "quillonia" : $0 }
    let same = try workshop.run(whole).expectDone()
    #expect(same.output == told.output && !same.error.contains("quil is"))
  }

  @Test("a name, whole")
  func name() throws {
    let workshop = try Workshop()
    try workshop.run(
      "update", "quillonia", "--name", "en=Republic of Quillonia", "--reason", "renamed", "--registrar-key",
      "registrar", "--key", "quillonia", "--at", "2031-01-01T00:00:00Z"
    ).expectDone()
    let told = try workshop.run("report", "Republic of Quillonia").expectDone()
    #expect(told.error.contains(#"Republic of Quillonia is "Republic of Quillonia" (quillonia)"#), "\(told)")
    try workshop.refuses("usage.invalid-id", status: 2, "report", "Republic of")
  }

  @Test("what fits several is an error that lists them, and the id that it is wins over all")
  func several() throws {
    let workshop = try Workshop()
    func join(_ id: String, _ name: String, _ key: String) throws {
      try workshop.run(
        "join", id, "--name", "en=\(name)", "--kind", "state", "--signing-key", key, "--registrar-key", "registrar",
        "--at", "2031-01-06T00:00:00Z"
      ).expectDone()
    }
    try join("quillandia", "Quillandia", "stranger")
    let told = try workshop.run("report", "quil")
    #expect(told.status == 2 && told.error.contains("quil may be "), "\(told)")
    #expect(told.error.contains("(quillandia)") && told.error.contains("quillonia"), "\(told)")
    // Somebody takes the beginning for a name: it means nobody, and never the newcomer.
    try join("zed", "quillo", "reviewer")
    try workshop.refuses("usage.ambiguous-id", status: 2, "report", "quillo")
    try join("quil", "Quil", "challenger")
    let exact = try workshop.run("report", "quil", "--json").expectDone()
    #expect(exact.text("signatory", "id") == "quil" && !exact.error.contains(" is "), "\(exact)")
  }

  @Test("a near miss is told")
  func nearMiss() throws {
    let told = try Workshop().run("report", "quilonia")
    #expect(told.status == 2, "\(told)")
    #expect(told.error.contains("hint: did you mean quillonia?"), "\(told)")
    let far = try Workshop().run("report", "nobody")
    #expect(far.status == 2 && !far.error.contains("did you mean"), "\(far)")
  }
}

@Suite("A statement is about the party whose whole id was given, or which a person confirmed")
struct ConfirmedPartyTests {
  private static let suspend = [
    "--reason", "own-request", "--registrar-key", "registrar", "--at", "2031-01-10T00:00:00Z",
  ]

  @Test(
    "a script is not understood where it gives no whole id, and nothing is recorded",
    arguments: [
      (["suspend", "quil"] + suspend, 5), (["suspend", "Quillonia"] + suspend, 2),
      (["withdraw", "quil", "--key", "quillonia", "--at", "2031-01-10T00:00:00Z"], 5),
      (["update", "quil", "--country", "QM", "--reason", "corrected", "--registrar-key", "registrar"], 5),
      (["key", "threshold", "quil", "1", "--key", "quillonia", "--at", "2031-01-10T00:00:00Z"], 5),
    ] as [([String], Int32)])
  func script(_ words: [String], _ status: Int32) throws {
    let workshop = try Workshop()
    let before = try workshop.ledgerFiles()
    let refused = try workshop.run(words)
    #expect(refused.status == status, "\(refused)")
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test("what is near is told beside the refusal")
  func nearMiss() throws {
    let refused = try Workshop().run(["suspend", "quilonia"] + Self.suspend)
    #expect(refused.status == 5 && refused.error.contains("did you mean quillonia?"), "\(refused)")
  }

  @Test("a person is asked, and what is signed has the whole id")
  func person() throws {
    let workshop = try Workshop()
    let told = try workshop.run(atTerminal: "y\n", ["suspend", "quil"] + Self.suspend)
    told.expectDone()
    #expect(told.error.contains("quil is quillonia. Is that whom you mean? [y/N]"), "\(told)")
    #expect(told.output.contains("quillonia is suspended"), "\(told)")
    let statement = try workshop.run("show", "4", "--statement").expectDone().output
    #expect(statement.contains(#""signatory": "quillonia""#) || statement.contains(#""signatory":"quillonia""#))
  }

  @Test("who says no, or says yes to everything beforehand, has recorded nothing", arguments: ["n\n", "\n", "\u{4}"])
  func no(_ answer: String) throws {
    let workshop = try Workshop()
    let before = try workshop.ledgerFiles()
    let told = try workshop.run(atTerminal: answer, ["suspend", "quil"] + Self.suspend)
    #expect(told.status == 2, "\(told)")
    let delist = ["delist", "quil", "--yes"] + Self.suspend
    let refused = try workshop.run(atTerminal: "y\n", delist)
    #expect(refused.status == 2 && refused.error.contains("with --yes nobody is asked"), "\(refused)")
    #expect(try workshop.ledgerFiles() == before)
  }

  @Test("a new id is taken as it is written")
  func newcomer() throws {
    let workshop = try Workshop()
    let told = try workshop.run(
      atTerminal: "",
      [
        "join", "quil", "--name", "en=Quil", "--kind", "state", "--signing-key", "stranger", "--registrar-key",
        "registrar", "--at", "2031-01-06T00:00:00Z",
      ])
    told.expectDone()
    #expect(told.output.contains("\"Quil\" (quil) joins"), "\(told)")
    #expect(!told.error.contains("[y/N]"), "\(told)")
  }
}
