import Cryptography
import Testing
import TransparencyLog

@Suite("Subtrees")
struct SubtreeTests {
  @Test("A range is a subtree when its start is a multiple of the smallest power of two that holds it")
  func validity() {
    for start in 0..<70 as Range<UInt64> {
      for end in 0..<140 as Range<UInt64> {
        var power: UInt64 = 1
        while start < end, power < end - start { power *= 2 }
        let expected = start <= end && (start == end || start % power == 0)
        #expect((Subtree(start: start, end: end) != nil) == expected, "[\(start), \(end))")
      }
    }
    #expect(Subtree(start: 0, end: TreeSize.maximum) != nil)
    #expect(Subtree(start: 0, end: 1 << 63) == nil)
    #expect(Subtree(start: .max, end: .max) == nil)
  }

  @Test("Every subtree of every size up to 33 is shown consistent, and no hash of the proof can be changed")
  func consistency() throws {
    var hasher = try MerkleHasher()
    let whole = try NaiveTree(size: 33)
    for size in 1...33 {
      let tree = whole.prefix(size)
      let root = try tree.root()
      for start in 0..<size {
        for end in start + 1...size {
          guard let subtree = Subtree(start: UInt64(start), end: UInt64(end)) else { continue }
          let hash = try tree.root(start..<end)
          let proof = try tree.subtreeConsistency(start..<end)

          func verdict(_ proof: [Digest], _ hash: Digest, _ root: Digest) throws -> Bool {
            try subtree.isConsistent(
              hash: hash, treeSize: UInt64(size), root: root, proof: proof, hasher: &hasher)
          }
          #expect(try verdict(proof, hash, root), "[\(start), \(end)) of \(size)")
          for position in proof.indices {
            var changed = proof
            changed[position] = changed[position].corrupted
            #expect(try !verdict(changed, hash, root))
          }
          #expect(try !verdict(proof + [root], hash, root))
          if !proof.isEmpty { #expect(try !verdict(proof.dropLast(), hash, root)) }
          #expect(try !verdict(proof, hash.corrupted, root))
          #expect(try !verdict(proof, hash, root.corrupted))
        }
      }
    }
  }

  @Test("A subtree of the first leaves has the ordinary consistency proof")
  func agreesWithConsistency() throws {
    let tree = try NaiveTree(size: 40)
    for first in 1...40 {
      #expect(try tree.subtreeConsistency(0..<first) == tree.consistency(first, 40))
    }
  }

  @Test("A leaf is included in a subtree by the proof of the subtree as a tree of its own")
  func inclusion() throws {
    var hasher = try MerkleHasher()
    let whole = try NaiveTree(size: 24)
    let subtree = try #require(Subtree(start: 16, end: 23))
    let hash = try whole.root(16..<23)
    let leaf = whole.leaves[18]
    let proof = try NaiveTree(leaves: Array(whole.leaves[16..<23])).path(2)
    var valid = try subtree.includes(leaf: leaf, index: 18, proof: proof, hash: hash, hasher: &hasher)
    #expect(valid)
    for wrong in [2, 15, 17, 23] as [UInt64] {
      valid = try subtree.includes(leaf: leaf, index: wrong, proof: proof, hash: hash, hasher: &hasher)
      #expect(!valid)
    }
  }

  @Test("An empty subtree is consistent by its own root and an empty proof only")
  func empty() throws {
    var hasher = try MerkleHasher()
    let subtree = try #require(Subtree(start: 5, end: 5))
    let root = try NaiveTree(size: 9).root()
    var valid = try subtree.isConsistent(hash: .emptyTreeRoot, treeSize: 9, root: root, proof: [], hasher: &hasher)
    #expect(valid)
    valid = try subtree.isConsistent(hash: .zero, treeSize: 9, root: root, proof: [], hasher: &hasher)
    #expect(!valid)
    valid = try subtree.isConsistent(hash: .emptyTreeRoot, treeSize: 9, root: root, proof: [root], hasher: &hasher)
    #expect(!valid)
    valid = try subtree.isConsistent(hash: .emptyTreeRoot, treeSize: 4, root: root, proof: [], hasher: &hasher)
    #expect(!valid)
  }
}
