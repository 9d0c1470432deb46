internal import Cryptography
internal import Pledges
internal import Storage
internal import TransparencyLog

/// The tree of the entries that an auditor verified earlier, and what the store can prove to belong to it.
///
/// Nothing here is taken from the store on trust: what it says of the earlier entries has to lead to the root that was
/// verified then. Nil is: it does not, or the store cannot tell. Then all is to be read again.
struct EarlierTree {
  let size: UInt64
  let root: Digest
  let stretches: [VerifiedStretch]

  /// The root of a smaller tree, proved to be the beginning of this one. // RFC 9162 §2.1.4.2
  func root(of smaller: UInt64, in store: any LedgerReading) throws -> Digest? {
    guard smaller > 0, smaller < size else { return smaller == size ? root : nil }
    do {
      var hasher = try MerkleHasher()
      let edge = try store.treeHashes(at: MerkleFrontier.edgePositions(size: smaller))
      let found = try MerkleFrontier(size: smaller, edge: edge).root(hasher: &hasher)
      let proof = try store.consistencyProof(from: smaller, to: size)
      return try proof.isValid(firstRoot: found, secondRoot: root, hasher: &hasher) ? found : nil
    } catch let error as StorageError where error.code != .damaged {
      throw error
    } catch {
      return nil
    }
  }

  /// The leaf hash of an entry, proved to be in this tree. // RFC 9162 §2.1.3.2
  func leaf(at index: UInt64, in store: any LedgerReading) throws -> Digest? {
    guard index < size, let entry = try store.entry(at: EntryIndex(index)) else { return nil }
    do {
      var hasher = try MerkleHasher()
      let leaf = try hasher.leaf(entry.header)
      return try store.proves(leaf, at: EntryIndex(index), inTreeOf: size, root: root, hasher: &hasher) ? leaf : nil
    } catch let error as StorageError where error.code != .damaged {
      throw error
    } catch {
      return nil
    }
  }
}
