// How many columns of a terminal a text takes: UAX #11, with marks that stand on another character taking none.

extension StringProtocol {
  /// The columns that this text takes where every character has one, two or none.
  ///
  /// It is the sum over its characters of Unicode, which is what most terminals do as well; one that draws a family of
  /// emoji as one picture takes fewer.
  public var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }
}

extension Unicode.Scalar {
  /// Two for what is wide or of full width, none for marks and joiners, one for all else.
  public var displayWidth: Int {
    // Most texts are of these.
    if (0x20..<0x300).contains(value), value != 0xAD { return 1 }
    if isOnAnother { return 0 }
    return CharacterTables.holds(self, in: WidthTable.wide) ? 2 : 1
  }

  /// Whether it is drawn into the column of the character before it.
  private var isOnAnother: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    // Vowels and final consonants of Hangul, which are written into the syllable that a first consonant begins.
    default: (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
    }
  }
}
