// Characters that do something to the line, terminal or document in which they stand, whoever wrote them. There is one list:
// what is escaped in JSON that people read, and the part of it that no command takes into a statement.

extension Unicode.Scalar {
  /// Whether the character steers a terminal, ends a line, or turns the order in which a reader sees what stands around it:
  /// C0, DEL, C1, line and paragraph separators, embeddings, overrides and isolates. // UAX #9
  public var isControl: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether JSON that people read has the character as an escape: controls, direction marks, and the byte order mark, which
  /// some readers drop. All of them lie in the first plane, so that one escape is enough. // RFC 8259 §7
  public var steers: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0xFEFF: true
    default: isControl
    }
  }

  /// What the character is called where it cannot be shown, such as `U+202E`.
  public var codePoint: String {
    let hex = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
  }
}

extension String {
  /// The first control character; with `lines`, line feeds and tabs are none, as texts of several lines need them.
  public func firstControl(butLines lines: Bool = false) -> Unicode.Scalar? {
    unicodeScalars.first { $0.isControl && !(lines && ($0 == "\n" || $0 == "\t")) }
  }
}
