extension Tile {
  /// The tiles to write when a tree grows from one size to a larger one, lowest row first.
  ///
  /// They are the full tiles completed on the way and the partial tiles of the new size. For each tile of row 0 an
  /// entry bundle of the same index and width is due.
  public static func added(growingFrom old: UInt64, to new: UInt64) throws(LogError) -> [Tile] {
    try TreeSize.check(new)
    var tiles: [Tile] = []
    var (from, to) = (old, new)
    var level = 0
    // A row with nothing new has nothing new above it.
    while from < to {
      for index in from >> 8..<to >> 8 { tiles.append(Tile(unchecked: level, index, fullWidth)) }
      let width = Int(to & 255)
      if width > 0 { tiles.append(Tile(unchecked: level, to >> 8, width)) }
      from >>= 8
      to >>= 8
      level += 1
    }
    return tiles
  }

  /// The partial tiles of a tree of this size, lowest row first.
  public static func partial(treeSize: UInt64) throws(LogError) -> [Tile] {
    try TreeSize.check(treeSize)
    var tiles: [Tile] = []
    var (count, level) = (treeSize, 0)
    while count > 0 {
      let width = Int(count & 255)
      if width > 0 { tiles.append(Tile(unchecked: level, count >> 8, width)) }
      count >>= 8
      level += 1
    }
    return tiles
  }
}
