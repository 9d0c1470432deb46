import Cryptography
import Fixtures
import Testing
import TransparencyLog

@Suite("Published proof vectors", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
struct MerkleVectorTests {
  @Test("All 98 inclusion vectors have their published outcome")
  func inclusion() throws {
    #expect(MerkleVectors.inclusion.count == 98)
    var hasher = try MerkleHasher()
    for vector in MerkleVectors.inclusion {
      var accepted = false
      // A hash that is not 32 bytes long is no hash.
      if let root = Digest(vector.root), let leaf = Digest(vector.leafHash),
        let hashes = digests(vector.proof?.map { Array($0) }),
        let proof = try? InclusionProof(index: vector.leafIdx, treeSize: vector.treeSize, hashes: hashes)
      {
        accepted = try proof.isValid(leaf: leaf, root: root, hasher: &hasher)
      }
      #expect(accepted == !vector.wantErr, "\(vector.desc)")
    }
  }

  @Test("All 98 consistency vectors have their published outcome, but for one whose roots are no hashes")
  func consistency() throws {
    #expect(MerkleVectors.consistency.count == 98)
    var hasher = try MerkleHasher()
    var without32Bytes = 0
    for vector in MerkleVectors.consistency {
      guard let first = Digest(vector.root1), let second = Digest(vector.root2),
        let hashes = digests(vector.proof?.map { Array($0) })
      else {
        // The vectors' own verifier compares equal sizes without looking at lengths; ours never gets that far.
        if !vector.wantErr { without32Bytes += 1 }
        continue
      }
      var accepted = false
      if let proof = try? ConsistencyProof(first: vector.size1, second: vector.size2, hashes: hashes) {
        accepted = try proof.isValid(firstRoot: first, secondRoot: second, hasher: &hasher)
      }
      #expect(accepted == !vector.wantErr, "\(vector.desc)")
    }
    #expect(without32Bytes == 1)
  }

  private func digests(_ hashes: [[UInt8]]?) -> [Digest]? {
    let digests = (hashes ?? []).map { Digest($0) }
    return digests.contains(nil) ? nil : digests.compactMap { $0 }
  }
}
