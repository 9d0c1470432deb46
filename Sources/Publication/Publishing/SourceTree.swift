internal import Cryptography
internal import Storage
internal import TransparencyLog

/// The tree of a ledger that is being published or compared, from the hashes that it keeps.
struct SourceTree: ~Copyable {
  private let source: any LedgerReading
  private var hasher: MerkleHasher

  init(_ source: any LedgerReading) throws(LogError) {
    self.source = source
    hasher = try MerkleHasher()
  }

  /// The root at a size that the ledger has reached.
  mutating func root(at size: UInt64) throws -> Digest {
    let positions = try MerkleFrontier.edgePositions(size: size)
    return try MerkleFrontier(size: size, edge: source.treeHashes(at: positions)).root(hasher: &hasher)
  }

  /// The hash of a complete subtree.
  func hash(at position: NodePosition) throws -> Digest {
    try source.treeHashes(at: [position])[0]
  }

  mutating func leaf(_ header: [UInt8]) throws -> Digest {
    try hasher.leaf(header)
  }

  /// A tile of the hashes kept; a full one has to add up to the hash above it.
  mutating func content(of tile: Tile, _ hashes: [Digest]) throws -> TileContent {
    let content = try TileContent(tile, hashes: hashes)
    if let node = tile.node, try content.hash(at: node, hasher: &hasher) != hash(at: node) {
      throw PublicationError(
        .treeTile, "the hashes of \(tile) do not add up to the one that the ledger keeps above them",
        hint: "run pledgebook verify")
    }
    return content
  }
}
