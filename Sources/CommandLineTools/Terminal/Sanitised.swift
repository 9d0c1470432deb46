internal import ForeignText

/// `text` with everything that could steer a terminal or reorder what a reader sees written out as an escape.
///
/// Control characters, ESC and the C1 set become `\x1b`, direction overrides and what is invisible `\u{202e}`; line feed
/// and tab become `\n` and `\t`. Text that came from somebody else passes through here before a person reads it.
public func sanitised(_ text: String, keepingLines: Bool = false) -> String {
  text.replacingActing { scalar in
    switch scalar {
    case "\n": keepingLines ? "\n" : "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case _ where scalar.value < 0x100: "\\x" + hexadecimal(scalar.value, digits: 2)
    default: "\\u{" + hexadecimal(scalar.value, digits: 4) + "}"
    }
  }
}

/// A JSON text with the same characters escaped the JSON way: still the same document, safe on a terminal.
///
/// Only inside strings can such a character stand in a JSON text, save the line ends and tabs between tokens.
func sanitisedJSON(_ text: String) -> String {
  text.replacingActing { scalar in
    switch scalar {
    case "\n", "\t", "\r": String(scalar)
    default: String(scalar).utf16.map { "\\u" + hexadecimal(UInt32($0), digits: 4) }.joined()
    }
  }
}

/// Lower-case hexadecimal, padded with zeros.
func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
