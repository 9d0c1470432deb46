import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import Verification

@Suite("The words beside a stored ledger")
struct TextTests {
  private static let made = Result { try Chronicle() }

  private let folder: TemporaryFolder
  private let chronicle: Chronicle
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
    chronicle = try Self.made.get()
    try folder.write(chronicle.bytes, to: "ledger.db")
  }

  private func tamper(_ change: (inout LedgerFile) throws -> Void) throws {
    var file = chronicle.contents
    try change(&file)
    try file.write(to: path)
  }

  private func alter(_ statement: String) throws {
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      try database.run("PRAGMA ignore_check_constraints=ON")
      try database.run(statement)
    }
  }

  @Test("a removal is named with its entry, its target, how many words, basis and reference")
  func removals() throws {
    let report = try verify(path)
    #expect(report.isIntact)
    let removal = try #require(report.removals.first)
    #expect(report.removals.count == 1)
    #expect(removal.entry.index.rawValue == UInt64(try chronicle.place("redact")))
    #expect(removal.target.rawValue == UInt64(try chronicle.place("submit")))
    #expect(removal.texts == [chronicle.removedText.digest])
    #expect(removal.legalBasis == .init(basis: .courtOrder, reference: "Order 7 of the harbour court"))
    #expect(report.counts.removedTexts == 1)
  }

  @Test("words that are missing are a finding of a file or a copy, and over the net they are not offered")
  func missing() throws {
    let place = try chronicle.place("challenge")
    try tamper { $0.rows[place].texts = [] }
    for source in [TextSource.workingFile, .copy] {
      let report = try verify(path, texts: source)
      #expect(report.codes() == ["text.missing@\(place)"])
      #expect(report.notOffered.isEmpty)
    }
    let served = try verify(path, texts: .served)
    #expect(served.isIntact)
    #expect(served.notOffered.map(\.entry) == [EntryIndex(UInt64(place))])
    let named = try Statement.read(
      Envelope.read(given(chronicle.contents.rows[place].envelope)).payload
    ).textDigests
    #expect(served.notOffered.map(\.digest) == named)
  }

  @Test("words that are there after their removal are a finding of the keeper's own file alone")
  func present() throws {
    let place = try chronicle.place("submit")
    try tamper { $0.rows[place].restore(chronicle.removedText) }
    #expect(try verify(path).codes() == ["text.present@\(place)"])
    for source in [TextSource.copy, .served] {
      let report = try verify(path, texts: source)
      #expect(report.isIntact)
      #expect(report.lateTexts == (source == .copy ? 1 : 0), "over the net whoever reads it counts them")
    }
  }

  @Test("words that are none of the statement's are a finding wherever they come from")
  func stray() throws {
    let place = try chronicle.place("update")
    try tamper { file in file.rows[place].texts = file.rows[try chronicle.place("extend")].texts }
    for source in [TextSource.workingFile, .copy, .served] {
      #expect(try verify(path, texts: source).codes() == ["text.digest@\(place)"])
    }
  }

  @Test("words that cannot be read are a finding at their entry, and every entry is replayed all the same")
  func unreadable() throws {
    let place = try chronicle.place("challenge")
    try alter("UPDATE text SET bytes = CAST(zeroblob(2000000) || x'01' AS BLOB) WHERE seq = \(place)")
    let report = try verify(path)
    #expect(report.codes("storage", "text", "header", "envelope") == ["storage.too-large@\(place)"])
    #expect(report.size == UInt64(chronicle.size) && report.head == chronicle.head)
    #expect(report.counts.entries == UInt64(chronicle.size))
  }

  @Test("a page of words that cannot be read hides no entry and no other words")
  func brokenPage() throws {
    let place = try chronicle.place("respond")
    // So large that the words have a page to themselves.
    let filler = LedgerFile.Text(digest: Digest.zero.bytes, bytes: [UInt8](repeating: 1, count: 3_820))
    let before = try chronicle.place("challenge")
    try tamper { file in
      file.rows[place].texts = [filler] + file.rows[place].texts
      file.rows[before].texts[0].bytes[12] ^= 1
    }
    var bytes = try folder.read("ledger.db")
    let start = try #require(bytes.firstRange(of: [UInt8](repeating: 1, count: 3_820))?.lowerBound)
    let page = start / 4096 * 4096
    // The number of cells is impossible.
    bytes[page + 3] = 0xff
    try folder.write(bytes, to: "ledger.db")
    let report = try verify(path)
    // Of the page it cannot be told whether removed words are on it.
    #expect(report.codes("storage") == ["storage.damaged@\(place)", "storage.damaged@-"])
    #expect(report.codes("text") == ["text.digest@\(before)", "text.missing@\(before)"])
    #expect(report.codes("header", "envelope", "statement", "signature", "rule") == [])
    #expect(report.size == UInt64(chronicle.size) && report.counts.entries == UInt64(chronicle.size))
  }

  @Test("a disk that fails while an earlier entry or its words are read ends the verification, and is no finding")
  func failingDisk() throws {
    let reader = try SQLiteLedgerReader.open(path)
    let calls: [FailingStore.Call] = [.entry, .words, .search]
    for call in calls {
      let store = FailingStore(store: reader, failing: call)
      for cores in [1, 3] {
        var verification = try LedgerVerification(cores: cores)
        do {
          let report = try verification.run(store)
          Issue.record("\(call): \(report.codes())")
        } catch {
          guard case .storage(let error) = error else {
            Issue.record("\(call): \(error)")
            continue
          }
          #expect(error.code == .inputOutput)
        }
      }
    }
    #expect(throws: ReplayedLedger.Failure.self) {
      _ = try ReplayedLedger(FailingStore(store: reader, failing: .entry))
    }
    // For the state alone nobody looks at words.
    #expect(throws: Never.self) { _ = try ReplayedLedger(FailingStore(store: reader, failing: .words)) }
  }

  @Test("random rows deleted, added, changed and moved: what is found is what a plain model says", arguments: 0..<40)
  func randomRows(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var file = chronicle.contents
    let all = file.rows.flatMap(\.texts) + [LedgerFile.Text(chronicle.removedText)]
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let row = Int.random(in: file.rows.indices, using: &random)
      let count = file.rows[row].texts.count
      switch Int.random(in: 0..<6, using: &random) {
      case 0 where count > 0: file.rows[row].texts.remove(at: Int.random(in: 0..<count, using: &random))
      case 1:
        let text = try #require(all.randomElement(using: &random))
        file.rows[row].texts.insert(text, at: Int.random(in: 0...count, using: &random))
      case 2 where count > 0:
        let place = Int.random(in: 0..<count, using: &random)
        let bytes = file.rows[row].texts[place].bytes
        file.rows[row].texts[place].bytes[Int.random(in: bytes.indices, using: &random)] ^= 1
      case 3 where count > 0:
        let place = Int.random(in: 0..<count, using: &random)
        file.rows[row].texts[place].bytes = [UInt8](repeating: 0, count: 20)
      case 4 where count > 0: file.rows[row].texts[0].digest[Int.random(in: 0..<32, using: &random)] ^= 1
      default: file.rows[row].restore(chronicle.removedText)
      }
    }
    try file.write(to: path)
    // As it lies there: a changed byte may be a line end.
    file = try LedgerFile(path)
    for source in [TextSource.workingFile, .copy, .served] {
      let report = try verify(path, texts: source)
      let model = try TextModel(file, removed: [chronicle.removedText.digest], source)
      #expect(report.codes("text") == model.codes, "\(source)")
      #expect(report.codes("index").sorted() == model.stale.sorted())
      #expect(report.notOffered.map { "\($0.entry) \($0.digest)" }.sorted() == model.notOffered.sorted())
      #expect(report.codes("header", "envelope", "statement", "signature", "rule", "tree", "file") == [])
      #expect(report.counts.texts == model.count)
    }
  }
}

