internal import Dispatch
internal import Pledges
internal import Synchronization

extension AppendQueue {
  /// How much a queue holds, and how it makes batches.
  public struct Limits: Sendable {
    /// Envelopes taken in and not answered.
    public var envelopes = 1_024
    /// The bytes of their statements and words.
    public var bytes = 32 << 20
    /// The most entries of one transaction.
    public var batch = 512
    /// So many examined envelopes are written without waiting for those behind them.
    public var gathered = 32

    public init() {}
  }
}

/// An envelope with its words, and whoever waits for what becomes of it.
struct Submission: Sendable {
  let envelope: SubmittedEnvelope
  let byteCount: Int
  let answer: AppendQueue.Answer

  init(_ envelope: SubmittedEnvelope, answer: @escaping AppendQueue.Answer) {
    self.envelope = envelope
    byteCount = envelope.texts.reduce(envelope.envelope.payload.count) { $0 + $1.bytes.count }
    self.answer = answer
  }
}

/// An answer that one thread gives and another waits for.
final class Reply: Sendable {
  /// The lock owns the answer; the semaphore says that it is there.
  private let given = Mutex<Result<Receipt, AppendError>?>(nil)
  private let isGiven = DispatchSemaphore(value: 0)

  func give(_ answer: Result<Receipt, AppendError>) {
    given.withLock { $0 = answer }
    isGiven.signal()
  }

  func wait() -> Result<Receipt, AppendError> {
    isGiven.wait()
    return given.withLock { $0 } ?? .failure(.queueStopped("no answer was given"))
  }
}
