internal import ForeignText

/// What is odd about a text that no rule refuses: what came in with a paste, or was saved in the wrong encoding.
enum OddText {
  /// In words that go on from the name of the text.
  static func doubts(about text: String) -> [String] {
    let scalars = text.unicodeScalars
    var doubts: [String] = []
    if Appearance(text).isEmpty { return ["shows nothing"] }
    if let first = scalars.first, first.isBlank { doubts.append("begins with a blank") }
    if let last = scalars.last, last.isBlank { doubts.append("ends with a blank") }
    if zip(scalars, scalars.dropFirst()).contains(where: { $0.isBlank && $1.isBlank }) {
      doubts.append("has several blanks in a row")
    }
    if let acting = text.firstActing {
      doubts.append(
        acting == "\n" || acting == "\r"
          ? "has a line end in it" : "holds a character that is not seen, \(acting.codePoint)")
    }
    if scalars.contains("\u{FFFD}") { doubts.append("holds U+FFFD, which stands for what could not be read") }
    if let own = scalars.first(where: { $0.properties.generalCategory == .privateUse }) {
      doubts.append("holds \(own.codePoint), a character of private use, which every font shows as it likes")
    }
    if text.hasPileOfMarks { doubts.append("has more than \(String.mostMarks) marks on one letter") }
    // What a program writes that takes the two bytes of é for two letters.
    let isMisread = zip(scalars, scalars.dropFirst()).contains {
      ($0 == "\u{C3}" || $0 == "\u{C2}") && (0x80...0xBF).contains($1.value)
    }
    if isMisread { doubts.append("looks as if UTF-8 had been read as Windows-1252") }
    return doubts
  }

  /// A code that no country has, and nobody may use as he likes.
  static func doubt(aboutCountry code: String) -> String? {
    guard !CountryCode.isKnown(code) else { return nil }
    let meant = CountryCode.meant(by: code).map { "; \($0) is meant, perhaps" } ?? ""
    return "\(code) is not a country code of ISO 3166-1\(meant)"
  }
}
