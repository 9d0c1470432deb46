internal import CanonicalJSON
public import Cryptography

/// A file that proves one leaf to be in a log, with no log at hand: `NAME.tlog-proof`. // tlog-proof
///
///     c2sp.org/tlog-proof@v1
///     extra <base64>                 optional
///     index <decimal>
///     <base64 hash>                  none or more
///     (blank line)
///     <checkpoint with its signatures>
///
/// Nothing in it is trusted before `verify`, and `extra` not even then.
public struct ProofFile: Hashable, Sendable {
  /// Something for the reader that no signature and no hash covers; never decide by it.
  public let extra: [UInt8]?
  /// Which leaf, counted from 0.
  public let index: UInt64
  /// The inclusion proof: the leaf's sibling first, the child of the root last.
  public let hashes: [Digest]
  /// The checkpoint of the tree in which the leaf is, with its signatures.
  public let checkpoint: SignedCheckpoint

  /// The most bytes taken: the largest note, and as much again for the lines before it.
  public static let maximumByteCount = 2 * Note.maximumByteCount

  private static let header = Array("c2sp.org/tlog-proof@v1".utf8)
  private static let extraMark = Array("extra ".utf8)
  private static let indexMark = Array("index ".utf8)

  /// A proof of a leaf in the tree of the checkpoint.
  public init(_ proof: InclusionProof, checkpoint: SignedCheckpoint, extra: [UInt8]? = nil) throws(LogError) {
    guard proof.treeSize == checkpoint.checkpoint.size else {
      throw LogError(.proofImpossible, "the proof is for another tree size than the checkpoint's")
    }
    guard proof.hashes.count <= HashLines.maximumCount, extra.map({ !$0.isEmpty }) ?? true else {
      throw ProofFile.malformed("it has too many hashes or an empty extra line")
    }
    self.extra = extra
    index = proof.index
    hashes = proof.hashes
    self.checkpoint = checkpoint
  }

  /// Reads a proof file; it must be spelled exactly as it would be written.
  public init(_ bytes: [UInt8]) throws(LogError) {
    guard bytes.count <= ProofFile.maximumByteCount else { throw ProofFile.malformed("it is too large") }
    var reader = LineReader(bytes[...])
    guard let header = reader.next(), header.elementsEqual(ProofFile.header) else {
      throw ProofFile.malformed("its first line is not \(String(decoding: ProofFile.header, as: UTF8.self))", line: 1)
    }
    var line = reader.next()
    if let text = line?.dropping(prefix: ProofFile.extraMark) {
      guard let extra = Base64.decode(text), !extra.isEmpty else {
        throw ProofFile.malformed("its extra line is no canonical base64", line: reader.number)
      }
      self.extra = extra
      line = reader.next()
    } else {
      extra = nil
    }
    guard let index = line?.dropping(prefix: ProofFile.indexMark).flatMap({ Line.number($0) }) else {
      throw ProofFile.malformed("it has no index line with a decimal number", line: reader.number)
    }
    self.index = index
    hashes = try HashLines.read(&reader, .proofMalformed)
    checkpoint = try HashLines.checkpoint(reader, .proofMalformed)
  }

  /// The file as it is written.
  public var bytes: [UInt8] {
    var bytes = ProofFile.header
    bytes.append(Line.feed)
    if let extra { bytes += "extra \(Base64.encode(extra))\n".utf8 }
    bytes += "index \(index)\n".utf8
    bytes += HashLines.text(hashes).utf8
    return bytes + checkpoint.bytes
  }

  /// The proof in the file, for the tree of its checkpoint.
  public var inclusion: InclusionProof {
    InclusionProof(unchecked: index, checkpoint.checkpoint.size, hashes)
  }

  @inline(never)
  private static func malformed(_ detail: String, line: Int? = nil) -> LogError {
    LogError(.proofMalformed, "the proof file is malformed: \(detail)", line: line)
  }
}

/// What the check of a proof file found.
public enum ProofVerdict: Sendable {
  /// The leaf is in the tree, and the policy accepts the checkpoint.
  case accepted(PolicyEvaluation)
  /// The policy does not accept the checkpoint, so what it says of the tree is worth nothing.
  case untrusted(PolicyEvaluation)
  /// The policy accepts the checkpoint, and the hashes do not lead from the leaf to its root.
  case notIncluded(PolicyEvaluation)
}

extension ProofFile {
  /// Checks the checkpoint by a policy and the leaf against the checkpoint.
  public func verify(
    leaf: Digest, policy: TrustPolicy, hasher: inout MerkleHasher, verifier: inout SignatureVerifier
  ) throws(LogError) -> ProofVerdict {
    let evaluation = try policy.evaluate(checkpoint, verifier: &verifier)
    guard evaluation.isSatisfied else { return .untrusted(evaluation) }
    let root = checkpoint.checkpoint.root
    guard try inclusion.isValid(leaf: leaf, root: root, hasher: &hasher) else { return .notIncluded(evaluation) }
    return .accepted(evaluation)
  }
}
