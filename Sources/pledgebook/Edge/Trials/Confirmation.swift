import CommandLineTools

/// The question before something is recorded that nobody can take back: asked of a person at a terminal, and of no script.
///
/// A person is there when the command has a controlling terminal, wherever its streams go, or when a terminal is its standard
/// input and error. Then it is asked there, unless `--yes` was given; where it cannot be, in the background, the command
/// refuses.
enum Confirmation {
  static let option = OptionDefinition.flag("yes", help: "record without asking first, as where there is no terminal")

  /// Whether this use of the command asks.
  static func isWanted(_ session: borrowing Session) throws(CommandError) -> Bool {
    guard session.asks, !session.arguments.flag(option.long), let terminal = PersonsTerminal.find() else {
      return false
    }
    guard !terminal.isInBackground else {
      throw .usage(
        "not-confirmed", "this asks before it acts, and nobody can be asked in the background of a terminal",
        hint: "run it in the foreground, or give --yes")
    }
    return true
  }

  /// Shows what is about to happen, whatever else is kept back, and goes on only when somebody says yes; `otherwise` says
  /// what did not happen.
  static func require(
    _ lines: [String], _ question: String, otherwise: String = "nothing was recorded"
  ) throws(CommandError) {
    guard try isYes(question, below: lines) else {
      throw .usage("not-confirmed", otherwise, hint: "answer y to go on, or give --yes")
    }
  }

  /// Asks, and says whether the answer is yes.
  static func isYes(_ question: String, below lines: [String] = []) throws(CommandError) -> Bool {
    guard let terminal = PersonsTerminal.find(),
      let answer = try terminal.answer(to: "\(question) [y/N] ", below: lines)
    else { return false }
    return ["y", "yes"].contains { answer.lowercased().utf8.elementsEqual($0.utf8) }
  }

  static let recording = "Record this? What is recorded stays."

  /// What stands above the words: which ledger it is for.
  static func heading(_ ledger: LedgerName?) -> String {
    "this is about to be recorded" + (ledger.map { " in \($0)" } ?? "") + ":"
  }
}
