internal import COpenSSL

/// Bytes that are overwritten before their memory is given back.
///
/// A Swift array cannot promise that: a copy on write, or growth, leaves the old bytes behind.
@safe struct SecretBytes: ~Copyable, @unchecked Sendable {
  // Sendable: the memory belongs to this value alone, and only its exclusive owner can write to it.
  private let memory: UnsafeMutableBufferPointer<UInt8>

  /// This many zero bytes.
  init(count: Int) {
    unsafe memory = .allocate(capacity: count)
    unsafe memory.initialize(repeating: 0)
  }

  /// A copy of these bytes; what the caller does with the original is its own matter.
  init(_ bytes: Span<UInt8>) {
    self.init(count: bytes.count)
    for position in bytes.indices {
      unsafe memory[position] = bytes[position]
    }
  }

  deinit {
    unsafe OPENSSL_cleanse(memory.baseAddress, memory.count)
    unsafe memory.deallocate()
  }

  var count: Int {
    unsafe memory.count
  }

  var span: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get {
      unsafe _overrideLifetime(Span(_unsafeElements: UnsafeBufferPointer(memory)), borrowing: self)
    }
  }

  var mutableSpan: MutableSpan<UInt8> {
    @_lifetime(&self)
    mutating get {
      unsafe _overrideLifetime(MutableSpan(_unsafeElements: memory), mutating: &self)
    }
  }

  /// Lends the memory for C to read.
  borrowing func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe body(UnsafeRawBufferPointer(memory))
  }

  /// Lends the memory for C to write to.
  mutating func withUnsafeMutableBuffer<Result>(_ body: (UnsafeMutableBufferPointer<UInt8>) -> Result) -> Result {
    unsafe body(memory)
  }

  /// The first bytes of these, as a secret of its own.
  borrowing func prefix(_ count: Int) -> SecretBytes {
    SecretBytes(span.extracting(first: count))
  }
}

/// Overwrites the bytes of an array and empties it.
///
/// It reaches the bytes only while the array is not shared; a shared one is left to its other owner.
func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  bytes = []
}
