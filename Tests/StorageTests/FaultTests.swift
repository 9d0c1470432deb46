import CSQLite
import Fixtures
import Testing

@testable import Storage

@Suite("Faults of the disk")
struct FaultTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  // Extended codes are expressions in C, which Swift does not import.
  static let syncFails: Int32 = 1034
  static let writeFails: Int32 = 778

  @Test("A failing sync makes the outcome unknown and ends the writer, whichever it was", arguments: [false, true])
  func sync(doneAllTheSame: Bool) throws {
    var sample = SampleLedger()
    let before: LedgerHead
    do {
      let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
      try writer.append(sample.batch(3, checkpoint: true))
      before = sample.head
      guard let file = FaultyFile(.log, of: writer) else {
        Issue.record("no log to take hold of")
        return
      }
      defer { file.restore() }
      file.order(.init(sync: Self.syncFails, syncsAllTheSame: doneAllTheSame))
      let error = storageError { try writer.append(sample.batch(2)) }
      #expect(error?.code == .outcomeUnknown)
      #expect(error?.outcome == .unknown)
      #expect(error?.sqliteName == "SQLITE_IOERR_FSYNC")
      #expect(error?.hint == "submit the same bytes again to find out")
      // The disk is sound again, and the writer does not believe it.
      file.order(.init())
      let refusal = storageError { try writer.append(sample.batch(1)) }
      #expect(refusal?.code == .poisoned)
      #expect(refusal?.outcome == .notCommitted)
      #expect(refusal?.sqliteName == "SQLITE_IOERR_FSYNC")
      #expect(try writer.head() == before, "reading goes on")
    }
    #expect(try folder.names().contains("ledger.db-wal"), "the log is left for whoever opens the ledger next")
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    let found = try writer.head()
    #expect(found == before || found.size == 5)
    #expect(try rows(of: writer) == sample.entries[..<Int(found.size)].map(StoredRow.entry))
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().isEmpty)
  }

  @Test(
    "A failing write at any point of the commit is unknown, and what is there is a whole prefix",
    arguments: 0..<6, [false, true])
  func write(after writes: Int, doneByHalf: Bool) throws {
    var sample = SampleLedger()
    let before: LedgerHead
    do {
      let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
      try writer.append(sample.batch(3))
      before = sample.head
      guard let file = FaultyFile(.log, of: writer) else {
        Issue.record("no log to take hold of")
        return
      }
      defer { file.restore() }
      file.order(.init(write: Self.writeFails, writesBefore: writes, writesHalf: doneByHalf))
      let error = storageError { try writer.append(sample.batch(4, envelopeLength: 100_000)) }
      #expect(error?.code == .outcomeUnknown)
      #expect(error?.outcome == .unknown)
      #expect(storageCode { try writer.append(sample.batch(1)) } == .poisoned)
    }
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    #expect(try [before.size, 7].contains(writer.head().size))
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().isEmpty)
  }

  @Test("A write that fails while the batch is still growing is no commit, and still ends the writer")
  func writeInTheMiddle() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(3))
    let file = try #require(FaultyFile(.log, of: writer))
    defer { file.restore() }
    file.order(.init(write: Self.writeFails, writesBefore: 20))
    // More than SQLite's cache of 16 MiB, so pages are written before the commit.
    let error = storageError { try writer.append(sample.batch(100, envelopeLength: 200_000)) }
    #expect(error?.code == .outcomeUnknown)
    #expect(storageCode { try writer.append(sample.batch(1)) } == .poisoned)
    #expect(try writer.head().size == 3)
  }

  @Test(
    "A database that cannot be written or synced when the log is moved into it ends the writer, and the batch is there",
    arguments: [
      FaultyFile.Orders(write: writeFails), .init(write: writeFails, writesHalf: true), .init(sync: syncFails),
    ])
  func move(orders: FaultyFile.Orders) throws {
    var sample = SampleLedger()
    do {
      let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
      try writer.append(sample.batch(3))
      let file = try #require(FaultyFile(.database, of: writer))
      defer { file.restore() }
      file.order(orders)
      // A removal of words moves the log at once.
      try writer.append(sample.batch(1, removing: [2]))
      #expect(storageCode { try writer.append(sample.batch(1)) } == .poisoned)
    }
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    #expect(try writer.head().size == 4)
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().isEmpty)
  }

  @Test("A disk that is full before the commit refuses the batch, and the writer goes on")
  func fullBeforeCommit() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(3))
    let file = try #require(FaultyFile(.log, of: writer))
    defer { file.restore() }
    file.order(.init(write: SQLITE_FULL, writesBefore: 20))
    var copy = sample
    let error = storageError { try writer.append(copy.batch(100, envelopeLength: 200_000)) }
    #expect(error?.code == .diskFull)
    #expect(error?.outcome == .notCommitted)
    file.order(.init())
    try writer.append(sample.batch(2))
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
  }

  @Test("A disk that is full at the commit leaves the outcome unknown")
  func fullAtCommit() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(3))
    let file = try #require(FaultyFile(.log, of: writer))
    defer { file.restore() }
    file.order(.init(write: SQLITE_FULL))
    let error = storageError { try writer.append(sample.batch(1)) }
    #expect(error?.code == .outcomeUnknown)
    #expect(error?.sqliteName == "SQLITE_FULL")
  }

  @Test("On a disk that really fills up, everything acknowledged is there afterwards")
  func reallyFull() throws {
    guard let disk = SmallDisk(kilobytes: 1024) else { return }
    let path = disk.path("ledger.db")
    var sample = SampleLedger()
    var acknowledged: LedgerHead
    do {
      let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
      acknowledged = .empty
      var error: StorageError?
      while error == nil {
        let batch = try sample.batch(1, envelopeLength: 3000)
        error = storageError { try writer.append(batch) }
        if error == nil { acknowledged = sample.head }
      }
      #expect(error?.outcome == .unknown || error?.code == .diskFull, "\(error.debugDescription)")
      #expect(try writer.head() == acknowledged, "reading goes on")
    }
    #expect(acknowledged.size > 20)
    let reader = try SQLiteLedgerReader.open(path)
    #expect(try reader.head().size >= acknowledged.size)
    #expect(
      try rows(of: reader).prefix(Int(acknowledged.size))
        == sample.entries.prefix(Int(acknowledged.size)).map(StoredRow.entry)[...])
    #expect(try reader.structuralFindings().isEmpty)
  }

  @Test("With the usual reserve a small disk is refused before anything is written")
  func reserve() throws {
    guard let disk = SmallDisk(kilobytes: 1024) else { return }
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(disk.path("ledger.db"))
    let error = storageError { try writer.append(sample.batch(1)) }
    #expect(error?.code == .diskFull)
    #expect(error?.outcome == .notCommitted)
  }

  @Test("A long log is moved into the file by the writer, and the file alone then holds everything")
  func ownCheckpoints() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    for _ in 0..<5 { try writer.append(sample.batch(40, envelopeLength: 100_000)) }
    // 20 MB in a log that is moved at 16 MiB; without that the file would be as small as it was made.
    #expect(try folder.read("ledger.db").count > 16_000_000)
    #expect(try rows(of: writer).count == 200)
  }

  @Test("A query that takes too long is stopped, and the connection goes on")
  func timeLimit() throws {
    _ = try SampleLedger.file(path)
    let reader = try SQLiteLedgerReader.open(path, timeLimit: .seconds(0.3))
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    let took = ContinuousClock().measure {
      #expect(storageCode { try reader.connection.text(endless) } == .interrupted)
    }
    #expect(took < .seconds(20))
  }
}
