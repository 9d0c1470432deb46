import CommandLineTools
import Files
import Glibc
import Pledges

/// The one place where time comes in.
enum Clock {
  /// The machine's clock in whole seconds.
  static func now() -> Instant {
    Instant(seconds: Int64(time(nil)))
  }
}

extension Clock {
  /// When a file was last written, by the machine's clock; nil for one that is not there.
  static func written(_ path: FilePath) -> Instant? {
    var information = stat()
    guard stat(path.nulTerminated, &information) == 0 else { return nil }
    return Instant(seconds: Int64(information.st_mtim.tv_sec))
  }
}

extension Session {
  /// The ledger's clock for this command: `--at` on a demo ledger, otherwise the machine's.
  func ledgerTime(in environment: Genesis.Environment?) throws(CommandError) -> Instant {
    guard let set = try instant("at") else { return Clock.now() }
    guard environment == .demo else {
      throw CommandError(
        code: "clock.production", message: "--at sets the clock of a demo ledger, and this is a production ledger",
        hint: "leave --at out", exit: .refused)
    }
    return set
  }
}
