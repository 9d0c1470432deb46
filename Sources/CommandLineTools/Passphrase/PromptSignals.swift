internal import Glibc
internal import Synchronization

/// The last signal that arrived while a prompt was open, or zero.
private let pendingPromptSignal = Atomic<Int32>(0)

/// Runs in signal context: one atomic store.
@c func notePromptSignal(_ number: Int32) {
  pendingPromptSignal.store(number, ordering: .relaxed)
}

/// Holds back, while echo is off, the signals that would end or stop the process.
struct PromptSignals: ~Copyable {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]
  private let previous: [sigaction]

  /// Takes the place of the handlers there are; one prompt at a time, which a person sees to.
  init() {
    pendingPromptSignal.store(0, ordering: .relaxed)
    previous = Self.numbers.map { install(notePromptSignal, for: $0, flags: 0) }
  }

  /// Whether a signal waits for the prompt to be over.
  static var isPending: Bool { pendingPromptSignal.load(ordering: .relaxed) != 0 }

  /// Puts the handlers back and returns the signal that is due, if one is.
  consuming func restore() -> Int32? {
    for (number, var action) in zip(Self.numbers, previous) {
      unsafe sigaction(number, &action, nil)
    }
    let number = pendingPromptSignal.exchange(0, ordering: .relaxed)
    return number == 0 ? nil : number
  }
}
