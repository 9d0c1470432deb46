/// Why a command ends without its result, and what to do about it; equal when the codes are equal.
public struct CommandError: Error, Sendable {
  /// A stable name for scripts, such as `usage.unknown-option`.
  public let code: String
  /// What is wrong: one sentence, lower case, no full stop.
  public let message: String
  /// Further faults or places, a line each; the message holds for all of them.
  public let details: [String]
  /// What to do now, best as a command that can be pasted.
  public let hint: String?
  /// The status with which the process ends.
  public let exit: ExitStatus

  /// An error in the words given.
  public init(code: String, message: String, details: [String] = [], hint: String? = nil, exit: ExitStatus) {
    self.code = code
    self.message = message
    self.details = details
    self.hint = hint
    self.exit = exit
  }

  /// An error about many places, of which the first so many are shown.
  public init(code: String, message: String, faults: [String], upTo limit: Int, hint: String? = nil, exit: ExitStatus) {
    var shown = Array(faults.prefix(limit))
    if faults.count > limit { shown.append("and \(faults.count - limit) more") }
    self.init(code: code, message: message, details: shown, hint: hint, exit: exit)
  }

  /// A mistake in the arguments.
  @inline(never)
  public static func usage(_ code: String, _ message: String, hint: String? = nil) -> CommandError {
    CommandError(code: "usage.\(code)", message: message, hint: hint, exit: .usage)
  }

  /// A failure to read or write.
  @inline(never)
  public static func io(_ code: String, _ message: String, hint: String? = nil) -> CommandError {
    CommandError(code: "io.\(code)", message: message, hint: hint, exit: .io)
  }

  /// An error that nobody mapped: a fault of the program, and it says so.
  @inline(never)
  public static func unexpected(_ error: any Error) -> CommandError {
    CommandError(
      code: "program.unexpected", message: "unexpected failure: \(error)",
      hint: "this is a fault in the program; please report it with the command that led here", exit: .io)
  }
}

extension CommandError: Equatable {
  public static func == (left: CommandError, right: CommandError) -> Bool {
    left.code == right.code
  }
}

extension CommandError: CustomStringConvertible {
  public var description: String { message }
}
