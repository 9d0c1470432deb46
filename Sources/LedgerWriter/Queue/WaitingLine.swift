internal import Dispatch
internal import Pledges

/// The envelopes that were taken in and are not appended yet, in the order in which they came. A lock owns it.
struct WaitingLine {
  private let limits: AppendQueue.Limits
  /// The keys by which envelopes are examined: those of the ledger after the last batch.
  var keys: KeyBook

  private var places: [Place] = []
  /// The number of the first place; they count on from there.
  private var first = 0
  /// How many places at the head are examined.
  private var readyCount = 0
  /// How many places at the head are examined or being examined: they are given out in order.
  private var takenCount = 0
  /// How many examiners are at work beside the writer, and how many there may be.
  private var examinerCount = 0
  private let examinerLimit: Int
  /// Taken in and not answered, those of the batch being written included.
  private var envelopeCount = 0
  private var byteCount = 0
  private var isWriting = false
  private var closed: String?
  private var waiters: [DispatchSemaphore] = []

  /// An envelope to be examined, the number of its place, and the keys to do it by.
  struct Unexamined {
    let number: Int
    let envelope: SubmittedEnvelope
    let keys: KeyBook
  }

  private struct Place {
    let submission: Submission
    var examined: ParallelExamination.Examined?
  }

  /// An envelope whose turn it is.
  struct Ready {
    let submission: Submission
    let examined: ParallelExamination.Examined
  }

  init(limits: AppendQueue.Limits, keys: KeyBook, examiners: Int) {
    self.limits = limits
    self.keys = keys
    examinerLimit = examiners
  }

  /// Who has to begin.
  enum Worker {
    case writer
    case examiner
  }

  /// What the writer does next.
  enum WriterWork {
    case batch([Ready])
    case examination(Unexamined)
  }

  /// Puts a submission at the end, and says who has to begin for it; nil when everybody is at work. Where there is no
  /// room, `waiting` is signalled once there may be.
  mutating func add(_ submission: Submission, waiting: DispatchSemaphore?) throws(AppendError) -> Worker? {
    if let closed { throw .queueStopped(closed) }
    // One envelope always has room in an empty queue, however large it is.
    guard
      envelopeCount == 0
        || (envelopeCount < limits.envelopes && byteCount + submission.byteCount <= limits.bytes)
    else {
      if let waiting { waiters.append(waiting) }
      throw .queueFull
    }
    envelopeCount += 1
    byteCount += submission.byteCount
    places.append(Place(submission: submission))
    if !isWriting {
      isWriting = true
      return .writer
    }
    guard examinerCount < examinerLimit else { return nil }
    examinerCount += 1
    return .examiner
  }

  /// The next envelope for an examiner; nil ends its turn.
  mutating func takeForExaminer() -> Unexamined? {
    if let next = takeUnexamined() { return next }
    examinerCount -= 1
    return nil
  }

  private mutating func takeUnexamined() -> Unexamined? {
    guard takenCount < places.count else { return nil }
    defer { takenCount += 1 }
    return Unexamined(number: first + takenCount, envelope: places[takenCount].submission.envelope, keys: keys)
  }

  /// Notes what examination found; true when the writer has to be woken.
  mutating func note(_ examined: ParallelExamination.Examined, of number: Int) -> Bool {
    // It may be gone: after a failure everyone is answered at once.
    guard places.indices.contains(number - first) else { return false }
    places[number - first].examined = examined
    while readyCount < places.count, places[readyCount].examined != nil { readyCount += 1 }
    guard !isWriting, isBatchReady else { return false }
    isWriting = true
    return true
  }

  /// A batch waits for the envelopes that are being examined, up to a number: they cost the cores a moment, and a
  /// transaction costs the disk a wait.
  private var isBatchReady: Bool {
    readyCount > 0 && (readyCount == places.count || readyCount >= limits.gathered)
  }

  /// A batch if one is ready, or else an envelope to be examined; nil ends the writer's turn.
  mutating func takeForWriter() -> WriterWork? {
    if isBatchReady { return .batch(takeBatch()) }
    if let next = takeUnexamined() { return .examination(next) }
    isWriting = false
    return nil
  }

  private mutating func takeBatch() -> [Ready] {
    // No more than half of what is here: were everybody in one batch, the other cores would have nothing to examine
    // while it is written, and the writer nothing to write afterwards.
    let count = min(readyCount, limits.batch, max(limits.gathered, envelopeCount / 2))
    let batch = places[..<count].compactMap { place in
      place.examined.map { Ready(submission: place.submission, examined: $0) }
    }
    places.removeFirst(count)
    first += count
    readyCount -= count
    takenCount -= count
    return batch
  }

  /// Frees the room of a batch that was written.
  mutating func release(_ batch: [Ready]) {
    envelopeCount -= batch.count
    byteCount -= batch.reduce(0) { $0 + $1.submission.byteCount }
  }

  /// Takes nothing more in; the first reason stays.
  mutating func close(because reason: String) {
    closed = closed ?? reason
  }

  /// All that are in line, to be answered without being written.
  mutating func takeRest() -> [Submission] {
    let rest = places.map(\.submission)
    first += places.count
    places = []
    readyCount = 0
    takenCount = 0
    envelopeCount -= rest.count
    byteCount -= rest.reduce(0) { $0 + $1.byteCount }
    return rest
  }

  /// Those who wait for room, to be woken.
  mutating func takeWaiters() -> [DispatchSemaphore] {
    defer { waiters = [] }
    return waiters
  }
}
