import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Synchronization
import Testing
import Verification

@testable import LedgerWriter

@Suite("Many submitters and one writer")
struct AppendQueueTests {
  private let bench: QueueBench

  init() throws {
    bench = try QueueBench()
  }

  @Test("64 threads get 64 receipts of different entries, and the ledger they make verifies")
  func manySubmitters() throws {
    let envelopes = try bench.joins(256)
    let queue = try bench.queue()
    let receipts = Mutex<[UInt64: Digest]>([:])
    inParallel(64) { thread in
      for envelope in envelopes[(thread * 4)..<(thread * 4 + 4)] {
        do {
          let receipt = try queue.submit(envelope)
          receipts.withLock { $0[receipt.header.index.rawValue] = receipt.leaf }
        } catch {
          Issue.record("thread \(thread): \(error)")
        }
      }
    }
    queue.stop()
    let leaves = receipts.withLock { $0 }
    #expect(leaves.keys.sorted() == (3..<259).map { UInt64($0) })
    let report = try verify(bench.path)
    #expect(report.codes() == [])
    #expect(report.head == leaves[258])
    #expect(report.counts.checkpoints < 256, "every envelope had a transaction to itself")
  }

  @Test("a receipt is in the file by the time it is given")
  func receiptIsDurable() throws {
    let queue = try bench.queue()
    for envelope in try bench.joins(3) {
      let receipt = try queue.submit(envelope)
      // Another connection sees committed entries only.
      let stored = try SQLiteLedgerReader.open(bench.path).entry(at: receipt.header.index)
      #expect(stored?.leaf == receipt.leaf)
    }
    queue.stop()
  }

  @Test("envelopes become entries in the order in which they were taken in")
  func order() throws {
    let envelopes = try bench.joins(200)
    let results = try AppendQueue.append(each: envelopes, to: bench.appender(), at: bench.now).results
    #expect(try results.map { try $0.get().header.index.rawValue } == (3..<203).map { UInt64($0) })
    let store = try SQLiteLedgerReader.open(bench.path)
    for (envelope, result) in zip(envelopes, results) {
      let stored = try given(store.entry(at: result.get().header.index)?.envelope)
      #expect(try Envelope.read(stored).payload == envelope.envelope.payload)
    }
  }

  @Test("many more than the queue holds are answered one after the other, in their order, while the next are read")
  func moreThanRoom() throws {
    let envelopes = try bench.joins(60)
    var limits = AppendQueue.Limits()
    limits.envelopes = 4
    let results = try AppendQueue.append(each: envelopes, to: bench.appender(), at: bench.now, limits: limits).results
    #expect(try results.map { try $0.get().header.index.rawValue } == (3..<63).map { UInt64($0) })
    #expect(try verify(bench.path).codes() == [])
  }

  @Test("what is refused is refused alone and as by itself, and the rest goes on")
  func mixture() throws {
    var envelopes = try bench.joins(60)
    let bad = try bench.badEnvelopes()
    for (number, each) in bad.enumerated() { envelopes.insert(each.envelope, at: number * 9 + 4) }
    let results = try AppendQueue.append(each: envelopes, to: bench.appender(), at: bench.now).results
    var refusals: [String] = []
    for result in results {
      switch result {
      case .success: continue
      case .failure(.refused(let refusal, _)): refusals.append(refusal.code.rawValue)
      case .failure(let error): Issue.record("\(error)")
      }
    }
    #expect(refusals == bad.map(\.code))
    let report = try verify(bench.path)
    #expect(report.codes() == [])
    #expect(report.size == 63)
  }

  @Test("a statement offered twice becomes one entry, and the other is told so")
  func duplicate() throws {
    let envelope = try bench.joins(1)[0]
    let results = try AppendQueue.append(each: [envelope, envelope], to: bench.appender(), at: bench.now).results
    #expect(try results[0].get().header.index.rawValue == 3)
    guard case .failure(.refused(let refusal, _)) = results[1] else {
      Issue.record("\(results[1])")
      return
    }
    #expect(refusal.code == .statementDuplicate)
  }

  @Test("a key that comes in with one envelope signs the next one of the same batch")
  func keyOfTheSameBatch() throws {
    let key = try PrivateKey.generate(.ed25519)
    let id = try given(PartyID("newcomer"))
    let join = try bench.sign(
      .join(Samples.join("newcomer", keys: [key.publicKey], effective: bench.now)), by: bench.cast.registrar, key)
    let next = try PrivateKey.generate(.ecdsaP256)
    let rotation = try bench.sign(
      .keyRotate(KeyRotation(party: id, oldKey: key.publicKey.keyID, key: next.publicKey)), by: key, next)
    let results = try AppendQueue.append(each: [join, rotation], to: bench.appender(), at: bench.now).results
    #expect(try results.map { try $0.get().header.index.rawValue } == [3, 4])
    #expect(try verify(bench.path).codes() == [])
  }

  @Test("a batch of all or none takes what a queue takes, and refuses as the first bad one is refused")
  func allOrNone() throws {
    for (envelope, code) in try bench.badEnvelopes() {
      var envelopes = try bench.joins(40)
      envelopes.insert(envelope, at: 23)
      var appender = try bench.appender()
      let error = try failure { _ = try appender.append(envelopes, at: bench.now) }
      guard case .refused(let refusal, let position) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(refusal.code.rawValue == code)
      #expect(position == 23)
    }
    var appender = try bench.appender()
    let receipts = try appender.append(bench.joins(40), at: bench.now)
    #expect(receipts.map(\.header.index.rawValue) == (3..<43).map { UInt64($0) })
  }

  @Test("nothing is taken in after the end, and what was taken in before is finished")
  func stopping() throws {
    let envelopes = try bench.joins(50)
    let queue = try bench.queue()
    let answers = Mutex<[Bool]>([])
    for envelope in envelopes.dropLast() {
      try queue.offer(envelope) { answer in answers.withLock { $0.append((try? answer.get()) != nil) } }
    }
    queue.stop()
    #expect(answers.withLock { $0 } == Array(repeating: true, count: 49))
    let error = try failure { _ = try queue.submit(envelopes[49]) }
    guard case .queueStopped = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // The lock of the ledger is free again.
    var appender = try bench.appender()
    #expect(try appender.append([envelopes[49]], at: bench.now).count == 1)
  }

  @Test("while the queue has the ledger open another appender waits, and says for whom")
  func otherAppenders() throws {
    let queue = try bench.queue()
    let error = try failure { _ = try LedgerAppender(opening: bench.path, waitingUpTo: .zero).chain.size }
    guard case .storage(let cause) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(cause == StorageError(.busy, ""))
    _ = try queue.submit(bench.joins(1)[0])
    queue.stop()
    #expect(try bench.appender().chain.size == 4)
  }

  @Test("a statement that is there twice is named by its entry, and not by one that was given up with the batch")
  func namedDuplicates() throws {
    var joins = try bench.joins(40)
    joins.append(joins[0])
    do {
      var appender = try bench.appender()
      let error = try failure { _ = try appender.append(joins, at: bench.now) }
      guard case .refused(let refusal, position: 40)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(refusal.code == .statementDuplicate && !refusal.message.contains("as entry"), "\(refusal)")
    }
    let before = try SQLiteLedgerReader.open(bench.path).head().size
    let results = try AppendQueue.append(each: joins, to: bench.appender(), at: bench.now).results
    guard case .failure(.refused(let refusal, _))? = results.last else {
      Issue.record("\(String(describing: results.last))")
      return
    }
    #expect(refusal.message.contains("as entry \(before)"), "\(refusal)")
  }
}
