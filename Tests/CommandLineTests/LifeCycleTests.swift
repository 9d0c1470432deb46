import CanonicalJSON
import Cryptography
import Fixtures
import Testing

/// The commands of the life cycle, each on its day; the ledger is intact after every one.
@Suite("A ledger through its life")
struct LifeCycleTests {
  let workshop: Workshop
  let registrar = ["--registrar-key", "registrar"]

  init() throws {
    workshop = try Workshop()
    try admit("harbour-audit", ["reviewer", "checker"], key: "reviewer")
    try admit("gull-watch", ["challenger"], key: "challenger")
    try admit("tide-panel", ["panel"], key: "panel")
  }

  // MARK: - Steps

  /// Runs a command that makes an entry, on this day, and gives back the entry's number.
  @discardableResult
  func step(
    _ day: String, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let made = try workshop.run(list: words + ["--at", "\(day)T00:00:00Z", "--json"])
    made.expectDone(sourceLocation: sourceLocation)
    let verified = try workshop.run(list: ["verify"])
    #expect(verified.status == 0, "after \(words): \(verified)", sourceLocation: sourceLocation)
    let entry = made.json?.member("entries")?.elements.first { _ in true }
    return try #require(entry?.member("index")?.integer.map(String.init), "\(made)", sourceLocation: sourceLocation)
  }

  func admit(_ party: String, _ roles: [String], key: String) throws {
    try step(
      "2031-01-02",
      ["party", "admit", party, "--name", party, "--signing-key", key] + roles.flatMap { ["--role", $0] } + registrar)
  }

  static let facts: [String: [String]] = [
    "la-1": ["--indicator", "la-1/rule-published=yes"], "la-2": ["--indicator", "la-2/exercise-held=yes"],
    "la-4": ["--indicator", "la-4/position=We left it alone."],
  ]

  /// The words of an attestation by Quillonia with these claims, and what each needs beside it.
  func attest(_ claims: [(String, String)], period: String = "2031", key: String = "quillonia") -> [String] {
    ["attest", "--signatory", "quillonia", "--period", period, "--key", key]
      + claims.flatMap { commitment, value in
        let needed = value.hasSuffix("met") && value != "not-met" ? ["--evidence", "\(commitment)=law.txt"] : []
        return ["--claim", "\(commitment)=\(value)", "--explain", "\(commitment)=en=So it was."] + needed
          + (value == "no-claim" ? [] : Self.facts[commitment] ?? [])
      }
  }

  func review(_ entry: String, _ commitment: String, level: String, key: String = "reviewer") -> [String] {
    [
      "review", "publish", entry, "--reviewer", "harbour-audit", "--commitment", commitment, "--conclusion", "supports",
      "--level", level, "--independence", "No ties.", "--paid-by", "The secretariat", "--key", key,
    ]
  }

  func challenge(_ commitment: String) -> [String] {
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
}