/// A store whose disk fails at one kind of question.
private struct FailingStore: LedgerReading {
  enum Call { case entry, words, search }

  let store: SQLiteLedgerReader
  let failing: Call

  private func check(_ call: Call) throws(StorageError) {
    if call == failing { throw StorageError(.inputOutput, "the disk is broken") }
  }

  func entry(at index: EntryIndex) throws(StorageError) -> StoredEntry? {
    try check(.entry)
    return try store.entry(at: index)
  }

  func texts(at index: EntryIndex) throws(StorageError) -> [[UInt8]] {
    try check(.words)
    return try store.texts(at: index)
  }

  func entries(holding digests: Set<Digest>) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)] {
    try check(.search)
    return try store.entries(holding: digests)
  }

  func forEachEntry(
    from start: EntryIndex, upTo size: UInt64?, withTexts: Bool, _ body: (StoredRow) throws -> Bool
  ) throws {
    try store.forEachEntry(from: start, upTo: size, withTexts: withTexts) { row in
      var row = row
      // What a store does that cannot read the words of an entry.
      if withTexts, failing == .words, case .entry(var entry) = row {
        (entry.texts, entry.textDigests) = (nil, nil)
        row = .entry(entry)
      }
      return try body(row)
    }
  }

  func head() throws(StorageError) -> LedgerHead { try store.head() }
  func index(ofStatement statement: Digest) throws(StorageError) -> EntryIndex? {
    try store.index(ofStatement: statement)
  }
  func treeHash(at position: UInt64) throws(StorageError) -> Digest? { try store.treeHash(at: position) }
  func latestCheckpoint() throws(StorageError) -> StoredCheckpoint? { try store.latestCheckpoint() }
  func checkpoint(ofSize size: UInt64) throws(StorageError) -> StoredCheckpoint? { try store.checkpoint(ofSize: size) }
  func checkpoint(after size: UInt64) throws(StorageError) -> StoredCheckpoint? { try store.checkpoint(after: size) }
  func checkpointCount() throws(StorageError) -> UInt64 { try store.checkpointCount() }
}

/// What the format says of words, read as plainly as it stands there. // Format §8, stage F
private struct TextModel {
  var codes: [String] = []
  var stale: [String] = []
  var notOffered: [String] = []
  var count: UInt64 = 0

  init(_ file: LedgerFile, removed: Set<Digest>, _ source: TextSource) throws {
    for (index, row) in file.rows.enumerated() {
      let named = try Statement.read(Envelope.read(given(row.envelope)).payload).textDigests
      let there = row.texts.filter { $0.bytes.contains { $0 != 0 } }
      var seen: Set<Digest> = []
      let digests = try there.map { try Digest.sha256(of: $0.bytes) }
      if zip(there, digests).contains(where: { $0.digest != $1.bytes }) { stale.append("index.stale@\(index)") }
      for digest in digests.sorted() {
        if !named.contains(digest) || !seen.insert(digest).inserted {
          codes.append("text.digest@\(index)")
        } else if source == .workingFile, removed.contains(digest) {
          codes.append("text.present@\(index)")
        }
      }
      count += UInt64(seen.count)
      for digest in named.sorted() where !seen.contains(digest) && !removed.contains(digest) {
        if source == .served {
          notOffered.append("\(index) \(digest)")
        } else {
          codes.append("text.missing@\(index)")
        }
      }
    }
  }
}
