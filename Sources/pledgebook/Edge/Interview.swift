import CommandLineTools

/// Questions at a terminal. One whose answer cannot be taken is asked again, with what is wrong with it: whoever has
/// answered ten questions does not begin anew for the eleventh.
enum Interview {
  static var isPossible: Bool { StandardStream.input.isTerminal && StandardStream.error.isTerminal }

  /// What somebody answers, once it can be read.
  static func ask<Answer>(
    _ question: String, _ session: borrowing Session, _ read: (String) throws(CommandError) -> Answer
  ) throws(CommandError) -> Answer {
    while true {
      session.output.ask("\(question): ")
      guard let line = try StandardStream.input.line() else {
        throw .usage("not-answered", "the questions ended without an answer", hint: "nothing was written; run it again")
      }
      do throws(CommandError) {
        try requireNoControl(in: line, "the answer")
        return try read(trimmed(line))
      } catch {
        session.output.ask("  \(error.message)\(error.hint.map { "; \($0)" } ?? "")\n")
      }
    }
  }

  /// An answer that says something.
  static func text(_ question: String, _ session: borrowing Session) throws(CommandError) -> String {
    try ask(question, session) { (answer) throws(CommandError) in
      guard !answer.isEmpty else { throw again("this needs an answer") }
      return answer
    }
  }

  /// A whole number; the standard where nothing is said.
  static func number(
    _ question: String, standard: Int64, in range: ClosedRange<Int64>, _ session: borrowing Session
  ) throws(CommandError) -> Int64 {
    try ask("\(question) [\(standard)]", session) { (answer) throws(CommandError) in
      guard !answer.isEmpty else { return standard }
      return try number(answer, in: range)
    }
  }

  /// A whole number as somebody wrote it.
  static func number(_ text: String, in range: ClosedRange<Int64>) throws(CommandError) -> Int64 {
    guard let number = Int64(text), range.contains(number) else {
      throw again("“\(text)” is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of some words; the first where nothing is said.
  static func choice(
    _ question: String, _ words: [String], _ session: borrowing Session
  ) throws(CommandError) -> String {
    try ask("\(question): \(words.joined(separator: ", ")) [\(words[0])]", session) { (answer) throws(CommandError) in
      guard !answer.isEmpty else { return words[0] }
      guard let word = words.first(where: { $0.utf8.elementsEqual(answer.utf8) }) else {
        throw again("“\(answer)” is none of \(words.joined(separator: ", "))")
      }
      return word
    }
  }

  static func again(_ message: String, hint: String? = nil) -> CommandError {
    .usage("invalid-value", message, hint: hint)
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
