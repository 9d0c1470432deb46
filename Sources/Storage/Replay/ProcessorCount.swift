internal import Glibc

/// How many processors this process may use.
public enum ProcessorCount {
  /// At least one; asked once, since the answer is read from a file.
  ///
  /// One where threads cannot be had. The library that runs work on threads of its own waits for ever then, and where it
  /// cannot look at them in /proc it ends the process by a signal: with one processor it is given nothing to do.
  public static let available: Int = {
    let count = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    guard count > 1, unsafe access("/proc/self/task", R_OK | X_OK) == 0 else { return 1 }
    // As many as it makes for so many processors, and two that it keeps for itself.
    return canRun(threads: count + 2) ? count : 1
  }()

  /// Whether so many threads can be at once, besides this one.
  private static func canRun(threads count: Int) -> Bool {
    let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    unsafe gate.initialize(to: pthread_mutex_t())
    defer { unsafe gate.deallocate() }
    guard unsafe pthread_mutex_init(gate, nil) == 0, unsafe pthread_mutex_lock(gate) == 0 else { return false }
    var threads: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      let error = unsafe pthread_create(
        &thread, nil,
        { gate in
          guard let gate = unsafe gate?.assumingMemoryBound(to: pthread_mutex_t.self) else { return nil }
          _ = unsafe (pthread_mutex_lock(gate), pthread_mutex_unlock(gate))
          return nil
        }, gate)
      guard error == 0 else { break }
      threads.append(thread)
    }
    unsafe pthread_mutex_unlock(gate)
    for thread in threads { pthread_join(thread, nil) }
    unsafe pthread_mutex_destroy(gate)
    return threads.count == count
  }
}
