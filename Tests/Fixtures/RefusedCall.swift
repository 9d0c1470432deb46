internal import Glibc
internal import Synchronization

/// A system call that one thread is refused with an error of the disk, while every other thread goes on.
///
/// A filter of seccomp(2), which needs no rights, no other program and no disk that really fails. It tells calls apart by
/// their numbers and arguments and not by file, so a test names the one call that it is about.
public enum RefusedCall: Sendable {
  case fsync
  case fdatasync
  /// Opening a folder as such: what syncing one begins with.
  case openFolder

  /// What a suite says when it is skipped.
  public static let needed = "needs seccomp, which this kernel or container does not allow"

  /// Whether such a filter can be had here.
  public static let isPermitted: Bool = {
    do {
      return try RefusedCall.fsync.during { Glibc.fsync(STDOUT_FILENO) < 0 && errno == EIO }
    } catch {
      return false
    }
  }()

  public struct NoFilterError: Error {}

  /// Runs a body in a thread of its own in which the call answers EIO and does nothing.
  public func during<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) throws -> Answer {
    let answer = Kept<Answer>()
    try SystemThread {
      guard install() else { return }
      let found = body()
      answer.value.withLock { $0 = found }
    }.join()
    guard let found = answer.value.withLock({ $0 }) else { throw NoFilterError() }
    return found
  }

  private final class Kept<Answer: Sendable>: Sendable {
    let value = Mutex<Answer?>(nil)
  }

  // MARK: - The filter: linux/filter.h and linux/seccomp.h, which the Glibc module leaves out

  private var number: UInt64 {
    #if arch(x86_64)
      switch self {
      case .fsync: 74
      case .fdatasync: 75
      case .openFolder: 257
      }
    #else
      switch self {
      case .fsync: 82
      case .fdatasync: 83
      case .openFolder: 56
      }
    #endif
  }

  /// The instructions, each of them 16 bits of code, two jumps of 8 bits, 32 bits of operand.
  private var program: [UInt64] {
    let allow: UInt64 = 0x06 | 0x7fff_0000 << 32
    let refuse: UInt64 = 0x06 | (0x0005_0000 | UInt64(EIO)) << 32
    let loadNumber: UInt64 = 0x20
    guard self == .openFolder else {
      return [loadNumber, 0x15 | 1 << 24 | number << 32, refuse, allow]
    }
    // openat(2) has its flags in the third argument, at byte 32.
    let loadFlags: UInt64 = 0x20 | 32 << 32
    return [
      loadNumber, 0x15 | 3 << 24 | number << 32, loadFlags, 0x45 | 1 << 24 | UInt64(O_DIRECTORY) << 32, refuse, allow,
    ]
  }

  /// Installs the filter for the thread that calls; it ends with the thread.
  private func install() -> Bool {
    // prctl has a variable number of arguments, which Swift does not import.
    typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
    guard let address = dlsym(nil, "prctl") else { return false }
    let control = unsafeBitCast(address, to: Control.self)
    let (noNewPrivileges, setFilter): (Int32, Int32) = (38, 22)
    guard control(noNewPrivileges, 1, 0, 0, 0) == 0 else { return false }
    return program.withUnsafeBufferPointer { instructions in
      let header = [UInt(instructions.count), UInt(bitPattern: instructions.baseAddress)]
      return header.withUnsafeBufferPointer { control(setFilter, 2, UInt(bitPattern: $0.baseAddress), 0, 0) == 0 }
    }
  }
}
