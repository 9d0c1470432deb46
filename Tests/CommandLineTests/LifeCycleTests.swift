import CanonicalJSON
import Cryptography
import Fixtures
import Testing

/// The commands of the life cycle, each on its day; the ledger is intact after every one.
@Suite("A ledger through its life")
struct LifeCycleTests {
  private let workshop: Workshop
  private let registrar = ["--registrar-key", "registrar"]

  init() throws {
    workshop = try Workshop()
    try admit("harbour-audit", ["reviewer", "checker"], key: "reviewer")
    try admit("gull-watch", ["challenger"], key: "challenger")
    try admit("tide-panel", ["panel"], key: "panel")
  }

  // MARK: - Steps

  /// Runs a command that makes an entry, on this day, and gives back the entry's number.
  @discardableResult
  private func step(
    _ day: String, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let made = try workshop.run(list: words + ["--at", "\(day)T00:00:00Z", "--json"])
    made.expectDone(sourceLocation: sourceLocation)
    let verified = try workshop.run(list: ["verify"])
    #expect(verified.status == 0, "after \(words): \(verified)", sourceLocation: sourceLocation)
    let entry = made.json?.member("entries")?.elements.first { _ in true }
    return try #require(entry?.member("index")?.integer.map(String.init), "\(made)", sourceLocation: sourceLocation)
  }

  private func admit(_ party: String, _ roles: [String], key: String) throws {
    try step(
      "2031-01-02",
      ["party", "admit", party, "--name", party, "--signing-key", key] + roles.flatMap { ["--role", $0] } + registrar)
  }

  private static let facts: [String: [String]] = [
    "la-1": ["--indicator", "la-1/rule-published=yes"], "la-2": ["--indicator", "la-2/exercise-held=yes"],
    "la-4": ["--indicator", "la-4/position=We left it alone."],
  ]

  /// The words of an attestation by Quillonia with these claims, and what each needs beside it.
  private func attest(_ claims: [(String, String)], period: String = "2031", key: String = "quillonia") -> [String] {
    ["attest", "--signatory", "quillonia", "--period", period, "--key", key]
      + claims.flatMap { commitment, value in
        let needed = value.hasSuffix("met") && value != "not-met" ? ["--evidence", "\(commitment)=law.txt"] : []
        return ["--claim", "\(commitment)=\(value)", "--explain", "\(commitment)=en=So it was."] + needed
          + (value == "no-claim" ? [] : Self.facts[commitment] ?? [])
      }
  }

  private func review(_ entry: String, _ commitment: String, level: String, key: String = "reviewer") -> [String] {
    [
      "review", "publish", entry, "--reviewer", "harbour-audit", "--commitment", commitment, "--conclusion", "supports",
      "--level", level, "--independence", "No ties.", "--paid-by", "The secretariat", "--key", key,
    ]
  }

  private func challenge(_ commitment: String) -> [String] {
    [
      "challenge", "open", "--challenger", "gull-watch", "--signatory", "quillonia", "--period", "2031", "--commitment",
      commitment, "--ground", "claim-contradicted", "--text", "en=It was not so.", "--evidence",
      "law.txt;title=The law", "--key", "challenger",
    ]
  }

  /// A cell of Quillonia's report.
  private func cell(_ commitment: String, period: String = "2031", asOf: String) throws -> JSONNode {
    let report = try workshop.run(
      list: ["report", "quillonia", "--period", period, "--as-of", "\(asOf)T00:00:00Z", "--json"])
    let cells = try #require(report.json?.member("cells"), "\(report)")
    return try #require(cells.elements.first { $0.member("commitment")?.string == commitment }, "\(report)")
  }

  private func flags(_ cell: JSONNode) -> [String] {
    cell.member("flags")?.elements.compactMap(\.string) ?? []
  }

  // MARK: - What happens in it

