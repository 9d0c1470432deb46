import Cryptography
import Fixtures
import Pledges
import Testing

@testable import Storage

@Suite("Words that an entry removes")
struct RemovalTests {
  let folder: TemporaryFolder
  var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func files(hold secret: [UInt8]) throws -> Bool {
    try folder.names().filter { $0 != "ledger.db-shm" }.contains { try folder.read($0).contains(secret) }
  }

  /// Words that no other entry has.
  private func ownWords(of place: Int, in sample: SampleLedger) throws -> [UInt8] {
    let own = Array("words 0 of entry \(place) ".utf8)
    return try #require(sample.entries[place].texts?.first { $0.starts(with: own) })
  }

  @Test("are gone from it and from every earlier entry that has them, and nothing else is gone")
  func everyEarlierEntry() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(9), reserve: 0)
    let secret = try ownWords(of: 8, in: sample)
    let shared = Array("words shared".utf8)
    #expect(sample.entries.count { $0.texts?.contains { $0.starts(with: shared) } == true } == 5)
    let (before, tree) = (sample.entries, sample.treeHashes)
    try writer.append(sample.batch(1, removing: [8]))
    for ledger in [writer, try SQLiteLedgerReader.open(path)] as [SQLiteLedger] {
      #expect(try rows(of: ledger) == sample.entries.map(StoredRow.entry))
      for (place, entry) in before.enumerated() {
        #expect(try ledger.entry(at: entry.index) == entry.withoutTexts)
        #expect(try ledger.texts(at: entry.index) == sample.entries[place].texts)
      }
      for (position, hash) in tree.enumerated() { #expect(try ledger.treeHash(at: UInt64(position)) == hash) }
    }
    // Of entry 5 both are there still, of entry 8 none.
    #expect(sample.entries[5].texts?.count == 2 && sample.entries[8].texts?.isEmpty == true)
    for gone in [secret, shared] { #expect(try !files(hold: gone)) }
    #expect(!writer.holdsRemovedTexts)
    #expect(try SQLiteLedgerReader.open(path).structuralFindings().isEmpty)
    // Once more, and of words that never were, is nothing.
    var batch = try sample.batch(1, removing: [9])
    batch.removals = zip(try #require(before[8].textDigests) + [.zero], repeatElement(EntryIndex(10), count: 9)).map {
      (digest: $0, by: $1)
    }
    try writer.append(batch)
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
  }

  @Test("stay in a later entry that brings the same")
  func later() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(3), reserve: 0)
    try writer.append(sample.batch(1, removing: [2]))
    try writer.append(sample.batch(1))
    #expect(sample.entries[4].texts?.count == 2, "its own and those of all even entries")
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
  }

  @Test("go with an entry of the same batch, in the same part or in another", arguments: [[5], [3, 2], [1, 3, 1]])
  func sameBatch(_ sizes: [Int]) throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, reserve: 0)
    let whole = try sample.batch(4)
    let removal = try sample.batch(1, removing: [2])
    var entries = whole.entries + removal.entries
    var hashes = whole.treeHashes + removal.treeHashes
    try writer.begin(after: .empty)
    var head = LedgerHead.empty
    for size in sizes {
      var part = LedgerBatch(expectedHead: head, entries: Array(entries.prefix(size)))
      entries.removeFirst(size)
      let count = Int(
        LedgerBatch.treeHashCount(forSize: part.newHead.size) - LedgerBatch.treeHashCount(forSize: head.size))
      part.treeHashes = Array(hashes.prefix(count))
      hashes.removeFirst(count)
      part.removals = removal.removals.filter { $0.by.rawValue < part.newHead.size && $0.by.rawValue >= head.size }
      try writer.write(part)
      head = part.newHead
    }
    try writer.commit()
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
    #expect(try !files(hold: Array("words 1 of entry 2".utf8)))
    #expect(try files(hold: Array("words 0 of entry 1".utf8)))
  }

  @Test("are there again when the batch is given up")
  func abandoned() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(5), reserve: 0)
    let before = sample.entries
    try writer.begin(after: sample.head)
    try writer.write(sample.batch(1, removing: [4]))
    writer.abandon()
    #expect(!writer.holdsRemovedTexts)
    #expect(try rows(of: writer) == before.map(StoredRow.entry))
  }

  @Test("stay in the file while somebody reads it, which is said; the next batch after takes them out")
  func besideAReader() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(5), reserve: 0)
    let secret = try ownWords(of: 4, in: sample)
    let reader = try SQLiteLedgerReader.open(path)
    try reader.withSnapshot {
      try writer.append(sample.batch(1, removing: [4]))
      #expect(writer.holdsRemovedTexts)
      #expect(try files(hold: secret))
      #expect(try reader.texts(at: EntryIndex(4)).contains(secret), "as the ledger was when it began to read")
      let took = try ContinuousClock().measure { try writer.append(sample.batch(1)) }
      #expect(writer.holdsRemovedTexts)
      #expect(took < .seconds(3), "only the batch that removes waits for readers")
    }
    try writer.append(sample.batch(1))
    #expect(!writer.holdsRemovedTexts)
    #expect(try !files(hold: secret))
  }

  @Test("that one writer had to leave the next one takes out, once nobody reads them and it is told to")
  func leftToTheNextWriter() throws {
    var sample = SampleLedger()
    try SQLiteLedgerWriter.create(path, first: sample.batch(5), reserve: 0).append(sample.batch(1))
    let secret = try ownWords(of: 4, in: sample)
    let reader = try SQLiteLedgerReader.open(path)
    func finish() throws -> Bool {
      let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
      writer.finishRemovals()
      return !writer.holdsRemovedTexts
    }
    try reader.withSnapshot {
      try SQLiteLedgerWriter.open(path, reserve: 0).append(sample.batch(1, removing: [4]))
      #expect(try !finish())
      #expect(try files(hold: secret))
    }
    #expect(try finish())
    #expect(try !files(hold: secret), "the reader has the file open, and is in no transaction")
    withExtendedLifetime(reader) {}
  }

  @Test("are there or gone after a crash, as the entry that removes them is not there or is")
  func crash() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(5), reserve: 0)
    let secret = try ownWords(of: 4, in: sample)
    let before = sample.entries
    /// What a process leaves that ends now.
    func copy(_ name: String) throws {
      for suffix in ["", "-wal"] where try folder.names().contains("ledger.db" + suffix) {
        try folder.write(folder.read("ledger.db" + suffix), to: name + suffix)
      }
    }
    let reader = try SQLiteLedgerReader.open(path)
    try reader.withSnapshot {
      try writer.begin(after: sample.head)
      try writer.write(sample.batch(1, removing: [4]))
      try copy("before.db")
      try writer.commit()
      // The log is as the commit left it: the reader keeps it.
      try copy("after.db")
    }
    let early = try SQLiteLedgerWriter.open(folder.path("before.db"), reserve: 0)
    #expect(try rows(of: early) == before.map(StoredRow.entry))
    let late = try SQLiteLedgerWriter.open(folder.path("after.db"), reserve: 0)
    #expect(try rows(of: late) == sample.entries.map(StoredRow.entry))
    late.finishRemovals()
    #expect(!late.holdsRemovedTexts)
    for name in ["after.db", "after.db-wal"] { #expect(try !folder.read(name).contains(secret), "\(name)") }
  }

  @Test("are named by the entries that hold them, and by no other once they are gone")
  func holding() throws {
    var sample = SampleLedger()
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(9), reserve: 0)
    func held(_ digests: Set<Digest>) throws -> [String] {
      try writer.entries(holding: digests).map { "\($0.entry) \($0.digest)" }
    }
    func expected(_ digests: Set<Digest>) -> [String] {
      sample.entries.flatMap { entry in
        (entry.textDigests ?? []).filter { digests.contains($0) }.map { "\(entry.index) \($0)" }
      }
    }
    let all = sample.entries.reduce(into: Set<Digest>()) { $0.formUnion($1.textDigests ?? []) }
    let some = Set(try #require(sample.entries[8].textDigests))
    for digests in [all, some, [], [.zero]] { #expect(try held(digests) == expected(digests)) }
    #expect(expected(some).count == 7)
    try writer.append(sample.batch(1, removing: [8]))
    for digests in [all, some] { #expect(try held(digests) == expected(digests)) }
    #expect(expected(some).isEmpty)
    // Some byte of them is enough to hold them.
    try tamper(
      path, "DROP TRIGGER text_update", "UPDATE text SET bytes = CAST(x'01' || substr(bytes, 2) AS BLOB) WHERE seq = 8")
    #expect(try held(some).count == 1)
    // And where lines and digests are not as many, any of them may be there.
    try tamper(path, "UPDATE text SET bytes = x'0a0a0a0a' WHERE seq = 8")
    #expect(try held(some).count == 3)
  }

  @Test("are not removed where a row does not tell which they are, and that is an error")
  func unpaired() throws {
    var sample = SampleLedger()
    try SQLiteLedgerWriter.create(path, first: sample.batch(9), reserve: 0).append(sample.batch(1))
    let trigger = try #require(LedgerSchema.sql(of: "text_update"))
    try tamper(
      path, "DROP TRIGGER text_update", "UPDATE text SET bytes = CAST(bytes || x'0a20' AS BLOB) WHERE seq = 8", trigger)
    let writer = try SQLiteLedgerWriter.open(path, reserve: 0)
    let head = sample.head
    let error = storageError { try writer.append(sample.batch(1, removing: [8])) }
    #expect(error?.code == .damaged && error?.reason.contains("entry 8") == true)
    #expect(try SQLiteLedgerReader.open(path).head() == head)
  }

  @Test(
    "leave nothing of them in any page, however many come and go, short or long", arguments: [30, 300, 2_000, 6_000])
  func noRest(length: Int) throws {
    var sample = SampleLedger()
    var random = SeededGenerator(seed: UInt64(length))
    let writer = try SQLiteLedgerWriter.create(path, first: sample.batch(3), reserve: 0)
    var gone = Set<Int>()
    for _ in 0..<40 {
      try writer.append(sample.batch(Int.random(in: 1...6, using: &random), textLength: length))
      let targets = sample.entries.indices.filter { $0 % 3 > 0 && sample.entries[$0].texts?.isEmpty == false }
      guard let target = targets.randomElement(using: &random) else { continue }
      try writer.append(sample.batch(1, removing: [target]))
      gone.insert(target)
    }
    #expect(try rows(of: writer) == sample.entries.map(StoredRow.entry))
    let bytes = try folder.read("ledger.db") + folder.read("ledger.db-wal")
    // The words repeat all along a text, and what is left of it would hold them in some page.
    let left = bytes.numbers(behind: Array(" of entry ".utf8), upTo: Array(" of ledger".utf8))
    #expect(left.isDisjoint(with: gone))
    #expect(left.count > 20 && gone.count > 20)
  }
}

extension [UInt8] {
  /// The numbers that stand between two words, wherever they do.
  fileprivate func numbers(behind word: [UInt8], upTo end: [UInt8]) -> Set<Int> {
    var numbers: Set<Int> = []
    for place in indices.dropLast(word.count) where self[place] == word[0] && self[place...].starts(with: word) {
      let digits = self[(place + word.count)...].prefix { (0x30...0x39).contains($0) }
      guard self[digits.endIndex...].starts(with: end), let number = Int(String(decoding: digits, as: UTF8.self)) else {
        continue
      }
      numbers.insert(number)
    }
    return numbers
  }

  fileprivate func contains(_ part: [UInt8]) -> Bool {
    guard !part.isEmpty, count >= part.count else { return part.isEmpty }
    return (0...(count - part.count)).contains {
      self[$0] == part[0] && self[$0..<($0 + part.count)].elementsEqual(part)
    }
  }
}
