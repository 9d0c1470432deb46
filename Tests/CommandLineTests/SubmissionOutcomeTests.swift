import CanonicalJSON
import Fixtures
import Glibc
import LedgerSamples
import LedgerWriter
import Pledges
import Storage
import Testing

@testable import CommandLineTools
@testable import pledgebook

/// Whoever sends many envelopes is told of every one, in one document, also when the disk fails in between.
@Suite("What is said of a submission")
struct SubmissionOutcomeTests {
  private let workshop: Workshop
  private let refused = CommandError(code: "statement.duplicate", message: "b: known", hint: "none", exit: .refused)
  private let failure = CommandError(code: "storage.io", message: "the disk failed", hint: "see to it", exit: .io)

  init() throws {
    workshop = try Workshop()
  }

  /// Ends a submission in this process, and gives back what it said.
  private func finish(
    _ receipts: (inout Session) throws -> Appended, _ shortfall: ReceiptPrinter.Shortfall, json: Bool
  ) throws -> Transcript {
    let words = [
      "submit", "--each", "x", "--ledger", workshop.folder.path(workshop.ledger), "--at", "2031-01-01T00:00:00Z",
    ]
    guard case .run(let command) = try CommandCatalogue.tree.parse(words) else {
      throw UnusableSample(what: "a command")
    }
    let streams = ["output", "error"].map {
      open(workshop.folder.path($0), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    }
    defer { for stream in streams { close(stream) } }
    var session = Session(command)
    session.output = Output(
      json: json, quiet: false, style: Style(isColored: false), messageStyle: Style(isColored: false),
      results: streams[0], messages: streams[1], resultsAreSeen: false)
    let made = try receipts(&session)
    let status = try ReceiptPrinter.finish(made, &session, shortfall: shortfall)
    try session.output.flush()
    return Transcript(
      arguments: words, status: status.rawValue,
      output: String(decoding: try workshop.folder.read("output"), as: UTF8.self),
      error: String(decoding: try workshop.folder.read("error"), as: UTF8.self))
  }

  private func oneEntry(_ session: inout Session) throws -> Appended {
    let payload = try workshop.payload(
      .withdraw(
        Withdrawal(signatory: given(PartyID("quillonia")), effective: given(Instant("2033-01-01T00:00:00Z")))),
      at: "2031-01-01T00:00:00Z")
    let envelope = try envelope(payload, by: [workshop.key("quillonia")])
    let submitted = SubmittedEnvelope(envelope: envelope, texts: [])
    return try OpenLedger.append(session) { _, _ in [submitted] }
  }

  private var shortfall: ReceiptPrinter.Shortfall {
    ReceiptPrinter.Shortfall(refused: [("b", refused)], failure: failure)
  }

  @Test("of each envelope: the refused are named, and of the failures the one that all others follow from")
  func sorted() throws {
    let refusal = AppendError.refused(Refusal(.statementDuplicate, "known", hint: "none"), position: 0)
    let results: [Result<Receipt, AppendError>] = [
      .failure(refusal), .failure(.storage(StorageError(.inputOutput, "the disk failed"))), .failure(refusal),
      .failure(.queueStopped("the disk failed")),
    ]
    var outcome = SubmissionOutcome()
    for place in ["a", "b", "c", "d"] { outcome.expect(place, SameWords()) }
    for result in results { outcome.note(result) }
    let shortfall = outcome.shortfall
    #expect(outcome.receipts.isEmpty)
    #expect(shortfall.refused.map(\.place) == ["a", "c"])
    #expect(shortfall.failure?.code == "storage.io")
    #expect(shortfall.failed == ["b"] && shortfall.untried == ["d"])
  }

  @Test("a line that is no envelope is told in its place among those that the rules refuse")
  func order() throws {
    let refusal = AppendError.refused(Refusal(.statementDuplicate, "known", hint: "none"), position: 0)
    var outcome = SubmissionOutcome()
    outcome.expect("a", SameWords())
    outcome.note("b", refused)
    outcome.expect("c", SameWords())
    // The answers come later, when more was read.
    for _ in 0..<2 { outcome.note(.failure(refusal)) }
    #expect(outcome.shortfall.refused.map(\.place) == ["a", "b", "c"])
  }

  @Test("whom the failure speaks of, and who was not tried, are named in the document and to people")
  func places() throws {
    var told = shortfall
    (told.failed, told.untried) = (["c", "d"], ["e"])
    let document = try finish({ _ in Appended() }, told, json: true)
    for (name, places) in [("failed", ["c", "d"]), ("untried", ["e"])] {
      #expect(document.json?.member(name)?.elements.compactMap(\.string) == places)
    }
    let words = try finish({ _ in Appended() }, told, json: false)
    #expect(words.error.contains("e was not recorded") && words.error.contains("that of c and 1 more"), "\(words)")
  }

  @Test("entries, refusals and the failure that ended it are in one document")
  func document() throws {
    let told = try finish(oneEntry, shortfall, json: true)
    #expect(told.status == 3)
    #expect(told.json?.member("entries")?.count == 1, "\(told)")
    #expect(told.json?.member("refused")?.elements.map { $0.member("place")?.string } == ["b"], "\(told)")
    #expect(told.errorCode == "storage.io", "\(told)")
    #expect(told.error.contains("error: the disk failed\nhint: see to it"), "\(told)")
  }

  @Test("and so they are when nothing became an entry")
  func nothing() throws {
    let told = try finish({ _ in Appended() }, shortfall, json: true)
    #expect(told.status == 3)
    #expect(told.json?.member("entries")?.count == 0, "\(told)")
    #expect(told.json?.member("refused")?.count == 1, "\(told)")
    #expect(told.errorCode == "storage.io", "\(told)")
  }

  @Test("people are told the same, line by line")
  func text() throws {
    let told = try finish(oneEntry, shortfall, json: false)
    #expect(told.status == 3)
    #expect(told.output.hasPrefix("entry 4: quillonia leaves the accord"), "\(told)")
    #expect(told.error.contains("refused: b: known"), "\(told)")
    #expect(told.error.contains("error: the disk failed\nhint: see to it"), "\(told)")
  }

  @Test(
    "an import whose result cannot be written says that its entries are there",
    .enabled(if: access("/dev/full", W_OK) == 0, "needs /dev/full"))
  func importUnsaid() throws {
    let text = """
      id,name_en,kind,effective,source_uri,as_of
      good,Good,state,2031-01-01T00:00:00Z,https://lantern.example/g,2031-01-01

      """
    try workshop.folder.write(Array(text.utf8), to: "register.csv")
    let line = "\"$0\" import register.csv --registrar-key registrar --at 2031-02-01T00:00:00Z > /dev/full"
    let result = try run(
      "bash", ["-c", line, Program.path], environment: workshop.environment, in: workshop.folder.path)
    let error = String(decoding: result.error, as: UTF8.self)
    #expect(result.status == 3)
    #expect(error.contains("error: entry 4 is recorded, but "), "\(error)")
    #expect(error.contains("do not submit again"), "\(error)")
  }
}
