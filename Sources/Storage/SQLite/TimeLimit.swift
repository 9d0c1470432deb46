internal import CSQLite

/// Stops a query that takes too long: a hostile file can make a short statement run for hours.
///
/// SQLite asks at every few thousand steps of its machine. For readers only; a writer inside a commit is never stopped.
/// See https://sqlite.org/c3ref/progress_handler.html
final class TimeLimit {
  private let end: ContinuousClock.Instant

  init(_ duration: Duration) {
    end = .now + duration
  }

  fileprivate var isOver: Bool { ContinuousClock.now > end }
}

extension Connection {
  /// Lets queries fail with `storage.interrupted` once the time is over.
  func stop(after duration: Duration) {
    let limit = TimeLimit(duration)
    timeLimit = limit  // keeps alive what the handler is given
    unsafe sqlite3_progress_handler(
      handle, 4096, { state in unsafe isTimeOver(state) }, Unmanaged.passUnretained(limit).toOpaque())
  }
}

private func isTimeOver(_ state: UnsafeMutableRawPointer?) -> Int32 {
  guard let state = unsafe state else { return 0 }
  return unsafe Unmanaged<TimeLimit>.fromOpaque(state).takeUnretainedValue().isOver ? 1 : 0
}
