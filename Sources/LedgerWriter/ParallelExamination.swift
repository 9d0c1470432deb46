internal import Dispatch
internal import Pledges
internal import Storage
internal import Synchronization

/// Envelopes of one batch, examined on all cores while the caller takes the results in order.
///
/// The caller admits what it takes, which no other thread can do, and examines itself where the result that it wants is
/// not there: so no core waits for another.
final class ParallelExamination: Sendable {
  typealias Examined = Result<ExaminedEnvelope, Refusal>

  /// Envelopes a piece: so few that at the end of a batch no core waits long for another.
  private static let piece = 2

  private let envelopes: ArraySlice<SubmittedEnvelope>
  private let keys: KeyBook
  /// The lock owns what is examined so far.
  private let progress: Mutex<Progress>
  /// Signalled once for every piece that a helper has done.
  private let isDone = DispatchSemaphore(value: 0)
  /// The helpers at work.
  private let helping = DispatchGroup()

  private struct Progress {
    /// The first envelope that nobody has taken for examination.
    var next: Int
    /// By the number of the piece; empty until it is done, and once it was handed over.
    var results: [[Examined]]
  }

  /// What is known of each envelope without its place in the ledger, handed to `body` in the order given.
  ///
  /// When `body` throws, nobody begins with another envelope; and when this returns, nobody is at work any more: the
  /// caller may be about to end the process, and with it OpenSSL.
  static func examine<Failure>(
    _ envelopes: ArraySlice<SubmittedEnvelope>, keys: KeyBook, _ body: (Examined) throws(Failure) -> Void
  ) throws(Failure) {
    let examination = ParallelExamination(envelopes, keys: keys)
    let helpers = min(ProcessorCount.available - 1, (envelopes.count - 1) / piece)
    // The closures are @Sendable and written outside any actor: Dispatch runs them on threads of its own.
    for _ in 0..<max(0, helpers) {
      DispatchQueue.global().async(group: examination.helping) { @Sendable in examination.help() }
    }
    defer { examination.stop() }
    var examiner = Examiner()
    for number in 0..<examination.pieceCount {
      for examined in examination.take(number, examiner: &examiner) { try body(examined) }
    }
  }

  private init(_ envelopes: ArraySlice<SubmittedEnvelope>, keys: KeyBook) {
    self.envelopes = envelopes
    self.keys = keys
    let count = (envelopes.count + Self.piece - 1) / Self.piece
    progress = Mutex(Progress(next: 0, results: Array(repeating: [], count: count)))
  }

  private var pieceCount: Int { (envelopes.count + Self.piece - 1) / Self.piece }

  /// The results of a piece, once they are there.
  private func take(_ number: Int, examiner: inout Examiner) -> [Examined] {
    while true {
      let results = progress.withLock { progress in
        let results = progress.results[number]
        progress.results[number] = []
        return results
      }
      if !results.isEmpty { return results }
      if !examineNext(&examiner) { isDone.wait() }
    }
  }

  /// Examines piece after piece until none is left.
  private func help() {
    var examiner = Examiner()
    while examineNext(&examiner) { isDone.signal() }
  }

  /// Examines the next piece that nobody has taken; false when there is none.
  private func examineNext(_ examiner: inout Examiner) -> Bool {
    let number = progress.withLock { progress -> Int? in
      guard progress.next < progress.results.count else { return nil }
      defer { progress.next += 1 }
      return progress.next
    }
    guard let number else { return false }
    let start = envelopes.startIndex + number * Self.piece
    var results: [Examined] = []
    results.reserveCapacity(Self.piece)
    for envelope in envelopes[start..<min(start + Self.piece, envelopes.endIndex)] {
      results.append(examiner.examined(envelope, keys: keys))
    }
    progress.withLock { $0.results[number] = results }
    return true
  }

  private func stop() {
    progress.withLock { $0.next = $0.results.count }
    helping.wait()
  }
}
