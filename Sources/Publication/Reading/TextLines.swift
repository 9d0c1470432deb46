internal import CanonicalJSON
internal import Cryptography
internal import Files
internal import Pledges

/// The lines of a texts tile: the disclosures of one entry each, a canonical JSON list in order of digest. // Format §7
///
/// Words are nobody's word here: whoever uses one finds it by the digest that a statement names.
struct TextLines {
  /// How many entries there are.
  let width: Int
  /// Nil where there are none that could be read.
  private let lines: PublishedLines?
  /// For each entry, what its line discloses, of a file that is small: what is large is read again.
  private let known: [[[UInt8]]]?
  /// Whether every line could be read.
  let isWhole: Bool

  /// The first lines of a file, which may go on behind them. A file that ends before them is as good as none, and so is a
  /// line that is no canonical list. // Format §8
  init(_ content: FetchedContent, width: Int) throws(PublicationError) {
    self.width = width
    do {
      let lines = try PublishedLines(content, most: width)
      guard lines.count == width else {
        self.lines = nil
        known = nil
        isWhole = false
        return
      }
      var known: [[[UInt8]]] = []
      var isWhole = true
      for line in 0..<width {
        let found = try TextLines.disclosures(of: line, in: lines)
        if found == nil { isWhole = false }
        if content.count <= TextLines.small { known.append(found ?? []) }
      }
      self.lines = lines
      self.known = known.count == width ? known : nil
      self.isWhole = isWhole
    } catch {
      throw PublicationError(error)
    }
  }

  /// What the line of an entry discloses; none where that cannot be told.
  func texts(_ offset: Int) throws(PublicationError) -> [[UInt8]] {
    if let known { return known[offset] }
    guard let lines else { return [] }
    do {
      return try TextLines.disclosures(of: offset, in: lines) ?? []
    } catch {
      throw PublicationError(error)
    }
  }

  private static func disclosures(of line: Int, in lines: PublishedLines) throws(NamelessFileFailure) -> [[UInt8]]? {
    // All that an entry may have, a comma or bracket behind each, and a bracket.
    let limit = SubmittedEnvelope.maximumTextByteCount + Statement.maximumTexts + 2
    guard lines.length(line) <= limit else { return nil }
    return try disclosures(in: lines.bytes(line, limit: limit)[...])
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
      let texts = document.root.elements.prefix(Statement.maximumTexts + 1).map { $0.canonicalBytes() }
      // Many small things take far more room than their bytes, and are no entry's words.
      return texts.count <= Statement.maximumTexts ? texts : nil
    } catch {
      return nil
    }
  }

  private static let none = Array("[]".utf8)
  private static let small = 1 << 20
  private static let lineFeed = UInt8(ascii: "\n")
}
