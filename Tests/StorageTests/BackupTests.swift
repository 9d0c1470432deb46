import Fixtures
import Glibc
import Synchronization
import Testing

@testable import Storage

@Suite("Sealed copies")
struct BackupTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }
  var copy: String { folder.path("copy.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("A copy holds the same rows, is one narrow file in rollback mode, and has no finding")
  func roundTrip() throws {
    let sample = try SampleLedger.file(path, entries: 20, removing: [4])
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    #expect(try writer.backup(to: copy) == sample.head)
    #expect(try folder.names().filter { $0.hasPrefix("copy") } == ["copy.db"])
    #expect(try folder.mode(of: "copy.db") == 0o600)
    #expect(try folder.read("copy.db")[18...19] == [1, 1])
    let reader = try SQLiteLedgerReader.open(copy)
    #expect(try rows(of: reader) == sample.entries.map(StoredRow.entry))
    #expect(try reader.latestCheckpoint() == sample.checkpoints.last)
    #expect(try reader.structuralFindings().isEmpty)
  }

  @Test("A copy is taken of a copy, and continued as a ledger: that is how one is restored")
  func restore() throws {
    var sample = try SampleLedger.file(path)
    try SQLiteLedgerReader.open(path).backup(to: copy)
    let restored = folder.path("restored.db")
    try SQLiteLedgerReader.open(copy).backup(to: restored)
    try SQLiteLedgerWriter.open(restored, reserve: 0).append(sample.batch(3, checkpoint: true))
    let reader = try SQLiteLedgerReader.open(restored)
    #expect(try rows(of: reader) == sample.entries.map(StoredRow.entry))
    #expect(try reader.structuralFindings().isEmpty)
    #expect(try SQLiteLedgerReader.open(copy).head().size == 4)
  }

  @Test(
    "Nothing is overwritten, and what an old file left beside the name counts", arguments: ["", "-wal", "-journal"])
  func neverOverwrites(suffix: String) throws {
    _ = try SampleLedger.file(path)
    try folder.write(Array("the last good one".utf8), to: "copy.db\(suffix)")
    #expect(storageCode { try SQLiteLedgerReader.open(path).backup(to: copy) } == .exists)
    #expect(try folder.read("copy.db\(suffix)") == Array("the last good one".utf8))
    #expect(try folder.names().filter { $0.hasSuffix(".tmp") }.isEmpty)
  }

  @Test("A damaged ledger gives no copy")
  func damaged() throws {
    _ = try SampleLedger.file(path)
    try tamper(
      path, "DROP TRIGGER entry_update", "UPDATE entry SET leaf = randomblob(32) WHERE seq = 2",
      try #require(LedgerSchema.sql(of: "entry_update")))
    #expect(storageCode { try SQLiteLedgerReader.open(path).backup(to: copy) } == .damaged)
    #expect(try folder.names().filter { $0.hasPrefix("copy") }.isEmpty)
  }

  @Test("A copy taken while the writer appends is whole and holds all that was there before")
  func hot() throws {
    let sample = Mutex(try SampleLedger.file(path))
    let path = path
    let done = Atomic(false)
    let copies = folder.path("copy")
    inParallel(2) { number in
      do {
        if number == 0 {
          defer { done.store(true, ordering: .releasing) }
          for count in 0..<10 {
            let reader = try SQLiteLedgerReader.open(path)
            let before = try reader.head()
            let held = try reader.backup(to: "\(copies)\(count).db")
            #expect(held.size >= before.size && held.size % 4 == 0)
          }
        } else {
          let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
          while !done.load(ordering: .acquiring) { try writer.append(sample.withLock { try $0.batch(4) }) }
        }
      } catch {
        Issue.record("\(String(reflecting: error))")
      }
    }
  }

  @Test("A sealed copy is read on a medium that cannot be written; a working ledger needs its folder")
  func readOnlyMedium() throws {
    let sample = try SampleLedger.file(path)
    guard let disk = SmallDisk(kilobytes: 1024) else { return }
    try SQLiteLedgerReader.open(path).backup(to: disk.path("sealed.db"))
    _ = try SampleLedger.file(disk.path("working.db"))
    try disk.remountReadOnly()
    #expect(try rows(of: SQLiteLedgerReader.open(disk.path("sealed.db"))) == sample.entries.map(StoredRow.entry))
    for name in ["sealed.db", "working.db"] {
      #expect(storageCode { try SQLiteLedgerWriter.open(disk.path(name), reserve: 0) } == .readOnly)
    }
    let error = storageError { try SQLiteLedgerReader.open(disk.path("working.db")) }
    #expect(error?.code == .readOnly)
    #expect(error?.hint == StorageError.readOnlyHint)
    #expect(storageCode { try SQLiteLedgerWriter.create(disk.path("new.db"), reserve: 0) } == .readOnly)
    #expect(storageCode { try SQLiteLedgerReader.open(path).backup(to: disk.path("copy.db")) } == .readOnly)
  }

  @Test("A copy that does not fit leaves nothing")
  func full() throws {
    _ = try SampleLedger.file(path, entries: 400)
    guard let disk = SmallDisk(kilobytes: 128) else { return }
    let error = storageError { try SQLiteLedgerReader.open(path).backup(to: disk.path("copy.db")) }
    #expect(error?.code == .diskFull)
    #expect(disk.isEmpty)
  }
}
