internal import Glibc

/// A file descriptor with an owner: closed once, on every way out.
public struct FileDescriptor: ~Copyable, Sendable {
  public let number: Int32
  /// The standard streams are only borrowed.
  private let isOwned: Bool

  /// Opens `path` as it is, whatever stands there; never inherited by a child and never a controlling terminal.
  public init(_ path: FilePath, _ flags: Int32, mode: UInt32 = 0) throws(SystemFailure) {
    let name = path.nulTerminated
    while true {
      let number = unsafe open(name, flags | O_CLOEXEC | O_NOCTTY, mode_t(mode))
      if number >= 0 {
        self.number = number
        isOwned = true
        return
      }
      if errno != EINTR { throw SystemFailure() }
    }
  }

  public init(borrowing number: Int32) {
    self.number = number
    isOwned = false
  }

  deinit {
    if isOwned { _ = Glibc.close(number) }
  }

  /// What kind of file it is: a terminal is told from other devices.
  public func kind() throws(SystemFailure) -> FileKind {
    let kind = try FileStatus(of: self).kind
    return kind == .device && isatty(number) == 1 ? .terminal : kind
  }

  // MARK: - In sequence

  /// Writes all of it, in one call where the system allows.
  public func write(_ bytes: [UInt8]) throws(SystemFailure) {
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
  public func read(into bytes: inout [UInt8], upTo count: Int) throws(SystemFailure) -> Bool {
    while true {
      var (received, failure) = (0, SystemFailure(0))
      // Not filled with zeros first, which costs as much as the digest of a large file.
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        received = unsafe Glibc.read(number, buffer.baseAddress, count)
        failure = SystemFailure()
        filled = max(0, received)
      }
      if received >= 0 {
        if bytes.isEmpty { bytes = piece } else { bytes += piece }
        return received > 0
      }
      if failure.number == EAGAIN {
        _ = wait(for: POLLIN, milliseconds: 250)
      } else if failure.number != EINTR {
        throw failure
      }
    }
  }

  /// Whether the descriptor is ready; false after the time given, or after a signal.
  public func wait(for event: Int32, milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: number, events: Int16(event), revents: 0)
    return unsafe poll(&entry, 1, milliseconds) > 0
  }

  /// What a look into a pipe found that is read without waiting.
  public enum Look: Sendable {
    case bytes, nothingYet
    /// Nothing, and nobody who could write: the end, or the time before anybody began.
    case nobody
  }

  /// Takes up to `count` bytes that are there already; for a file that was opened not to block.
  public func look(into bytes: inout [UInt8], upTo count: Int) throws(SystemFailure) -> Look {
    var piece = [UInt8](repeating: 0, count: count)
    let received = unsafe Glibc.read(number, &piece, count)
    guard received >= 0 else {
      guard errno == EAGAIN || errno == EINTR else { throw SystemFailure() }
      return .nothingYet
    }
    bytes += piece.prefix(received)
    return received > 0 ? .bytes : .nobody
  }

  // MARK: - Anywhere

  /// Bytes from a place on: as many as are asked for, or fewer where the file ends.
  public func read(at offset: UInt64, upTo count: Int) throws(SystemFailure) -> [UInt8] {
    var failure: SystemFailure?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let place = off_t(clamping: offset) + off_t(filled)
        let got = unsafe pread(number, buffer.baseAddress?.advanced(by: filled), count - filled, place)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = SystemFailure() }
        guard got > 0 else { return }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes all of these bytes from a place on. They are with the kernel then, and durable only once the file is synced.
  public func write(_ bytes: [UInt8], at offset: UInt64) throws(SystemFailure) {
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { buffer in
        let place = off_t(clamping: offset) + off_t(done)
        return unsafe pwrite(number, buffer.baseAddress?.advanced(by: done), buffer.count - done, place)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw SystemFailure(put == 0 ? EIO : errno) }
      done += put
    }
  }

  // MARK: - The disk

  /// Makes the bytes survive a power failure.
  ///
  /// A failure is not tried again: the kernel may call the pages clean then, and a second sync proves nothing.
  public func synchronise() throws(SystemFailure) {
    while fsync(number) != 0 {
      // A pipe or a terminal has nothing to synchronise.
      if errno == EINVAL || errno == EROFS { return }
      if errno != EINTR { throw SystemFailure() }
    }
  }

  /// Reports what some file systems say only when a file is closed, as that their disk is full; the file stays open.
  public func settle() throws(SystemFailure) {
    let copy = dup(number)
    guard copy >= 0 else { throw SystemFailure() }
    if Glibc.close(copy) != 0, errno != EINTR { throw SystemFailure() }
  }

  /// Takes the file for this descriptor alone, without waiting; false when another one has it.
  ///
  /// flock and not fcntl, whose locks vanish when any descriptor of the file is closed in the process.
  public func lock() throws(SystemFailure) -> Bool {
    while flock(number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw SystemFailure() }
    }
    return true
  }
}
