extension String {
  /// The text with every character that acts instead of showing written out as an escape such as `\u{202e}`.
  ///
  /// Controls, direction overrides, invisible tags: text of others passes through here in every output but JSON, which
  /// has escapes of its own. A line feed stays where the form has room for lines and becomes a space where not.
  func visible(keepingLines: Bool = false) -> String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += keepingLines ? "\n" : " "
      case "\t": result += " "
      case _ where scalar.actsInsteadOfShowing: result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  /// Whether a program may offer this address to be followed: http or https, and shown as it is.
  var isWebAddress: Bool {
    let lower = prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return false }
    // What would be shown as an escape would not be the address any more.
    return !unicodeScalars.contains { $0.actsInsteadOfShowing || $0 == " " }
  }
}

extension Unicode.Scalar {
  /// Whether a reader would not see the character but what it does to others.
  var actsInsteadOfShowing: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x00AD: true  // soft hyphen
    case 0x061C, 0x200B...0x200F: true  // zero width, direction marks
    case 0x2028, 0x2029: true  // line and paragraph separators
    case 0x202A...0x202E, 0x2060...0x206F: true  // embeddings, overrides, isolates, invisible operators (UAX #9)
    case 0xFEFF, 0xFFF9...0xFFFB: true  // byte-order mark, interlinear annotation
    case 0xFDD0...0xFDEF: true  // noncharacters
    case 0xE0000...0xE007F: true  // tags
    default: value & 0xFFFE == 0xFFFE  // noncharacters at the end of each plane
    }
  }
}
