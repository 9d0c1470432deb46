import Fixtures
import Glibc
import Synchronization
import Testing

@testable import Storage

@Suite("One writer at a time")
struct LockTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("A second writer is told who holds the ledger, and readers are not kept out")
  func second() throws {
    let sample = try SampleLedger.file(path)
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    let error = storageError { try SQLiteLedgerWriter.open(path, waitingUpTo: 0) }
    #expect(error?.code == .busy)
    #expect(error?.outcome == .notCommitted)
    #expect(error?.reason == "process \(getpid()) is writing this ledger")
    #expect(try SQLiteLedgerReader.open(path).head() == sample.head)
    #expect(try writer.head() == sample.head)
  }

  @Test("The lock is given back with the writer, and its file stays")
  func release() throws {
    var sample = try SampleLedger.file(path)
    for _ in 0..<3 {
      try SQLiteLedgerWriter.open(path, waitingUpTo: 0, reserve: 0).append(sample.batch(1))
    }
    #expect(try SQLiteLedgerReader.open(path).head() == sample.head)
    #expect(try folder.names().contains("ledger.db.lock"))
  }

  @Test("A lock held by another program is waited for as long as was said, and no longer")
  func otherProcess() throws {
    _ = try SampleLedger.file(path)
    // The shell holds the lock, says so by a file, and waits until that file is gone.
    let script = "exec 9>>\"$1.lock\"; flock 9; touch \"$1.held\"; while [ -e \"$1.held\" ]; do sleep 0.02; done"
    let path = path
    try withHolder(script, path) {
      let clock = ContinuousClock()
      let took = clock.measure {
        #expect(storageCode { try SQLiteLedgerWriter.open(path, waitingUpTo: 0.2, reserve: 0) } == .busy)
      }
      #expect(took >= .seconds(0.2))
      let read = try SQLiteLedgerReader.open(path).head().size
      #expect(read == 4, "readers go on")
      unlink("\(path).held")
      let written = try SQLiteLedgerWriter.open(path, waitingUpTo: 20, reserve: 0).head().size
      #expect(written == 4)
    }
  }

  @Test("Writers in a race each append once, and the chain has no fork")
  func race() throws {
    var sample = SampleLedger()
    _ = try SQLiteLedgerWriter.create(path, first: sample.batch(1), reserve: 0)
    let path = path
    let count = 8
    let failures = Mutex<[StorageError.Code]>([])
    inParallel(count) { _ in
      do {
        let writer = try SQLiteLedgerWriter.open(path, waitingUpTo: 60, reserve: 0)
        // Each takes what is there and continues it: only the holder of the lock can.
        var copy = SampleLedger()
        _ = try copy.batch(Int(try writer.head().size))
        try writer.append(copy.batch(1))
      } catch let error as StorageError {
        failures.withLock { $0.append(error.code) }
      } catch {
        Issue.record(error)
      }
    }
    #expect(failures.withLock { $0 } == [])
    _ = try sample.batch(count)
    #expect(try rows(of: SQLiteLedgerReader.open(path)) == sample.entries.map(StoredRow.entry))
  }

  @Test("Readers that open together and scan while the writer appends see whole batches only")
  func readersBesideWriter() throws {
    let sample = Mutex(try SampleLedger.file(path))
    let path = path
    let done = Atomic(false)
    inParallel(4) { number in
      do {
        if number == 0 {
          defer { done.store(true, ordering: .releasing) }
          let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
          for _ in 0..<40 { try writer.append(sample.withLock { try $0.batch(4) }) }
        } else {
          repeat {
            let reader = try SQLiteLedgerReader.open(path)
            let (size, count) = try reader.withSnapshot { (try reader.head().size, try rows(of: reader).count) }
            #expect(UInt64(count) == size && size % 4 == 0)
          } while !done.load(ordering: .acquiring)
        }
      } catch {
        Issue.record("\(String(reflecting: error))")
      }
    }
    #expect(try SQLiteLedgerReader.open(path).head() == sample.withLock { $0.head })
  }

  @Test("A lock file that is a link is refused")
  func link() throws {
    _ = try SampleLedger.file(path)
    unlink("\(path).lock")
    try folder.write(Array("somebody's".utf8), to: "other")
    #expect(symlink(folder.path("other"), "\(path).lock") == 0)
    #expect(storageCode { try SQLiteLedgerWriter.open(path) } == .notAPlainFile)
    #expect(try folder.read("other") == Array("somebody's".utf8))
  }

  @Test(
    "A lock on a file that was removed meanwhile is a lock on nothing, and is taken anew on the one that is there",
    .enabled(if: Lease.isPermitted, Comment(rawValue: Lease.needed)))
  func removedMeanwhile() throws {
    _ = try SampleLedger.file(path)
    let (path, lockFile) = (path, "\(path).lock")
    let outcome = Mutex<StorageError.Code?>(nil)
    // Opening the lock file waits for the lease to be given back: by then the file has no name any more.
    let lease = try #require(Lease(on: lockFile))
    let thread = try SystemThread {
      do throws(StorageError) {
        let lock = try WriterLock(for: LedgerPath(path), waitingUpTo: 20)
        let second = storageCode { _ = try WriterLock(for: LedgerPath(path), waitingUpTo: 0) }
        extendLifetime(lock)
        outcome.withLock { $0 = second }
      } catch {
        Issue.record(error)
      }
    }
    lease.awaitAsking()
    unlink(lockFile)
    lease.giveBack()
    thread.join()
    #expect(outcome.withLock { $0 } == .busy, "two hold the lock")
    #expect(access(lockFile, F_OK) == 0)
  }

  private func withHolder(_ script: String, _ path: String, _ body: () throws -> Void)
    throws
  {
    let thread = try SystemThread {
      _ = try? run("sh", ["-c", script, "sh", path])
    }
    defer {
      unlink("\(path).held")
      thread.join()
    }
    let end = ContinuousClock.now + .seconds(20)
    while access("\(path).held", F_OK) != 0 {
      guard ContinuousClock.now < end else {
        Issue.record("the other program did not start")
        return
      }
      usleep(5000)
    }
    try body()
  }
}
