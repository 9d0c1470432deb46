internal import Glibc
internal import Synchronization

/// The first SIGINT or SIGTERM that arrived since `StopSignal.watch()`, or zero.
let firstStopSignal = Atomic<Int32>(0)

/// Runs in signal context: an atomic and calls that POSIX allows there, nothing else.
@c func noteStopSignal(_ number: Int32) {
  if firstStopSignal.exchange(number, ordering: .relaxed) != 0 { endBySignal(number) }
}

/// Gives the signal back its default action and sends it, so that a shell sees how the process ended.
func endBySignal(_ number: Int32) {
  signal(number, SIG_DFL)
  sendToThisThread(number)
}

/// Sends a signal that has been handled when this returns, also from a thread that blocks it.
///
/// Dispatch's threads block most signals, and one sent to the process would arrive elsewhere some time later.
func sendToThisThread(_ number: Int32) {
  var signals = sigset_t()
  var before = sigset_t()
  unsafe sigemptyset(&signals)
  unsafe sigaddset(&signals, number)
  unsafe pthread_sigmask(SIG_UNBLOCK, &signals, &before)
  raise(number)
  unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
}

/// A request to stop: the first signal sets a flag that loops look at, the second ends the process at once.
public enum StopSignal {
  /// Watches for SIGINT and SIGTERM from here on; one that the parent had ignored stays ignored.
  public static func watch() {
    // The first use of the flag must not happen inside a handler: it initialises the global.
    _ = firstStopSignal.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      var previous = sigaction()
      guard unsafe sigaction(number, nil, &previous) == 0, !isIgnored(previous) else { continue }
      // Interrupted calls of libraries go on by themselves; our own waits use poll, which never does.
      install(noteStopSignal, for: number, flags: SA_RESTART)
    }
  }

  /// Whether a signal asked the process to stop.
  public static var requested: Bool { number != nil }

  /// The signal that did.
  public static var number: Int32? {
    let number = firstStopSignal.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// For loops: leaves them with an error that `endIfRequested` turns into the signal's own end.
  public static func check() throws(CommandError) {
    guard requested else { return }
    throw CommandError(code: "program.stopped", message: "stopped by a signal", exit: .io)
  }

  /// Ends the process by the signal itself; call it last, when everything is rolled back and said.
  public static func endIfRequested() {
    guard let number else { return }
    endBySignal(number)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// Sets a handler and returns what was there before.
@discardableResult
func install(_ handler: @escaping @convention(c) (Int32) -> Void, for number: Int32, flags: Int32) -> sigaction {
  var action = sigaction()
  unsafe action.__sigaction_handler.sa_handler = handler
  action.sa_flags = flags
  unsafe sigemptyset(&action.sa_mask)
  var previous = sigaction()
  unsafe sigaction(number, &action, &previous)
  return previous
}
