// One list for all that people read: reports, pages and the terminal. Only the escapes are each form's own.

extension String {
  /// The text with every character that acts instead of showing put in other words, line ends and tabs included.
  ///
  /// Controls steer a terminal, direction overrides turn the order in which a reader sees a line, and what is invisible
  /// makes two texts look the same. Text that came from somebody else passes through here before a person reads it.
  public func replacingActing(_ replacement: (Unicode.Scalar) -> String) -> String {
    // Most text is harmless: printable ASCII needs no second look.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    let scalars = Array(unicodeScalars)
    var result = ""
    result.reserveCapacity(utf8.count)
    for place in scalars.indices {
      if scalars[place].actsInsteadOfShowing, !scalars.shapes(at: place) {
        result += replacement(scalars[place])
      } else {
        result.unicodeScalars.append(scalars[place])
      }
    }
    return result
  }

  /// The first character that acts instead of showing, as it stands here; nil where all of it shows.
  public var firstActing: Unicode.Scalar? {
    var found: Unicode.Scalar?
    _ = replacingActing { scalar in
      found = found ?? scalar
      return ""
    }
    return found
  }
}

extension Unicode.Scalar {
  /// Whether a reader would not see the character but what it does to others.
  public var actsInsteadOfShowing: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case ..<0xAD: false
    case 0x2028, 0x2029: true  // line and paragraph separators
    case 0x2800: true  // a Braille cell without dots, a letter to Unicode and a blank to everybody
    case 0xFFF9...0xFFFB: true  // interlinear annotation
    case 0xFDD0...0xFDEF: true  // noncharacters
    default: value & 0xFFFE == 0xFFFE || isInvisible
    }
  }

  /// Whether nothing of it is shown where nothing knows better: joiners, direction marks, fillers, tags, variation
  /// selectors. // Unicode, Default_Ignorable_Code_Point
  public var isInvisible: Bool { CharacterTables.holds(self, in: CharacterTables.invisible) }

  /// Whether it is a space of some width, or ends a line. // Unicode, White_Space
  public var isBlank: Bool { CharacterTables.holds(self, in: CharacterTables.blank) }
}

extension CharacterTables {
  /// Whether a character lies in one of the ranges.
  static func holds(_ scalar: Unicode.Scalar, in ranges: [ClosedRange<UInt32>]) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = low + (high - low) / 2
      if ranges[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(scalar.value)
  }
}
