import CommandLineTools
import Pledges

extension CommandError {
  /// What the clock alone can be the cause of.
  private static let ofTime = [
    Refusal.Code.headerTime.rawValue, Refusal.Code.windowClosed.rawValue, "usage.due-over",
  ]

  /// The same, with what is behind it where that is the clock of a demo ledger: its entries lie in years that were made up,
  /// and whoever leaves out `--at` speaks at this machine's time, before all of them.
  func explained(
    byClockOf state: LedgerState, last recorded: Instant?, now: Instant, _ session: borrowing Session
  ) -> CommandError {
    guard state.identity?.environment == .demo, let recorded, now < recorded,
      Self.ofTime.contains(where: { $0.utf8.elementsEqual(code.utf8) }) || code.hasSuffix(".retrospective")
    else { return self }
    let given = session.arguments.value("at") == nil ? "without --at it is \(now)" : "--at says \(now)"
    return CommandError(
      code: code, message: message, details: details,
      hint:
        "this is a demo ledger, whose last entry is of \(recorded), and \(given): add --at TIME, \(recorded) or later",
      exit: exit)
  }
}
