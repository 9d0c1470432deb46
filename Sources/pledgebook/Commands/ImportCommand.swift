import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import LedgerWriter
import Pledges
import StatementWords
import Storage
import TransparencyLog
import Verification

/// `import`: many joins from one public register, all of them or none.
enum ImportCommand {
  static let definition = CommandDefinition(
    ["import"], group: "Signatories", summary: "take in a public register of signatories, all of it or nothing",
    operands: [OperandDefinition("FILE", help: "a CSV or JSON register")],
    options: [
      StatementFlow.registrarKey.needed(.unless(["check"])), StatementFlow.clock, StatementFlow.passphraseFile,
      StatementFlow.wait, RestedLedger.option, Confirmation.option,
      .flag("check", help: "say what is wrong or odd, and append nothing; needs no key"),
      .flag("strict", help: "refuse what is odd as well, not only what is wrong"),
      .value("receipt-dir", "DIR", help: "write header and envelope of each new entry into this folder"),
    ],
    examples: [
      "pledgebook import Ledger/Registers/paris-call-2018.csv --check",
      "pledgebook import Ledger/Registers/paris-call-2018.csv --registrar-key Keys/registrar",
    ],
    details: [
      "CSV columns: id, name_LANG for each language, kind, country, effective, source_uri, source_sha256, as_of, "
        + "joined_via, traits (separated by semicolons). Each line becomes a membership that rests on its public source: "
        + "it has no key, so nobody can attest for it.",
      "id is \(PartyID.form), such as state-fra. effective is an instant in UTC, as 2019-09-16T00:00:00Z, and as_of a day, as "
        + "2024-01-19. Ledger/README.md says what each column means. Other forms of file (a workbook, HTML, PDF, an "
        + "archive) are recognised and not read; the refusal says how to save them as CSV.",
      "Every fault of every line is named, those against the ledger's rules as well. What is odd and no fault is warned of: "
        + "blanks around a name, characters that nobody sees, a name that another one has or looks like, unknown country "
        + "codes, dates far away.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    let register = Register(try readInput(path, limit: Register.maximumByteCount))
    if session.arguments.flag("check") { return try check(register, path, &session) }
    let keys = try SigningKeys.registrar(session)
    // Whether the ledger can be read or not: what is wrong with the file is told in either case.
    guard register.faults.isEmpty else { throw malformed(register, path, session) }
    guard !keys.isEmpty else {
      throw .usage("missing-key", "no registrar key", hint: "give --registrar-key FILE")
    }
    let confirmed = try Confirmation.isWanted(session) ? confirm(register, path, keys, session) : nil
    var doubts: [String] = []
    let places = register.joins.map { "\(path.inputName), \($0.signatory)" }
    let appended = try OpenLedger.append(session, places: places) { (state, now) throws(CommandError) in
      doubts = try examine(register, path, state, now, session, isToldAlready: confirmed != nil)
      var submissions: [SubmittedEnvelope] = []
      for (place, join) in register.joins.enumerated() {
        let statement = try StatementFlow.draft(.join(join), state, at: now)
        if let confirmed = confirmed?[place] {
          let again = try StatementFlow.draft(.join(join), state, at: confirmed.drafted)
          try confirmed.require(statement, sameAs: again, [], state)
        }
        submissions.append(try keys.submission(of: statement))
      }
      return submissions
    }
    return try ReceiptPrinter.finish(appended, &session, summary: summary(appended.receipts), warnings: doubts)
  }

  /// Examines the register, shows all that it says of everybody, and asks.
  private static func confirm(
    _ register: Register, _ path: FilePath, _ keys: SigningKeys, _ session: borrowing Session
  ) throws(CommandError) -> [ConfirmedStatement] {
    let (state, now) = try present(session)
    try KeeperTrial.run(session, isRecording: true)
    _ = try examine(register, path, state, now, session)
    let reader = StatementReader(state, texts: [], now: now)
    var statements: [ConfirmedStatement] = []
    var lines: [String] = []
    for join in register.joins {
      let statement = try StatementFlow.draft(.join(join), state, at: now)
      if lines.isEmpty {
        lines.append(Confirmation.heading(LedgerName(statement.ledger)))
        lines += reader.signers(keys.publicKeys.map(\.keyID)).map { "  \($0)" }
      }
      lines += reader.words(statement).lines.map { "  \($0)" }
      statements.append(ConfirmedStatement(statement, [], state))
    }
    let count = counted(register.joins.count, "signatory", "signatories")
    lines.append("\(count) from \(path.inputName)")
    try Confirmation.require(lines, Confirmation.recording)
    return statements
  }

  /// What the ledger says now, and by its clock.
  private static func present(_ session: borrowing Session) throws(CommandError) -> (LedgerState, Instant) {
    let reader = try OpenLedger.reader(session)
    let ledger = try OpenLedger.replayed(session, reader, upTo: nil)
    try OpenLedger.require(ledger)
    let last = try latest(in: reader, ledger.size)
    return (ledger.state, max(try session.ledgerTime(in: ledger.state.identity?.environment), last))
  }

  /// Says all that an import would say, and appends nothing.
  private static func check(
    _ register: Register, _ path: FilePath, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    try session.arguments.refuse(
      ["registrar-key", "passphrase-file", "wait", "after-silence", "receipt-dir", "yes"], with: "check")
    let (state, now) = try present(session)
    try KeeperTrial.run(session, isRecording: false)
    let doubts = try examine(register, path, state, now, session)
    let count = register.joins.count
    if session.output.isJSON {
      let document: JSONValue = [
        "signatoryCount": .integer(Int64(count)), "warnings": .array(doubts.map { .string($0) }),
      ]
      try session.output.writeDocument(.registerCheck, document)
    } else {
      try session.output.print(
        "\(counted(count, "signatory", "signatories")) can be taken in, with "
          + "\(counted(doubts.count, "warning", "warnings")); nothing was written")
    }
    return .done
  }

  /// When the last entry was recorded: nothing is recorded before it.
  private static func latest(in reader: SQLiteLedgerReader, _ size: UInt64) throws(CommandError) -> Instant {
    do throws(StorageError) {
      guard size > 0, let last = try reader.recorded(at: size - 1)?.recorded else { return Clock.now() }
      return last
    } catch {
      throw CommandError(error)
    }
  }

  /// Refuses a register with faults, or with `--strict` one with doubts, and names them all; otherwise warns of the
  /// doubts and answers them.
  private static func examine(
    _ register: Register, _ path: FilePath, _ state: LedgerState, _ now: Instant, _ session: borrowing Session,
    isToldAlready: Bool = false
  ) throws(CommandError) -> [String] {
    let (faults, refusals) = state.faults(of: register, at: now)
    let doubts = register.doubts(beside: state, at: now).map(\.text)
    guard faults.isEmpty else {
      warn(of: doubts, path, session)
      throw refused(path, faults, refusals, isMalformed: !register.faults.isEmpty)
    }
    guard doubts.isEmpty || !session.arguments.flag("strict") else {
      throw CommandError(
        code: "register.doubtful",
        message: "\(path.inputName) has what is odd, and --strict refuses it; nothing was written",
        faults: doubts, upTo: .max, hint: "mend it, or leave out --strict where all is as it should be", exit: .refused)
    }
    if !isToldAlready { warn(of: doubts, path, session) }
    return doubts
  }

  private static func warn(of doubts: [String], _ path: FilePath, _ session: borrowing Session) {
    for doubt in doubts { session.output.warn("\(path.inputName), \(doubt)") }
  }

  /// A file with faults of form, those against the rules beside them where there is a ledger to ask.
  private static func malformed(
    _ register: Register, _ path: FilePath, _ session: borrowing Session
  ) -> CommandError {
    do throws(CommandError) {
      let state = try OpenLedger.state(session)
      _ = try examine(register, path, state, session.ledgerTime(in: state.identity?.environment), session)
    } catch {
      if error.code == "register.malformed" { return error }
    }
    return refused(path, register.faults, [], isMalformed: true)
  }

  private static func refused(
    _ path: FilePath, _ faults: Register.Faults, _ refusals: [Refusal], isMalformed: Bool
  ) -> CommandError {
    guard !isMalformed, let first = refusals.first else {
      return CommandError(
        code: "register.malformed", message: "\(path.inputName) is not a register; nothing was written",
        faults: faults.faults,
        upTo: .max, hint: faults.hint ?? "see pledgebook import --help for the columns", exit: .usage)
    }
    // One code and one hint where one will do; what each line is refused for stands beside it in any case.
    let isOne = refusals.allSatisfy { $0.code == first.code }
    return CommandError(
      code: isOne ? first.code.rawValue : "register.refused",
      message: "the ledger does not take \(path.inputName) in; nothing was written", faults: faults.faults, upTo: .max,
      hint: isOne ? first.hint : "mend the lines named, or leave them out", exit: .refused)
  }

  private static func summary(_ receipts: [Receipt]) -> String {
    guard let first = receipts.first, let last = receipts.last else {
      return "the register is empty; nothing was written"
    }
    return receipts.count == 1
      ? "1 signatory, entry \(first.header.index)\n  leaf \(last.leaf)"
      : "\(receipts.count) signatories, entries \(first.header.index) to \(last.header.index)\n  leaf \(last.leaf)"
  }
}
