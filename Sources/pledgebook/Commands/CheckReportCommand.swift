import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import Pledges
import Reports
import Storage

/// `check-report`: whether a page says what the ledger says, byte for byte.
enum CheckReportCommand {
  /// Larger than any page that this program makes of a ledger that it can report on.
  private static let limit = 64 << 20

  static let definition = CommandDefinition(
    ["check-report"], group: "Checking", summary: "tell whether a report page says what the ledger says",
    operands: [OperandDefinition("FILE", help: "an HTML page of report or overview")],
    options: ReadLedger.options,
    examples: [
      "pledgebook check-report quillonia-2031.html --from https://lantern.example/ledger --log-key VKEY",
      "pledgebook check-report quillonia-2031.html --ledger ledger.db",
    ],
    details: [
      "The page says in its head how it was made. It is made again from the ledger, and the two are compared byte by byte, "
        + "so that one changed word, number or hidden element is found. Status 0: identical to what the ledger says. "
        + "Status 1: it differs, and where, or in its line ends alone. Status 3: it cannot be checked, as a page of another "
        + "ledger, of entries that this copy does not have, of another version of the program, or a file that is no such page.",
      "A page of a time that lies ahead says what holds if nothing more is recorded until then, and so does the answer.",
      "The ledger itself is checked by pledgebook verify: a page that is identical to what a ledger says is as good as the "
        + "ledger.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath(0)
    let page = try PageFile(try readInput(path, limit: limit), at: path)
    let stamp = page.stamp
    let program = "pledgebook \(Pledgebook.version)"
    guard stamp.program.utf8.elementsEqual(program.utf8) else {
      throw .uncheckable(
        "another-program", "\(path) was made by \(stamp.program), and this is \(program)",
        hint: "check it with the program that made it, or make the report again and compare what they say")
    }
    let answer: PageCheck
    do {
      answer = try ReadLedger.with(session) { store in try PageCheck.check(page, session, store) }
    } catch {
      // Status 1 says that the page differs. A ledger that is broken or not the one expected says nothing of the page.
      guard error.exit == .broken || error.exit == .usage && error.code.hasPrefix("report.") else { throw error }
      throw CommandError(
        code: error.code, message: "the page cannot be checked: \(error.message)", details: error.details,
        hint: error.hint, exit: .io)
    }
    return try say(answer, stamp, path, &session)
  }

  private static func say(
    _ answer: PageCheck, _ stamp: PageStamp, _ path: FilePath, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    if session.output.isJSON {
      try session.output.writeDocument(.reportCheck, answer.json(stamp))
    } else {
      for line in answer.lines(stamp, path) { try session.output.print(line) }
    }
    switch answer {
    case .identical: return .done
    case .differs: return .broken
    }
  }
}

extension CommandError {
  /// A page that nothing can be said about.
  static func uncheckable(_ code: String, _ message: String, hint: String) -> CommandError {
    CommandError(code: "check-report.\(code)", message: message, hint: hint, exit: .io)
  }
}
