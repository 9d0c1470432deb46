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

  /// What one of the `i2d_` functions writes, or nil when it fails.
  ///
  /// It allocates by itself: to ask for the length first would encode twice, which for a public key is what costs.
  static func encode(with write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32) -> SecretBytes? {
    var memory: UnsafeMutablePointer<UInt8>?
    let count = unsafe Int(write(&memory))
    guard count > 0, let memory = unsafe memory else { return nil }
    defer { unsafe pledge_clear_free(memory, count) }
    return unsafe SecretBytes(Span(_unsafeElements: UnsafeBufferPointer(start: memory, count: count)))
  }
}
