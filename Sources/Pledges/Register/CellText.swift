internal import ForeignText

/// What a cell of a table says, or why that cannot be told.
struct CellText {
  /// Nil where something is wrong with it.
  let text: String?
  /// Why it cannot be told; empty where it can.
  let reason: String
  /// Whether the file was saved in another encoding than UTF-8.
  let isInAnotherEncoding: Bool

  init(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      (self.text, reason, isInAnotherEncoding) = (nil, Windows1252.reason(of: bytes), true)
      return
    }
    let reason =
      if text.utf8.contains(0) {
        "holds a zero byte"
      } else if text.unicodeScalars.contains("\u{FEFF}") {
        "holds a byte order mark (U+FEFF); were files put together, or text pasted in?"
      } else {
        SpreadsheetResidue.reason(of: text) ?? ""
      }
    (self.text, self.reason, isInAnotherEncoding) = (reason.isEmpty ? text : nil, reason, false)
  }
}

/// What bytes that are no UTF-8 would be in the encoding that older programs save in.
private enum Windows1252 {
  /// The bytes 80 to 9F; five of them stand for nothing.
  private static let below = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

  /// Says which byte it is, and which letter it most likely was meant to be.
  static func reason(of field: [UInt8]) -> String {
    let plain = String(decoding: field, as: UTF8.self).unicodeScalars
    guard plain.contains("\u{FFFD}"), let byte = field.first(where: { $0 >= 0x80 }) else { return "is not UTF-8" }
    let hex = String(byte, radix: 16, uppercase: true)
    // From A0 on the encoding is Latin-1.
    let letter = byte >= 0xA0 ? String(Unicode.Scalar(byte)) : String(below[Int(byte - 0x80)])
    let meaning = letter.firstActing == nil ? ", which is \(letter) in Windows-1252" : ""
    return "is not UTF-8: there is a byte \(hex)\(meaning)"
  }
}
