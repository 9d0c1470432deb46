import CanonicalJSON
import Fixtures
import Testing

/// The second verifier shares no code with the product and was written from Documentation/Format.md alone.
@Suite("The second verifier agrees with ours", .enabled(if: Judges.areAvailable, Judges.needed))
struct SecondVerifierTests {
  /// The end of the chain, and what was found where, each finding written as `index code`.
  struct Verdict: Equatable {
    var size: Int64?
    var head: String?
    var root: String?
    var findings: [String]

    init(_ ledger: JSONNode, _ findings: JSONNode?) {
      size = ledger.member("size")?.integer
      head = ledger.member("head")?.string
      root = ledger.member("root")?.string
      self.findings = (findings?.elements.map { $0 } ?? []).map { finding in
        "\(finding.member("index")?.integer ?? -1) \(finding.member("code")?.string ?? "")"
      }.sorted()
    }
  }

  private func ours(_ folder: TemporaryFolder, _ arguments: [String] = []) throws -> Verdict {
    let result = try Program.run(["verify", "--json"] + arguments, in: folder)
    let root = try json(result.output)
    let verdict = Verdict(try #require(root.member("ledger")), root.member("findings"))
    #expect(result.status == (verdict.findings.isEmpty ? 0 : 1))
    return verdict
  }

  private func theirs(_ folder: TemporaryFolder, _ file: String = "ledger.db") throws -> Verdict {
    let result = try Judges.run("second_verifier", [folder.path(file)])
    try #require(result.error.isEmpty, "\(text(result.error))")
    let root = try json(result.output)
    let verdict = Verdict(root, root.member("findings"))
    #expect(result.status == (verdict.findings.isEmpty ? 0 : 1))
    return verdict
  }

  /// What is no finding about an entry. The second verifier knows nothing of the database beside the entries, and where
  /// a checkpoint does not fit the two may name another place.
  private func isAboutNoEntry(_ finding: String) -> Bool {
    let code = finding.split(separator: " ").last ?? ""
    return ["file.", "index.", "tree.", "checkpoint."].contains { code.hasPrefix($0) }
  }

  @Test("on a good ledger, read from the database and from its export")
  func good() throws {
    let folder = try JudgedLedger.full.get().unpacked()
    let verdict = try ours(folder)
    #expect(verdict.findings.isEmpty)
    #expect(verdict.size == 13)
    #expect(try theirs(folder) == verdict)
    try Program.succeed(["export", "ledger.jsonl"], in: folder)
    #expect(try theirs(folder, "ledger.jsonl") == verdict)
  }

  /// The ways of `tamper.py`, and a finding that has to be among those of both; nil where nothing in the file shows it.
  static let ways: [(how: String, finding: String?)] = [
    ("keep", nil),
    ("edit-body", "4 envelope.digest"), ("edit-header", "5 header.previous"), ("edit-chained", "4 signature.invalid"),
    ("edit-key", "4 signature.unknown-key"), ("edit-genesis", "1 header.previous"), ("drop", "4 header.previous"),
    ("drop-late", nil), ("swap", "4 header.index"), ("double", "13 statement.duplicate"),
    ("double-chained", "13 statement.duplicate"), ("truncate", nil), ("exchange-bodies", "4 envelope.digest"),
    ("exchange-signatures", "4 signature.invalid"), ("remove-body", "4 envelope.missing"),
    ("remove-words", "4 text.missing"), ("exchange-words", "4 text.digest"),
    ("loosen-body", "4 envelope.malformed"), ("strip-signatures", "4 envelope.signatures"),
    ("rename-kind", "4 statement.kind"), ("garble-header", "4 header.malformed"), ("set-clock-back", "6 header.time"),
  ]

  @Test("on a ledger that somebody changed", arguments: ways)
  func tampered(_ how: String, _ expected: String?) throws {
    let folder = try JudgedLedger.full.get().unpacked()
    let change = try Judges.run("tamper.py", [folder.path("ledger.db"), how])
    try #require(change.status == 0, "\(text(change.error))")
    let all = try ours(folder)
    var common = all
    common.findings.removeAll(where: isAboutNoEntry)
    var second = try theirs(folder)
    second.findings.removeAll(where: isAboutNoEntry)
    #expect(second == common, "ours has \(all.findings)")
    if let expected { #expect(common.findings.contains(expected)) }
    if expected == nil { #expect(common.findings.isEmpty) }
  }

  @Test("it says of every forged ledger of the corpus what has to be said, in each carrier")
  func corpus() throws {
    let result = try Judges.run("second_verifier_tests.py", [])
    #expect(result.status == 0, "\(text(result.error))")
  }

  @Test("both say the same of every forged ledger of the corpus, and of histories of chance")
  func parity() throws {
    for options in [[], ["--random", "40", "1"]] {
      let result = try Judges.run("parity.py", [Program.path] + options)
      #expect(result.status == 0, "\(text(result.output))\(text(result.error))")
    }
  }

  @Test("ours says the same of a forged ledger in whatever it comes, and admits no entry that it finds")
  func carriers() throws {
    let result = try Judges.run("carriers.py", [Program.path])
    #expect(result.status == 0, "\(text(result.output))\(text(result.error))")
  }

  @Test("the list of ways is that of the script")
  func complete() throws {
    let listed = text(try Judges.run("tamper.py", ["--list"]).output).split(separator: "\n").map(String.init)
    #expect(listed == Self.ways.map(\.how))
  }

  @Test(
    "what two verifiers of one file cannot see, a head kept elsewhere shows",
    arguments: ["truncate", "drop-late", "exchange-signatures"])
  func heldHead(_ how: String) throws {
    let folder = try JudgedLedger.full.get().unpacked()
    let before = try ours(folder)
    let size = try #require(before.size)
    let head = try #require(before.head)
    let held = "\(size):\(head)"
    #expect(try ours(folder, ["--head", held]).findings.isEmpty)
    _ = try Judges.run("tamper.py", [folder.path("ledger.db"), how])
    #expect(try ours(folder, ["--head", held]).findings.count > ours(folder).findings.count)
  }
}