  @Test("Late, extended, missing, and nothing more from who was let go")
  func deadlines() throws {
    try step("2032-02-01", attest([("la-1", "met")]))
    try step("2032-04-02", attest([("la-2", "partially-met")]))
    #expect(try cell("la-1", asOf: "2032-06-01").member("submission")?.string == "on-time")
    #expect(try cell("la-2", asOf: "2032-06-01").member("daysLate")?.integer == 2)
    #expect(try cell("la-4", asOf: "2032-06-01").member("submission")?.string == "missing")
    let extend = ["extend", "--period", "2031", "--signatory", "quillonia", "--reason", "A flood."] + registrar
    try step("2032-04-03", extend + ["--commitment", "la-2", "--new-due", "2032-04-10"])
    let extended = try cell("la-2", asOf: "2032-06-01")
    #expect(extended.member("submission")?.string == "on-time")
    #expect(extended.member("retroactiveExtension")?.boolean == true)
    #expect(try cell("la-2", asOf: "2032-04-02").member("submission")?.string == "late")
    try step("2033-06-01", ["delist", "quillonia", "--reason", "non-communication"] + registrar)
    #expect(try cell("la-1", period: "2032", asOf: "2033-06-02").member("submission")?.string == "missing")
    #expect(try cell("la-1", period: "2033", asOf: "2034-06-02").member("duty")?.string == "not-member")
  }

  @Test("Subscriptions count for later periods, and a suspension for the period that it was there at the end of")
  func standing() throws {
    try step("2031-05-01", ["unsubscribe", "quillonia", "la-1", "--effective", "2032-01-01", "--key", "quillonia"])
    try step("2031-06-01", ["subscribe", "quillonia", "la-1", "--effective", "2033-01-01", "--key", "quillonia"])
    try step("2031-11-01", ["suspend", "quillonia", "--reason", "own-request"] + registrar)
    #expect(try cell("la-1", asOf: "2032-06-01").member("duty")?.string == "suspended")
    try step("2032-06-02", ["reinstate", "quillonia", "--reason", "own-request"] + registrar)
    #expect(try cell("la-1", period: "2032", asOf: "2033-06-01").member("duty")?.string == "not-subscribed")
    #expect(try cell("la-2", period: "2032", asOf: "2033-06-01").member("duty")?.string == "required")
    #expect(try cell("la-1", period: "2033", asOf: "2034-06-01").member("duty")?.string == "required")
  }

  @Test("Reviews, checks and challenges, each with its end")
  func oversight() throws {
    let filed = try step("2032-02-01", attest([("la-1", "met"), ("la-2", "met")]))
    try step("2032-02-02", review(filed, "la-1", level: "peer"))
    let limited = try step("2032-02-03", review(filed, "la-1", level: "limited"))
    #expect(try cell("la-1", asOf: "2032-06-01").member("assurance")?.string == "limited")
    try step("2032-02-04", ["review", "withdraw", limited, "--text", "A figure was misread.", "--key", "reviewer"])
    #expect(try cell("la-1", asOf: "2032-06-01").member("assurance")?.string == "peer")
    let digest = try Digest.sha256(of: workshop.folder.read("law.txt")).hex
    try step(
      "2032-02-05",
      [
        "check-evidence", digest, "--checker", "harbour-audit", "--uri", "https://quillonia.example/law", "--result",
        "match", "--key", "reviewer",
      ])
    #expect(try cell("la-2", asOf: "2032-06-01").member("evidence")?.string == "checked")

    let first = try step("2032-03-01", challenge("la-1"))
    let second = try step("2032-03-02", challenge("la-2"))
    try step("2032-03-03", ["challenge", "respond", first, "--text", "en=It was so.", "--key", "quillonia"])
    for (index, outcome) in [(first, "la-1=upheld"), (second, "la-2=rejected")] {
      try step(
        "2032-03-04",
        [
          "challenge", "resolve", index, "--panel", "tide-panel", "--outcome", outcome, "--text", "en=We looked.",
          "--key", "panel",
        ])
    }
    let third = try step("2032-03-05", challenge("la-4"))
    try step("2032-03-06", ["challenge", "withdraw", third, "--key", "challenger"])
    #expect(try cell("la-1", asOf: "2032-06-01").member("dispute")?.string == "upheld")
    #expect(try cell("la-2", asOf: "2032-06-01").member("dispute")?.string == "rejected")
    #expect(try cell("la-4", asOf: "2032-06-01").member("dispute")?.string == "none")

    try step(
      "2032-04-05",
      attest([("la-1", "not-met")]) + ["--supersede", "--reason", "response-to-challenge", "--note", "As decided."])
    let restated = try cell("la-1", asOf: "2032-06-01")
    #expect(restated.member("claim")?.string == "not-met")
    #expect(flags(restated) == ["restated", "restated-after-due", "review-of-older-version"])
    try step(
      "2032-04-06",
      [
        "attest", "--withdraw", "--signatory", "quillonia", "--period", "2031", "--entry", filed, "--reason", "other",
        "--note", "Filed too early.", "--key", "quillonia",
      ])
    #expect(flags(try cell("la-2", asOf: "2032-06-01")) == ["withdrawn"])
  }

