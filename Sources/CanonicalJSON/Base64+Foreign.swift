extension Base64 {
  /// The bytes of a text that another program may have written: in the standard alphabet or in that of addresses, with
  /// its padding or without, where that leaves one meaning; nil for any other text. // RFC 4648 §4, §5
  ///
  /// Only for what comes in and is written anew in canonical form; nothing that is stored or hashed is read this way.
  public static func decodeForeign(_ text: String) -> [UInt8]? {
    if let bytes = decode(text) { return bytes }
    var digits = Array(text.utf8)
    let isURLSafe = digits.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    // Both alphabets in one text are none.
    guard !isURLSafe || !digits.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }) else {
      return nil
    }
    for place in digits.indices {
      if digits[place] == UInt8(ascii: "-") { digits[place] = UInt8(ascii: "+") }
      if digits[place] == UInt8(ascii: "_") { digits[place] = UInt8(ascii: "/") }
    }
    // Padding is there as it has to be, or not at all.
    if digits.last != UInt8(ascii: "=") {
      while digits.count % 4 != 0 { digits.append(UInt8(ascii: "=")) }
    }
    return decode(digits.span)
  }
}
