import CSQLite
import Fixtures
import Testing

@testable import Storage

/// The log of a writer that goes on, made longer before it is needed.
@Suite("Room in the write-ahead log")
struct LogRoomTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func logSize() throws -> Int { try folder.read("ledger.db-wal").count }

  private func used(_ writer: SQLiteLedgerWriter) -> Int { 32 + Int(writer.connection.frameCount) * 4_120 }

  @Test("is made from the second batch on, and less and less often")
  func growth() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(1, checkpoint: true))
    #expect(try logSize() == used(writer))
    var sizes: Set<Int> = []
    for _ in 0..<60 {
      try writer.append(sample.batch(1, checkpoint: true))
      sizes.insert(try logSize())
      #expect(try logSize() >= used(writer))
    }
    #expect(sizes.count < 20, "\(sizes.sorted())")
  }

  @Test("is no part of the ledger: whoever opens it after a crash, or beside the writer, finds the entries and no more")
  func crash() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    for number in 0..<20 {
      try writer.append(sample.batch(3, checkpoint: true))
      #expect(try rows(of: SQLiteLedgerReader.open(path)) == sample.entries.map(StoredRow.entry))
      let copy = "copy-\(number).db"
      for suffix in ["", "-wal"] { try folder.write(folder.read("ledger.db" + suffix), to: copy + suffix) }
      let reopened = try SQLiteLedgerWriter.open(folder.path(copy), reserve: 0)
      #expect(try rows(of: reopened) == sample.entries.map(StoredRow.entry))
      #expect(try SQLiteLedgerReader.open(folder.path(copy)).structuralFindings().isEmpty)
    }
    #expect(try logSize() > used(writer))
  }

  @Test("is given back by a removal of words, with the bytes that it removes")
  func removal() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    for _ in 0..<20 { try writer.append(sample.batch(1)) }
    try writer.append(sample.batch(1, removing: [4]))
    #expect(try logSize() == 0)
    for _ in 0..<20 { try writer.append(sample.batch(1)) }
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
  }

  @Test("that the disk does not give is not missed, and a log that cannot be written fails the batch")
  func fault() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(2))
    let before = sample.head
    guard let file = FaultyFile(.log, of: writer) else {
      Issue.record("no log to take hold of")
      return
    }
    defer { file.restore() }
    file.order(.init(write: 778))
    let error = storageError { try writer.append(sample.batch(1)) }
    #expect(error?.code == .outcomeUnknown)
    file.order(.init())
    #expect(try writer.head() == before)
  }
}
