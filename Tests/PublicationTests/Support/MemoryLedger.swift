import CanonicalJSON
import Cryptography
import LedgerFixtures
import Pledges
import Storage
import TransparencyLog

/// The obvious store: arrays, cut to the first entries of a ledger that a test wrote.
struct MemoryLedger: LedgerReading {
  private(set) var entries: [StoredEntry]
  /// The words beside each entry, in ascending order of digest.
  var texts: [[Disclosure]]
  private var hashes: [Digest]
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
    texts = admitted.map(\.texts)
    for entry in admitted {
      guard case .redact(let redaction) = entry.statement.predicate else { continue }
      for earlier in 0..<Int(entry.header.index.rawValue) {
        texts[earlier].removeAll { redaction.texts.contains($0.digest) }
      }
    }
    checkpoints = []
    checkpoints = [StoredCheckpoint(size: UInt64(entries.count), note: try signed(by: signer).bytes)]
  }

  /// The same ledger with an entry behind the others of a kind that this program does not know, which names this text.
  func appending(foreign text: Disclosure, at now: Instant) throws -> MemoryLedger {
    // What another entry says, as another kind and with one more text.
    let known = try Envelope.readStored(entries[8].envelope ?? []).payload
    let payload = JSONValue(try JSONDocument(known).root)
      .setting("/predicateType", to: "urn:pledgebook:v1:future.note")
      .setting("/predicate/note", to: ["sha256": .string(text.digest.hex)])
    return try appending(payload.canonicalBytes(), as: "future.note", signedBy: .registrar, [text], at: now)
  }

  /// The same ledger with an entry behind the others that nobody admitted.
  func appending(
    _ payload: [UInt8], as kind: String, signedBy key: FixedKey, _ texts: [Disclosure] = [], at now: Instant
  ) throws -> MemoryLedger {
    var copy = self
    let last = entries[entries.count - 1]
    let bytes = try Envelope.signed(payload, by: [key]).canonicalBytes
    let header = EntryHeader(
      index: EntryIndex(UInt64(entries.count)), previous: last.leaf, recorded: now,
      kind: literalKind(kind), envelope: try Digest.sha256(of: bytes), envelopeByteCount: bytes.count)
    var hasher = try MerkleHasher()
    let leaf = try hasher.leaf(header.bytes)
    let edge = try treeHashes(at: MerkleFrontier.edgePositions(size: UInt64(entries.count)))
    copy.hashes += try MerkleFrontier(size: UInt64(entries.count), edge: edge).growth(by: leaf, hasher: &hasher)
      .completed
    copy.entries.append(
      StoredEntry(
        index: header.index, header: header.bytes, leaf: leaf, previous: last.leaf,
        statement: try Digest.sha256(of: payload), envelope: bytes))
    copy.texts.append(texts)
    copy.checkpoints = [StoredCheckpoint(size: UInt64(copy.entries.count), note: try copy.signed().bytes)]
    return copy
  }

  private func literalKind(_ text: String) -> EntryKind {
    guard let kind = EntryKind(text) else { preconditionFailure("\(text) is no kind") }
    return kind
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

  func texts(at index: EntryIndex) throws(StorageError) -> [[UInt8]] {
    index.rawValue < UInt64(texts.count) ? texts[Int(index.rawValue)].map(\.bytes) : []
  }

  func entries(holding digests: Set<Digest>) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)] {
    zip(entries, texts).flatMap { entry, texts in
      texts.filter { digests.contains($0.digest) }.map { (entry.index, $0.digest) }
    }
  }

  func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex? {
    entries.first { $0.statement == statement }?.index
  }

  func forEachEntry(
    from start: EntryIndex, upTo size: UInt64?, withTexts: Bool, _ body: (StoredRow) throws -> Bool
  ) throws {
    for var entry in entries.prefix(Int(clamping: size ?? .max)).dropFirst(Int(clamping: start.rawValue)) {
      if withTexts { entry.texts = try texts(at: entry.index) }
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
