import CommandLineTools
import LedgerWriter
import Pledges

/// `import`: many joins from one public register, all of them or none.
enum ImportCommand {
  static let definition = CommandDefinition(
    ["import"], group: "Signatories", summary: "take in a public register of signatories, all of it or nothing",
    operands: [OperandDefinition("FILE", help: "a CSV or JSON register")],
    options: [
      StatementFlow.registrarKey, StatementFlow.clock, StatementFlow.passphraseFile, StatementFlow.wait,
      RestedLedger.option,
      .value("receipt-dir", "DIR", help: "write header and envelope of each new entry into this folder"),
    ],
    examples: ["pledgebook import Ledger/Registers/paris-call-2018.csv --registrar-key Keys/registrar"],
    details: [
      "CSV columns: id, name_LANG for each language, kind, country, effective, source_uri, source_sha256, as_of, "
        + "joined_via, traits (separated by semicolons). Each line becomes a membership that rests on its public source: "
        + "it has no key, so nobody can attest for it."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    let register: Register
    do {
      register = try Register.read(readInput(path, limit: 64 << 20))
    } catch let error as Register.Faults {
      throw CommandError(
        code: "register.malformed", message: "\(path) is not a register; nothing was written", faults: error.faults,
        upTo: 50, hint: "see pledgebook import --help for the columns", exit: .usage)
    } catch {
      throw CommandError(from: error)
    }
    let keys = try SigningKeys.registrar(session)
    guard !keys.isEmpty else {
      throw .usage("missing-key", "no registrar key", hint: "give --registrar-key FILE")
    }
    let places = register.joins.map { "\(path), \($0.signatory)" }
    let receipts = try OpenLedger.append(session, places: places) { (state, now) throws(CommandError) in
      try register.joins.map { (join) throws(CommandError) in
        try keys.submission(of: StatementFlow.draft(.join(join), state, at: now))
      }
    }
    return try ReceiptPrinter.finish(receipts, &session, summary: summary(receipts))
  }

  private static func summary(_ receipts: [Receipt]) -> String {
    guard let first = receipts.first, let last = receipts.last else {
      return "the register is empty; nothing was written"
    }
    return "\(receipts.count) signatories, entries \(first.header.index) to \(last.header.index)\n  leaf \(last.leaf)"
  }
}
