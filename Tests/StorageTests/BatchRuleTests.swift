import Cryptography
import Fixtures
import Pledges
import Storage
import Testing

@Suite("Batches that contradict themselves")
struct BatchRuleTests {
  /// A way to spoil a good batch of three entries over a ledger of four.
  struct Spoiling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let spoil: @Sendable (inout LedgerBatch) -> Void

    init(_ name: String, _ spoil: @escaping @Sendable (inout LedgerBatch) -> Void) {
      testDescription = name
      self.spoil = spoil
    }
  }

  static let spoilings: [Spoiling] = [
    Spoiling("an index is skipped") { $0.entries[1].index = EntryIndex(9) },
    Spoiling("an entry is missing") { $0.entries.remove(at: 1) },
    Spoiling("two entries are swapped") { $0.entries.swapAt(0, 1) },
    Spoiling("the first entry does not follow the head") { $0.entries[0].previous = .zero },
    Spoiling("an entry does not follow the one before") { $0.entries[2].previous = $0.entries[0].leaf },
    Spoiling("a leaf is not the header's") { $0.entries[2].leaf = $0.entries[0].leaf },
    Spoiling("a header is empty") { $0.entries[0].header = [] },
    Spoiling("an envelope is empty") { $0.entries[0].envelope = [] },
    Spoiling("an envelope is missing") { $0.entries[0].envelope = nil },
    Spoiling("a text is empty") { $0.entries[0].texts?[0] = [] },
    Spoiling("a text has a line end") { $0.entries[0].texts?[0][3] = 0x0a },
    Spoiling("a text has no digest") { $0.entries[0].textDigests?.removeLast() },
    Spoiling("texts have no digests") { $0.entries[0].textDigests = nil },
    Spoiling("a digest has no text") { $0.entries[0].texts = nil },
    Spoiling("texts are not in the order of their digests") { $0.entries[1].textDigests?.reverse() },
    Spoiling("a text stands twice") { batch in
      batch.entries[0].texts = batch.entries[0].texts.map { $0 + $0 }
      batch.entries[0].textDigests = batch.entries[0].textDigests.map { $0 + $0 }
    },
    Spoiling("a tree hash is missing") { $0.treeHashes.removeLast() },
    Spoiling("all tree hashes are missing") { $0.treeHashes = [] },
    Spoiling("a tree hash is too much") { $0.treeHashes.append((position: $0.treeHashes.last!.position + 1, .zero)) },
    Spoiling("tree hashes are out of order") { $0.treeHashes.swapAt(0, 1) },
    Spoiling("a checkpoint is ahead") { $0.checkpoint = StoredCheckpoint(size: 8, note: [1]) },
    Spoiling("a checkpoint is of nothing") { $0.checkpoint = StoredCheckpoint(size: 0, note: [1]) },
    Spoiling("a checkpoint is empty") { $0.checkpoint = StoredCheckpoint(size: 7, note: []) },
    Spoiling("a checkpoint is older than the last") { $0.checkpoint = StoredCheckpoint(size: 3, note: [1]) },
    Spoiling("a checkpoint repeats the last") { $0.checkpoint = StoredCheckpoint(size: 4, note: [1]) },
    Spoiling("a removal is ordered by an old entry") { $0.removals = [(digest: .zero, by: EntryIndex(3))] },
    Spoiling("a removal is ordered by a later entry") { $0.removals = [(digest: .zero, by: EntryIndex(7))] },
    Spoiling("the expected head has no leaf") { $0.expectedHead.leaf = .zero },
  ]

  @Test("A contradiction is a mistake of the program, and nothing is written", arguments: spoilings)
  func refused(_ spoiling: Spoiling) throws {
    let folder = try TemporaryFolder()
    var sample = try SampleLedger.file(folder.path("ledger.db"))
    let writer = try SQLiteLedgerWriter.open(folder.path("ledger.db"), reserve: 0)
    var copy = sample
    var batch = try copy.batch(3, checkpoint: true)
    spoiling.spoil(&batch)
    let error = storageError { try writer.append(batch) }
    #expect(error?.code == .programming)
    #expect(error?.outcome == .notCommitted)
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
    #expect(try writer.checkpointCount() == 1)
    try writer.append(sample.batch(3, checkpoint: true))
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry), "a good batch still goes in")
  }

  @Test("A ledger beyond any imaginable size is refused")
  func tooManyEntries() throws {
    let folder = try TemporaryFolder()
    let writer = try SQLiteLedgerWriter.create(folder.path("ledger.db"), reserve: 0)
    let leaf = try Digest.sha256(of: [1])
    let batch = LedgerBatch(expectedHead: LedgerHead(size: .max, leaf: leaf))
    #expect(storageCode { try writer.append(batch) } == .tooLarge)
  }

  @Test("Dense storage holds as many tree hashes as subtrees are complete")
  func treeHashCount() throws {
    var sample = SampleLedger()
    for size in 0..<70 {
      #expect(LedgerBatch.treeHashCount(forSize: UInt64(size)) == UInt64(sample.treeHashes.count))
      _ = try sample.batch(1)
    }
  }
}
