// Some characters that are invisible by themselves give another shape to what stands beside them, and a script cannot be
// written without them. Where they do, they are part of what is shown; everywhere else they say nothing to a reader.

extension [Unicode.Scalar] {
  /// Whether the invisible character at this place gives another shape to what stands beside it.
  func shapes(at place: Int) -> Bool {
    switch self[place].value {
    // Between letters that would join, of Arabic and the scripts like it, and in the scripts of India.
    case 0x200C: isBesideVirama(place) || before(place).isCursive && after(place).isCursive
    case 0x200D:
      // It joins what stands at one of its sides alone; between two letters that join anyway it does nothing.
      isBesideVirama(place) || before(place).joinsNext != after(place).joinsPrevious
        || before(place).isPictograph && next(place).isPictograph
    // Emoji as picture or as text; a digit only in a keycap.
    case 0xFE0E, 0xFE0F:
      previous(place).isPictograph || previous(place).isKeycapBase && next(place)?.value == 0x20E3
    // Variants of Chinese characters, which names of people and places are told by. // UTS #37
    case 0xFE00...0xFE02, 0xE0100...0xE01EF: previous(place)?.properties.isIdeographic == true
    case 0x180B...0x180D, 0x180F: previous(place).isMongolian
    case 0x180E: previous(place).isMongolian && next(place).isMongolian
    default: false
    }
  }

  private func previous(_ place: Int) -> Unicode.Scalar? { place > 0 ? self[place - 1] : nil }
  private func next(_ place: Int) -> Unicode.Scalar? { place + 1 < count ? self[place + 1] : nil }

  /// The character before it, marks that stand on one passed over.
  private func before(_ place: Int) -> Unicode.Scalar? { self[..<place].last { !$0.isMark } }

  /// The character behind it, marks passed over.
  private func after(_ place: Int) -> Unicode.Scalar? { self[(place + 1)...].first { !$0.isMark } }

  /// Whether a sign that takes a consonant its vowel stands next to it.
  private func isBesideVirama(_ place: Int) -> Bool { previous(place).isVirama || next(place).isVirama }
}

extension Unicode.Scalar {
  /// Whether it stands on, under or around the character before it and takes no room of its own.
  var isMark: Bool {
    properties.generalCategory == .nonspacingMark || properties.generalCategory == .enclosingMark
  }
}

extension Unicode.Scalar? {
  fileprivate var joinsNext: Bool { map { CharacterTables.holds($0, in: CharacterTables.joinsNext) } ?? false }
  fileprivate var joinsPrevious: Bool { map { CharacterTables.holds($0, in: CharacterTables.joinsPrevious) } ?? false }
  fileprivate var isCursive: Bool { joinsNext || joinsPrevious }

  fileprivate var isVirama: Bool { self?.properties.canonicalCombiningClass == .virama }

  /// Digits and signs are emoji to Unicode, since keycaps are made of them.
  fileprivate var isPictograph: Bool { map { $0.properties.isEmoji && $0.value >= 0xA9 } ?? false }
  fileprivate var isKeycapBase: Bool { map { $0.properties.isEmoji && $0.value < 0xA9 } ?? false }

  fileprivate var isMongolian: Bool { map { (0x1820...0x18AA).contains($0.value) } ?? false }
}
