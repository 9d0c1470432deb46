internal import Files
internal import Glibc

/// Whether this process may open what a connection needs: where it may not, libcurl says that nobody answers.
enum OpenFiles {
  /// A socket, two for the thread that looks up a name, and the file with the certificates.
  private static let needed = 4

  static var areLeft: Bool { areLeft(needed) }

  private static func areLeft(_ count: Int) -> Bool {
    guard count > 0 else { return true }
    do {
      // Open until those behind it were tried.
      let file = try FileDescriptor("/dev/null", O_RDONLY)
      let others = areLeft(count - 1)
      _ = consume file
      return others
    } catch {
      return error.number != EMFILE && error.number != ENFILE
    }
  }

  static var noneLeft: ServiceError {
    ServiceError(
      .unreachable, "no connection could be opened: this process or this machine has no file left to open",
      hint: "raise the limit of open files (ulimit -n), or run it when less is going on")
  }
}
