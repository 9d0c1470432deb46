import Glibc

/// A lease on a file, fcntl(2): whoever opens the file waits inside that very call until the lease is given back.
///
/// So a test can do something between the moment at which a name is looked up and the one at which the file is open.
final class Lease {
  private let descriptor: Int32

  // Of fcntl-linux.h, which the Glibc module leaves out.
  private static let (setLease, getLease, setSignal): (Int32, Int32, Int32) = (1024, 1025, 10)

  /// What a test says when it is skipped.
  static let needed = "needs leases on files, which this kernel or file system does not have"

  static let isPermitted: Bool = {
    let path = "/tmp/pledgebook-lease-\(UInt64.random(in: 0...UInt64.max))"
    close(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
    defer { unlink(path) }
    return Lease(on: path) != nil
  }()

  /// Takes a lease on a file that nobody has open.
  init?(on path: String) {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // The kernel tells the holder that somebody waits; of the signals this one does nothing by itself.
    guard fcntl(descriptor, Self.setSignal, SIGURG) == 0, fcntl(descriptor, Self.setLease, F_WRLCK) == 0 else {
      return nil
    }
  }

  deinit {
    close(descriptor)
  }

  /// Waits until somebody waits for the file.
  func awaitAsking() {
    let end = ContinuousClock.now + .seconds(20)
    while fcntl(descriptor, Self.getLease) == F_WRLCK, ContinuousClock.now < end { usleep(1_000) }
  }

  func giveBack() {
    _ = fcntl(descriptor, Self.setLease, F_UNLCK)
  }
}
