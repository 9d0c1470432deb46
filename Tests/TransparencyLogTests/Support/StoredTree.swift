import Cryptography
import TransparencyLog

/// A tree in memory, kept as a store keeps it: the dense list of hashes, and the frontier.
struct StoredTree {
  private(set) var stored: [Digest] = []
  private(set) var frontier = MerkleFrontier()

  init(_ leaves: some Sequence<Digest>, hasher: inout MerkleHasher) throws {
    for leaf in leaves {
      try frontier.append(leaf, completing: &stored, hasher: &hasher)
    }
  }

  func read(_ positions: [NodePosition]) -> [Digest] {
    positions.map { stored[Int($0.storageIndex)] }
  }
}

extension Digest {
  /// The same digest with its first bit turned around.
  var corrupted: Digest {
    var bytes = bytes
    bytes[0] ^= 0x80
    return Digest(bytes) ?? .zero
  }
}
