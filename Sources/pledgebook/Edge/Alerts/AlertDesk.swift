import CommandLineTools
import Cryptography
import Files

/// What becomes of the alerts of a look: they go into the spool where there is one, and from there to the command.
struct AlertDesk {
  static let options: [OptionDefinition] = [
    .value(
      "exec", "COMMAND", repeats: true,
      help: "run this program for each alert; repeat it for its arguments: the first is the program"),
    .value("exec-limit", "SECONDS", help: "how long it may take before it is killed (default: 60)"),
  ]

  /// The variable that holds the id of the alert.
  static let variable = "PLEDGEBOOK_ALERT"
  /// So many failures in a row, and the receiver is taken to be away: the looks are not to wait for it.
  private static let patience = 10

  private let spool: AlertSpool?
  private let program: FedProgram?
  private let limit: Duration

  /// Takes the spool beside the state: one that is there is always filled, so that no look passes it by.
  init(_ session: borrowing Session, state: FilePath?) throws(CommandError) {
    try session.arguments.refuse(["exec-limit"], without: "exec")
    limit = .seconds(try session.arguments.integer("exec-limit", in: 1...86_400) ?? 60)
    program = try Self.program(session.arguments.paths("exec"))
    if let state, program != nil || AlertSpool.folder(beside: state).exists {
      spool = try AlertSpool(beside: state)
    } else {
      spool = nil
    }
  }

  private static func program(_ words: [FilePath]) throws(CommandError) -> FedProgram? {
    guard let word = words.first else { return nil }
    do throws(FedProgram.Fault) {
      return try FedProgram(words)
    } catch {
      throw CommandError(
        code: error == .notFound ? "exec.not-found" : "exec.not-executable",
        message: error == .notFound ? "there is no program \(word)" : "\(word) is no file that this user may execute",
        hint: "--exec takes a program and no line for a shell: --exec PROGRAM --exec ARGUMENT; nothing was done",
        exit: .usage)
    }
  }

  /// Keeps alerts, durably; the state that forgets what they are about is written after that.
  func keep(_ alerts: () throws -> [Alert]) throws(CommandError) {
    guard let spool else { return }
    let made: [Alert]
    do {
      made = try alerts()
    } catch {
      throw CommandError(from: error)
    }
    _ = try spool.add(made)
  }

  /// Hands over what waits; false where something could not be handed over.
  func deliver(_ session: borrowing Session) throws(CommandError) -> Bool {
    guard let spool else { return true }
    let waiting = try spool.waiting()
    warn(of: waiting, spool, session)
    guard let program else {
      if let first = waiting.alerts.first {
        session.output.note(
          "\(alerts(waiting.alerts.count)) in \(spool.new), the first \(first.id); --exec COMMAND hands them over")
      }
      return waiting.damaged.isEmpty
    }
    var delivered = 0
    var failuresInRow = 0
    for alert in waiting.alerts {
      StopSignal.endIfRequested()
      let outcome = try program.run(
        reading: spool.file(alert), variable: (Self.variable, alert.id.hex), limit: limit)
      guard outcome == .ended(0) else {
        session.output.warn(
          "alert \(alert.id) was not delivered: \(words(outcome))", hint: "it is tried again next time")
        failuresInRow += 1
        if failuresInRow == Self.patience { break }
        continue
      }
      try spool.settle(alert)
      failuresInRow = 0
      delivered += 1
    }
    let left = waiting.alerts.count - delivered
    if delivered > 0 || left > 0 {
      session.output.note("delivered \(alerts(delivered))" + (left > 0 ? ", \(left) not, see \(spool.new)" : ""))
    }
    return left == 0 && waiting.damaged.isEmpty
  }

  private func warn(of waiting: AlertSpool.Waiting, _ spool: AlertSpool, _ session: borrowing Session) {
    for path in waiting.damaged {
      session.output.warn(
        "\(path) is not the alert that its name says, and nobody is told of it",
        hint: "read it yourself, and move it away; its words may be somebody else's")
    }
    if let first = waiting.foreign.first {
      session.output.warn(
        "no alerts are in \(waiting.foreign.count) of the files of \(spool.new), the first \(first.name); they are left alone"
      )
    }
  }

  private func alerts(_ count: Int) -> String { count == 1 ? "1 alert" : "\(count) alerts" }

  private func words(_ outcome: FedProgram.Outcome) -> String {
    switch outcome {
    case .ended(let status): "the command ended with status \(status)"
    case .signalled(let number): "signal \(number) ended the command"
    case .overdue: "the command took longer than \(limit.components.seconds) seconds, and was killed"
    case .unstartable(let failure): "the command could not be started: \(failure.reason)"
    }
  }
}
