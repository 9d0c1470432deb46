internal import COpenSSL

/// OpenSSL's functions that read and write DER, with bytes of ours at the other end.
enum DER {
  /// What one of the `d2i_` functions reads in these bytes, or nil when it reads nothing or does not reach their end.
  ///
  /// The functions are content with a beginning, so the rest is looked at here. d2i_X509(3)
  static func decode(
    _ bytes: Span<UInt8>, with read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?,
    discardingWith free: (OpaquePointer) -> Void
  ) -> OpaquePointer? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return nil }
      var position: UnsafePointer<UInt8>? = unsafe start
      guard let value = unsafe read(&position, bytes.count) else { return nil }
      guard unsafe position == start + bytes.count else {
        unsafe free(value)
        return nil
      }
      return unsafe value
    }
  }

  /// What one of the `i2d_` functions writes: asked for the length first, then for the bytes. Nil when it fails.
  static func encode(with write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> SecretBytes? {
    let count = Int(write(nil))
    guard count > 0 else { return nil }
    var bytes = SecretBytes(count: count)
    let written = unsafe bytes.withUnsafeMutableBuffer { buffer in
      var position = buffer.baseAddress
      return unsafe Int(write(&position))
    }
    guard written == count else { return nil }
    return bytes
  }
}
