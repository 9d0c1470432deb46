/// Padded base64 with exactly one spelling for each byte string. // RFC 4648 §4
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let pad = UInt8(ascii: "=")

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << UInt32(16 - 8 * $1.offset) }
      for place in 0..<4 {
        text.append(place <= group.count ? alphabet[Int(word >> UInt32(18 - 6 * place)) & 63] : pad)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    let digits = Array(text)
    guard digits.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 4) {
      var word: UInt32 = 0
      var count = 3
      for place in 0..<4 {
        let digit = digits[start + place]
        if digit == pad, start + 4 == digits.count, place >= 2 {
          count = min(count, place - 1)
        } else {
          guard count == 3, let value = alphabet.firstIndex(of: digit) else { return nil }
          word |= UInt32(value) << UInt32(18 - 6 * place)
        }
      }
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(16 - 8 * place))) }
    }
    return encode(bytes).utf8.elementsEqual(digits) ? bytes : nil
  }
}
