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

  /// The next batch of made-up entries, of which the first remove all the words of a target each; the model takes it as
  /// appended.
  mutating func batch(
    _ count: Int = 1, removing targets: [Int] = [], checkpoint: Bool = false, envelopeLength: Int = 40,
    textLength: Int = 40
  ) throws -> LedgerBatch {
    var batch = LedgerBatch(expectedHead: head)
    let first = treeHashes.count
    for number in 0..<count {
      let target = number < targets.count ? targets[number] : nil
      try append(isRemoval: target != nil, envelopeLength: envelopeLength, textLength: textLength)
      guard let index = entries.last?.index else { continue }
      batch.entries.append(entries[Int(index.rawValue)])
      guard let target else { continue }
      let digests = entries[target].textDigests ?? []
      batch.removals += digests.map { (digest: $0, by: index) }
      remove(digests)
    }
    batch.treeHashes = treeHashes[first...].enumerated().map { (position: UInt64(first + $0.offset), hash: $0.element) }
    if checkpoint {
      let note = StoredCheckpoint(size: head.size, note: Array("note over \(head.size) entries\n".utf8))
      checkpoints.append(note)
      batch.checkpoint = note
    }
    return batch
  }

  /// Takes words out of every entry so far.
  private mutating func remove(_ removed: [Digest]) {
    for place in entries.indices {
      let (texts, digests) = (entries[place].texts ?? [], entries[place].textDigests ?? [])
      let kept = zip(texts, digests).filter { !removed.contains($0.1) }
      (entries[place].texts, entries[place].textDigests) = (kept.map(\.0), kept.map(\.1))
    }
  }

  /// Words of its own, and with each even entry the words that all of these have.
  private func texts(of index: Int, length: Int) -> [[UInt8]] {
    let own = (0..<(index % 3)).map { "words \($0) of entry \(index) of ledger \(seed), at some length " }
    let shared = index % 2 == 0 ? ["words shared in ledger \(seed) "] : []
    return (own + shared).map { words in
      var bytes: [UInt8] = []
      while bytes.count < max(length, words.utf8.count) { bytes += Array(words.utf8) }
      return bytes
    }
  }

  private mutating func append(isRemoval: Bool, envelopeLength: Int, textLength: Int) throws {
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
      kind \(isRemoval ? "text.redact" : "attestation.submit")
      envelope \(digest.hex) \(envelope.count)

      """.utf8)
    let leaf = try Digest.sha256(of: [0] + header)
    let texts = try (isRemoval ? [] : texts(of: index, length: textLength))
      .map { (bytes: $0, digest: try Digest.sha256(of: $0)) }.sorted { $0.digest < $1.digest }
    entries.append(
      StoredEntry(
        index: EntryIndex(UInt64(index)), header: header, leaf: leaf, previous: head.leaf, statement: statement,
        envelope: envelope, texts: texts.map(\.bytes), textDigests: texts.map(\.digest)))
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

extension StoredEntry {
  /// As it is read when nobody asks for words.
  var withoutTexts: StoredEntry {
    var entry = self
    (entry.texts, entry.textDigests) = (nil, nil)
    return entry
  }
}

/// All the entries of a ledger with their words, and the faults among them.
func rows(of ledger: some LedgerReading, from start: EntryIndex = .genesis, upTo size: UInt64? = nil) throws
  -> [StoredRow]
{
  var rows: [StoredRow] = []
  try ledger.forEachEntry(from: start, upTo: size, withTexts: true) {
    rows.append($0)
    return true
  }
  return rows
}

extension SampleLedger {
  /// A ledger in a file with `count` entries, closed again.
  static func file(_ path: String, entries count: Int = 4, removing targets: [Int] = []) throws -> SampleLedger {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(count, checkpoint: true), reserve: 0)
    if !targets.isEmpty { try writer.append(sample.batch(targets.count, removing: targets, checkpoint: true)) }
    return sample
  }
}
