/// Makes a new input out of others: small damage, and parts of one put into another.
///
/// It knows nothing of what a parser does with them. Where libFuzzer is at hand this is one of its two ways to change an
/// input; elsewhere it works alone.
struct Mutator<Generator: RandomNumberGenerator> {
  private let seeds: [[UInt8]]
  private var generator: Generator

  init(seeds: [[UInt8]], generator: Generator) {
    self.seeds = seeds
    self.generator = generator
  }

  /// A seed, changed one to six times.
  mutating func input(upTo largest: Int) -> [UInt8] {
    var bytes = seeds.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &generator) { change(&bytes, upTo: largest) }
    return bytes
  }

  /// Changes an input once.
  mutating func change(_ bytes: inout [UInt8], upTo largest: Int) {
    guard !bytes.isEmpty else {
      bytes = [byte()]
      return
    }
    switch Int.random(in: 0..<16, using: &generator) {
    case 0: bytes[place(in: bytes)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes[place(in: bytes)] = byte()
    case 2: bytes.insert(byte(), at: place(in: bytes))
    case 3: bytes.remove(at: place(in: bytes))
    case 4: bytes.removeSubrange(range(in: bytes))
    case 5: bytes.removeLast(bytes.count - place(in: bytes))
    case 6: bytes.insert(contentsOf: bytes[range(in: bytes)], at: place(in: bytes))
    case 7: swapLines(&bytes)
    case 8: setWord(&bytes)
    case 9, 10: replaceToken(&bytes, by: Array(literals.randomElement(using: &generator)?.utf8 ?? "".utf8))
    case 11, 12: replaceToken(&bytes, by: token(of: seeds.randomElement(using: &generator) ?? bytes))
    case 13: removeToken(&bytes)
    case 14: repeatToken(&bytes)
    default: splice(&bytes)
    }
    if bytes.count > largest { bytes.removeLast(bytes.count - largest) }
  }

  // MARK: - Bytes

  private mutating func byte() -> UInt8 {
    let alphabet = Array("\n\r\t \"\\,:;{}[]()+-=/.0129aAzZ#&\u{0}\u{7f}".utf8) + [0x80, 0xC3, 0xE2, 0xFE, 0xFF]
    return Bool.random(using: &generator)
      ? alphabet.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
  }

  private mutating func place(in bytes: [UInt8]) -> Int { Int.random(in: 0..<bytes.count, using: &generator) }

  /// A stretch of at most a quarter of the bytes.
  private mutating func range(in bytes: [UInt8]) -> Range<Int> {
    let start = place(in: bytes)
    let count = Int.random(in: 1...max(1, bytes.count / 4), using: &generator)
    return start..<min(bytes.count, start + count)
  }

  /// Puts a number of one, two, four or eight bytes over what stands somewhere.
  private mutating func setWord(_ bytes: inout [UInt8]) {
    let numbers: [UInt64] = [0, 1, 255, 256, 65_535, 1 << 31, 1 << 32, 1 << 62, 1 << 63 - 1, 1 << 63, .max - 1, .max]
    let number = numbers.randomElement(using: &generator) ?? 0
    let width = [1, 2, 4, 8].randomElement(using: &generator) ?? 1
    let start = place(in: bytes)
    for offset in 0..<width where start + offset < bytes.count {
      bytes[start + offset] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (width - 1 - offset)))
    }
  }

  // MARK: - Lines and tokens

  private mutating func swapLines(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    lines.swapAt(
      Int.random(in: 0..<lines.count, using: &generator), Int.random(in: 0..<lines.count, using: &generator))
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static var delimiters: [UInt8] { Array(" \t\r\n\"\\,:;{}[]()<>=+/".utf8) }

  /// The token around a random place; empty between two delimiters.
  private mutating func tokenRange(in bytes: [UInt8]) -> Range<Int> {
    let delimiters = Self.delimiters
    let middle = place(in: bytes)
    var start = middle
    while start > 0, !delimiters.contains(bytes[start - 1]) { start -= 1 }
    var end = middle
    while end < bytes.count, !delimiters.contains(bytes[end]) { end += 1 }
    return start..<max(start, end)
  }

  private mutating func token(of bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty ? [] : Array(bytes[tokenRange(in: bytes)])
  }

  private mutating func replaceToken(_ bytes: inout [UInt8], by token: [UInt8]) {
    bytes.replaceSubrange(tokenRange(in: bytes), with: token)
  }

  /// Removes a token with the delimiter behind it.
  private mutating func removeToken(_ bytes: inout [UInt8]) {
    let range = tokenRange(in: bytes)
    bytes.removeSubrange(range.lowerBound..<min(bytes.count, range.upperBound + 1))
  }

  private mutating func repeatToken(_ bytes: inout [UInt8]) {
    let range = tokenRange(in: bytes)
    let end = min(bytes.count, range.upperBound + 1)
    bytes.insert(contentsOf: bytes[range.lowerBound..<end], at: end)
  }

  /// The beginning of this input and the end of another.
  private mutating func splice(_ bytes: inout [UInt8]) {
    guard let other = seeds.randomElement(using: &generator), !other.isEmpty else { return }
    bytes = Array(bytes[..<place(in: bytes)] + other[place(in: other)...])
  }

  /// What parsers stumble over: the ends of number ranges, and texts that look like something else.
  private var literals: [String] {
    [
      "0", "-0", "1", "-1", "00", "01", "+1", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967295",
      "4294967296", "9007199254740991", "9007199254740992", "-9007199254740991", "9223372036854775807",
      "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "1e400", "1E-400",
      "1.5", "1e1", "null", "true", "false", "[]", "{}", "\"\"", "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00",
      "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2031-02-29T00:00:00Z", "2032-02-29", "0000-00-00",
      "\u{E9}", "e\u{301}", "\u{212A}", "\u{202E}", "\u{FEFF}", "\u{10FFFF}", "\u{200D}", "none", "any", "all", "en",
      "sha256", "https://a.example/", "..", "",
    ]
  }
}
