internal import CanonicalJSON
internal import Cryptography

/// Reads the fields of a text by position, for forms that have one spelling only; it copies nothing.
///
/// Every read either takes what it is asked for and steps behind it, or takes nothing and says so.
struct ByteCursor: ~Escapable {
  private let bytes: Span<UInt8>
  private var position = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// What has not been taken yet.
  var rest: Span<UInt8> {
    @_lifetime(copy self)
    get { bytes.extracting(position...) }
  }

  /// Exactly this text.
  @_lifetime(self: copy self)
  mutating func take(_ text: StaticString) -> Bool {
    guard bytes.holds(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// So many bytes, whatever they are.
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  mutating func take(count: Int) -> Span<UInt8>? {
    guard bytes.count - position >= count else { return nil }
    defer { position += count }
    return bytes.extracting(position..<position + count)
  }

  /// What stands before the next byte of this value, which itself is not taken.
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  mutating func take(upTo end: UInt8) -> Span<UInt8>? {
    let start = position
    var found = start
    // Eight bytes at a time, and while it is far away four times eight: an envelope is one long field and little else.
    let pattern = UInt64(end) &* 0x0101_0101_0101_0101
    while found &+ 32 <= bytes.count,
      hits(of: pattern, at: found) | hits(of: pattern, at: found &+ 8) | hits(of: pattern, at: found &+ 16)
        | hits(of: pattern, at: found &+ 24) == 0
    {
      found &+= 32
    }
    while found &+ 8 <= bytes.count {
      let hits = hits(of: pattern, at: found)
      guard hits == 0 else {
        position = found &+ hits.trailingZeroBitCount >> 3
        return bytes.extracting(start..<position)
      }
      found &+= 8
    }
    while found < bytes.count {
      if bytes[found] == end {
        position = found
        return bytes.extracting(start..<found)
      }
      found &+= 1
    }
    return nil
  }

  /// Eight bytes of which the lowest high bit set marks the first that is the one of the pattern; zero for none.
  @inline(__always)
  private func hits(of pattern: UInt64, at offset: Int) -> UInt64 {
    let word =
      UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ pattern
    return (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// A number in decimal, without sign and leading zeros, at most 2^63 − 1. // Format §6
  @_lifetime(self: copy self)
  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    var end = position
    // Nineteen digits cannot overflow 64 bits.
    while end < bytes.count, end - position < 20, bytes[end] &- UInt8(ascii: "0") < 10 {
      value = value &* 10 &+ UInt64(bytes[end] &- UInt8(ascii: "0"))
      end += 1
    }
    guard (1...19).contains(end - position), end - position == 1 || bytes[position] != UInt8(ascii: "0"),
      value <= UInt64(Int64.max)
    else { return nil }
    position = end
    return value
  }

  /// A digest in 64 lowercase hexadecimal digits. // Format §2
  @_lifetime(self: copy self)
  mutating func digest() -> Digest? {
    guard bytes.count - position >= 2 * Digest.byteCount,
      let digest = Digest(hex: bytes.extracting(position..<position + 2 * Digest.byteCount))
    else { return nil }
    position += 2 * Digest.byteCount
    return digest
  }
}
