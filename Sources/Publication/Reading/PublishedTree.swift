internal import Cryptography
internal import TransparencyLog

/// The hashes of a published tree: as served, or hashed up to the root of a checkpoint first.
///
/// Whoever rebuilds the tree from the headers takes them as served, since a wrong one then shows by itself. Whoever
/// reads part of a ledger takes none that was not authenticated.
struct PublishedTree: ~Copyable {
  private let tiles: PublishedTiles
  /// Nil for hashes as served.
  private let root: Digest?
  private var hasher: MerkleHasher
  /// The tile read last in each row.
  private var served: [Int: TileContent] = [:]
  private var authentic: [Int: AuthenticTiles] = [:]

  init(_ tiles: PublishedTiles, authenticatedTo root: Digest?) throws(LogError) {
    self.tiles = tiles
    self.root = root
    hasher = try MerkleHasher()
  }

  /// The leaf hash of a header.
  mutating func leaf(_ header: [UInt8]) throws(LogError) -> Digest {
    try hasher.leaf(header)
  }

  /// The hash of a node; nil for one that is not complete in the tree.
  mutating func hash(at position: NodePosition) throws(PublicationError) -> Digest? {
    guard position.end <= tiles.size else { return nil }
    let tile = Tile(holding: position, treeSize: tiles.size)
    do {
      guard let root else { return try content(of: tile).hash(at: position, hasher: &hasher) }
      if let hash = try authentic[tile.level]?.hash(at: position, hasher: &hasher) { return hash }
      let fetched = try authenticate(position, root)
      authentic[tile.level] = fetched
      return try fetched.hash(at: position, hasher: &hasher)
    } catch let error as LogError {
      throw PublicationError(error)
    } catch let error as PublicationError {
      throw error
    } catch {
      throw PublicationError(.inputOutput, "unexpected failure: \(error)")
    }
  }

  /// A tile as served.
  private mutating func content(of tile: Tile) throws -> TileContent {
    if let content = served[tile.level], content.tile == tile { return content }
    let content = try TileContent(tile, bytes: tiles.hashes(tile))
    served[tile.level] = content
    return content
  }

  private mutating func authenticate(_ position: NodePosition, _ root: Digest) throws -> AuthenticTiles {
    let reading = try TileReading(treeSize: tiles.size, positions: [position])
    let contents = try reading.tiles.map { try tiles.hashes($0) }
    switch try reading.authenticate(contents, root: root, hasher: &hasher) {
    case .authentic(let tiles): return tiles
    case .rootDiffers(let found):
      throw PublicationError(
        .treeRoot, "the published tiles have the root \(found.hex), and the checkpoint says \(root.hex)")
    case .tileDiffers(let tile):
      throw PublicationError(.treeTile, "\(tile) is not the tile that the one above it tells of")
    }
  }
}
