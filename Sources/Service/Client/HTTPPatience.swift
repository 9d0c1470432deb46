/// How long a client waits for one answer.
///
/// An answer keeps pace as long as it took no longer than its waiting time, a second, and what its bytes take at the
/// slowest rate. One that hangs, comes in drops, or sends heads without end is over soon, and a large file on a slow line
/// is not. However well it keeps pace, it has no more than a time that its byte limit gives.
public struct HTTPPatience: Hashable, Sendable {
  /// For the connection.
  public var connecting: Duration
  /// For the whole of one answer, however many bytes it may have.
  public var whole: Duration
  /// Beyond what an answer may take by its bytes.
  public var waiting: Duration

  /// Bytes a second, below which an answer uses up the waiting time.
  static let slowestRate = 16_384
  /// Bytes a second at which the largest answer that is taken has to come.
  static let fullRate = 163_840

  public init(connecting: Duration, whole: Duration, waiting: Duration) {
    self.connecting = connecting
    self.whole = whole
    self.waiting = waiting
  }

  /// For files, of which the largest have some 100 MB.
  public static let download = HTTPPatience(connecting: .seconds(10), whole: .seconds(600), waiting: .seconds(20))

  /// For a question that is answered at once or not at all.
  public static func question(_ whole: Duration) -> HTTPPatience {
    HTTPPatience(connecting: whole, whole: whole, waiting: whole)
  }

  /// What an answer of so many bytes may take without using up the waiting time.
  static func pace(_ byteCount: Int) -> Duration { .seconds(1) + time(byteCount, at: slowestRate) }

  /// The time for an answer of so many bytes at the most.
  func whole(upTo limit: Int) -> Duration { min(whole, waiting + HTTPPatience.time(limit, at: HTTPPatience.fullRate)) }

  private static func time(_ byteCount: Int, at rate: Int) -> Duration {
    .milliseconds(Int64(byteCount / rate) * 1_000 + Int64(byteCount % rate * 1_000 / rate))
  }
}
