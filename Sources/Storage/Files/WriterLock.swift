internal import Glibc

/// The right to write a ledger, held by at most one connection in the world.
///
/// It is an exclusive flock(2) on the side file `ledger.db.lock`, taken before the database is opened and given back
/// after it is closed. The precondition of SQLite's WAL-reset defect (two connections that write or checkpoint at once)
/// can so never arise. flock and not fcntl, whose locks vanish when any descriptor of the file is closed in the
/// process. The side file is made once and never removed: removing it would let two processes each lock their own.
struct WriterLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock, waiting for the process that holds it at most so long.
  init(for ledger: LedgerPath, waitingUpTo seconds: Double) throws(StorageError) {
    let path = ledger.beside(".lock").path
    let end = ContinuousClock.now + .seconds(max(0, min(seconds, 86_400)))
    while true {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw LedgerPath.failure(errno, "the lock file \(ledger.name).lock") }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        // Whoever removed the file in between left us with a lock on nothing.
        if Self.isStill(descriptor, at: path) {
          self.descriptor = descriptor
          signIn()
          return
        }
        _ = close(descriptor)
        continue
      }
      let number = errno
      let holder = Self.holder(in: descriptor)
      _ = close(descriptor)
      guard number == EWOULDBLOCK || number == EINTR else {
        throw LedgerPath.failure(number, "the lock file \(ledger.name).lock")
      }
      guard ContinuousClock.now < end else { throw Self.busy(holder) }
      var pause = timespec(tv_sec: 0, tv_nsec: 10_000_000)
      _ = unsafe nanosleep(&pause, nil)
    }
  }

  deinit {
    _ = close(descriptor)
  }

  /// Writes our process id, for information only: the lock itself is the kernel's.
  private func signIn() {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  private static func holder(in descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var here = stat()
    var there = stat()
    guard unsafe fstat(descriptor, &here) == 0, unsafe lstat(path, &there) == 0 else { return false }
    return here.st_ino == there.st_ino && here.st_dev == there.st_dev
  }

  @inline(never)
  private static func busy(_ holder: Int32?) -> StorageError {
    let who = holder.map { "process \($0)" } ?? "another process"
    return StorageError(
      .busy, "\(who) is writing this ledger", hint: "wait until it is done; reading is possible meanwhile")
  }
}
