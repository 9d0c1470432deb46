import CommandLineTools
import StatementWords

/// The question before something is recorded that nobody can take back: asked of a person at a terminal, and of no script.
enum Confirmation {
  static let option = OptionDefinition.flag("yes", help: "record without asking first, as where there is no terminal")

  /// Whether this use of the command asks.
  static func isWanted(_ session: borrowing Session) -> Bool {
    session.asks && !session.arguments.flag(option.long) && StandardStream.input.isTerminal
      && StandardStream.error.isTerminal
  }

  /// Shows what is about to happen, and goes on only when somebody says yes.
  static func require(_ lines: [String], _ question: String, _ session: borrowing Session) throws(CommandError) {
    for line in lines { session.output.ask(line + "\n") }
    session.output.ask("\(question) [y/N] ")
    let answer = try StandardStream.input.line()
    guard let answer, ["y", "yes"].contains(where: { answer.lowercased().utf8.elementsEqual($0.utf8) }) else {
      throw .usage("not-confirmed", "nothing was recorded", hint: "answer y to record it, or give --yes")
    }
  }

  static let recording = "Record this? What is recorded stays."
}
