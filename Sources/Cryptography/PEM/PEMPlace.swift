/// Where a PEM block stands in a text, whatever stands around it and whatever is in it.
struct PEMPlace {
  let label: String
  let range: Range<Int>

  /// All that look like one, in their order; the end of a block without an end is the end of the text.
  static func all(in text: Span<UInt8>) -> [PEMPlace] {
    var places: [PEMPlace] = []
    var position = 0
    while let start = find(opening, in: text, from: position) {
      position = start + opening.count
      guard let label = label(in: text, at: position) else { continue }
      let closing = Array("-----END \(label)-----".utf8)
      let end = find(closing, in: text, from: position).map { $0 + closing.count } ?? text.count
      places.append(PEMPlace(label: label, range: start..<end))
      position = end
    }
    return places
  }

  private static let opening = Array("-----BEGIN ".utf8)
  private static let longestLabel = 64

  /// The words up to the next hyphen.
  private static func label(in text: Span<UInt8>, at start: Int) -> String? {
    var label: [UInt8] = []
    for index in start..<min(text.count, start + longestLabel) {
      guard text[index] != UInt8(ascii: "-") else {
        return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
      }
      guard (0x20...0x7e).contains(text[index]) else { return nil }
      label.append(text[index])
    }
    return nil
  }

  /// The first place of some bytes.
  static func find(_ bytes: [UInt8], in text: Span<UInt8>, from start: Int = 0) -> Int? {
    guard text.count >= bytes.count + start else { return nil }
    for place in start...(text.count - bytes.count) where text[place] == bytes[0] {
      if bytes.indices.allSatisfy({ text[place + $0] == bytes[$0] }) { return place }
    }
    return nil
  }
}
