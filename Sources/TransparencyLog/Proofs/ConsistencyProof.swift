public import Cryptography

/// The hashes that show a larger tree to begin with all leaves of a smaller one. // RFC 9162 §2.1.4
public struct ConsistencyProof: Hashable, Sendable {
  /// The size of the smaller, earlier tree.
  public let first: UInt64
  /// The size of the larger, later tree.
  public let second: UInt64
  /// The hashes, those of the lowest level first.
  public let hashes: [Digest]

  /// A proof as it was handed over, not yet checked in any way but that its numbers are sizes of trees.
  public init(first: UInt64, second: UInt64, hashes: [Digest]) throws(LogError) {
    guard first <= TreeSize.maximum, second <= TreeSize.maximum else {
      throw LogError(.proofMalformed, "a size is above 2^63 - 1")
    }
    self.init(unchecked: first, second, hashes)
  }

  init(unchecked first: UInt64, _ second: UInt64, _ hashes: [Digest]) {
    self.first = first
    self.second = second
    self.hashes = hashes
  }

  /// How many hashes a proof has; both sizes are positive and the first is the smaller.
  static func length(first: UInt64, second: UInt64) -> Int {
    let shift = first.trailingZeroBitCount
    let inner = TreeSize.bitLength((first - 1) ^ (second - 1)) - shift
    let border = ((first - 1) >> UInt64(inner + shift)).nonzeroBitCount
    return inner + border + (isPowerOfTwo(first) ? 0 : 1)
  }

  static func isPowerOfTwo(_ value: UInt64) -> Bool {
    value.nonzeroBitCount == 1
  }
}
