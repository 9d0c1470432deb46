internal import CanonicalJSON
internal import Cryptography
internal import Pledges

/// The lines of a texts tile: the disclosures of one entry each, a canonical JSON list in order of digest. // Format §7
///
/// Words are nobody's word here: whoever uses one finds it by the digest that a statement names.
struct TextLines {
  /// For each entry, what its line discloses; none where that cannot be told.
  let lines: [[[UInt8]]]
  /// Whether every line could be read.
  let isWhole: Bool

  /// The first lines of a file, which may go on behind them. A file that ends before them is as good as none, and so is a
  /// line that is no canonical list. // Format §8
  init(_ bytes: [UInt8], width: Int) {
    let parts = bytes.split(
      separator: TextLines.lineFeed, maxSplits: width, omittingEmptySubsequences: false)
    guard parts.count > width else {
      lines = Array(repeating: [], count: width)
      isWhole = false
      return
    }
    let read = parts.prefix(width).map { TextLines.disclosures(in: $0) }
    lines = read.map { $0 ?? [] }
    isWhole = read.allSatisfy { $0 != nil }
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
    var lines = old.split(separator: lineFeed, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
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
