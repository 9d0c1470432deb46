internal import Glibc

/// Bytes of an open file from a place on: as many as are asked for, or fewer where the file ends; nil for an error, with
/// the reason in `errno`.
///
/// The file is not asked for its length: once a file's times were read, Linux (6.13 and later) gives its next write a
/// time of its own, and where a file system has no journal that makes the next sync wait for the inode as well.
func readBytes(of descriptor: Int32, at offset: UInt64, upTo count: Int) -> [UInt8]? {
  var failed = false
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count {
      let place = off_t(offset) + off_t(filled)
      let got = unsafe pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, place)
      if got < 0, errno == EINTR { continue }
      failed = got < 0
      guard got > 0 else { return }
      filled += got
    }
  }
  return failed ? nil : bytes
}
