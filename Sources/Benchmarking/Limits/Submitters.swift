internal import CommandLineTools
internal import Glibc
internal import Synchronization

/// Threads that do the same at the same time, as the connections of a service do.
enum Submitters {
  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  /// Runs the work on so many threads, each with its number, and waits for all of them; what one of them throws first is
  /// thrown then.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let failure = Mutex<(any Error)?>(nil)
    try runAll(count) { number in
      do {
        try body(number)
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  private static func runAll(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) throws(CommandError) {
    var threads: [pthread_t] = []
    defer {
      for thread in threads { pthread_join(thread, nil) }
    }
    for number in 0..<count {
      var thread = pthread_t()
      let work = unsafe Unmanaged.passRetained(Work { body(number) })
      let code = unsafe pthread_create(
        &thread, nil,
        { state in
          guard let state = unsafe state else { return nil }
          unsafe Unmanaged<Work>.fromOpaque(state).takeRetainedValue().body()
          return nil
        }, work.toOpaque())
      guard code == 0 else {
        unsafe work.release()
        throw .io("thread", "the system gives no more than \(number) threads")
      }
      threads.append(thread)
    }
  }
}
