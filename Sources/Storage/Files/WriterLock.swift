internal import Files
internal import Glibc

/// The right to write a ledger, held by at most one connection in the world.
///
/// It is an exclusive flock(2) on the side file `ledger.db.lock`, taken before the database is opened and given back
/// after it is closed. The precondition of SQLite's WAL-reset defect (two connections that write or checkpoint at once)
/// can so never arise. The side file is made once and never removed: removing it would let two processes each lock their
/// own.
struct WriterLock: ~Copyable {
  private let file: FileDescriptor

  /// Takes the lock, waiting for the process that holds it at most so long.
  init(for ledger: LedgerPath, waitingUpTo seconds: Double) throws(StorageError) {
    let path = ledger.beside(".lock").path
    let end = ContinuousClock.now + .seconds(max(0, min(seconds, 86_400)))
    while true {
      let file = try Self.open(path, of: ledger)
      if try Self.take(file, path) {
        // Whoever removed the file in between left us with a lock on nothing.
        guard Self.isStill(file, at: path) else { continue }
        self.file = file
        signIn()
        return
      }
      guard ContinuousClock.now < end else { throw Self.busy(Self.holder(in: file)) }
      var pause = timespec(tv_sec: 0, tv_nsec: 10_000_000)
      _ = unsafe nanosleep(&pause, nil)
    }
  }

  /// Opens the file, or makes it. What is longer than our line is somebody's file, which is not written over.
  private static func open(_ path: FilePath, of ledger: LedgerPath) throws(StorageError) -> FileDescriptor {
    do throws(FileFault) {
      return try .ours(path, writing: true, creating: 0o600, with: ledger.path, upTo: UInt64(Self.longestLine))
    } catch {
      throw LedgerPath.failure(error, "the lock file \(path.name)")
    }
  }

  private static func take(_ file: borrowing FileDescriptor, _ path: FilePath) throws(StorageError) -> Bool {
    do throws(SystemFailure) {
      return try file.lock()
    } catch {
      throw LedgerPath.failure(error.number, "the lock file \(path.name)")
    }
  }

  /// A process id and a line end.
  private static let longestLine = 16

  /// Writes our process id, for information only: the lock itself is the kernel's.
  private func signIn() {
    guard ftruncate(file.number, 0) == 0 else { return }
    // Without it whoever waits is told of another process.
    try? file.write(Array("\(getpid())\n".utf8), at: 0)
  }

  private static func holder(in file: borrowing FileDescriptor) -> Int32? {
    guard let bytes = try? file.read(at: 0, upTo: longestLine) else { return nil }
    return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  private static func isStill(_ file: borrowing FileDescriptor, at path: FilePath) -> Bool {
    guard let here = try? FileStatus(of: file), let there = try? FileStatus(of: path, followingLinks: false) else {
      return false
    }
    return here.identity == there.identity
  }

  @inline(never)
  private static func busy(_ holder: Int32?) -> StorageError {
    let who = holder.map { "process \($0)" } ?? "another process"
    return StorageError(
      .busy, "\(who) is writing this ledger", hint: "wait until it is done; reading is possible meanwhile")
  }
}
