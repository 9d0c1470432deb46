public import Cryptography

/// Hashes leaves and nodes of a Merkle tree with one reused context. // RFC 9162 §2.1.1
///
///     leaf(d)    = SHA-256(0x00 ‖ d)
///     node(l, r) = SHA-256(0x01 ‖ l ‖ r)
///
/// The two prefixes keep a leaf from ever passing for a node.
public struct MerkleHasher: ~Copyable {
  private static let leafPrefix: [UInt8] = [0x00]
  private static let nodePrefix: UInt8 = 0x01

  private var hasher: SHA256Hasher
  private var node: [UInt8] = []

  /// A hasher for any number of trees; fails only when libcrypto does.
  public init() throws(LogError) {
    do throws(CryptographyError) {
      hasher = try SHA256Hasher()
    } catch {
      throw LogError(error)
    }
    node.reserveCapacity(1 + 2 * Digest.byteCount)
  }

  /// The leaf hash of an entry's bytes.
  public mutating func leaf(_ entry: Span<UInt8>) throws(LogError) -> Digest {
    do throws(CryptographyError) {
      try hasher.begin()
      try hasher.update(Self.leafPrefix.span)
      try hasher.update(entry)
      return try hasher.finish()
    } catch {
      throw LogError(error)
    }
  }

  /// The leaf hash of an entry held in an array.
  public mutating func leaf(_ entry: [UInt8]) throws(LogError) -> Digest {
    try leaf(entry.span)
  }

  /// The hash of the node above two others.
  public mutating func node(_ left: Digest, _ right: Digest) throws(LogError) -> Digest {
    // One buffer and one update: a second update costs more than the copy.
    node.removeAll(keepingCapacity: true)
    node.append(Self.nodePrefix)
    left.appendBytes(to: &node)
    right.appendBytes(to: &node)
    do throws(CryptographyError) {
      return try hasher.hash(node)
    } catch {
      throw LogError(error)
    }
  }

  /// The hash of neighbouring subtrees, each at least as large as all to its right; nil for none.
  mutating func fold(_ hashes: some BidirectionalCollection<Digest>) throws(LogError) -> Digest? {
    guard var hash = hashes.last else { return nil }
    for left in hashes.dropLast().reversed() {
      hash = try node(left, hash)
    }
    return hash
  }
}

extension Digest {
  /// The root of a tree without leaves: SHA-256 of nothing. // RFC 9162 §2.1.1
  public static let emptyTreeRoot =
    Digest(hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") ?? .zero
}
