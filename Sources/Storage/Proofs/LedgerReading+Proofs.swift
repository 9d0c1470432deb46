public import Cryptography
public import Pledges
public import TransparencyLog

/// Why no proof could be made.
public enum ProofFailure: Error, Sendable {
  case storage(StorageError)
  case log(LogError)
  /// The ledger has no checkpoint that covers the entry.
  case noCheckpoint

  init(_ error: any Error) {
    switch error {
    case let failure as ProofFailure: self = failure
    case let error as StorageError: self = .storage(error)
    case let error as LogError: self = .log(error)
    default: self = .storage(StorageError(.programming, "a proof threw what it does not say it throws"))
    }
  }
}

extension LedgerReading {
  /// The proof that an entry is in the tree of the newest checkpoint, with that checkpoint. // Format §7
  public func proofFile(of index: EntryIndex) throws(ProofFailure) -> ProofFile {
    do {
      guard let stored = try latestCheckpoint(), stored.size > index.rawValue else { throw ProofFailure.noCheckpoint }
      let plan = try InclusionProof.Plan(index: index.rawValue, treeSize: stored.size)
      var hasher = try MerkleHasher()
      let proof = try plan.proof(from: treeHashes(at: plan.positions), hasher: &hasher)
      return try ProofFile(proof, checkpoint: SignedCheckpoint(stored.note))
    } catch {
      throw ProofFailure(error)
    }
  }

  /// The proof that the tree of one size is a beginning of the tree of another.
  public func consistencyProof(from first: UInt64, to second: UInt64) throws(ProofFailure) -> ConsistencyProof {
    do {
      let plan = try ConsistencyProof.Plan(first: first, second: second)
      var hasher = try MerkleHasher()
      return try plan.proof(from: treeHashes(at: plan.positions), hasher: &hasher)
    } catch {
      throw ProofFailure(error)
    }
  }

  /// Whether an entry with this leaf hash stands at its index in the tree of this size and root, by the stored hashes.
  public func proves(
    _ leaf: Digest, at index: EntryIndex, inTreeOf size: UInt64, root: Digest, hasher: inout MerkleHasher
  ) throws -> Bool {
    let plan = try InclusionProof.Plan(index: index.rawValue, treeSize: size)
    let proof = try plan.proof(from: treeHashes(at: plan.positions), hasher: &hasher)
    return try proof.isValid(leaf: leaf, root: root, hasher: &hasher)
  }

  /// The stored hashes of complete subtrees.
  public func treeHashes(at positions: [NodePosition]) throws(StorageError) -> [Digest] {
    var hashes: [Digest] = []
    hashes.reserveCapacity(positions.count)
    for position in positions {
      guard let hash = try treeHash(at: position.storageIndex) else {
        throw StorageError(.damaged, "a tree hash is missing", hint: "run pledgebook verify")
      }
      hashes.append(hash)
    }
    return hashes
  }
}
