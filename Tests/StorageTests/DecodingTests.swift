import Cryptography
import Pledges
import Storage
import Testing

@Suite("Decoding the rows of a store on several cores")
struct DecodingTests {
  @Test(
    "reads no further ahead than some hundred kilobytes a stretch, whether headers are large, bodies or words",
    arguments: ["header", "envelope", "texts"])
  func bounded(_ part: String) throws {
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 18)
    let store = LargeRows(
      header: part == "header" ? large : [], envelope: part == "envelope" ? large : nil,
      texts: part == "texts" ? [large] : [], count: 300)
    var handedOn = 0
    var ahead = 0
    try store.forEachDecodedEntry(from: .genesis, upTo: nil, withTexts: true, cores: 2) { _ in
      handedOn += 1
      ahead = max(ahead, store.readCount - handedOn)
      return true
    }
    #expect(handedOn == 300)
    #expect(ahead <= 4, "two stretches for each core, each of one such row")
  }
}

/// A store of which each row is as large as no entry of a ledger is.
private final class LargeRows: LedgerReading {
  private let header: [UInt8]
  private let envelope: [UInt8]?
  private let texts: [[UInt8]]
  private let count: UInt64
  private(set) var readCount = 0

  init(header: [UInt8], envelope: [UInt8]?, texts: [[UInt8]], count: UInt64) {
    self.header = header
    self.envelope = envelope
    self.texts = texts
    self.count = count
  }

  func forEachEntry(
    from start: EntryIndex, upTo size: UInt64?, withTexts: Bool, _ body: (StoredRow) throws -> Bool
  ) throws {
    for index in start.rawValue..<count {
      readCount += 1
      let entry = StoredEntry(
        index: EntryIndex(index), header: header, leaf: .zero, previous: .zero, statement: .zero, envelope: envelope,
        texts: withTexts ? texts : nil)
      guard try body(.entry(entry)) else { return }
    }
  }

  func head() throws(StorageError) -> LedgerHead { LedgerHead(size: count, leaf: .zero) }
  func entry(at index: EntryIndex) throws(StorageError) -> StoredEntry? { nil }
  func texts(at index: EntryIndex) throws(StorageError) -> [[UInt8]] { texts }
  func entries(holding digests: Set<Digest>) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)] { [] }
  func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex? { nil }
  func treeHash(at position: UInt64) throws(StorageError) -> Digest? { nil }
  func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? { nil }
  func checkpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint? { nil }
  func checkpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint? { nil }
  func checkpointCount() throws(StorageError) -> UInt64 { 0 }
}
