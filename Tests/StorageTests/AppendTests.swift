import Cryptography
import Fixtures
import Pledges
import Storage
import Testing

@Suite("Appending")
struct AppendTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("A new ledger is empty, and its file belongs to its owner alone")
  func empty() throws {
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    #expect(try writer.head() == .empty)
    #expect(try writer.entry(at: .genesis) == nil)
    #expect(try writer.latestCheckpoint() == nil)
    #expect(try writer.checkpointCount() == 0)
    #expect(try rows(of: writer).isEmpty)
    #expect(writer.warnings.isEmpty)
    for name in ["ledger.db", "ledger.db.lock"] { #expect(try folder.mode(of: name) == 0o600) }
  }

  @Test(
    "What was appended in batches of any size is read back as it was",
    arguments: [[1], [4], [1, 1, 1], [3, 7, 2, 100]])
  func roundTrip(sizes: [Int]) throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    for size in sizes { try writer.append(sample.batch(size, checkpoint: true)) }
    let reader = try SQLiteLedgerReader.open(path)
    for ledger in [writer, reader] as [SQLiteLedger] {
      #expect(try ledger.head() == sample.head)
      #expect(try rows(of: ledger) == sample.entries.map(StoredRow.entry))
      for entry in sample.entries {
        #expect(try ledger.entry(at: entry.index) == entry.withoutTexts)
        #expect(try ledger.texts(at: entry.index) == entry.texts)
        #expect(try ledger.index(ofStatement: entry.statement) == entry.index)
      }
      for (position, hash) in sample.treeHashes.enumerated() {
        #expect(try ledger.treeHash(at: UInt64(position)) == hash)
      }
      #expect(try ledger.treeHash(at: UInt64(sample.treeHashes.count)) == nil)
      for first in sample.treeHashes.indices {
        #expect(ledger.treeHashes(from: UInt64(first), count: 3) == Array(sample.treeHashes[first...].prefix(3)))
      }
      #expect(ledger.treeHashes(from: 0, count: .max) == sample.treeHashes)
      for beyond in [UInt64(sample.treeHashes.count), .max] {
        #expect(ledger.treeHashes(from: beyond, count: 3).isEmpty)
      }
      #expect(try ledger.entry(at: EntryIndex(sample.head.size)) == nil)
      #expect(try ledger.entry(at: EntryIndex(.max)) == nil)
      for beyond in [sample.head.size, 1 << 48, .max] { #expect(try ledger.texts(at: EntryIndex(beyond)).isEmpty) }
      #expect(try ledger.index(ofStatement: .zero) == nil)
      #expect(try ledger.latestCheckpoint() == sample.checkpoints.last)
      #expect(try ledger.checkpointCount() == UInt64(sizes.count))
      for checkpoint in sample.checkpoints { #expect(try ledger.checkpoint(ofSize: checkpoint.size) == checkpoint) }
      #expect(try ledger.checkpoint(ofSize: 0) == nil)
    }
    #expect(try reader.structuralFindings().isEmpty)
  }

  @Test("A ledger is the same after closing and opening it")
  func reopen() throws {
    var sample = try SampleLedger.file(path)
    #expect(try folder.names() == ["ledger.db", "ledger.db.lock"], "the log is moved into the file on closing")
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    #expect(try writer.head() == sample.head)
    try writer.append(sample.batch(3))
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
  }

  @Test(
    "A scan takes the part asked for and stops when told to", arguments: [(0, 10), (3, 7), (9, 10), (5, 5), (7, 3)])
  func scan(from start: Int, upTo end: Int) throws {
    let sample = try SampleLedger.file(path, entries: 10)
    let reader = try SQLiteLedgerReader.open(path)
    let expected = start < end ? sample.entries[start..<end].map(StoredRow.entry) : []
    #expect(try rows(of: reader, from: EntryIndex(UInt64(start)), upTo: UInt64(end)) == expected)
    var seen = 0
    try reader.forEachEntry { _ in
      seen += 1
      return seen < 4
    }
    #expect(seen == 4)
  }

  @Test("A scan that is not asked for words gives none")
  func scanWithoutTexts() throws {
    let sample = try SampleLedger.file(path, entries: 10)
    var found: [StoredRow] = []
    try SQLiteLedgerReader.open(path).forEachEntry {
      found.append($0)
      return true
    }
    #expect(found == sample.entries.map { .entry($0.withoutTexts) })
  }

  @Test("Scans nest, and the body may ask and throw")
  func nesting() throws {
    struct Stop: Error {}
    let sample = try SampleLedger.file(path, entries: 5)
    let reader = try SQLiteLedgerReader.open(path)
    var pairs = 0
    try reader.forEachEntry { outer in
      guard case .entry(let entry) = outer else { return false }
      #expect(try reader.index(ofStatement: entry.statement) == entry.index)
      try reader.forEachEntry { _ in
        pairs += 1
        return true
      }
      return true
    }
    #expect(pairs == 25)
    #expect(throws: Stop.self) { try reader.forEachEntry { _ in throw Stop() } }
    #expect(try rows(of: reader).count == sample.entries.count)
  }

  @Test("A snapshot stays as it was while the writer goes on")
  func snapshot() throws {
    var sample = try SampleLedger.file(path)
    let before = sample.head
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    let reader = try SQLiteLedgerReader.open(path)
    try reader.withSnapshot {
      #expect(try reader.head() == before)
      try writer.append(sample.batch(5))
      #expect(try reader.head() == before)
      let inner = try reader.withSnapshot { try rows(of: reader).count }
      #expect(inner == Int(before.size))
      #expect(try reader.head() == before, "the inner snapshot is the outer one")
    }
    #expect(try reader.head() == sample.head)
  }

  @Test("A batch for another head is refused and changes nothing")
  func headMoved() throws {
    var sample = try SampleLedger.file(path)
    var other = sample
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    let late = try other.batch(2)
    try writer.append(sample.batch(1))
    let error = storageError { try writer.append(late) }
    #expect(error?.code == .headMoved)
    #expect(error?.outcome == .notCommitted)
    #expect(try writer.head() == sample.head)
    try writer.append(sample.batch(1))
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
  }

  @Test("A statement that stands in the ledger, or earlier in the batch, is refused with its entry", arguments: [1, 5])
  func duplicate(of first: Int) throws {
    var sample = try SampleLedger.file(path)
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    var copy = sample
    var batch = try copy.batch(3)
    batch.entries[2].statement = copy.entries[first].statement
    let error = storageError { try writer.append(batch) }
    #expect(error?.code == .duplicateStatement)
    #expect(error?.entry == EntryIndex(UInt64(first)))
    #expect(error?.outcome == .notCommitted)
    #expect(try writer.head() == sample.head)
    try writer.append(sample.batch(1))
  }

  @Test("A ledger appears with its first batch or not at all")
  func atomicCreation() throws {
    var sample = SampleLedger()
    var batch = try sample.batch(3)
    batch.entries[1].statement = batch.entries[0].statement
    #expect(storageCode { try SQLiteLedgerWriter.create(path, first: batch, reserve: 0) } == .duplicateStatement)
    #expect(try folder.names() == [])
  }

  @Test("Nothing is made where something stands", arguments: ["", "-wal", "-journal", "-shm"])
  func neverOverwrites(suffix: String) throws {
    try folder.write(Array("mine".utf8), to: "ledger.db\(suffix)")
    #expect(storageCode { try SQLiteLedgerWriter.create(path, reserve: 0) } == .exists)
    #expect(try folder.read("ledger.db\(suffix)") == Array("mine".utf8))
    #expect(try folder.names() == ["ledger.db\(suffix)"])
  }

  @Test("Nothing is appended when the disk is nearly full, but a removal of words is")
  func reserve() throws {
    var sample = try SampleLedger.file(path)
    let writer = try SQLiteLedgerWriter.open(path, reserve: .max)
    var copy = sample
    let error = storageError { try writer.append(copy.batch(1)) }
    #expect(error?.code == .diskFull)
    #expect(error?.outcome == .notCommitted)
    try writer.append(sample.batch(1, removing: [0]))
    #expect(try writer.head() == sample.head)
  }
}