  @Test("A compromised key voids what it signed, also when its words are gone", arguments: [false, true])
  func compromise(isRemoved: Bool) throws {
    try step("2031-06-01", ["key", "register", "quillonia", "--signing-key", "quillonia-2", "--key", "quillonia"])
    let forged = try step("2032-02-01", attest([("la-1", "met"), ("la-2", "met")], key: "quillonia-2"))
    let key = try workshop.key("quillonia-2").publicKey.keyID.hex
    try step(
      "2032-02-10",
      [
        "key", "revoke", "quillonia", key, "--reason", "compromised", "--invalid-since", "2032-01-15", "--key",
        "quillonia",
      ])
    try step("2032-02-20", attest([("la-1", "not-met")]))
    if isRemoved {
      try step("2032-03-01", ["redact", forged, "--basis", "court-order", "--reference", "Order 7."] + registrar)
    }
    let cell = try cell("la-1", asOf: "2032-06-01")
    #expect(cell.member("headline")?.string == "not-met")
    #expect(flags(cell) == ["void-signature"])
    #expect(try self.cell("la-2", asOf: "2032-06-01").member("submission")?.string == "missing")
    try step("2032-06-02", attest([("la-2", "partially-met")]))
  }

  @Test("Removed words are gone from the file, and everything else goes on")
  func removal() throws {
    let filed = try step("2032-02-01", attest([("la-1", "met")]))
    let reviewed = try step("2032-02-02", review(filed, "la-1", level: "limited"))
    let opened = try step("2032-02-03", challenge("la-1"))
    let decided = try step(
      "2032-02-04",
      [
        "challenge", "resolve", opened, "--panel", "tide-panel", "--outcome", "la-1=upheld", "--text", "So.", "--key",
        "panel",
      ])
    let entries = [filed, reviewed, opened, decided]
    // The salts stand nowhere else, whatever the words are.
    let salts = try entries.flatMap { index in try self.salts(of: index) }
    #expect(salts.count == 7)
    for salt in salts { #expect(try fileHolds(salt)) }
    let before = try cell("la-1", asOf: "2032-06-01")
    for index in entries {
      let removal = try step(
        "2032-03-01", ["redact", index, "--basis", "court-order", "--reference", "Order 7."] + registrar)
      let shown = try workshop.run("show", index).output
      #expect(shown.contains("removed by entry \(removal): court order, Order 7."), "\(shown)")
      try workshop.run("show", index, "--statement").expectDone()
    }
    for salt in salts { #expect(try !fileHolds(salt)) }
    let verified = try workshop.run("verify", "--json")
    #expect(verified.json?.member("counts")?.member("removedTexts")?.integer == 7)
    let cell = try cell("la-1", asOf: "2032-06-01")
    #expect(cell.member("headline")?.string == "met")
    for member in ["headline", "submission", "dispute", "assurance", "evidence", "daysLate", "flags"] {
      #expect(cell.member(member)?.canonicalBytes() == before.member(member)?.canonicalBytes(), "\(member)")
    }

    // Copies hold as much, and no more.
    try workshop.run("export", "all.jsonl").expectDone()
    try workshop.run("restore", "all.jsonl", "--ledger", "restored.db").expectDone()
    try workshop.run("backup", "sealed.db").expectDone()
    for copy in ["restored.db", "sealed.db"] {
      let copied = try workshop.run("verify", "--ledger", copy, "--json").expectDone()
      #expect(copied.text("ledger", "head") == verified.text("ledger", "head"))
      #expect(copied.json?.member("counts")?.member("removedTexts")?.integer == 7)
    }
    try workshop.refuses(
      "rule.text.unknown", status: 5, "redact", filed, "--basis", "court-order", "--reference", "Order 8.",
      "--registrar-key", "registrar", "--at", "2032-07-01")
  }

  /// The salts of an entry's words.
  private func salts(of index: String) throws -> [Substring] {
    try workshop.run("export", "now-\(index).jsonl").expectDone()
    let lines = try workshop.folder.read("now-\(index).jsonl").split(separator: UInt8(ascii: "\n"))
    let line = try #require(Int(index).map { Array(lines[$0]) })
    let texts = try #require(JSONDocument(line, profile: .ledger).root.member("texts"))
    return texts.elements.compactMap { $0.member("salt")?.string.map { Substring($0) } }
  }

  /// Whether the ledger's file, or a file beside it, has these bytes.
  private func fileHolds(_ text: Substring) throws -> Bool {
    let sought = Array(text.utf8)
    return try workshop.ledgerFiles().values.contains { bytes in
      bytes.indices.contains { start in bytes[start] == sought[0] && bytes[start...].starts(with: sought) }
    }
  }

  // MARK: - What is refused

  @Test("Who was admitted to a role is listed with the keys that sign, as is the registrar")
  func parties() throws {
    let roles = ["--role", "panel", "--role", "checker"]
    try step(
      "2031-02-01", ["party", "admit", "clerk", "--name", "Clerk", "--signing-key", "stranger"] + roles + registrar)
    let status = try workshop.run("status", "--json").expectDone().json
    let clerk = try #require(status?.member("parties")?.elements.first { $0.member("id")?.string == "clerk" })
    #expect(clerk.member("roles")?.elements.compactMap(\.string) == ["panel", "checker"])
    #expect(
      try clerk.member("keys")?.elements.compactMap(\.string) == [workshop.key("stranger").publicKey.keyID.description])
    #expect(
      try status?.member("registrarKeys")?.elements.compactMap(\.string)
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
      ("usage.missing-operand", 2, ["subscribe", "quillonia"]),
      ("usage.missing-key", 2, ["subscribe", "quillonia", "la-7"]),
      ("usage.invalid-id", 2, ["subscribe", "Quillonia", "la-7", "--key", "quillonia"]),
      ("rule.signatory.subscribed-to-all", 5, ["subscribe", "quillonia", "la-7", "--key", "quillonia"]),
      ("rule.signatory.unknown-commitment", 5, ["unsubscribe", "quillonia", "la-99", "--key", "quillonia"]),
      ("signature.missing", 5, ["unsubscribe", "quillonia", "la-7", "--key", "brindlemark"]),
      (
        "rule.signatory.retrospective", 5,
        ["unsubscribe", "quillonia", "la-7", "--effective", "2032-01-01", "--key", "quillonia"]
      ),
      ("statement.malformed", 2, ["unsubscribe", "quillonia", "la-7", "la-7", "--key", "quillonia"]),
      ("usage.missing-option", 2, ["suspend", "quillonia"] + registrar),
      ("rule.signatory.unknown-signatory", 5, ["suspend", "nobody", "--reason", "other"] + registrar),
      ("signature.missing", 5, ["delist", "quillonia", "--reason", "other", "--registrar-key", "quillonia"]),
      ("text.form", 2, ["delist", "quillonia", "--reason", "other", "--decision", "here"] + registrar),
      ("usage.missing-option", 2, extend + ["--new-due", "2032-10-01"]),
      ("usage.conflicting-options", 2, extend + ["--new-due", "2032-10-01", "--all", "--signatory", "quillonia"]),
      ("usage.invalid-time", 2, extend + ["--new-due", "soon", "--all"]),
      ("usage.due-over", 2, extend + ["--new-due", "2032-03-31T23:59:59Z", "--all"]),
      ("rule.deadline.unknown-signatory", 5, extend + ["--new-due", "2032-10-01", "--signatory", "nobody"]),
      ("usage.missing-key", 2, ["party", "admit", "clerk", "--name", "Clerk", "--role", "panel"] + registrar),
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
      ("signature.missing", 5, ["challenge", "respond", opened, "--text", "So.", "--key", "brindlemark"]),
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
        "signature.missing", 5,
        ["redact", filed, "--basis", "other", "--reference", "Order 7.", "--registrar-key", "quillonia"]
      ),
    ]
    for (code, status, words) in cases { try refuses(code, status: status, words) }
  }
}
