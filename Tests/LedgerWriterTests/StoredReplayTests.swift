import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing

@testable import LedgerWriter

@Suite("Replaying a store on several cores")
struct StoredReplayTests {
  private let bench: QueueBench
  private let entryCount: UInt64

  /// 300 entries, more than are decoded at a time; entries 150 and 200 say something else than their headers.
  init() throws {
    bench = try QueueBench()
    do {
      var appender = try bench.appender()
      _ = try appender.append(bench.joins(297), at: bench.now)
    }
    var file = try LedgerFile(bench.path)
    for place in [150, 200] {
      file.rows[place].envelope = try file.rows[place].envelope(replacing: "beacon.example", with: "beacom.example")
    }
    try file.write(to: bench.path)
    entryCount = UInt64(file.rows.count)
  }

  /// What is visited of a store: the entry's number, its leaf, what is wrong with it, how many hashes it completes.
  private func visits(
    _ store: any LedgerReading, cores: Int, upTo size: UInt64? = nil, stoppingAtFault: Bool = false
  ) throws -> (visits: [String], failure: StorageError.Code?, size: UInt64) {
    var ledger = try Ledger(signatures: .vouched)
    var visits: [String] = []
    var failure: StorageError.Code?
    do throws(StoredReplayFailure) {
      try ledger.replay(store, upTo: size, cores: cores) { stored, replayed, findings, completed in
        let codes = findings.map(\.code).joined(separator: ",")
        let (index, leaf) = (stored.map { "\($0.index)" } ?? "-", replayed.map { "\($0.leaf)" } ?? "-")
        visits.append("\(index) \(leaf) \(codes) \(completed.count)")
        return !(stoppingAtFault && !findings.isEmpty)
      }
    } catch {
      guard case .storage(let error) = error else { throw error }
      failure = error.code
    }
    return (visits, failure, ledger.chain.size)
  }

  @Test("tells the same in the same order as on one, whole, in part, and up to the first fault", arguments: [2, 3, 8])
  func sameAsOnOne(_ cores: Int) throws {
    let store = try SQLiteLedgerReader.open(bench.path)
    for size in [nil, 0, 1, 63, 64, 65, 299] as [UInt64?] {
      for stops in [false, true] {
        let alone = try visits(store, cores: 1, upTo: size, stoppingAtFault: stops)
        let together = try visits(store, cores: cores, upTo: size, stoppingAtFault: stops)
        #expect(together == alone, "\(String(describing: size)), \(stops)")
        #expect(alone.visits.count == Int(stops ? min(size ?? entryCount, 151) : size ?? entryCount))
      }
    }
  }

  @Test("what stands before a row that cannot be read is told before the failure", arguments: [1, 2, 8])
  func unreadable(_ cores: Int) throws {
    let store = try SQLiteLedgerReader.open(bench.path)
    let cut = CutStore(store: store, end: 170)
    let all = try visits(cut, cores: cores)
    #expect(all.visits.count == 170 && all.failure == .damaged && all.size == 170)
    let first = try visits(cut, cores: cores, stoppingAtFault: true)
    #expect(first.visits.count == 151 && first.visits.last?.contains("envelope.digest") == true)
  }
}

/// A store of which no row from `end` on can be read.
private struct CutStore: LedgerReading {
  let store: SQLiteLedgerReader
  let end: UInt64

  func forEachEntry(
    from start: EntryIndex, upTo size: UInt64?, withTexts: Bool, _ body: (StoredRow) throws -> Bool
  ) throws {
    var stopped = false
    try store.forEachEntry(from: start, upTo: end, withTexts: withTexts) { row in
      stopped = try !body(row)
      return !stopped
    }
    if !stopped { throw StorageError(.damaged, "a page cannot be read") }
  }

  func head() throws(StorageError) -> LedgerHead { try store.head() }
  func entry(at index: EntryIndex) throws(StorageError) -> StoredEntry? { try store.entry(at: index) }
  func texts(at index: EntryIndex) throws(StorageError) -> [[UInt8]] { try store.texts(at: index) }
  func entries(holding digests: Set<Digest>) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)] {
    try store.entries(holding: digests)
  }
  func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex? {
    try store.index(ofStatement: statement)
  }
  func treeHash(at position: UInt64) throws(StorageError) -> Digest? { try store.treeHash(at: position) }
  func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? { try store.latestCheckpoint() }
  func checkpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint? { try store.checkpoint(ofSize: size) }
  func checkpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint? { try store.checkpoint(after: size) }
  func checkpointCount() throws(StorageError) -> UInt64 { try store.checkpointCount() }
}
