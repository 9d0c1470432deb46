import Cryptography
import Testing
import TransparencyLog

@Suite("Inclusion proofs")
struct InclusionProofTests {
  static let publishedProofs: [(index: UInt64, size: UInt64, hashes: [String])] = [
    (0, 1, []),
    (
      0, 8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]
    ),
    (
      5, 8,
      [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
      1, 5,
      [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]
    ),
  ]

  @Test("The published proofs of the example tree are made and verify", arguments: publishedProofs)
  func published(index: UInt64, size: UInt64, hashes: [String]) throws {
    var hasher = try MerkleHasher()
    let leaves = try ExampleTree.digests(ExampleTree.leaves.map(\.hash))
    let tree = try StoredTree(leaves.prefix(Int(size)), hasher: &hasher)
    let plan = try InclusionProof.Plan(index: index, treeSize: size)
    let proof = try plan.proof(from: tree.read(plan.positions), hasher: &hasher)
    #expect(proof.hashes.map(\.hex) == hashes)
    let root = try #require(Digest(hex: ExampleTree.roots[Int(size)]))
    let valid = try proof.isValid(leaf: leaves[Int(index)], root: root, hasher: &hasher)
    #expect(valid)
  }

  @Test("Every leaf of every size up to 130 has the proof of the definition, and no hash of it can be changed")
  func exhaustive() throws {
    var hasher = try MerkleHasher()
    let whole = try NaiveTree(size: 130)
    for size in 1...130 {
      let tree = whole.prefix(size)
      let stored = try StoredTree(tree.leaves, hasher: &hasher)
      let root = try stored.frontier.root(hasher: &hasher)
      for index in 0..<size {
        let plan = try InclusionProof.Plan(index: UInt64(index), treeSize: UInt64(size))
        let proof = try plan.proof(from: stored.read(plan.positions), hasher: &hasher)
        #expect(try proof.hashes == tree.path(index))
        let leaf = tree.leaves[index]
        var verdicts = [try proof.isValid(leaf: leaf, root: root, hasher: &hasher)]
        #expect(verdicts == [true])

        func verdict(
          _ hashes: [Digest], index: Int? = nil, leaf: Digest? = nil, root: Digest? = nil
        ) throws -> Bool {
          try InclusionProof(index: UInt64(index ?? proofIndex), treeSize: UInt64(size), hashes: hashes)
            .isValid(leaf: leaf ?? proofLeaf, root: root ?? proofRoot, hasher: &hasher)
        }
        let (proofIndex, proofLeaf, proofRoot) = (index, leaf, root)
        verdicts = []
        for position in proof.hashes.indices {
          var hashes = proof.hashes
          hashes[position] = hashes[position].corrupted
          verdicts.append(try verdict(hashes))
        }
        verdicts.append(try verdict(proof.hashes + [root]))
        verdicts.append(try verdict([leaf] + proof.hashes))
        if !proof.hashes.isEmpty {
          verdicts.append(try verdict(proof.hashes.dropLast()))
          verdicts.append(try verdict(Array(proof.hashes.dropFirst())))
          verdicts.append(try verdict(proof.hashes, index: (index + 1) % size))
        }
        verdicts.append(try verdict(proof.hashes, leaf: leaf.corrupted))
        verdicts.append(try verdict(proof.hashes, root: root.corrupted))
        verdicts.append(try verdict(proof.hashes, index: size))
        #expect(!verdicts.contains(true), "leaf \(index) of \(size)")
      }
    }
  }

  @Test("A leaf outside the tree has no proof to make", arguments: [(0, 0), (1, 1), (9, 8)] as [(UInt64, UInt64)])
  func impossible(index: UInt64, size: UInt64) throws {
    #expect(throws: LogError(.proofImpossible, "")) { try InclusionProof.Plan(index: index, treeSize: size) }
    var hasher = try MerkleHasher()
    let valid = try InclusionProof(index: index, treeSize: size, hashes: [])
      .isValid(leaf: .emptyTreeRoot, root: .emptyTreeRoot, hasher: &hasher)
    #expect(!valid)
  }

  @Test("Numbers above 2^63 - 1 are malformed, and the largest tree has proofs of at most 63 hashes")
  func bounds() throws {
    #expect(throws: LogError(.proofMalformed, "")) { try InclusionProof(index: 0, treeSize: 1 << 63, hashes: []) }
    #expect(throws: LogError(.proofMalformed, "")) { try InclusionProof(index: .max, treeSize: 1, hashes: []) }
    #expect(throws: LogError(.treeRange, "")) { try InclusionProof.Plan(index: 0, treeSize: 1 << 63) }
    var hasher = try MerkleHasher()
    for index in [0, 1, 1 << 62, TreeSize.maximum / 3, TreeSize.maximum - 1] as [UInt64] {
      let plan = try InclusionProof.Plan(index: index, treeSize: TreeSize.maximum)
      let proof = try plan.proof(from: plan.positions.map { _ in .zero }, hasher: &hasher)
      #expect(proof.hashes.count <= 63)
      let implied = try proof.impliedRoot(leaf: .zero, hasher: &hasher)
      #expect(implied != nil)
    }
  }

  @Test("A plan refuses another number of hashes than it asked for")
  func wrongCount() throws {
    var hasher = try MerkleHasher()
    let plan = try InclusionProof.Plan(index: 3, treeSize: 7)
    let short = Array(repeating: Digest.zero, count: plan.positions.count - 1)
    #expect(throws: LogError(.treeHashes, "")) { try plan.proof(from: short, hasher: &hasher) }
  }
}
