import CanonicalJSON
import Cryptography
import Fixtures
import Testing

/// What the life of a ledger has no room for.
extension LifeCycleTests {
  @Test("Who was admitted to a role is listed with the keys that sign, as is the registrar")
  func parties() throws {
    let roles = ["--role", "panel", "--role", "checker"]
    try step(
      "2031-02-01", ["party", "admit", "clerk", "--name", "Clerk", "--signing-key", "stranger"] + roles + registrar)
    let status = try workshop.run("status", "--json").expectDone().json
    let clerk = try #require(status?.member("parties")?.elements.first { $0.member("id")?.string == "clerk" })
    #expect(clerk.member("roles")?.elements.compactMap(\.string) == ["panel", "checker"])
    #expect(
      try clerk.member("keyids")?.elements.compactMap(\.string) == [
        workshop.key("stranger").publicKey.keyID.description
      ])
    #expect(
      try status?.member("registrarKeyids")?.elements.compactMap(\.string)
        == [workshop.key("registrar").publicKey.keyID.description])
    let text = try workshop.run("status").expectDone().output
    #expect(
      text.contains(
        "party       clerk, panel, checker: Clerk\n  signs     with 1 of its keys, and 1 in force\n  key       "),
      "\(text)")
  }

  @Test("Whoever drafts what may not lie in retrospect is told of the time that goes by until all have signed")
  func draftedNow() throws {
    let words = ["withdraw", "quillonia", "--key", "quillonia", "--at", "2031-02-01T00:00:00Z"]
    let now = try workshop.run(words + ["--out", "now.json"]).expectDone()
    #expect(now.error.contains("effective from 2031-02-01T00:00:00Z") && now.error.contains("--effective"), "\(now)")
    let late = try workshop.run(words + ["--out", "late.json", "--effective", "2031-03-01T00:00:00Z"]).expectDone()
    #expect(!late.error.contains("warning:"), "\(late)")
    try workshop.refuses(
      "rule.signatory.retrospective", status: 5, "submit", "now.json", "--at", "2031-02-02T00:00:00Z")
    try workshop.run("submit", "late.json", "--at", "2031-02-02T00:00:00Z").expectDone()
    // Who is listed from a public source owes nothing, and its standing may change in retrospect.
    try step(
      "2031-02-03",
      ["join", "ninth", "--name", "en=ninth", "--kind", "state", "--public-source", "https://beacon.example/ninth"]
        + ["--as-of", "2030-11-01"] + registrar)
    let listed = try workshop.run(
      ["delist", "ninth", "--reason", "other", "--out", "listed.json", "--at", "2031-02-04T00:00:00Z"] + registrar
    ).expectDone()
    #expect(!listed.error.contains("warning:"), "\(listed)")
    try workshop.run("submit", "listed.json", "--at", "2031-02-05T00:00:00Z").expectDone()
  }

  @Test("Nobody reviews itself, and nobody decides its own challenge")
  func ownMatters() throws {
    let party = ["--name", "Both", "--role", "reviewer", "--role", "panel"] + registrar
    try step("2031-02-01", ["party", "admit", "quillonia", "--signing-key", "quillonia"] + party)
    try step("2031-02-02", ["party", "admit", "both", "--role", "challenger", "--signing-key", "stranger"] + party)
    let filed = try step("2032-02-01", attest([("la-1", "met")]))
    let own = review(filed, "la-1", level: "peer", key: "quillonia").map { $0 == "harbour-audit" ? "quillonia" : $0 }
    try refuses("rule.review.own", own)
    let opened = try step(
      "2032-02-02", challenge("la-1").map { ["gull-watch": "both", "challenger": "stranger"][$0] ?? $0 })
    for (panel, key) in [("quillonia", "quillonia"), ("both", "stranger")] {
      try refuses(
        "rule.challenge.party-to-it",
        ["challenge", "resolve", opened, "--panel", panel, "--outcome", "la-1=rejected", "--text", "No.", "--key", key])
    }
  }

  private func refuses(
    _ code: String, status: Int32 = 5, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try workshop.ledgerFiles()
    let refused = try workshop.run(list: words + ["--at", "2032-09-01T00:00:00Z", "--json"])
    refused.expectRefusal(code, status: status, sourceLocation: sourceLocation)
    #expect(try workshop.ledgerFiles() == before, "the ledger changed: \(words)", sourceLocation: sourceLocation)
  }

  @Test("What makes no sense leaves the ledger as it was, and says what to do")
  func refusals() throws {
    let filed = try step("2032-02-01", attest([("la-1", "met")]))
    let opened = try step("2032-02-02", challenge("la-1"))
    let extend = ["extend", "--period", "2031", "--reason", "A flood."] + registrar
    let resolve = ["challenge", "resolve", opened, "--outcome", "la-1=upheld", "--text", "So.", "--panel"]
    let cases: [(String, Int32, [String])] = [
      ("usage.missing-operand", 2, ["subscribe", "quillonia", "--key", "quillonia"]),
      ("usage.missing-option", 2, ["subscribe", "quillonia", "la-7"]),
      ("usage.invalid-id", 2, ["subscribe", "Quillonia", "la-7", "--key", "quillonia"]),
      ("rule.signatory.subscribed-to-all", 5, ["subscribe", "quillonia", "la-7", "--key", "quillonia"]),
      ("rule.signatory.unknown-commitment", 5, ["unsubscribe", "quillonia", "la-99", "--key", "quillonia"]),
      ("usage.wrong-key", 2, ["unsubscribe", "quillonia", "la-7", "--key", "brindlemark"]),
      (
        "rule.signatory.retrospective", 5,
        ["unsubscribe", "quillonia", "la-7", "--effective", "2032-01-01", "--key", "quillonia"]
      ),
      ("statement.malformed", 2, ["unsubscribe", "quillonia", "la-7", "la-7", "--key", "quillonia"]),
      ("usage.missing-option", 2, ["suspend", "quillonia"] + registrar),
      ("rule.signatory.unknown-signatory", 5, ["suspend", "nobody", "--reason", "other"] + registrar),
      ("usage.wrong-key", 2, ["delist", "quillonia", "--reason", "other", "--registrar-key", "quillonia"]),
      ("text.form", 2, ["delist", "quillonia", "--reason", "other", "--decision", "here"] + registrar),
      ("usage.missing-option", 2, extend + ["--new-due", "2032-10-01"]),
      ("usage.conflicting-options", 2, extend + ["--new-due", "2032-10-01", "--all", "--signatory", "quillonia"]),
      ("usage.invalid-time", 2, extend + ["--new-due", "soon", "--all"]),
      ("usage.due-over", 2, extend + ["--new-due", "2032-03-31T23:59:59Z", "--all"]),
      ("rule.deadline.unknown-signatory", 5, extend + ["--new-due", "2032-10-01", "--signatory", "nobody"]),
      ("usage.missing-option", 2, ["party", "admit", "clerk", "--name", "Clerk", "--role", "panel"] + registrar),
      (
        "signature.missing", 5,
        ["party", "admit", "clerk", "--name", "Clerk", "--role", "panel", "--public-key", "stranger.pub"] + registrar
      ),
      (
        "rule.party.key-in-use", 5,
        ["party", "admit", "clerk", "--name", "Clerk", "--role", "panel", "--signing-key", "log"] + registrar
      ),
      ("usage.wrong-key", 2, review(filed, "la-1", level: "peer", key: "challenger")),
      ("signature.unknown-key", 5, review(filed, "la-1", level: "peer", key: "stranger")),
      ("rule.review.unknown-level", 5, review(filed, "la-1", level: "none")),
      ("rule.review.unknown-commitment", 5, review(filed, "la-2", level: "peer")),
      ("rule.review.not-an-attestation", 5, review("2", "la-1", level: "peer")),
      ("rule.review.unknown-review", 5, ["review", "withdraw", filed, "--key", "reviewer"]),
      ("rule.challenge.unknown-commitment", 5, challenge("la-99")),
      ("usage.wrong-key", 2, challenge("la-1").map { $0 == "challenger" ? "panel" : $0 }),
      ("io.not-found", 3, challenge("la-1") + ["--evidence", "nothing.pdf"]),
      ("usage.invalid-value", 2, challenge("la-1") + ["--text", "e1=It was not so."]),
      ("rule.challenge.unknown-challenge", 5, ["challenge", "respond", filed, "--text", "So.", "--key", "quillonia"]),
      ("usage.wrong-key", 2, ["challenge", "respond", opened, "--text", "So.", "--key", "brindlemark"]),
      ("rule.challenge.role", 5, resolve + ["gull-watch", "--key", "challenger"]),
      ("usage.wrong-key", 2, resolve + ["tide-panel", "--key", "registrar"]),
      ("rule.challenge.role", 5, ["challenge", "withdraw", opened, "--key", "quillonia"]),
      (
        "usage.invalid-value", 2,
        [
          "check-evidence", "abc", "--checker", "harbour-audit", "--uri", "https://a.example/", "--result", "match",
          "--key", "reviewer",
        ]
      ),
      (
        "rule.evidence.role", 5,
        [
          "check-evidence", String(repeating: "a", count: 64), "--checker", "tide-panel", "--uri", "https://a.example/",
          "--result", "match", "--key", "panel",
        ]
      ),
      ("rule.text.unknown", 5, ["redact", "2", "--basis", "other", "--reference", "Order 7."] + registrar),
      ("usage.missing-option", 2, ["redact", filed] + registrar),
      (
        "usage.wrong-key", 2,
        ["redact", filed, "--basis", "other", "--reference", "Order 7.", "--registrar-key", "quillonia"]
      ),
    ]
    for (code, status, words) in cases { try refuses(code, status: status, words) }
  }
}
