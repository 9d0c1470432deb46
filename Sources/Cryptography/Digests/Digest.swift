/// A SHA-256 digest: 32 bytes held in place, compared and hashed as bytes.
///
/// Four words and no array, so that a million digests cost a million times 32 bytes and nothing else.
public struct Digest: Hashable, Sendable {
  /// The number of bytes of a digest.
  public static let byteCount = 32

  /// 32 zero bytes: the `previous` of entry 0. // Format §6
  public static let zero = Digest()

  // Big-endian words: the first byte of the digest is the highest byte of `a`.
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  private init() {
    (a, b, c, d) = (0, 0, 0, 0)
  }

  init(bigEndianWords words: (UInt64, UInt64, UInt64, UInt64)) {
    (a, b, c, d) = words
  }

  var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) { (a, b, c, d) }

  /// The digest with these 32 bytes, or nil when there are not exactly 32.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.byteCount else { return nil }
    self.init()
    if let words = bytes.withContiguousStorageIfAvailable({ unsafe Digest.words(UnsafeRawBufferPointer($0)) }) {
      (a, b, c, d) = words
      return
    }
    var position = 0
    for byte in bytes {
      self[word: position >> 3] = self[word: position >> 3] << 8 | UInt64(byte)
      position += 1
    }
  }

  /// The digest whose 32 bytes stand at an offset, or nil when there are not so many.
  public init?(_ bytes: [UInt8], at offset: Int) {
    guard offset >= 0, offset <= bytes.count - Digest.byteCount else { return nil }
    self.init(
      bigEndianWords: unsafe bytes.withUnsafeBytes { buffer in
        unsafe Digest.words(UnsafeRawBufferPointer(rebasing: buffer[offset...]))
      })
  }

  // The caller has made sure of 32 bytes.
  private static func words(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
    func word(_ offset: Int) -> UInt64 {
      unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return (word(0), word(8), word(16), word(24))
  }

  /// The 32 bytes, first byte first.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Digest.byteCount)
    appendBytes(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes to a buffer that is reused.
  public func appendBytes(to buffer: inout [UInt8]) {
    let words = (a.bigEndian, b.bigEndian, c.bigEndian, d.bigEndian)
    unsafe withUnsafeBytes(of: words) { unsafe buffer.append(contentsOf: $0) }
  }

  /// The first eight bytes as a number.
  public var prefix: UInt64 { a }

  /// The first sixteen bytes as two numbers, for compact tables.
  public var leadingWords: (UInt64, UInt64) { (a, b) }

  private subscript(word index: Int) -> UInt64 {
    get {
      switch index {
      case 0: a
      case 1: b
      case 2: c
      default: d
      }
    }
    set {
      switch index {
      case 0: a = newValue
      case 1: b = newValue
      case 2: c = newValue
      default: d = newValue
      }
    }
  }
}

extension Digest: Comparable {
  /// Orders digests as their bytes, which is also the order of their hexadecimal text.
  public static func < (left: Digest, right: Digest) -> Bool {
    (left.a, left.b, left.c, left.d) < (right.a, right.b, right.c, right.d)
  }
}

extension Digest: CustomStringConvertible {
  public var description: String { hex }
}
