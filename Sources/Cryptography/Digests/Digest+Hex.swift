/// Reading and writing 64 hexadecimal digits, eight at a time: replay reads several digests an entry, and nothing else so
/// often.
extension Digest {
  /// 64 lowercase hexadecimal digits. // Format §2
  public var hex: String {
    let digits = hexDigits
    return unsafe String(unsafeUninitializedCapacity: 2 * Digest.byteCount) { room in
      unsafe withUnsafeBytes(of: digits) { unsafe room.initialize(fromContentsOf: $0) }
    }
  }

  /// Appends the 64 lowercase hexadecimal digits to a buffer that is reused.
  public func appendHex(to buffer: inout [UInt8]) {
    let digits = hexDigits
    unsafe withUnsafeBytes(of: digits) { unsafe buffer.append(contentsOf: $0) }
  }

  private var hexDigits: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) {
    let (a, b, c, d) = bigEndianWords
    return (
      Digest.eightDigits(of: a >> 32), Digest.eightDigits(of: a), Digest.eightDigits(of: b >> 32),
      Digest.eightDigits(of: b), Digest.eightDigits(of: c >> 32), Digest.eightDigits(of: c),
      Digest.eightDigits(of: d >> 32), Digest.eightDigits(of: d)
    )
  }

  /// The digits of the low 32 bits, made in the eight bytes of one word side by side; the first one first in memory.
  private static func eightDigits(of bits: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = bits & 0xFFFF_FFFF
    let pairs = (low | low << 16) & 0x0000_FFFF_0000_FFFF
    let bytes = (pairs | pairs << 8) & 0x00FF_00FF_00FF_00FF
    let values = (bytes | bytes << 4) & (15 &* ones)
    let letters = (values &+ 6 &* ones) >> 4 & ones
    return (values &+ 0x30 &* ones &+ letters &* 0x27).bigEndian
  }

  /// The digest written as these 64 lowercase hexadecimal digits, or nil for any other text. // Format §2
  public init?(hex text: some StringProtocol) {
    let text = String(text)
    self.init(hex: text.utf8.span)
  }

  /// The digest written as these 64 bytes, lowercase hexadecimal digits, or nil for any others. // Format §2
  public init?(hex digits: Span<UInt8>) {
    guard digits.count == 2 * Digest.byteCount, let a = Digest.word(digits, at: 0), let b = Digest.word(digits, at: 16),
      let c = Digest.word(digits, at: 32), let d = Digest.word(digits, at: 48)
    else { return nil }
    self.init(bigEndianWords: (a, b, c, d))
  }

  private static func word(_ digits: Span<UInt8>, at offset: Int) -> UInt64? {
    guard let high = eight(digits, at: offset), let low = eight(digits, at: offset + 8) else { return nil }
    return high << 32 | low
  }

  /// The value of eight digits, computed in the eight bytes of one word side by side.
  private static func eight(_ digits: Span<UInt8>, at offset: Int) -> UInt64? {
    // The caller has made sure of 64 bytes.
    let text = unsafe UInt64(
      bigEndian: digits.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Bit 6 tells letters from digits, and the low half of a letter is its value less nine.
    let values = text & (15 &* ones) &+ (text >> 6 & ones) &* 9
    // Written again they have to give the same text, and a value has four bits: no other byte passes both.
    let letters = (values &+ 6 &* ones) >> 4 & ones
    guard values & (0xF0 &* ones) == 0, values &+ 0x30 &* ones &+ letters &* 0x27 == text else { return nil }
    let bytes = (values | values >> 4) & 0x00FF_00FF_00FF_00FF
    let pairs = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
    return (pairs | pairs >> 16) & 0xFFFF_FFFF
  }
}
