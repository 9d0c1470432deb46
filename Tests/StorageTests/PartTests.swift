import Fixtures
import Storage
import Testing

@Suite("A batch written in parts")
struct PartTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A batch of so many entries, cut into parts of the given sizes; the last one has the checkpoint.
  private func parts(_ sizes: [Int], of sample: inout SampleLedger) throws -> [LedgerBatch] {
    var parts: [LedgerBatch] = []
    for (place, size) in sizes.enumerated() {
      parts.append(try sample.batch(size, checkpoint: place == sizes.count - 1))
    }
    return parts
  }

  @Test(
    "It is there as a whole once it is committed, and nobody sees any of it before", arguments: [[1], [3, 1, 2], [0]])
  func whole(_ sizes: [Int]) throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(3))
    let reader = try SQLiteLedgerReader.open(path)
    try writer.begin(after: sample.head)
    for part in try parts(sizes, of: &sample) {
      try writer.write(part)
      #expect(try reader.head().size == 3)
    }
    try writer.commit()
    #expect(try rows(of: reader) == sample.entries.map(StoredRow.entry))
    #expect(try reader.latestCheckpoint() == sample.checkpoints.last)
    #expect(try reader.structuralFindings().isEmpty)
    try writer.append(sample.batch(2))
  }

  @Test("Given up, it has never been, and the next one takes its place")
  func abandoned() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(3))
    let kept = sample
    try writer.begin(after: sample.head)
    for part in try parts([2, 2], of: &sample) { try writer.write(part) }
    writer.abandon()
    #expect(try writer.head() == kept.head)
    sample = kept
    try writer.append(sample.batch(4, checkpoint: true))
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().isEmpty)
  }

  @Test("A part that is not the next one, or contradicts itself, ends the batch and leaves nothing of it")
  func wrongPart() throws {
    for mistake in ["left out", "tampered", "from elsewhere"] {
      var sample = SampleLedger()
      let writer = try SQLiteLedgerWriter.create(folder.path("\(mistake).db"), reserve: 0)
      try writer.append(sample.batch(3))
      let before = sample.head
      try writer.begin(after: before)
      var parts = try parts([2, 2, 1], of: &sample)
      try writer.write(parts[0])
      switch mistake {
      case "left out": parts.remove(at: 1)
      case "tampered": parts[1].entries[0].header[0] ^= 1
      default: parts[1].expectedHead = before
      }
      let error = storageError { try writer.write(parts[1]) }
      #expect(error?.code == .programming, "\(mistake)")
      #expect(error?.outcome == .notCommitted, "\(mistake)")
      #expect(storageCode { try writer.commit() } == .programming, "nothing is left to commit")
      #expect(try writer.head() == before)
      #expect(try rows(of: writer).count == 3)
    }
  }

  @Test("Where the disk is nearly full it is refused like any other, and nothing has failed")
  func nearlyFull() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: .max)
    let part = try sample.batch(1)
    for _ in 0..<2 {
      try writer.begin(after: .empty)
      let error = storageError { try writer.write(part) }
      #expect(error?.code == .diskFull)
      #expect(error?.outcome == .notCommitted)
      #expect(storageCode { try writer.append(part) } == .diskFull)
    }
    #expect(try writer.head() == .empty)
  }

  @Test("Only one batch is written at a time, from its beginning to its end")
  func order() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    #expect(storageCode { try writer.commit() } == .programming)
    let first = try sample.batch(1)
    #expect(storageCode { try writer.write(first) } == .programming)
    writer.abandon()
    #expect(storageCode { try writer.begin(after: sample.head) } == .headMoved)
    try writer.begin(after: .empty)
    #expect(storageCode { try writer.begin(after: .empty) } == .programming)
    try writer.write(first)
    #expect(storageCode { try writer.append(sample.batch(1)) } == .programming)
    try writer.commit()
    #expect(try writer.head().size == 1)
  }

  @Test("A batch that is never finished is not there when the ledger is opened again")
  func unfinished() throws {
    var sample = SampleLedger()
    do {
      let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
      try writer.append(sample.batch(3))
      try writer.begin(after: sample.head)
      try writer.write(sample.batch(5, envelopeLength: 5_000))
    }
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    #expect(try writer.head().size == 3)
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().isEmpty)
  }

  @Test("A part with a removal takes the words out at the commit")
  func removal() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(3))
    try writer.begin(after: sample.head)
    try writer.write(sample.batch(2))
    try writer.write(sample.batch(1, removing: [1]))
    try writer.commit()
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
    #expect(try folder.read("ledger.db-wal").isEmpty, "the removed bytes are gone from the log as well")
  }
}
