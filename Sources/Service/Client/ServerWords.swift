internal import ForeignText

/// A short line of what a server said, to be shown to a person: text of others, made harmless.
enum ServerWords {
  /// So much of an answer is looked at.
  static let lookedAt = 4_096
  private static let longest = 120

  /// The beginning of an answer's text on one line; the title alone of a page that has one, and nothing for what is no text.
  static func line(_ bytes: [UInt8]) -> String? {
    let start = Array(bytes.prefix(lookedAt))
    guard !start.contains(0) else { return nil }
    return line(String(decoding: title(in: start) ?? withoutTags(start)[...], as: UTF8.self))
  }

  /// A text on one line without anything that acts, cut where it gets long; nil when nothing is left.
  static func line(_ text: String) -> String? {
    let words = text.replacingActing { _ in " " }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty, words.unicodeScalars.count(where: { $0 == "\u{FFFD}" }) <= 2 else { return nil }
    return words.count <= longest ? words : "\(words.prefix(longest)) …"
  }

  /// Whether bytes begin as a page of HTML does.
  static func isPage(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(lookedAt).drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }.prefix(14).map(lowercased)
    return start.starts(with: "<!doctype html".utf8)
      || ["<html>", "<html ", "<head>"].contains { start.starts(with: $0.utf8) }
  }

  /// What stands between the tags; scripts and styles are no text.
  private static func withoutTags(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "<") else {
        text.append(byte)
        continue
      }
      text.append(UInt8(ascii: " "))
      for name in ["script", "style"] where rest.prefix(name.utf8.count).map(lowercased).elementsEqual(name.utf8) {
        rest = after("</\(name)", in: rest) ?? []
      }
      rest = after(">", in: rest) ?? []
    }
    return text
  }

  private static func title(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard let tag = after("<title", in: bytes[...]), let text = after(">", in: tag) else { return nil }
    return text.prefix { $0 != UInt8(ascii: "<") }
  }

  /// What comes behind the first place where these words stand, whatever their case.
  private static func after(_ words: String, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let words = Array(words.utf8)
    var rest = bytes
    while rest.count >= words.count {
      if rest.prefix(words.count).map(lowercased).elementsEqual(words) { return rest.dropFirst(words.count) }
      rest.removeFirst()
    }
    return nil
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
