internal import Pledges

/// Where a name stands in an alphabet: without case, and without the marks on its Latin letters.
///
/// "Émeraude" stands beside "Emerald", not behind "Zinc". It is no collation of any one language: the order is the same in
/// all of them, and on every machine. Names that are the same so far stand by their characters, then by id.
struct NameKey: Comparable {
  private let letters: [UInt32]
  private let scalars: [UInt32]
  private let id: PartyID

  init(_ name: String, _ id: PartyID) {
    scalars = name.unicodeScalars.map(\.value)
    letters = name.unicodeScalars.flatMap(NameKey.letters)
    self.id = id
  }

  private static func letters(of scalar: Unicode.Scalar) -> [UInt32] {
    if scalar.isASCII { return [Unicode.Scalar(String(scalar).lowercased()) ?? scalar].map(\.value) }
    if scalar.properties.generalCategory == .nonspacingMark { return [] }
    // "LATIN CAPITAL LETTER E WITH ACUTE" is an e.
    let words = (scalar.properties.name ?? "").split(separator: " ")
    if words.count > 4, words[0] == "LATIN", words[2] == "LETTER", words[4] == "WITH" {
      return words[3].lowercased().unicodeScalars.map(\.value)
    }
    return scalar.properties.lowercaseMapping.unicodeScalars.map(\.value)
  }

  static func < (left: NameKey, right: NameKey) -> Bool {
    if left.letters != right.letters { return left.letters.lexicographicallyPrecedes(right.letters) }
    if left.scalars != right.scalars { return left.scalars.lexicographicallyPrecedes(right.scalars) }
    return left.id < right.id
  }

  static func == (left: NameKey, right: NameKey) -> Bool {
    left.scalars == right.scalars && left.id == right.id
  }
}
