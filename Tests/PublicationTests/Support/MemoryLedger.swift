import Cryptography
import LedgerFixtures
import Pledges
import Storage
import TransparencyLog

/// The obvious store: arrays, cut to the first entries of a ledger that a test wrote.
struct MemoryLedger: LedgerReading {
  private(set) var entries: [StoredEntry]
  private let hashes: [Digest]
  private(set) var checkpoints: [StoredCheckpoint]

  /// The first `size` entries as a store would hold them then, with a checkpoint at their end.
  init(_ admitted: [AdmittedEntry], size: Int? = nil, signer: FixedKey = .log) throws {
    let admitted = admitted.prefix(size ?? admitted.count)
    entries = admitted.map {
      StoredEntry(
        index: $0.header.index, header: $0.headerBytes, leaf: $0.leaf, previous: $0.header.previous,
        statement: $0.statementDigest, envelope: $0.envelopeBytes)
    }
    hashes = admitted.flatMap(\.completed)
    for entry in admitted {
      guard case .redact(let redaction) = entry.statement.predicate else { continue }
      entries[Int(redaction.entry.rawValue)].envelope = nil
      entries[Int(redaction.entry.rawValue)].redactedBy = entry.header.index
    }
    checkpoints = []
    checkpoints = [StoredCheckpoint(size: UInt64(entries.count), note: try signed(by: signer).bytes)]
  }

  /// The checkpoint at the end, signed by a key under the fixture's origin.
  func signed(by key: FixedKey = .log) throws -> SignedCheckpoint {
    let signer = try NoteSigner(name: LedgerFixture.origin.text, privateKey: key.privateKey)
    let size = UInt64(entries.count)
    var hasher = try MerkleHasher()
    let edge = try treeHashes(at: MerkleFrontier.edgePositions(size: size))
    let root = try MerkleFrontier(size: size, edge: edge).root(hasher: &hasher)
    return try SignedCheckpoint(Checkpoint(origin: LedgerFixture.origin, size: size, root: root), signedBy: signer)
  }

  /// The same ledger with other entries in it.
  func changing(_ change: (inout [StoredEntry]) -> Void) -> MemoryLedger {
    var copy = self
    change(&copy.entries)
    return copy
  }

  /// The same ledger with another checkpoint, or none.
  func with(_ checkpoint: SignedCheckpoint?) -> MemoryLedger {
    var copy = self
    copy.checkpoints = checkpoint.map { [StoredCheckpoint(size: $0.checkpoint.size, note: $0.bytes)] } ?? []
    return copy
  }

  func head() throws(StorageError) -> LedgerHead {
    LedgerHead(size: UInt64(entries.count), leaf: entries.last?.leaf ?? .zero)
  }

  func entry(at index: EntryIndex) throws(StorageError) -> StoredEntry? {
    index.rawValue < UInt64(entries.count) ? entries[Int(index.rawValue)] : nil
  }

  func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex? {
    entries.first { $0.statement == statement }?.index
  }

  func forEachEntry(from start: EntryIndex, upTo size: UInt64?, _ body: (StoredRow) throws -> Bool) throws {
    for entry in entries.prefix(Int(clamping: size ?? .max)).dropFirst(Int(clamping: start.rawValue)) {
      guard try body(.entry(entry)) else { return }
    }
  }

  func treeHash(at position: UInt64) throws(StorageError) -> Digest? {
    position < UInt64(hashes.count) ? hashes[Int(position)] : nil
  }

  func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? { checkpoints.last }

  func checkpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    checkpoints.first { $0.size == size }
  }

  func checkpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint? {
    checkpoints.first { $0.size > size }
  }

  func checkpointCount() throws(StorageError) -> UInt64 { UInt64(checkpoints.count) }
}
