import Fixtures
import LedgerSamples
import Pledges
import Storage
import Synchronization
import Testing
import Verification

@testable import LedgerWriter

@Suite("A queue whose disk fails or whose room is full")
struct AppendQueueFailureTests {
  private let bench: QueueBench

  init() throws {
    bench = try QueueBench()
  }

  @Test(
    "everyone in the batch hears what is known of it, and nobody behind it is written",
    arguments: [StorageError.Outcome.unknown, .notCommitted, .committed])
  func failingDisk(_ outcome: StorageError.Outcome) throws {
    let disk = FailingDisk(outcome)
    let queue = try bench.queue(gathered: 8, batch: 8, disk: disk)
    let answers = Mutex<[Int: AppendError]>([:])
    for (number, envelope) in try bench.joins(24).enumerated() {
      queue.enqueue(envelope) { answer in
        if case .failure(let error) = answer { answers.withLock { $0[number] = error } }
      }
    }
    disk.proceed()
    queue.stop()
    let errors = answers.withLock { $0 }
    #expect(errors.count == 24)
    let told = errors.values.filter { error in
      if case .storage(let error) = error { return error.outcome == outcome && error.code == .inputOutput }
      return false
    }
    let stopped = errors.values.filter { if case .queueStopped = $0 { true } else { false } }
    #expect((1...8).contains(told.count))
    #expect(told.count + stopped.count == 24)
    #expect(disk.batchCount == 1)
    let error = try failure { _ = try queue.submit(bench.joins(25)[24]) }
    guard case .queueStopped = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("what fails after the commit is told to those that became entries; who was refused hears the refusal")
  func refusalBesideAFailureAfterTheCommit() throws {
    let bad = try bench.badEnvelopes()
    let envelopes = zip(try bench.joins(4), bad.map(\.envelope)).flatMap { [$0, $1] }
    var answers: LedgerAppender.BatchAnswers
    do {
      var appender = try bench.appender()
      var examiner = Examiner()
      let keys = appender.state.keys
      // The mark can no longer be written once the ledger is open.
      _ = try run("rm", ["-f", bench.folder.path("mark")])
      _ = try run("mkdir", [bench.folder.path("mark")])
      answers = try appender.append(each: envelopes.map { examiner.examined($0, keys: keys) }, at: bench.now)
    }
    #expect(answers.failure != nil)
    for (number, answer) in answers.each.enumerated() {
      switch answer.failure {
      case .refused(let refusal, _): #expect(number % 2 == 1 && refusal.code.rawValue == bad[number / 2].code)
      case .storage(let cause): #expect(number % 2 == 0 && cause.outcome == .committed)
      default: Issue.record("\(number): \(answer)")
      }
    }
    #expect(try verify(bench.path).size == 7)
  }

  @Test("a refusal is not given before the batch it may rest on is durable")
  func refusalOfALostBatch() throws {
    let disk = FailingDisk(.unknown)
    let queue = try bench.queue(disk: disk)
    let envelope = try bench.joins(1)[0]
    let answers = Mutex<[String]>([])
    for _ in 0..<2 {
      queue.enqueue(envelope) { answer in
        answers.withLock {
          $0.append(answer.failure.map { "\($0)".contains("refused") ? "refused" : "failed" } ?? "done")
        }
      }
    }
    disk.proceed()
    queue.stop()
    #expect(!answers.withLock { $0 }.contains("done"))
    #expect(!answers.withLock { $0 }.contains("refused"))
  }

  @Test("a full queue refuses an offer at once, and lets a submitter wait until there is room")
  func backPressure() throws {
    let disk = FailingDisk(nil)
    let queue = try bench.queue(envelopes: 4, disk: disk)
    let envelopes = try bench.joins(6)
    for envelope in envelopes[..<4] { try queue.offer(envelope) { _ in } }
    let error = try failure { try queue.offer(envelopes[4]) { _ in Issue.record("answered without being taken in") } }
    guard case .queueFull = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let waiting = try SystemThread {
      do {
        _ = try queue.submit(envelopes[5])
      } catch {
        Issue.record("\(error)")
      }
    }
    disk.proceed()
    waiting.join()
    queue.stop()
    #expect(try verify(bench.path).size == 8)
  }

  @Test("the bytes that wait are bounded too, and one envelope always has room")
  func boundedBytes() throws {
    let disk = FailingDisk(nil)
    let queue = try bench.queue(bytes: 1, disk: disk)
    let envelopes = try bench.joins(2)
    try queue.offer(envelopes[0]) { _ in }
    let error = try failure { try queue.offer(envelopes[1]) { _ in } }
    guard case .queueFull = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    disk.proceed()
    queue.stop()
  }

  @Test("words count among the bytes that wait")
  func boundedWords() throws {
    let disk = FailingDisk(nil)
    let worded = try bench.attestation()
    #expect(!worded.texts.isEmpty)
    let join = try bench.joins(1)[0]
    let statements = join.envelope.payload.count + 2 * worded.envelope.payload.count
    let queue = try bench.queue(bytes: statements, disk: disk)
    // It is held back by the disk, so that what comes next waits.
    try queue.offer(join) { _ in }
    let error = try failure { for _ in 0..<2 { try queue.offer(worded) { _ in } } }
    guard case .queueFull = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    disk.proceed()
    queue.stop()
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
