/// `text` with everything that could steer a terminal or reorder what a reader sees written out as an escape.
///
/// Control characters, ESC and the C1 set become `\x1b`, direction overrides and isolates `\u{202e}`; line feed and
/// tab become `\n` and `\t`. Text that came from somebody else passes through here before a person reads it.
public func sanitised(_ text: String, keepingLines: Bool = false) -> String {
  // Most text is harmless: printable ASCII needs no second look.
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result += keepingLines ? "\n" : "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case _ where !steers(scalar): result.unicodeScalars.append(scalar)
    case _ where scalar.value < 0x100: result += "\\x" + hexadecimal(scalar.value, digits: 2)
    default: result += "\\u{" + hexadecimal(scalar.value, digits: 4) + "}"
    }
  }
  return result
}

/// A JSON text with the same characters escaped the JSON way: still the same document, safe on a terminal.
///
/// Only inside strings can such a character stand in a JSON text, save the line ends and tabs between tokens.
func sanitisedJSON(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a }) { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar == "\n" || scalar == "\t" || scalar == "\r" || !steers(scalar) {
      result.unicodeScalars.append(scalar)
    } else {
      for unit in String(scalar).utf16 { result += "\\u" + hexadecimal(UInt32(unit), digits: 4) }
    }
  }
  return result
}

/// Whether a terminal would act on the character instead of showing it, or a reader would see another order.
private func steers(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x1f, 0x7f...0x9f: true  // C0, DEL, C1
  case 0x061c, 0x200e, 0x200f: true  // direction marks
  case 0x202a...0x202e, 0x2066...0x2069: true  // embeddings, overrides, isolates (UAX #9)
  case 0x2028, 0x2029: true  // line and paragraph separators
  case 0xfeff, 0xfff9...0xfffb: true  // byte-order mark, interlinear annotation
  case 0xe0000...0xe007f: true  // tags: invisible text
  default: false
  }
}

/// Lower-case hexadecimal, padded with zeros.
func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
