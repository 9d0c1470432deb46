import Fixtures
import Testing

@Suite("A statement that the rules will refuse is refused before anybody signs it")
struct DraftCheckTests {
  /// What is wrong with an attestation by Quillonia for 2031, and the code that `submit` would give.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    var status: Int32 = 5
    let arguments: [String]

    init(_ what: String, _ code: String, status: Int32 = 5, _ arguments: String...) {
      (testDescription, self.code, self.status, self.arguments) = (what, code, status, arguments)
    }

    static let all: [Case] = [
      Case("a signatory that is not there", "rule.attestation.unknown-signatory", "--signatory", "nobody"),
      Case("a period that the accord does not have", "rule.attestation.unknown-period", "--period", "1999"),
      Case("a commitment that it does not have", "rule.attestation.unknown-commitment", "--claim", "la-99=no-claim"),
      Case("a value that it does not have", "rule.attestation.unknown-claim", "--claim", "la-1=splendid"),
      Case("evidence that is missing", "rule.attestation.evidence-missing", "--claim", "la-4=met"),
      Case(
        "an explanation that is missing", "rule.attestation.explanation-missing", "--claim", "la-4=not-met",
        "--evidence",
        "la-4=law.txt"),
      Case(
        "an indicator of another type", "rule.attestation.indicator-type", "--claim", "la-1=met", "--evidence",
        "la-1=law.txt", "--indicator", "la-1/rule-published=perhaps"),
      Case(
        "an indicator out of range", "rule.attestation.indicator-range", "--claim", "la-1=met", "--evidence",
        "la-1=law.txt", "--indicator", "la-1/rule-published=yes", "--indicator", "la-1/cases-helped=-5"),
      Case(
        "an indicator that is missing", "rule.attestation.indicator-missing", "--claim", "la-1=met", "--evidence",
        "la-1=law.txt"),
    ]
  }

  private func arguments(_ given: Case, _ mode: String) -> [String] {
    var words = ["attest", "--at", "2032-02-01T00:00:00Z"]
    if !given.arguments.contains("--signatory") { words += ["--signatory", "quillonia"] }
    if !given.arguments.contains("--period") { words += ["--period", "2031"] }
    if !given.arguments.contains("--claim") { words += ["--claim", "la-7=met", "--evidence", "la-7=law.txt"] }
    if mode == "--out" { words += ["--key", "quillonia"] }
    return words + given.arguments + (mode == "--check" ? [mode] : [mode, "statement.json"])
  }

  @Test(arguments: Case.all)
  func refused(_ given: Case) throws {
    let workshop = try Workshop()
    for mode in ["--draft", "--out", "--check"] {
      let told = try workshop.run(arguments(given, mode) + ["--json"])
      told.expectRefusal(given.code, status: given.status)
      #expect(try !workshop.folder.names().contains("statement.json"), "\(mode) left a file behind")
    }
  }

  @Test(
    "a key whose signature the statement does not need is refused, whosever it is",
    arguments: [
      "stranger", "brindlemark", "registrar",
    ])
  func wrongKey(_ name: String) throws {
    let workshop = try Workshop()
    try workshop.refuses(
      "usage.wrong-key", status: 2, "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met",
      "--evidence", "la-7=law.txt", "--key", name, "--at", "2032-02-01T00:00:00Z", "--out", "a.json")
  }

  @Test("a role that the party does not have is found out as well")
  func role() throws {
    let workshop = try Workshop()
    try workshop.run(
      "party", "admit", "watchers", "--name", "Watchers", "--role", "observer", "--signing-key", "reviewer",
      "--registrar-key", "registrar", "--at", "2032-01-01T00:00:00Z"
    ).expectDone()
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
    let entry = try workshop.resolve("LAST:attestation.submit")
    try workshop.refuses(
      "rule.review.role", status: 5, "review", "publish", entry, "--reviewer", "watchers", "--commitment", "la-7",
      "--conclusion", "supports", "--level", "limited", "--independence", "none", "--paid-by", "nobody", "--key",
      "reviewer", "--at", "2032-03-01T00:00:00Z", "--out", "r.json")
  }

  @Test("a report before its period takes any is written, and the warning says when to hand it in")
  func early() throws {
    let workshop = try Workshop()
    let told = try workshop.run(
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
      "--key", "quillonia", "--at", "2031-05-01T00:00:00Z", "--out", "a.json")
    told.expectDone()
    #expect(told.error.contains("warning: period 2031 takes reports from 2032-01-01T00:00:00Z on"), "\(told)")
    try workshop.run("submit", "a.json", "--at", "2032-02-01T00:00:00Z").expectDone()
  }

  @Test("where several have to sign, the rules are asked as if all had, and who is missing is named")
  func several() throws {
    let workshop = try Workshop()
    let told = try workshop.run(
      "join", "newland", "--name", "en=Newland", "--kind", "state", "--signing-key", "stranger", "--at",
      "2032-02-01T00:00:00Z", "--out", "join.json")
    told.expectDone()
    #expect(told.error.contains("missing: 1 signature of the registrar"), "\(told)")
    try workshop.refuses(
      "rule.signatory.unknown-kind", status: 5, "join", "newland", "--name", "en=Newland", "--kind", "planet",
      "--signing-key", "stranger", "--at", "2032-02-01T00:00:00Z", "--out", "join-2.json")
  }
}
