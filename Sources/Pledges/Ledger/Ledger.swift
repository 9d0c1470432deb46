public import Cryptography
public import TransparencyLog

/// A ledger in memory: the end of its chain, its tree, and what its entries say. // Format §1
///
/// It grows in two ways that share every check: `admit` takes an envelope in, `replay` takes the stored bytes of an
/// entry. Neither touches a store; memory does not grow with the entries, apart from the state they make.
public struct Ledger: ~Copyable {
  /// The end of the chain so far.
  public internal(set) var chain = ChainHead()
  /// What the entries so far say.
  public internal(set) var state = LedgerState()
  /// The Merkle tree over the headers so far.
  public internal(set) var tree = MerkleFrontier()
  /// How many signatures stand on the bodies so far.
  public internal(set) var signatureCount: UInt64 = 0

  var verifier: EnvelopeVerifier
  var hasher: MerkleHasher
  var bodyHasher: SHA256Hasher
  var decoder: EntryDecoder

  /// A ledger without entries.
  public init(signatures: EnvelopeVerifier.Signatures) throws(LogError) {
    let hasher = try MerkleHasher()
    let verifier = try Ledger.made { () throws(CryptographyError) in try EnvelopeVerifier(signatures) }
    let bodyHasher = try Ledger.made { () throws(CryptographyError) in try SHA256Hasher() }
    let decoder = try EntryDecoder()
    self.hasher = hasher
    self.verifier = verifier
    self.bodyHasher = bodyHasher
    self.decoder = decoder
  }

  /// The ledger that somebody replayed, ready to go on behind its last entry.
  public init(
    continuing chain: ChainHead, _ tree: MerkleFrontier, _ state: LedgerState,
    signatures: EnvelopeVerifier.Signatures
  ) throws(LogError) {
    try self.init(signatures: signatures)
    self.chain = chain
    self.tree = tree
    self.state = state
  }

  private static func made<Made: ~Copyable>(
    _ make: () throws(CryptographyError) -> Made
  ) throws(LogError) -> Made {
    do {
      return try make()
    } catch {
      throw LogError(.libraryFailure, error.reason)
    }
  }

  /// The root of the tree so far.
  public mutating func root() throws(LogError) -> Digest {
    try tree.root(hasher: &hasher)
  }

  /// Leaves out entries that are missing, up to this one: replay goes on behind the gap. // Format §8
  public mutating func skip(to index: EntryIndex) {
    chain.skip(to: index)
    state.size = chain.size
  }

  /// The last signatures that were collected and not handed over with an entry.
  public mutating func takeRemainingChecks() -> SignatureBatch? {
    verifier.takePending(last: true)
  }

  /// From now on signatures are checked, or vouched for.
  public mutating func setSignatures(_ mode: EnvelopeVerifier.Signatures) {
    verifier.mode = mode
  }
}
