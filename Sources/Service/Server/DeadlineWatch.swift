internal import Glibc
internal import Synchronization

/// A thread that looks again and again whether something has had its time, until it is let go of.
@safe final class DeadlineWatch {
  private final class Work: Sendable {
    let isOver = Atomic<Bool>(false)
    private let look: @Sendable () -> Void

    init(_ look: @escaping @Sendable () -> Void) {
      self.look = look
    }

    /// Looks ten times a second, which is near enough for times of seconds.
    func run() {
      while !isOver.load(ordering: .relaxed) {
        _ = poll(nil, 0, 100)
        look()
      }
    }
  }

  private let work: Work
  private let thread: pthread_t

  init(_ look: @escaping @Sendable () -> Void) throws(ServiceError) {
    work = Work(look)
    var thread = pthread_t()
    let handed = unsafe Unmanaged.passRetained(work)
    let code = unsafe pthread_create(
      &thread, nil,
      { state in
        guard let state = unsafe state else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(state).takeRetainedValue().run()
        return nil
      }, handed.toOpaque())
    guard code == 0 else {
      unsafe handed.release()
      throw ServiceError(
        .listen, "the system gives no thread to serve with", hint: "end other programs, and try again")
    }
    self.thread = thread
  }

  deinit {
    work.isOver.store(true, ordering: .relaxed)
    pthread_join(thread, nil)
  }
}
