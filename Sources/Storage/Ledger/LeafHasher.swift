internal import Cryptography

/// Makes leaf hashes: SHA-256 of a zero byte and the header. // RFC 9162 §2.1.1, Format §1
///
/// The store computes them to check its own input and the tail of a file it opens; it never makes one to keep.
struct LeafHasher: ~Copyable {
  private var hasher: SHA256Hasher
  private static let prefix: [UInt8] = [0]

  init() throws(StorageError) {
    do {
      hasher = try SHA256Hasher()
    } catch {
      throw StorageError(.programming, error.reason)
    }
  }

  mutating func leaf(of header: [UInt8]) throws(StorageError) -> Digest {
    do {
      try hasher.begin()
      try hasher.update(Self.prefix.span)
      try hasher.update(header.span)
      return try hasher.finish()
    } catch {
      throw StorageError(.programming, error.reason)
    }
  }
}
