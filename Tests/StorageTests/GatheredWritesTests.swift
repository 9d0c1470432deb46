import CSQLite
import Fixtures
import Testing

@testable import Storage

/// Writes of the database and its log, gathered into few: the same file for whoever looks at it.
@Suite("Writes, gathered")
struct GatheredWritesTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "A small batch is one write, a large one as many as it has pieces of 64 KiB, and everything is there at the sync")
  func pieces() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    // Until the log is long enough, so that making room for it is not counted.
    for _ in 0..<12 { try writer.append(sample.batch(1, checkpoint: true)) }
    let file = try #require(FaultyFile(.log, of: writer))
    defer { file.restore() }
    for _ in 0..<3 {
      file.order(.init())
      let before = Int(writer.connection.frameCount)
      try writer.append(sample.batch(1, checkpoint: true))
      let frames = Int(writer.connection.frameCount) - before
      #expect(frames >= 5)
      #expect(file.writes.filter { $0 != GatheredWrites.capacity } == [Int32(frames * 4_120)])
      #expect(try rows(of: SQLiteLedgerReader.open(path)) == sample.entries.map(StoredRow.entry))
    }
    file.order(.init())
    let before = Int(writer.connection.frameCount)
    try writer.append(sample.batch(20, envelopeLength: 50_000))
    let bytes = (Int(writer.connection.frameCount) - before) * 4_120
    #expect(bytes > 1_000_000)
    #expect(file.writes.count <= bytes / (GatheredWrites.capacity - 4_120) + 8)
    #expect(try rows(of: SQLiteLedgerReader.open(path)) == sample.entries.map(StoredRow.entry))
  }

  @Test(
    "Whatever is written, read, cut and synced in whatever order, the file is what an array of bytes would be",
    arguments: 0..<20)
  func model(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    try folder.write([], to: "ledger.db")
    let log = try #require(OpenLog(path + "-wal"))
    var model: [UInt8] = []
    var next = 0
    for _ in 0..<400 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<13:
        let length = [24, 4_096, 4_120, 1, 0, 65_535, 65_536, 70_000].randomElement(using: &random) ?? 0
        let place = Int.random(in: 0..<4, using: &random) > 0 ? next : Int.random(in: 0...200_000, using: &random)
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ place &+ seed) }
        #expect(log.write(bytes, at: place) == SQLITE_OK)
        if !bytes.isEmpty {
          model += [UInt8](repeating: 0, count: max(0, place + length - model.count))
          model.replaceSubrange(place..<(place + length), with: bytes)
        }
        next = place + length
      case 13..<15:
        let place = Int.random(in: 0...max(0, model.count - 1), using: &random)
        let length = min(model.count - place, 5_000)
        #expect(log.read(length, at: place) == Array(model[place..<(place + length)]))
      case 15:
        #expect(log.size() == model.count)
      case 16:
        let size = Int.random(in: 0...model.count, using: &random)
        #expect(log.truncate(size) == SQLITE_OK)
        model.removeSubrange(size...)
        if next > size { next = size }
      default:
        #expect(log.sync() == SQLITE_OK)
        #expect(try folder.read("ledger.db-wal") == model)
      }
    }
    log.close()
    #expect(try folder.read("ledger.db-wal") == model)
  }

  @Test("Pages move from the log into the database in pieces as well")
  func move() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(200, envelopeLength: 3_000))
    let file = try #require(FaultyFile(.database, of: writer))
    let frames = Int(writer.connection.frameCount)
    try writer.connection.checkpoint(truncating: false)
    #expect(frames > 150)
    #expect(file.writes.reduce(0) { $0 + Int($1) } >= 150 * 4_096)
    #expect(file.writes.count < frames / 4)
    file.restore()
    #expect(try rows(of: SQLiteLedgerReader.open(path)) == sample.entries.map(StoredRow.entry))
  }

  @Test("Of a writer both files are gathered, and of a reader none")
  func files() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    try writer.append(sample.batch(1))
    #expect(GatheredWrites.name == "pledgebook")
    #expect(try areGathered(of: writer) == [true, true])
    let reader = try SQLiteLedgerReader.open(path)
    #expect(try reader.head() == sample.head)
    #expect(try areGathered(of: reader) == [false, false])
  }

  /// The log and the database.
  private func areGathered(of ledger: SQLiteLedger) throws -> [Bool] {
    try FaultyFile.Kind.allCases.map { kind in
      var found: UnsafeMutablePointer<sqlite3_file>?
      #expect(sqlite3_file_control(ledger.connection.handle, "main", kind.rawValue, &found) == SQLITE_OK)
      let file = try #require(found)
      // Where the state of a gathered file lies; of another file it is memory beyond what belongs to it, not looked at.
      let own = GatheredWrites.state(of: file).pointer(to: \.methods)
      return UnsafeRawPointer(try #require(file.pointee.pMethods)) == UnsafeRawPointer(try #require(own))
    }
  }
}

/// A log as SQLite opens it, without a database above it.
private final class OpenLog {
  private let file: UnsafeMutablePointer<sqlite3_file>
  private let path: UnsafeMutablePointer<CChar>

  init?(_ name: String) {
    guard let vfs = sqlite3_vfs_find(GatheredWrites.name) else { return nil }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: Int(vfs.pointee.szOsFile), alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: Int(vfs.pointee.szOsFile))
    file = memory.assumingMemoryBound(to: sqlite3_file.self)
    // SQLite's names end with two zero bytes.
    let bytes = Array(name.utf8CString) + [0]
    path = .allocate(capacity: bytes.count)
    path.initialize(from: bytes, count: bytes.count)
    let flags = SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    guard vfs.pointee.xOpen(vfs, path, file, flags, nil) == SQLITE_OK else { return nil }
  }

  deinit {
    UnsafeMutableRawPointer(file).deallocate()
    path.deallocate()
  }

  func write(_ bytes: [UInt8], at place: Int) -> Int32 {
    // An empty array may have no address.
    (bytes + [0]).withUnsafeBytes {
      file.pointee.pMethods.pointee.xWrite(file, $0.baseAddress, Int32(bytes.count), Int64(place))
    }
  }

  func read(_ count: Int, at place: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return file.pointee.pMethods.pointee.xRead(file, &bytes, Int32(count), Int64(place)) == SQLITE_OK ? bytes : nil
  }

  func size() -> Int? {
    var size: Int64 = 0
    return file.pointee.pMethods.pointee.xFileSize(file, &size) == SQLITE_OK ? Int(size) : nil
  }

  func truncate(_ size: Int) -> Int32 { file.pointee.pMethods.pointee.xTruncate(file, Int64(size)) }

  func sync() -> Int32 { file.pointee.pMethods.pointee.xSync(file, SQLITE_SYNC_NORMAL) }

  func close() { _ = file.pointee.pMethods.pointee.xClose(file) }
}
