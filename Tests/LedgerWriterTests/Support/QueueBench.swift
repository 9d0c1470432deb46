import Cryptography
import Dispatch
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Synchronization
import TransparencyLog

@testable import LedgerWriter

/// A ledger with one signatory, and envelopes for it by the dozen.
struct QueueBench {
  let folder: TemporaryFolder
  let cast: Cast
  let now: Instant
  private let state: LedgerState
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
    cast = try Cast()
    now = try given(Instant("2031-05-01T00:00:00Z"))
    var writer = try ChronicleWriter(at: folder.path("ledger.db"), cast)
    try writer.addQuillonia()
    state = writer.appender.state
  }

  /// An appender that signs a checkpoint for every batch.
  func appender() throws -> sending LedgerAppender {
    let signer = try NoteSigner(name: Chronicle.origin, privateKey: cast.log)
    return try LedgerAppender(
      opening: path,
      issuer: CheckpointIssuer(signers: [signer], mark: HighWaterMark(path: folder.path("mark"))))
  }

  func queue(
    envelopes: Int = 1_024, bytes: Int = 32 << 20, gathered: Int = 32, batch: Int = 512, disk: FailingDisk? = nil
  ) throws -> AppendQueue {
    var limits = AppendQueue.Limits()
    limits.envelopes = envelopes
    limits.bytes = bytes
    limits.gathered = gathered
    limits.batch = batch
    var appender = try appender()
    if let disk { appender.destination = disk.inFront(of: appender.destination) }
    let now = now
    return AppendQueue(appender, limits: limits) { now }
  }

  /// Joins of so many states that nobody signs for, each a statement of its own.
  func joins(_ count: Int) throws -> [SubmittedEnvelope] {
    try (0..<count).map { try sign(.join(Samples.join("member-\($0)", keys: [], effective: now)), by: cast.registrar) }
  }

  func sign(_ predicate: Predicate, by keys: PrivateKey...) throws -> SubmittedEnvelope {
    try submission(given(state.draft(predicate, at: now).payload), by: keys)
  }

  /// A statement with words.
  func attestation() throws -> SubmittedEnvelope {
    try sign(Samples.attestation(["b-1"], in: state), by: cast.quillonia[0])
  }

  /// Envelopes that are refused for reasons of every stage, each with its code.
  func badEnvelopes() throws -> [(envelope: SubmittedEnvelope, code: String)] {
    let join = Predicate.join(try Samples.join("bad", keys: [], effective: now))
    let good = try sign(join, by: cast.registrar).envelope
    func bare(_ envelope: Envelope) -> SubmittedEnvelope { SubmittedEnvelope(envelope: envelope, texts: []) }
    let worded = try attestation()
    var changed = good.signatures[0].bytes
    changed[10] ^= 1
    return [
      (
        bare(
          try Envelope(
            payload: good.payload, signatures: [.init(keyID: good.signatures[0].keyID, bytes: changed)])),
        "signature.invalid"
      ),
      (try sign(join, by: cast.stranger), "signature.unknown-key"),
      (bare(try Envelope(payload: Array("{}".utf8), signatures: good.signatures)), "statement.malformed"),
      (bare(worded.envelope), "text.missing"),
      (SubmittedEnvelope(envelope: good, texts: worded.texts), "text.digest"),
      (
        try sign(.join(Samples.join("quillonia", keys: [], effective: now)), by: cast.registrar),
        "rule.signatory.signs-for-itself"
      ),
    ]
  }
}

/// A disk that holds the first batch back until it is told to proceed, and then fails it or lets it through.
final class FailingDisk: Sendable {
  private let outcome: StorageError.Outcome?
  private let gate = DispatchSemaphore(value: 0)
  private let count = Mutex(0)

  /// Nil lets every batch through.
  init(_ outcome: StorageError.Outcome?) {
    self.outcome = outcome
  }

  func proceed() { gate.signal() }

  var batchCount: Int { count.withLock { $0 } }

  func inFront(of disk: any BatchDestination) -> any BatchDestination {
    Slowed(disk: disk, by: self)
  }

  private struct Slowed: BatchDestination {
    let disk: any BatchDestination
    let by: FailingDisk

    func begin(after head: LedgerHead) throws(StorageError) { try disk.begin(after: head) }

    func write(_ part: LedgerBatch) throws(StorageError) { try disk.write(part) }

    func abandon() { disk.abandon() }

    func commit() throws(StorageError) {
      let isFirst = by.count.withLock { count in
        count += 1
        return count == 1
      }
      if isFirst { by.gate.wait() }
      if let outcome = by.outcome {
        if outcome == .committed { try disk.commit() }
        throw StorageError(.inputOutput, "the disk failed", outcome: outcome)
      }
      try disk.commit()
    }
  }
}

extension AppendQueue {
  /// What became of each of some envelopes, all at once.
  static func append(
    each envelopes: [SubmittedEnvelope], to appender: consuming sending LedgerAppender, at now: Instant,
    limits: Limits = Limits()
  ) -> (results: [Result<Receipt, AppendError>], holdsRemovedTexts: Bool) {
    var rest = envelopes[...]
    var results: [Result<Receipt, AppendError>] = []
    let holdsRemovedTexts = append(
      each: { rest.popFirst() }, to: appender, at: now, limits: limits, answer: { results.append($0) })
    return (results, holdsRemovedTexts)
  }
}
