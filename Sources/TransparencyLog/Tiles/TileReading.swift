public import Cryptography

/// Which tiles to fetch in order to read some hashes of a tree, and the check that makes them trustworthy.
///
/// Tiles come from anybody. The tiles at the right edge of the tree are hashed up to the root of a checkpoint that the
/// reader trusts; every other tile is full and must hash to its place in a tile that has already been checked. Nothing
/// should be used, or kept in a cache, before that.
///
///     let reading = try TileReading(treeSize: checkpoint.size, leaves: [5])
///     let contents = reading.tiles.map { fetch($0.path) }
///     switch try reading.authenticate(contents, root: checkpoint.root, hasher: &hasher) { … }
public struct TileReading: Sendable {
  /// How many leaves the tree has.
  public let treeSize: UInt64
  /// The tiles to fetch: the right edge, then the others, each behind the one that vouches for it.
  public let tiles: [Tile]
  private let edge: [NodePosition]
  private let edgeTileCount: Int

  /// What has to be fetched to read nodes of a tree; they must be complete in it.
  public init(treeSize: UInt64, positions: [NodePosition]) throws(LogError) {
    try TreeSize.check(treeSize)
    self.treeSize = treeSize
    edge = NodePosition.covering(0..<treeSize)
    var tiles: [Tile] = []
    var seen: Set<Tile> = []
    for position in edge {
      let tile = Tile(holding: position, treeSize: treeSize)
      if seen.insert(tile).inserted { tiles.append(tile) }
    }
    edgeTileCount = tiles.count
    for position in positions {
      guard position.end <= treeSize else {
        throw LogError(.treeRange, "node \(position) is not complete in a tree of \(treeSize) leaves")
      }
      var chain: [Tile] = []
      var tile = Tile(holding: position, treeSize: treeSize)
      while seen.insert(tile).inserted {
        chain.append(tile)
        // The edge has every partial tile, so this one is full and its node lies in the tree.
        guard let node = tile.node else { break }
        tile = Tile(holding: node, treeSize: treeSize)
      }
      tiles += chain.reversed()
    }
    self.tiles = tiles
  }

  /// What has to be fetched to read the hashes of leaves.
  public init(treeSize: UInt64, leaves: [UInt64]) throws(LogError) {
    for index in leaves where index >= treeSize {
      throw LogError(.treeRange, "leaf \(index) is not in a tree of \(treeSize) leaves")
    }
    try self.init(treeSize: treeSize, positions: leaves.map(NodePosition.init(leaf:)))
  }

  /// What the check of fetched tiles found.
  public enum Verdict: Sendable {
    case authentic(AuthenticTiles)
    /// The tiles at the right edge have another root than the checkpoint.
    case rootDiffers(found: Digest)
    /// A tile is not the one that the tile above it tells of.
    case tileDiffers(Tile)
  }

  /// Checks the bytes of `tiles`, in their order, against the root of a trusted checkpoint of this size.
  public func authenticate(
    _ contents: [[UInt8]], root: Digest, hasher: inout MerkleHasher
  ) throws(LogError) -> Verdict {
    guard contents.count == tiles.count else {
      throw LogError(.tileMalformed, "\(tiles.count) tiles are needed, \(contents.count) were given")
    }
    var trusted = AuthenticTiles(treeSize: treeSize)
    for (tile, bytes) in zip(tiles.prefix(edgeTileCount), contents) {
      trusted.contents[tile] = try TileContent(tile, bytes: bytes)
    }
    var hashes: [Digest] = []
    for position in edge {
      guard let hash = try trusted.hash(at: position, hasher: &hasher) else { throw TileReading.missing(position) }
      hashes.append(hash)
    }
    let found = try hasher.fold(hashes) ?? .emptyTreeRoot
    guard found == root else { return .rootDiffers(found: found) }

    for (tile, bytes) in zip(tiles, contents).dropFirst(edgeTileCount) {
      let content = try TileContent(tile, bytes: bytes)
      guard let node = tile.node, let expected = try trusted.hash(at: node, hasher: &hasher),
        let hash = try content.hash(at: node, hasher: &hasher), hash == expected
      else { return .tileDiffers(tile) }
      trusted.contents[tile] = content
    }
    return .authentic(trusted)
  }

  @inline(never)
  private static func missing(_ position: NodePosition) -> LogError {
    LogError(.tileMalformed, "node \(position) lies in none of the tiles")
  }
}

/// Tiles that have been hashed up to a trusted root; only `TileReading.authenticate` makes them.
public struct AuthenticTiles: Sendable {
  /// How many leaves the tree has.
  public let treeSize: UInt64
  fileprivate(set) var contents: [Tile: TileContent] = [:]

  fileprivate init(treeSize: UInt64) {
    self.treeSize = treeSize
  }

  /// The tiles that may now be kept in a cache.
  public var tiles: [TileContent] { Array(contents.values) }

  /// The hash of a node that was asked for, or of another that lies in the same tiles; nil for one that does not.
  public func hash(at position: NodePosition, hasher: inout MerkleHasher) throws(LogError) -> Digest? {
    guard position.end <= treeSize else { return nil }
    return try contents[Tile(holding: position, treeSize: treeSize)]?.hash(at: position, hasher: &hasher)
  }

  /// The hash of a leaf.
  public func leaf(_ index: UInt64) -> Digest? {
    guard index < treeSize else { return nil }
    let tile = Tile(holding: NodePosition(leaf: index), treeSize: treeSize)
    return contents[tile]?.hashes[Int(index & 255)]
  }
}
