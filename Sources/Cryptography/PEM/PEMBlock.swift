/// One block of the textual encoding of RFC 7468: a label, and bytes in base64 between two marks.
///
/// The reader is strict so that every reader of a registered key reads the same key: the text begins with the block and
/// ends with it, a line holds base64 and nothing else, and the base64 is canonical. Lines may have any length and end
/// in LF or CRLF; blank lines may follow the block.
struct PEMBlock: ~Copyable {
  let label: String
  let contents: SecretBytes

  /// The label of the block that a text begins with, whatever follows; nil when it begins otherwise.
  static func label(of text: Span<UInt8>) -> String? {
    var reader = PEMReader(text)
    return reader.readLabel(after: opening)
  }

  /// Reads a text that is one block.
  init(_ text: Span<UInt8>) throws(CryptographyError) {
    var reader = PEMReader(text)
    guard let label = reader.readLabel(after: Self.opening) else {
      throw Self.notPEM
    }
    guard let contents = reader.readContents() else {
      throw CryptographyError(.malformedKey, "the text between the marks of the PEM block is not base64 in lines")
    }
    guard reader.readLabel(after: Self.closing) == label, reader.isAtBlankEnd else {
      throw CryptographyError(.malformedKey, "the text is not one PEM block that ends as it began")
    }
    self.label = label
    self.contents = contents
  }

  /// Reads a text that is one block with one of these labels, and says of anything else what it is.
  static func read(
    _ text: Span<UInt8>, labelled labels: [String], wanting half: ForeignKeyFile.Half
  ) throws(CryptographyError) -> PEMBlock {
    guard let label = label(of: text), labels.contains(label) else {
      throw ForeignKeyFile.refusal(of: text, wanting: half) ?? notPEM
    }
    do throws(CryptographyError) {
      return try PEMBlock(text)
    } catch {
      throw ForeignKeyFile.refusal(of: text, wanting: half) ?? error
    }
  }

  private static var notPEM: CryptographyError {
    CryptographyError(.malformedKey, "the text is not PEM: it does not begin with \(opening)")
  }

  /// The text of one block: lines of 64 digits, each ended by LF.
  static func text(_ label: String, _ contents: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    // Reserved to the last byte: an array that grows would leave copies of a private key behind.
    let digits = (contents.count + 2) / 3 * 4
    text.reserveCapacity(2 * (opening.utf8.count + label.utf8.count + dashes.utf8.count + 1) + digits + digits / 64 + 1)
    text += "\(opening)\(label)\(dashes)\n".utf8
    var column = 0
    for start in stride(from: 0, to: contents.count, by: 3) {
      let count = min(3, contents.count - start)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < count ? UInt32(contents[start + offset]) : 0)
      }
      for place in 0..<4 {
        text.append(place <= count ? digit(UInt8(truncatingIfNeeded: group >> UInt32(18 - 6 * place)) & 63) : padding)
      }
      column += 4
      if column == 64 {
        text.append(UInt8(ascii: "\n"))
        column = 0
      }
    }
    if column > 0 { text.append(UInt8(ascii: "\n")) }
    text += "\(closing)\(label)\(dashes)\n".utf8
    return text
  }

  private static let opening = "-----BEGIN "
  private static let closing = "-----END "
  fileprivate static let dashes = "-----"
  fileprivate static let padding = UInt8(ascii: "=")

  private static func digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }
}

/// A position in a PEM text.
private struct PEMReader: ~Escapable {
  private let text: Span<UInt8>
  private var position = 0

  @_lifetime(copy text)
  init(_ text: Span<UInt8>) {
    self.text = text
  }

  /// Reads `mark LABEL-----` and the end of its line; nil when something else stands here.
  mutating func readLabel(after mark: String) -> String? {
    guard read(mark) else { return nil }
    let start = position
    // RFC 7468 §3: printable characters, no hyphen at either end; the labels in use are capitals and spaces.
    while let byte = current, byte == UInt8(ascii: " ") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) {
      position += 1
    }
    let end = position
    guard end > start, read(PEMBlock.dashes), readLineEnd() || position == text.count else { return nil }
    var label: [UInt8] = []
    for index in start..<end { label.append(text[index]) }
    return String(decoding: label, as: UTF8.self)
  }

  /// Reads lines of base64 up to a line that begins with a hyphen; nil when they are not canonical base64.
  mutating func readContents() -> SecretBytes? {
    let start = position
    guard let (digits, padding) = countDigits(), (digits + padding) % 4 == 0, digits > 0 else { return nil }
    position = start
    var contents = SecretBytes(count: (digits + padding) / 4 * 3 - padding)
    var bytes = contents.mutableSpan
    var count = 0
    var group: UInt32 = 0
    var bits = 0
    while let byte = current, byte != UInt8(ascii: "-") {
      position += 1
      guard let value = Self.value(byte) else { continue }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes[count] = UInt8(truncatingIfNeeded: group >> UInt32(bits))
        count += 1
      }
    }
    // The bits that no byte takes have to be zero, or several texts would mean the same bytes.
    guard group & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return contents
  }

  /// The number of digits and of padding characters, or nil when a line holds something else.
  private mutating func countDigits() -> (digits: Int, padding: Int)? {
    var digits = 0
    var padding = 0
    while current != UInt8(ascii: "-") {
      let start = position
      while let byte = current, Self.value(byte) != nil, padding == 0 {
        digits += 1
        position += 1
      }
      while current == PEMBlock.padding, padding < 2 {
        padding += 1
        position += 1
      }
      guard position > start, readLineEnd() else { return nil }
    }
    return (digits, padding)
  }

  var isAtBlankEnd: Bool {
    for index in position..<text.count where text[index] != UInt8(ascii: "\n") && text[index] != UInt8(ascii: "\r") {
      return false
    }
    return true
  }

  private var current: UInt8? {
    position < text.count ? text[position] : nil
  }

  private mutating func read(_ expected: String) -> Bool {
    for byte in expected.utf8 {
      guard current == byte else { return false }
      position += 1
    }
    return true
  }

  private mutating func readLineEnd() -> Bool {
    if current == UInt8(ascii: "\r") { position += 1 }
    return read("\n")
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
