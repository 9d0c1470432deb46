internal import Cryptography
internal import TransparencyLog

/// Makes leaf hashes: SHA-256 of a zero byte and the header. // RFC 9162 §2.1.1, Format §1
///
/// The store computes them to check its own input and the tail of a file it opens; it never makes one to keep.
struct LeafHasher: ~Copyable {
  private var hasher: MerkleHasher

  init() throws(StorageError) {
    do {
      hasher = try MerkleHasher()
    } catch {
      throw StorageError(.programming, error.reason)
    }
  }

  mutating func leaf(of header: [UInt8]) throws(StorageError) -> Digest {
    do {
      return try hasher.leaf(header)
    } catch {
      throw StorageError(.programming, error.reason)
    }
  }
}
