// One list for all that people read: reports, pages and the terminal. Only the escapes are each form's own.

extension String {
  /// The text with every character that acts instead of showing put in other words, line ends and tabs included.
  ///
  /// Controls steer a terminal, direction overrides turn the order in which a reader sees a line, and what is invisible
  /// makes two texts look the same. Text that came from somebody else passes through here before a person reads it.
  public func replacingActing(_ replacement: (Unicode.Scalar) -> String) -> String {
    // Most text is harmless: printable ASCII needs no second look.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var result = ""
    result.reserveCapacity(utf8.count)
    var previous: Unicode.Scalar?
    for scalar in unicodeScalars {
      if scalar.actsInsteadOfShowing, !scalar.joins(previous) {
        result += replacement(scalar)
        previous = nil
      } else {
        result.unicodeScalars.append(scalar)
        previous = scalar
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a reader would not see the character but what it does to others.
  public var actsInsteadOfShowing: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x00AD, 0x034F: true  // soft hyphen, combining grapheme joiner
    case 0x115F...0x1160, 0x3164, 0xFFA0: true  // Hangul fillers
    case 0x17B4...0x17B5, 0x180E: true  // Khmer vowels that nobody sees, Mongolian separator
    case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A: true  // controls of shorthand and musical notation
    case 0x061C, 0x200B...0x200F: true  // zero width, direction marks
    case 0x2028, 0x2029: true  // line and paragraph separators
    case 0x202A...0x202E, 0x2060...0x206F: true  // embeddings, overrides, isolates, invisible operators (UAX #9)
    case 0xFEFF, 0xFFF9...0xFFFB: true  // byte-order mark, interlinear annotation
    case 0xFDD0...0xFDEF: true  // noncharacters
    case 0xE0000...0xE007F: true  // tags
    default: value & 0xFFFE == 0xFFFE  // noncharacters at the end of each plane
    }
  }

  /// Whether it is a joiner behind a character that it gives another shape, and so part of what is shown.
  ///
  /// Persian and the scripts of India are written with joiners, and many emoji. Latin, Greek and Cyrillic, all below the
  /// scripts that join, are not: in their words a joiner is invisible and says nothing.
  fileprivate func joins(_ previous: Unicode.Scalar?) -> Bool {
    guard value == 0x200C || value == 0x200D, let previous else { return false }
    return previous.value >= 0x0590 && previous.value != 0x200C && previous.value != 0x200D
  }
}
