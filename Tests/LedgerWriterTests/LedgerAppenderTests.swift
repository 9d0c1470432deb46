import Cryptography
import Fixtures
import LedgerSamples
import LedgerWriter
import Pledges
import Storage
import Testing
import Verification

@Suite("Appending to a ledger")
struct LedgerAppenderTests {
  private let folder: TemporaryFolder
  private let cast: Cast
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
    cast = try Cast()
  }

  /// A fresh ledger with one signatory, closed again.
  private func makeLedger() throws {
    var writer = try ChronicleWriter(at: path, cast)
    try writer.addQuillonia()
  }

  /// The file and its log, byte for byte; a log with nothing in it is none.
  private func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try folder.names() where name == "ledger.db" || name == "ledger.db-wal" {
      let bytes = try folder.read(name)
      if !bytes.isEmpty { files[name] = bytes }
    }
    return files
  }

  private func join(_ id: String, in appender: borrowing LedgerAppender, at now: Instant) throws -> SubmittedEnvelope {
    let join = try Samples.join(id, keys: [], effective: now)
    return try submission(given(appender.state.draft(.join(join), at: now).payload), by: [cast.registrar])
  }

  private let now = Instant("2031-05-01T00:00:00Z") ?? Instant(seconds: 0)

  @Test("a batch is one transaction: all of it is there, linked in the order given")
  func batch() throws {
    try makeLedger()
    do {
      var appender = try LedgerAppender(opening: path)
      let envelopes = try (0..<20).map { try join("member-\($0)", in: appender, at: now) }
      let receipts = try appender.append(envelopes, at: now)
      #expect(receipts.map(\.header.index.rawValue) == (3..<23).map { UInt64($0) })
      for (receipt, next) in zip(receipts, receipts.dropFirst()) { #expect(next.header.previous == receipt.leaf) }
      for receipt in receipts {
        #expect(receipt.headerBytes == receipt.header.bytes)
        let stored = try SQLiteLedgerReader.open(path).entry(at: receipt.header.index)
        #expect(try Digest.sha256(of: given(stored?.envelope)) == receipt.header.envelope)
        #expect(try Digest.sha256(of: [0] + receipt.headerBytes) == receipt.leaf)
      }
      let head = appender.chain.leaf
      #expect(head == receipts.last?.leaf)
    }
    #expect(try verify(path).codes() == [])
  }

  @Test(
    "a batch with one envelope that is refused leaves the file byte for byte as it was",
    arguments: [0, 1, 15, 16, 17, 40])
  func refusedBatch(_ position: Int) throws {
    try makeLedger()
    let before = try files()
    do {
      var appender = try LedgerAppender(opening: path)
      var envelopes = try (0..<40).map { try join("member-\($0)", in: appender, at: now) }
      envelopes.insert(try join("quillonia", in: appender, at: now), at: position)
      let error = try failure { _ = try appender.append(envelopes, at: now) }
      guard case .refused(let refusal, let place) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(refusal.code.rawValue == "rule.signatory.signs-for-itself")
      #expect(place == position)
      // What it holds in memory is ahead of the file, unless nothing was taken in at all.
      let next = try join("member-40", in: appender, at: now)
      if position == 0 {
        let count = try appender.append([next], at: now).count
        #expect(count == 1)
      } else {
        let error = try failure { _ = try appender.append([next], at: now) }
        #expect(error != nil)
      }
    }
    if position > 0 { #expect(try files() == before) }
    #expect(try verify(path).codes() == [])
    var again = try LedgerAppender(opening: path)
    let last = try join("member-5", in: again, at: now)
    let count = try again.append([last], at: now).count
    #expect(count == 1)
  }

  @Test("the same statement twice in one batch is refused as a duplicate")
  func duplicateInBatch() throws {
    try makeLedger()
    let before = try files()
    do {
      var appender = try LedgerAppender(opening: path)
      let envelope = try join("member", in: appender, at: now)
      let error = try failure { _ = try appender.append([envelope, envelope], at: now) }
      guard case .refused(let refusal, let place) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(refusal.code == .statementDuplicate)
      #expect(place == 1)
    }
    #expect(try files() == before)
  }

  @Test("an empty batch changes nothing")
  func emptyBatch() throws {
    try makeLedger()
    let before = try files()
    do {
      var appender = try LedgerAppender(opening: path)
      let receipts = try appender.append([], at: now)
      #expect(receipts.isEmpty)
    }
    #expect(try files() == before)
  }

  @Test("a second appender waits and then says who is writing")
  func contention() throws {
    try makeLedger()
    let held = try holding { openingError() }
    #expect(held == StorageError(.busy, ""))
    #expect(held?.reason.contains("process ") == true)
    #expect(openingError() == nil)
  }

  /// Does something while an appender has the ledger open.
  private func holding<Result>(_ body: () -> Result) throws -> Result {
    let appender = try LedgerAppender(opening: path)
    let result = body()
    _ = appender.chain.size
    return result
  }

  /// Why an appender that waits for nobody cannot open the ledger.
  private func openingError() -> StorageError? {
    do throws(AppendError) {
      let appender = try LedgerAppender(opening: path, waitingUpTo: .zero)
      return appender.chain.size == 3 ? nil : StorageError(.damaged, "another size")
    } catch {
      guard case .storage(let error) = error else { return StorageError(.programming, "another error") }
      return error
    }
  }

  @Test("a ledger is never made over a file, nor over what is left of one", arguments: ["ledger.db", "ledger.db-wal"])
  func creationOverwritesNothing(_ name: String) throws {
    try folder.write(Array("precious".utf8), to: name)
    let error = try failure { try ChronicleWriter.create(at: path, cast, start: now) }
    guard case .storage(let cause) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(cause == StorageError(.exists, ""))
    #expect(try folder.read(name) == Array("precious".utf8))
    #expect(try folder.names().filter { !$0.hasSuffix(".lock") } == [name])
  }

  @Test("a ledger whose chain is broken is not appended to")
  func brokenLedger() throws {
    try makeLedger()
    var file = try LedgerFile(path)
    try file.rows[1].setHeader { $0.recorded = Instant(seconds: $0.recorded.seconds + 1) }
    try file.rebuildTree()
    try file.write(to: path)
    let before = try files()
    let error = try failure {
      let appender = try LedgerAppender(opening: path)
      _ = appender.chain.size
    }
    // The store looks at the last entries before the replay looks at all of them.
    switch error {
    case .broken: break
    case .storage(let cause): #expect(cause == StorageError(.damaged, ""))
    default: Issue.record("\(String(describing: error))")
    }
    #expect(try files() == before)
  }
}
