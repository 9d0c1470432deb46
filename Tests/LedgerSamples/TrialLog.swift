public import Cryptography
public import TransparencyLog

/// A log of numbered leaves, of which two trees may share a beginning: the naive model that a witness is held against.
public struct TrialLog {
  /// Its origin, which is its name as well.
  public let origin: String
  /// Its key.
  public let signer: NoteSigner
  /// The leaf from which on this tree differs from the plain one.
  public var branch = UInt64.max

  /// A log with this key, or a fresh one.
  public init(_ origin: String = "harbour.example/log", key: PrivateKey? = nil) throws {
    self.origin = origin
    signer = try NoteSigner(name: origin, privateKey: key ?? PrivateKey.generate(.ed25519))
  }

  /// The same log with other leaves from this one on.
  public func branching(at leaf: UInt64) -> TrialLog {
    var log = self
    log.branch = leaf
    return log
  }

  /// The root of its tree of a size.
  public func root(_ size: UInt64) throws -> Digest {
    var hasher = try MerkleHasher()
    return try hash(0..<size, &hasher)
  }

  /// A signed checkpoint, also of a root that is not the tree's or by a key that is not the log's.
  public func checkpoint(_ size: UInt64, root: Digest? = nil, by other: NoteSigner? = nil) throws -> SignedCheckpoint {
    let root = try root ?? self.root(size)
    let checkpoint = try Checkpoint(origin: given(Origin(origin)), size: size, root: root)
    let text = checkpoint.textBytes
    return try SignedCheckpoint(note: Note(text: text, signatures: [(other ?? signer).sign(text)]))
  }

  /// The proof that its tree of one size extends that of another.
  public func proof(from first: UInt64, to second: UInt64) throws -> ConsistencyProof {
    let plan = try ConsistencyProof.Plan(first: first, second: second)
    var hasher = try MerkleHasher()
    let stored = try plan.positions.map { try hash($0.firstLeaf..<$0.end, &hasher) }
    return try plan.proof(from: stored, hasher: &hasher)
  }

  private func hash(_ range: Range<UInt64>, _ hasher: inout MerkleHasher) throws -> Digest {
    let count = range.upperBound - range.lowerBound
    if count == 0 { return try Digest.sha256(of: []) }
    if count == 1 {
      let word = range.lowerBound >= branch ? "other" : "leaf"
      return try hasher.leaf(Array("\(word) \(range.lowerBound)".utf8))
    }
    // RFC 9162 §2.1.1: the largest power of two below the count.
    var split: UInt64 = 1
    while split * 2 < count { split *= 2 }
    let middle = range.lowerBound + split
    let left = try hash(range.lowerBound..<middle, &hasher)
    return try hasher.node(left, hash(middle..<range.upperBound, &hasher))
  }
}
