internal import Dispatch
public import Pledges
internal import Storage
internal import Synchronization

/// Takes envelopes from many threads at once and appends them in batches: one transaction and one checkpoint each.
///
/// An envelope is examined on all cores as soon as it is in; the one writer then takes those at the head of the line that
/// have been examined, in the order in which they came. While it waits for the disk the next ones gather, so a batch
/// grows with the load and nobody waits for a clock. An answer is given only once the batch is durable.
///
/// The queue has the ledger open, and its lock, until it is stopped; other processes wait as for any appender.
public final class AppendQueue: Sendable {
  /// What became of an envelope. It is called on a thread of the queue, which it must not hold up.
  public typealias Answer = @Sendable (Result<Receipt, AppendError>) -> Void

  // Each mutable thing has a lock that owns it; they are never held together.
  private let line: Mutex<WaitingLine>
  /// Nil once the queue was stopped: then the ledger is closed.
  private let appender: Mutex<LedgerAppender?>

  private let clock: @Sendable () -> Instant
  private let examiners = DispatchQueue(label: "pledgebook.examine", attributes: .concurrent)
  private let writer = DispatchQueue(label: "pledgebook.append")
  /// Left once for every envelope taken in.
  private let unanswered = DispatchGroup()
  /// The tasks of both queues.
  private let tasks = DispatchGroup()

  /// A queue in front of an appender; `clock` is asked once for each batch.
  public init(
    _ appender: consuming sending LedgerAppender, limits: Limits = Limits(), clock: @escaping @Sendable () -> Instant
  ) {
    line = Mutex(
      WaitingLine(limits: limits, keys: appender.state.keys, examiners: max(1, ProcessorCount.available - 1)))
    self.appender = Mutex(appender)
    self.clock = clock
  }

  /// Takes an envelope in, or throws `queueFull` or `queueStopped` at once; `answer` is called exactly once for one taken
  /// in and never for another.
  public func offer(_ envelope: SubmittedEnvelope, then answer: @escaping Answer) throws(AppendError) {
    try enter(Submission(envelope, answer: answer), waiting: nil)
  }

  /// Appends an envelope, and returns once it is durable. It blocks its thread, also while the queue has no room.
  public func submit(_ envelope: SubmittedEnvelope) throws(AppendError) -> Receipt {
    let reply = Reply()
    enqueue(envelope) { reply.give($0) }
    return try reply.wait().get()
  }

  /// Takes an envelope in as soon as there is room, and blocks its thread until then.
  func enqueue(_ envelope: SubmittedEnvelope, then answer: @escaping Answer) {
    let submission = Submission(envelope, answer: answer)
    let room = DispatchSemaphore(value: 0)
    while true {
      do throws(AppendError) {
        return try enter(submission, waiting: room)
      } catch {
        guard case .queueFull = error else { return answer(.failure(error)) }
        room.wait()
      }
    }
  }

  /// Takes nothing more, finishes what was taken in, and closes the ledger; no task of the queue runs any more then. Not to
  /// be called by an answer, which runs in one.
  ///
  /// - Returns: whether words that an entry removed may still be in the file, since somebody was reading it.
  @discardableResult
  public func stop() -> Bool {
    let waiters = line.withLock { line in
      line.close(because: "it was told to stop")
      return line.takeWaiters()
    }
    for waiter in waiters { waiter.signal() }
    unanswered.wait()
    tasks.wait()
    return appender.withLock { appender in
      defer { appender = nil }
      return appender?.holdsRemovedTexts ?? false
    }
  }

  private func enter(_ submission: Submission, waiting: DispatchSemaphore?) throws(AppendError) {
    let worker = try line.withLock { line throws(AppendError) in
      let worker = try line.add(submission, waiting: waiting)
      unanswered.enter()
      return worker
    }
    // The closures are @Sendable and written outside any actor: Dispatch runs them on threads of its own.
    switch worker {
    case .writer: writer.async(group: tasks) { @Sendable [self] in write() }
    case .examiner: examiners.async(group: tasks) { @Sendable [self] in examine() }
    case nil: break
    }
  }

  /// Examines one envelope after the other until none is left: a task for each would cost its set-up each time.
  private func examine() {
    var examiner = Examiner()
    while let next = line.withLock({ $0.takeForExaminer() }) {
      if examine(next, by: &examiner) { writer.async(group: tasks) { @Sendable [self] in write() } }
    }
  }

  /// True when the writer has to begin.
  private func examine(_ next: WaitingLine.Unexamined, by examiner: inout Examiner) -> Bool {
    let examined = examiner.examined(next.envelope, keys: next.keys)
    return line.withLock { $0.note(examined, of: next.number) }
  }

  /// Appends batch after batch. While none is ready it examines as well: a writer that slept would have to wait for its
  /// core, which examiners keep busy.
  private func write() {
    var examiner = Examiner()
    while let work = line.withLock({ $0.takeForWriter() }) {
      switch work {
      case .batch(let batch): write(batch)
      case .examination(let next): _ = examine(next, by: &examiner)  // the writer is at work already
      }
    }
  }

  private func write(_ batch: [WaitingLine.Ready]) {
    let answers = append(batch)
    // Room first: whoever hears the answer may have the next envelope ready.
    let waiters = line.withLock { line in
      line.release(batch)
      return line.takeWaiters()
    }
    for waiter in waiters { waiter.signal() }
    for (entry, answer) in zip(batch, answers) {
      entry.submission.answer(answer)
      unanswered.leave()
    }
  }

  private func append(_ batch: [WaitingLine.Ready]) -> [Result<Receipt, AppendError>] {
    do throws(AppendError) {
      let now = clock()
      let (answers, keys) = try appender.withLock { appender throws(AppendError) in
        guard let answers = try appender?.append(each: batch.map(\.examined), at: now), let keys = appender?.state.keys
        else { throw .queueStopped("the ledger is closed") }
        return (answers, keys)
      }
      line.withLock { $0.keys = keys }
      if answers.failure != nil { fail() }
      return answers.each
    } catch {
      fail()
      // Everyone in the batch hears the same, and whether it is known what became of it.
      return batch.map { _ in .failure(error) }
    }
  }

  /// After a failure nothing more is written; whoever was not in the batch learns that nothing happened to it.
  private func fail() {
    let left = line.withLock { line in
      line.close(because: "an earlier batch failed")
      return line.takeRest()
    }
    for submission in left {
      submission.answer(.failure(.queueStopped("an earlier batch failed")))
      unanswered.leave()
    }
  }
}
