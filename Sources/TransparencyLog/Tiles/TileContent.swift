public import Cryptography

/// A tile and its hashes, as written or as received; received ones are suspect until authenticated.
public struct TileContent: Hashable, Sendable {
  /// The place of the tile.
  public let tile: Tile
  /// Its hashes in order, as many as it is wide.
  public let hashes: [Digest]

  /// The tile with these hashes, as many as it is wide.
  public init(_ tile: Tile, hashes: [Digest]) throws(LogError) {
    guard hashes.count == tile.width else {
      throw LogError(.tileMalformed, "a tile of width \(tile.width) was given \(hashes.count) hashes")
    }
    self.tile = tile
    self.hashes = hashes
  }

  /// The tile with these bytes, 32 for each hash.
  public init(_ tile: Tile, bytes: [UInt8]) throws(LogError) {
    guard bytes.count == tile.width * Digest.byteCount else {
      throw LogError(
        .tileMalformed, "a tile of width \(tile.width) has \(tile.width * Digest.byteCount) bytes, not \(bytes.count)")
    }
    self.tile = tile
    hashes = stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap { start in
      Digest(bytes[start..<start + Digest.byteCount])
    }
  }

  /// The hashes one after another, as they are served.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * Digest.byteCount)
    for hash in hashes { hash.appendBytes(to: &bytes) }
    return bytes
  }

  /// The hash of a node, computed where it stands between two rows; nil when it does not lie in the tile.
  public func hash(at position: NodePosition, hasher: inout MerkleHasher) throws(LogError) -> Digest? {
    let rise = position.level - Tile.height * tile.level
    guard (0...Tile.height).contains(rise) else { return nil }
    let (first, overflow) = position.firstLeaf.subtractingReportingOverflow(
      tile.index << UInt64(Tile.height * (tile.level + 1)))
    guard !overflow else { return nil }
    let start = first >> UInt64(Tile.height * tile.level)
    let count = UInt64(1) << UInt64(rise)
    guard start <= UInt64(hashes.count), count <= UInt64(hashes.count) - start else { return nil }
    return try fold(hashes[Int(start)..<Int(start + count)], hasher: &hasher)
  }

  /// The hash of a row whose length is a power of two.
  private func fold(_ row: ArraySlice<Digest>, hasher: inout MerkleHasher) throws(LogError) -> Digest? {
    var row = Array(row)
    while row.count > 1 {
      for pair in 0..<row.count / 2 { row[pair] = try hasher.node(row[2 * pair], row[2 * pair + 1]) }
      row.removeLast(row.count / 2)
    }
    return row.first
  }
}
