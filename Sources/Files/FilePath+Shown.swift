internal import ForeignText

// Most names are text and shown as they are. Any other is shown as bash, zsh and ksh take it: $'caf\xe9'.

extension FilePath: CustomStringConvertible {
  /// The name for people and for documents: the text, or in `$'…'` where it is none, would act on a terminal, or could be
  /// taken for such a form itself.
  public var description: String {
    if let text, !Self.isOpened(text), !text.unicodeScalars.contains(where: \.actsInsteadOfShowing) {
      return text
    }
    var shown = Self.opening
    var rest = bytes[...]
    while let first = rest.first {
      guard let scalar = Self.scalar(rest), !scalar.actsInsteadOfShowing else {
        // Every byte of it, since nothing says where the next character begins.
        let count = Self.scalar(rest).map { UTF8.width($0) } ?? 1
        for byte in rest.prefix(count) { shown += "\\x" + Self.hexadecimal(byte) }
        rest = rest.dropFirst(count)
        continue
      }
      if first == UInt8(ascii: "'") || first == UInt8(ascii: "\\") { shown += "\\" }
      shown.unicodeScalars.append(scalar)
      rest = rest.dropFirst(UTF8.width(scalar))
    }
    return shown + "'"
  }

  /// One word of a shell's command that names the file.
  public var shellWord: String {
    let shown = description
    return Self.isOpened(shown) ? shown : ShellText.quoted(shown)
  }

  /// The path that `description` gives; nil for what it never gives.
  public init?(shown: String) {
    guard Self.isOpened(shown) else {
      self.init(shown)
      return
    }
    var rest = Array(shown.utf8)[Self.opening.utf8.count...]
    guard rest.popLast() == UInt8(ascii: "'") else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "x"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard rest.count >= 2, let value = UInt8(digits, radix: 16) else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      case let escaped?: bytes.append(escaped)
      case nil: return nil
      }
    }
    self.init(bytes: bytes)
  }

  private static let opening = "$'"

  /// By bytes: a character that joins the quote would make another one of it.
  private static func isOpened(_ shown: String) -> Bool { shown.utf8.starts(with: opening.utf8) }

  /// The character at the start of these bytes; nil where there is none.
  private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    for count in 1...4 where count <= bytes.count {
      if let text = String(validating: bytes.prefix(count), as: UTF8.self) { return text.unicodeScalars.first }
    }
    return nil
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
  }
}
