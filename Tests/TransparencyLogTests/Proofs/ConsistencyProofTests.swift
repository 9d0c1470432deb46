import Cryptography
import Testing
import TransparencyLog

@Suite("Consistency proofs")
struct ConsistencyProofTests {
  static let publishedProofs: [(first: UInt64, second: UInt64, hashes: [String])] = [
    (
      1, 8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]
    ),
    (
      6, 8,
      [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]
    ),
    (
      2, 5,
      [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]
    ),
    (
      6, 7,
      [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]
    ),
  ]

  @Test("The published proofs of the example tree are made and verify", arguments: publishedProofs)
  func published(first: UInt64, second: UInt64, hashes: [String]) throws {
    var hasher = try MerkleHasher()
    let leaves = try ExampleTree.digests(ExampleTree.leaves.map(\.hash))
    let tree = try StoredTree(leaves.prefix(Int(second)), hasher: &hasher)
    let plan = try ConsistencyProof.Plan(first: first, second: second)
    let proof = try plan.proof(from: tree.read(plan.positions), hasher: &hasher)
    #expect(proof.hashes.map(\.hex) == hashes)
    let roots = try ExampleTree.digests(ExampleTree.roots)
    let valid = try proof.isValid(firstRoot: roots[Int(first)], secondRoot: roots[Int(second)], hasher: &hasher)
    #expect(valid)
  }

  @Test("Every pair of sizes up to 130 has the proof of the definition, and no hash of it can be changed")
  func exhaustive() throws {
    var hasher = try MerkleHasher()
    let tree = try NaiveTree(size: 130)
    let stored = try StoredTree(tree.leaves, hasher: &hasher)
    var roots: [Digest] = []
    for size in 0...130 {
      let edge = try MerkleFrontier(
        size: UInt64(size), edge: stored.read(MerkleFrontier.edgePositions(size: UInt64(size))))
      roots.append(try edge.root(hasher: &hasher))
    }
    for second in 0...130 {
      for first in 0...second {
        let plan = try ConsistencyProof.Plan(first: UInt64(first), second: UInt64(second))
        let proof = try plan.proof(from: stored.read(plan.positions), hasher: &hasher)
        #expect(try proof.hashes == tree.consistency(first, second))
        var valid = try proof.isValid(firstRoot: roots[first], secondRoot: roots[second], hasher: &hasher)
        #expect(valid, "\(first) to \(second)")

        var changed: [[Digest]] = proof.hashes.indices.map { position in
          var hashes = proof.hashes
          hashes[position] = hashes[position].corrupted
          return hashes
        }
        changed.append(proof.hashes + [roots[second]])
        changed.append([roots[first]] + proof.hashes)
        if !proof.hashes.isEmpty { changed.append(proof.hashes.dropLast()) }
        for hashes in changed {
          valid = try ConsistencyProof(first: UInt64(first), second: UInt64(second), hashes: hashes)
            .isValid(firstRoot: roots[first], secondRoot: roots[second], hasher: &hasher)
          #expect(!valid, "\(first) to \(second)")
        }
        valid = try proof.isValid(firstRoot: roots[first].corrupted, secondRoot: roots[second], hasher: &hasher)
        #expect(!valid)
        if first > 0 {
          valid = try proof.isValid(firstRoot: roots[first], secondRoot: roots[second].corrupted, hasher: &hasher)
          #expect(!valid)
        }
      }
    }
  }

  @Test(
    "The empty tree is consistent with every tree, by its own root and an empty proof only",
    arguments: [0, 1, 7] as [UInt64])
  func emptyTree(second: UInt64) throws {
    var hasher = try MerkleHasher()
    let root = try #require(Digest(hex: ExampleTree.roots[Int(second)]))
    let proof = try ConsistencyProof(first: 0, second: second, hashes: [])
    var valid = try proof.isValid(firstRoot: .emptyTreeRoot, secondRoot: root, hasher: &hasher)
    #expect(valid)
    valid = try proof.isValid(firstRoot: root.corrupted, secondRoot: root, hasher: &hasher)
    #expect(!valid)
    valid = try ConsistencyProof(first: 0, second: second, hashes: [root])
      .isValid(firstRoot: .emptyTreeRoot, secondRoot: root, hasher: &hasher)
    #expect(!valid)
  }

  @Test("Two equal roots that are not the root of nothing are no empty trees")
  func falseEmptyTrees() throws {
    var hasher = try MerkleHasher()
    let valid = try ConsistencyProof(first: 0, second: 0, hashes: [])
      .isValid(firstRoot: .zero, secondRoot: .zero, hasher: &hasher)
    #expect(!valid)
  }

  @Test("A smaller tree never extends a larger one")
  func shrinking() throws {
    #expect(throws: LogError(.proofImpossible, "")) { try ConsistencyProof.Plan(first: 3, second: 2) }
    var hasher = try MerkleHasher()
    let valid = try ConsistencyProof(first: 3, second: 2, hashes: [])
      .isValid(firstRoot: .zero, secondRoot: .zero, hasher: &hasher)
    #expect(!valid)
  }

  @Test("Sizes above 2^63 - 1 are malformed, and the largest ones have the length of proof that is expected")
  func bounds() throws {
    #expect(throws: LogError(.proofMalformed, "")) { try ConsistencyProof(first: 0, second: 1 << 63, hashes: []) }
    #expect(throws: LogError(.proofMalformed, "")) { try ConsistencyProof(first: .max, second: 1, hashes: []) }
    #expect(throws: LogError(.treeRange, "")) { try ConsistencyProof.Plan(first: 0, second: .max) }
    var hasher = try MerkleHasher()
    for first in [1, 2, 3, 1 << 62, 1 << 62 + 1, TreeSize.maximum - 1] as [UInt64] {
      let plan = try ConsistencyProof.Plan(first: first, second: TreeSize.maximum)
      let proof = try plan.proof(from: plan.positions.map { _ in .zero }, hasher: &hasher)
      #expect(proof.hashes.count <= 64)
    }
  }
}
