internal import CanonicalJSON
internal import Cryptography
internal import Pledges

/// The lines of a texts tile: the disclosures of one entry each, a canonical JSON list in order of digest. // Format §7
///
/// Words are nobody's word here: whoever uses one finds it by the digest that a statement names.
struct TextLines {
  /// For each entry, what its line discloses; none where there is no line.
  private(set) var lines: [[[UInt8]]]

  init(_ bytes: [UInt8], width: Int) {
    lines = bytes.lines(atMost: width).map { TextLines.disclosures(in: $0) ?? [Array($0)] }
    while lines.count < width { lines.append([]) }
  }

  mutating func keep(_ width: Int) {
    lines = Array(lines.prefix(width))
  }

  /// The tile of these words, those of each entry in order of digest.
  static func bytes(_ entries: [[Disclosure]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for texts in entries {
      bytes += texts.list
      bytes.append(lineFeed)
    }
    return bytes
  }

  /// The tile without these words; nil when it holds none of them.
  ///
  /// A line that cannot be read is emptied, since nobody can say what it holds.
  static func bytes(_ old: [UInt8], without removed: RemovedTexts) throws(CryptographyError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var isChanged = false
    for line in old.lines(atMost: old.count + 1) {
      var kept: [Disclosure] = []
      let found = disclosures(in: line)
      for text in found ?? [] {
        let text = try Disclosure(unchecked: text)
        if removed.contains(text.digest) { isChanged = true } else { kept.append(text) }
      }
      if found == nil { isChanged = true }
      bytes += kept.list
      bytes.append(lineFeed)
    }
    return isChanged ? bytes : nil
  }

  /// The disclosures in a line, or nil for a line that is no canonical list.
  private static func disclosures(in line: ArraySlice<UInt8>) -> [[UInt8]]? {
    if line.elementsEqual(none) { return [] }
    do {
      let document = try JSONDocument(Array(line), profile: .ledger)
      guard document.isCanonical, document.root.kind == .array else { return nil }
      return document.root.elements.map { $0.canonicalBytes() }
    } catch {
      return nil
    }
  }

  private static let none = Array("[]".utf8)
  private static let lineFeed = UInt8(ascii: "\n")
}

extension [UInt8] {
  /// The lines of a file, each without its end; what is behind the last one that is looked for belongs to that one and
  /// spoils it, and a line without its end is none. // Format §7
  func lines(atMost count: Int) -> [ArraySlice<UInt8>] {
    let end = UInt8(ascii: "\n")
    var parts = split(separator: end, maxSplits: count - 1, omittingEmptySubsequences: false)
    if parts.last?.last == end {
      parts[parts.count - 1].removeLast()
    } else {
      parts.removeLast()
    }
    return parts
  }
}
