import Cryptography
import Pledges

@testable import Storage

/// The obvious model of a ledger: arrays, and a Merkle tree hashed from scratch for every subtree.
struct SampleLedger {
  private(set) var entries: [StoredEntry] = []
  private(set) var treeHashes: [Digest] = []
  private(set) var checkpoints: [StoredCheckpoint] = []
  private var seed: UInt64

  init(seed: UInt64 = 1) {
    self.seed = seed
  }

  var head: LedgerHead {
    LedgerHead(size: UInt64(entries.count), leaf: entries.last?.leaf ?? .zero)
  }

  /// The next batch of made-up entries; the model takes it as appended.
  mutating func batch(
    _ count: Int = 1, redacting targets: [Int] = [], checkpoint: Bool = false, envelopeLength: Int = 40
  ) throws -> LedgerBatch {
    var batch = LedgerBatch(expectedHead: head)
    let first = treeHashes.count
    for number in 0..<count {
      try append(envelopeLength: envelopeLength)
      if number < targets.count {
        let by = EntryIndex(UInt64(entries.count - 1))
        entries[targets[number]].envelope = nil
        entries[targets[number]].redactedBy = by
        batch.redactions.append((target: EntryIndex(UInt64(targets[number])), by: by))
      }
    }
    batch.entries = Array(entries[Int(batch.expectedHead.size)...])
    batch.treeHashes = treeHashes[first...].enumerated().map { (position: UInt64(first + $0.offset), hash: $0.element) }
    if checkpoint {
      let note = StoredCheckpoint(size: head.size, note: Array("note over \(head.size) entries\n".utf8))
      checkpoints.append(note)
      batch.checkpoint = note
    }
    return batch
  }

  private mutating func append(envelopeLength: Int) throws {
    let index = entries.count
    let statement = try Digest.sha256(of: Array("statement \(index) of ledger \(seed)".utf8))
    var envelope = Array("{\"envelope\":\(index),\"ledger\":\(seed)}".utf8)
    while envelope.count < envelopeLength { envelope.append(UInt8(ascii: "a") + UInt8(envelope.count % 26)) }
    let digest = try Digest.sha256(of: envelope)
    let header = Array(
      """
      pledgebook/entry/v1
      index \(index)
      previous \(head.leaf.hex)
      recorded 2031-05-02T09:30:00Z
      kind attestation.submit
      envelope \(digest.hex) \(envelope.count)

      """.utf8)
    let leaf = try Digest.sha256(of: [0] + header)
    entries.append(
      StoredEntry(
        index: EntryIndex(UInt64(index)), header: header, leaf: leaf, previous: head.leaf, statement: statement,
        envelope: envelope))
    // Dense order: the leaf, then the root of every subtree that ends here.
    treeHashes.append(leaf)
    var length = 2
    while (index + 1) % length == 0 {
      treeHashes.append(try Self.root(of: entries[(index + 1 - length)...].map(\.leaf)))
      length *= 2
    }
  }

  private static func root(of leaves: [Digest]) throws -> Digest {
    if leaves.count == 1 { return leaves[0] }
    let half = leaves.count / 2
    let left = try root(of: Array(leaves[..<half]))
    let right = try root(of: Array(leaves[half...]))
    return try Digest.sha256(of: [1] + left.bytes + right.bytes)
  }
}

/// All the entries of a ledger, and the faults among them.
func rows(of ledger: some LedgerReading, from start: EntryIndex = .genesis, upTo size: UInt64? = nil) throws
  -> [StoredRow]
{
  var rows: [StoredRow] = []
  try ledger.forEachEntry(from: start, upTo: size) {
    rows.append($0)
    return true
  }
  return rows
}

extension SampleLedger {
  /// A file with the tables of a version and no entries, as that version made it.
  static func emptyFile(_ path: String, version: UInt32) throws {
    try LedgerPath(path).makeEmptyFile()
    try LedgerSchema.install(on: Connection(path, as: .writer), version: version)
  }

  /// A ledger in a file with `count` entries, closed again.
  static func file(_ path: String, entries count: Int = 4, redacting targets: [Int] = []) throws -> SampleLedger {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(count, checkpoint: true), reserve: 0)
    if !targets.isEmpty { try writer.append(sample.batch(targets.count, redacting: targets, checkpoint: true)) }
    return sample
  }
}
