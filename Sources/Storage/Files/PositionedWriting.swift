internal import Glibc

/// Writes all of these bytes into an open file from a place on; false for an error, with the reason in `errno`.
///
/// They are with the kernel then, and durable only once the file is synced.
func writeBytes(_ bytes: [UInt8], to descriptor: Int32, at offset: UInt64) -> Bool {
  unsafe bytes.withUnsafeBytes { buffer in
    var done = 0
    while done < buffer.count {
      let place = off_t(offset) + off_t(done)
      let put = unsafe pwrite(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, place)
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { return false }
      done += put
    }
    return true
  }
}
