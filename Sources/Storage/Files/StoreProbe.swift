internal import Files
internal import Glibc

/// Tries what a working ledger needs of a folder, on a file that is gone again at once.
///
/// Two descriptors stand for two processes: flock(2) tells them apart as it does processes, and of fcntl(2)'s locks an
/// open-file lock is asked whether the process's own is in its way.
enum StoreProbe {
  /// What the folder of a ledger does not give; nil when it gives all.
  static func lack(beside ledger: LedgerPath) throws(StorageError) -> String? {
    let place = ledger.unfinished().path
    do throws(SystemFailure) {
      let one = try FileDescriptor(place, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
      defer { _ = unsafe unlink(place.nulTerminated) }
      let other = try FileDescriptor(place, O_RDWR | O_NOFOLLOW)
      return lack(one, other)
    } catch {
      throw LedgerPath.failure(error.number, "a file in the ledger's folder")
    }
  }

  private static func lack(_ one: borrowing FileDescriptor, _ other: borrowing FileDescriptor) -> String? {
    guard fsync(one.number) == 0 else { return "a sync of files (\(SystemFailure().reason))" }
    guard flock(one.number, LOCK_EX | LOCK_NB) == 0 else { return "locks of files (flock: \(SystemFailure().reason))" }
    guard flock(other.number, LOCK_EX | LOCK_NB) != 0 else { return "locks between processes (flock)" }
    return lackOfRangeLocks(one.number, other.number) ?? lackOfSharedMemory(one, other)
  }

  /// SQLite's locks are of ranges, by fcntl.
  private static func lackOfRangeLocks(_ one: Int32, _ other: Int32) -> String? {
    var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 1, l_pid: 0)
    guard unsafe fcntl(one, F_SETLK, &lock) == 0 else { return "locks of files (fcntl: \(SystemFailure().reason))" }
    lock.l_pid = 0
    guard unsafe fcntl(other, openFileLock, &lock) != 0 else { return "locks between processes (fcntl)" }
    // A kernel that does not know the question leaves it open.
    return [EAGAIN, EACCES, EINVAL].contains(errno) ? nil : "locks of files (fcntl: \(SystemFailure().reason))"
  }

  /// What one writes into its view of a file, the other has before it at once, in its view and by reading.
  private static func lackOfSharedMemory(
    _ one: borrowing FileDescriptor, _ other: borrowing FileDescriptor
  ) -> String? {
    let (size, lack) = (32 << 10, "memory shared through a file (mmap)")
    guard ftruncate(one.number, size) == 0 else { return "files that grow (\(SystemFailure().reason))" }
    let (here, there) = unsafe (
      mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, one.number, 0),
      mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, other.number, 0)
    )
    defer {
      if unsafe here != MAP_FAILED { unsafe munmap(here, size) }
      if unsafe there != MAP_FAILED { unsafe munmap(there, size) }
    }
    guard let here = unsafe here, let there = unsafe there, unsafe here != MAP_FAILED, unsafe there != MAP_FAILED
    else { return lack }
    unsafe here.storeBytes(of: 0x5a, toByteOffset: size - 1, as: UInt8.self)
    guard unsafe there.load(fromByteOffset: size - 1, as: UInt8.self) == 0x5a,
      (try? other.read(at: UInt64(size - 1), upTo: 1)) == [0x5a]
    else { return lack }
    return nil
  }

  /// F_OFD_SETLK, which is not part of Swift's Glibc module.
  private static let openFileLock: Int32 = 37
}
