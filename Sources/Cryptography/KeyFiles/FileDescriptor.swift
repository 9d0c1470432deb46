internal import Files
internal import Glibc

/// An open file, closed when it goes.
struct FileDescriptor: ~Copyable {
  private let number: Int32

  /// Opens a file; nil leaves the reason in `errno`.
  init?(_ path: FilePath, _ flags: Int32, mode: mode_t = 0) {
    while true {
      // What another program started by this one inherits is not its key files.
      let number = unsafe open(path.nulTerminated, flags | O_CLOEXEC, mode)
      if number >= 0 {
        self.number = number
        return
      }
      guard errno == EINTR else { return nil }
    }
  }

  /// Standard input; nil leaves the reason in `errno`.
  static func standardInput() -> FileDescriptor? {
    let number = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
    return number < 0 ? nil : FileDescriptor(number)
  }

  private init(_ number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }

  /// The kind, size and mode of the file.
  borrowing func status() -> stat? {
    var status = stat()
    return unsafe fstat(number, &status) == 0 ? status : nil
  }

  /// Reads up to the end of the file or as much as fits; the number of bytes, or nil for an error.
  borrowing func read(into bytes: inout SecretBytes) -> Int? {
    let number = number
    return unsafe bytes.withUnsafeMutableBuffer { buffer in
      var done = 0
      while done < buffer.count {
        let count = unsafe Glibc.read(number, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
        if count == 0 { break }
        if count < 0, errno != EINTR { return nil }
        done += max(0, count)
      }
      return done
    }
  }
}

/// What the last failed call to the system says, for use in the middle of a sentence.
func systemReason() -> String {
  unsafe String(cString: strerror(errno)).lowercased()
}
