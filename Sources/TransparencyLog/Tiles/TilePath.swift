/// The path of a tile or of an entry bundle below a log's prefix. // tlog-tiles
///
///     tile/0/x001/x234/067            256 hashes of level 0
///     tile/entries/000.p/17           the first 17 entries
///     tile/envelopes/000              a resource of our own, parallel to the entries
///
/// A path has one spelling, so a server can take it as the key of a file.
public struct TilePath: Hashable, Sendable {
  /// What the tiles below one folder hold.
  public enum Resource: Hashable, Sendable {
    /// Hashes; the level is counted in tiles of eight tree levels each, 0 to 63.
    case hashes(level: Int)
    /// The entries themselves, framed as an `EntryBundle`.
    case entries
    /// Something kept beside the entries, under a lowercase name.
    case parallel(String)
  }

  /// What the tile holds.
  public let resource: Resource
  /// Which tile of its row.
  public let index: UInt64
  /// How many hashes or entries it holds: 256, or fewer at the right edge of a tree.
  public let width: Int

  /// The path of a tile; refused for a level, index, width or name that no path has.
  public init(_ resource: Resource, index: UInt64, width: Int = Tile.fullWidth) throws(LogError) {
    guard index <= TreeSize.maximum, (1...Tile.fullWidth).contains(width) else {
      throw TilePath.malformed("its index or width is out of range")
    }
    switch resource {
    case .hashes(let level):
      guard (0...63).contains(level) else { throw TilePath.malformed("its level is not 0 to 63") }
    case .parallel(let name):
      let isName = !name.isEmpty && name.utf8.count <= 32 && name.utf8.allSatisfy { (0x61...0x7A).contains($0) }
      guard isName, name != TilePath.entriesFolder else { throw TilePath.malformed("its folder has no proper name") }
    case .entries: break
    }
    self.init(unchecked: resource, index, width)
  }

  init(unchecked resource: Resource, _ index: UInt64, _ width: Int) {
    self.resource = resource
    self.index = index
    self.width = width
  }

  /// Reads a path; the names of parallel resources are those that the caller serves.
  public init(_ text: String, parallel names: Set<String> = []) throws(LogError) {
    guard text.utf8.count <= TilePath.maximumByteCount else { throw TilePath.malformed("it is too long") }
    var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
    guard parts.count >= 3, parts.removeFirst().elementsEqual(TilePath.folder.utf8) else {
      throw TilePath.malformed("it does not begin with \(TilePath.folder)/, a folder and an index")
    }
    let folder = parts.removeFirst()
    let resource: Resource
    if folder.elementsEqual(TilePath.entriesFolder.utf8) {
      resource = .entries
    } else if let level = Line.number(folder), level <= 63 {
      resource = .hashes(level: Int(level))
    } else if let name = names.first(where: { $0.utf8.elementsEqual(folder) }) {
      resource = .parallel(name)
    } else {
      throw TilePath.malformed("its folder is neither a level nor a name that is served")
    }
    var width = Tile.fullWidth
    if let last = parts.dropLast().last, last.suffix(2).elementsEqual(TilePath.partialMark.utf8) {
      guard let number = parts.popLast().flatMap({ Line.number($0) }), (1..<UInt64(Tile.fullWidth)).contains(number)
      else { throw TilePath.malformed("a partial width is 1 to 255") }
      width = Int(number)
      parts[parts.endIndex - 1] = last.dropLast(2)
    }
    var digits: [UInt8] = []
    for part in parts { digits += part.drop { $0 == UInt8(ascii: "x") } }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    guard let index = Line.number(significant.isEmpty ? [UInt8(ascii: "0")][...] : significant) else {
      throw TilePath.malformed("its index is no number in groups of three digits")
    }
    try self.init(resource, index: index, width: width)
    // What is left of the ways to write one path: groups of other lengths, leading groups of zeros, missing marks.
    guard self.text.utf8.elementsEqual(text.utf8) else { throw TilePath.malformed("it is not spelled canonically") }
  }

  /// The path as it is written, without a slash in front.
  public var text: String {
    let folder =
      switch resource {
      case .hashes(let level): String(level)
      case .entries: TilePath.entriesFolder
      case .parallel(let name): name
      }
    let partial = width == Tile.fullWidth ? "" : "\(TilePath.partialMark)/\(width)"
    return "\(TilePath.folder)/\(folder)/\(TilePath.groups(of: index))\(partial)"
  }

  /// The path of the full tile in the place of this one, to fall back to when a partial one is gone.
  public var full: TilePath { TilePath(unchecked: resource, index, Tile.fullWidth) }

  private static let folder = "tile"
  private static let entriesFolder = "entries"
  private static let partialMark = ".p"
  private static let maximumByteCount = 128

  // 1234067 is x001/x234/067.
  private static func groups(of index: UInt64) -> String {
    func threeDigits(_ number: UInt64) -> String {
      let digits = String(number)
      return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
    var groups = threeDigits(index % 1000)
    var rest = index / 1000
    while rest > 0 {
      groups = "x\(threeDigits(rest % 1000))/\(groups)"
      rest /= 1000
    }
    return groups
  }

  @inline(never)
  private static func malformed(_ detail: String) -> LogError {
    LogError(.tileMalformed, "the tile path is malformed: \(detail)")
  }
}

extension TilePath: CustomStringConvertible {
  public var description: String { text }
}
