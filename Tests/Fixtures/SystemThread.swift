internal import Glibc

/// A thread of its own, since a test that blocks must not block the pool that other tests run on.
public struct SystemThread {
  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  private let thread: pthread_t

  public init(_ body: @escaping @Sendable () -> Void) throws {
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body))
    let failure = pthread_create(
      &thread, nil,
      { state in
        guard let state else { return nil }
        Unmanaged<Work>.fromOpaque(state).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard failure == 0 else {
      work.release()
      throw StartError()
    }
    self.thread = thread
  }

  public struct StartError: Error {}

  public func join() {
    pthread_join(thread, nil)
  }
}

/// Runs `body` on so many threads at once and waits for all of them.
public func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let threads = (0..<count).compactMap { number in try? SystemThread { body(number) } }
  for thread in threads { thread.join() }
}
