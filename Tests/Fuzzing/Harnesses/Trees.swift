import Cryptography
import TransparencyLog

extension Harness {
  static let trees = [tile, bundle, merkle]

  /// A tile's path in the first line, and the bytes that are served there.
  private static let tile = Harness("tile", largest: 9_000) { bytes in
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let text = String(validating: parts[0], as: UTF8.self) else { throw Refused() }
    let path = try TilePath(text, parallel: ["envelopes", "texts"])
    try same(Array(path.text.utf8), Array(parts[0]), "the path has another form")
    let content = Array(parts[1])
    switch path.resource {
    case .hashes(let level):
      let tile = try taken(Tile(level: level, index: path.index, width: path.width))
      try hold(tile.path == path, "the tile lies elsewhere")
      let hashes = try TileContent(tile, bytes: content)
      try same(hashes.bytes, content, "the tile has another form")
      var hasher = try MerkleHasher()
      for position in tile.positions.prefix(2) + tile.positions.suffix(2) + [tile.node].compactMap({ $0 }) {
        _ = try taken(hashes.hash(at: position, hasher: &hasher))
      }
    case .entries, .parallel:
      try same(try EntryBundle(bytes: content, width: path.width).bytes, content, "the bundle has another form")
    }
  }

  /// The width in the first byte, and the bundle behind it.
  private static let bundle = Harness("bundle", largest: 4_096) { bytes in
    let width = Int(try taken(bytes.first)) + 1
    let content = Array(bytes.dropFirst())
    let bundle = try EntryBundle(bytes: content, width: width)
    try same(bundle.bytes, content, "the bundle has another form")
    let second = try again("the bundle from its entries") { try EntryBundle(bundle.entries) }
    try hold(second == bundle && bundle.entries.count == width, "the bundle from its entries is another")
  }

  /// Three numbers of eight bytes, and hashes: what strangers say of trees of any size.
  private static let merkle = Harness("merkle", largest: 24 + 64 * 32) { bytes in
    guard bytes.count >= 24 else { throw Refused() }
    let numbers = (0..<3).map { place in bytes[place * 8..<place * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    let (size, index, other) = (numbers[0], numbers[1], numbers[2])
    let hashes = stride(from: 24, to: bytes.count - 31, by: 32).compactMap { Digest(bytes, at: $0) }
    let leaf = hashes.first ?? .zero
    var hasher = try MerkleHasher()

    let inclusion = Result { try InclusionProof(index: index, treeSize: size, hashes: hashes) }
    if let proof = try? inclusion.get() {
      _ = try again("checking a proof") { try proof.isValid(leaf: leaf, root: leaf, hasher: &hasher) }
    }
    let consistency = Result { try ConsistencyProof(first: other, second: size, hashes: hashes) }
    if let proof = try? consistency.get() {
      _ = try again("checking a proof") { try proof.isValid(firstRoot: leaf, secondRoot: leaf, hasher: &hasher) }
    }
    if let subtree = Subtree(start: index, end: other) {
      _ = try subtree.includes(leaf: leaf, index: index, proof: hashes, hash: leaf, hasher: &hasher)
      _ = try subtree.isConsistent(hash: leaf, treeSize: size, root: leaf, proof: hashes, hasher: &hasher)
    }
    if let position = NodePosition(storageIndex: other) {
      try hold(position.storageIndex == other, "a node is stored elsewhere")
      try hold(NodePosition(level: position.level, index: position.index) == position, "a node has another place")
      try hold(position.firstLeaf < position.end, "a node covers nothing")
    }
    _ = NodePosition.storedCount(size)

    // Whoever asks names a size first; what follows is within it.
    let plan = try InclusionProof.Plan(index: index, treeSize: size)
    let stored = plan.positions.indices.map { hashes.isEmpty ? .zero : hashes[$0 % hashes.count] }
    let made = try again("a proof from what is stored") { try plan.proof(from: stored, hasher: &hasher) }
    try hold(made.hashes.count <= 63, "a proof is too long")
    if let growth = try? ConsistencyProof.Plan(first: min(other, size), second: size) {
      try hold(growth.positions.allSatisfy { $0.end <= size }, "a proof reads beyond the tree")
    }
    let edge = try MerkleFrontier.edgePositions(size: size)
    try hold(edge.last?.end ?? 0 == size, "the edge is not the tree's")
    for position in edge {
      let tile = Tile(holding: position, treeSize: size)
      try hold(tile.path.text.utf8.count < 128, "a tile has no path")
    }
    let partial = try Tile.partial(treeSize: size)
    try hold(partial.allSatisfy { !$0.isFull }, "a partial tile is full")
    let reading = try TileReading(treeSize: size, leaves: [index])
    let contents = reading.tiles.map { [UInt8](repeating: UInt8(truncatingIfNeeded: other), count: $0.width * 32) }
    // A tree of one leaf has that leaf as its root.
    if case .authentic = try reading.authenticate(contents, root: leaf, hasher: &hasher), size > 1 {
      throw Contradiction("tiles of one byte have the root that was asked for")
    }
  }
}
