internal import Glibc

/// A file descriptor with an owner: closed once, on every way out.
struct FileDescriptor: ~Copyable {
  let number: Int32
  /// The standard streams are only borrowed.
  private let isOwned: Bool

  /// Opens `path`; never inherited by a child and never a controlling terminal.
  init(_ path: String, _ flags: Int32, mode: UInt32 = 0) throws(SystemFailure) {
    while true {
      let number = unsafe open(path, flags | O_CLOEXEC | O_NOCTTY, mode_t(mode))
      if number >= 0 {
        self.number = number
        isOwned = true
        return
      }
      if errno != EINTR { throw SystemFailure() }
    }
  }

  init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit {
    if isOwned { _ = Glibc.close(number) }
  }

  /// Closes where a failure to do so matters: some file systems report a full disk only here.
  consuming func close() throws(SystemFailure) {
    let number = number
    let isOwned = isOwned
    discard self
    if isOwned, Glibc.close(number) != 0, errno != EINTR { throw SystemFailure() }
  }

  /// Writes all of it, in one call where the system allows.
  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(number, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if count < 0, errno == EAGAIN {
        // Somebody made the shared stream non-blocking: wait for room.
        _ = wait(for: POLLOUT, milliseconds: 250)
      } else if count == 0 || errno != EINTR {
        throw SystemFailure(count == 0 ? EIO : errno)
      }
    }
  }

  /// Up to `count` more bytes at the end of `bytes`; false at the end of the file.
  func read(into bytes: inout [UInt8], upTo count: Int) throws(SystemFailure) -> Bool {
    while true {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: count))
      let received = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(number, buffer.baseAddress.map { unsafe $0 + start }, count)
      }
      let failure = SystemFailure()
      bytes.removeLast(count - max(0, received))
      if received >= 0 { return received > 0 }
      if failure.number == EAGAIN {
        _ = wait(for: POLLIN, milliseconds: 250)
      } else if failure.number != EINTR {
        throw failure
      }
    }
  }

  /// Whether the descriptor is ready; false after the time given, or after a signal.
  func wait(for event: Int32, milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: number, events: Int16(event), revents: 0)
    return unsafe poll(&entry, 1, milliseconds) > 0
  }

  /// Makes the bytes survive a power failure.
  func synchronise() throws(SystemFailure) {
    while fsync(number) != 0 {
      // A pipe or a terminal has nothing to synchronise.
      if errno == EINVAL || errno == EROFS { return }
      if errno != EINTR { throw SystemFailure() }
    }
  }
}
