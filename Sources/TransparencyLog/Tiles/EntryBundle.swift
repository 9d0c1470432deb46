/// Up to 256 entries, each behind its length in two bytes, big-endian. // tlog-tiles
///
/// The bundle beside the tile of row 0 with the same index and width: the leaf hash of an entry is in that tile.
public struct EntryBundle: Hashable, Sendable {
  /// The most bytes an entry can have.
  public static let maximumEntryByteCount = 65_535

  /// The entries in the order of the log.
  public let entries: [[UInt8]]

  /// A bundle of 1 to 256 entries that can be framed.
  public init(_ entries: [[UInt8]]) throws(LogError) {
    guard (1...Tile.fullWidth).contains(entries.count) else {
      throw LogError(.bundleMalformed, "a bundle has 1 to 256 entries, not \(entries.count)")
    }
    for entry in entries where entry.count > EntryBundle.maximumEntryByteCount {
      throw LogError(.entryTooLong, "an entry of \(entry.count) bytes is longer than 65535 bytes")
    }
    self.entries = entries
  }

  /// Reads a bundle that must hold exactly so many entries and nothing behind them.
  public init(bytes: [UInt8], width: Int) throws(LogError) {
    guard (1...Tile.fullWidth).contains(width) else {
      throw LogError(.bundleMalformed, "a bundle has 1 to 256 entries, not \(width)")
    }
    var entries: [[UInt8]] = []
    entries.reserveCapacity(width)
    var position = 0
    while entries.count < width {
      guard bytes.count - position >= 2 else {
        throw LogError(.bundleMalformed, "the bundle ends before entry \(entries.count + 1) of \(width)")
      }
      let count = Int(bytes[position]) << 8 | Int(bytes[position + 1])
      position += 2
      guard bytes.count - position >= count else {
        throw LogError(.bundleMalformed, "the bundle ends within entry \(entries.count + 1) of \(width)")
      }
      entries.append(Array(bytes[position..<position + count]))
      position += count
    }
    guard position == bytes.count else {
      throw LogError(.bundleMalformed, "\(bytes.count - position) bytes follow the last entry")
    }
    self.entries = entries
  }

  /// The bundle as it is served.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
    for entry in entries {
      bytes.append(UInt8(entry.count >> 8))
      bytes.append(UInt8(entry.count & 255))
      bytes += entry
    }
    return bytes
  }
}
