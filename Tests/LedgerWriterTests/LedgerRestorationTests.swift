import Cryptography
import Fixtures
import LedgerSamples
import LedgerWriter
import Pledges
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("Restoring a ledger from its portable form")
struct LedgerRestorationTests {
  private static let chronicle = Result { try Chronicle() }

  private let folder: TemporaryFolder
  private let chronicle: Chronicle
  private var target: String { folder.path("restored.db") }

  init() throws {
    folder = try TemporaryFolder()
    chronicle = try Self.chronicle.get()
  }

  /// The lines of an export, read back.
  private func entries() throws -> [PortableEntry] {
    try chronicle.contents.rows.map { row in
      let entry = PortableEntry(
        index: EntryIndex(UInt64(row.seq)),
        stored: StoredBytes(
          header: row.header, envelope: row.envelope,
          texts: row.texts.map(\.bytes).filter { $0.contains { $0 != 0 } }))
      return try PortableEntry.read(entry.line)
    }
  }

  /// Restores entries as their lines come.
  private func restore(
    _ entries: [PortableEntry], heads: [LedgerHead] = []
  ) throws(AppendError) -> LedgerRestoration.Outcome {
    var restoration = try LedgerRestoration(to: target, heads: heads)
    for entry in entries { try restoration.add(entry) }
    return try restoration.finish()
  }

  @Test("gives the same head, the same root and the same rows")
  func roundTrip() throws {
    let restoration = try restore(entries())
    let chain = restoration.chain
    #expect(restoration.lateTexts == 0)
    #expect(chain.size == UInt64(chronicle.size))
    #expect(chain.leaf == chronicle.head)
    let original = try folder.write(chronicle.bytes, to: "original.db")
    let (was, now) = (try verify(original), try verify(target))
    #expect(now.codes() == [])
    #expect(now.root == was.root)
    #expect(now.head == was.head)
    #expect(now.counts == was.counts && now.counts.removedTexts == 1)
    let restored = try LedgerFile(target)
    for (left, right) in zip(chronicle.contents.rows, restored.rows) {
      #expect(left.header == right.header && left.leaf == right.leaf && left.previous == right.previous)
      #expect(left.envelope == right.envelope)
      let kept = left.texts.filter { $0.bytes.contains { $0 != 0 } }
      #expect(kept.map(\.digest) == right.texts.map(\.digest) && kept.map(\.bytes) == right.texts.map(\.bytes))
      #expect(left.statement == right.statement)
    }
    #expect(restored.treeHashes.map(\.hash) == chronicle.contents.treeHashes.map(\.hash))
  }

  @Test("a restored ledger goes on where the other one was")
  func goesOn() throws {
    _ = try restore(entries())
    var appender = try LedgerAppender(opening: target)
    let now = try given(Instant("2035-01-01T00:00:00Z"))
    let join = try Samples.join("veshmora", keys: [], effective: now)
    let statement = try appender.state.draft(.join(join), at: now)
    let keys = [chronicle.cast.registrar, chronicle.cast.secondRegistrar]
    let receipts = try appender.append([submission(given(statement.payload), by: keys)], at: now)
    #expect(receipts.first?.header.previous == chronicle.head)
  }

  @Test("words that an entry removed are left out, also where the export still has them, in whatever order")
  func lateWords() throws {
    var entries = try entries()
    for name in ["submit", "supersede"] {
      let place = try chronicle.place(name)
      entries[place].stored.texts = [chronicle.removedText.bytes] + (entries[place].stored.texts ?? []).reversed()
    }
    #expect(try restore(entries).lateTexts == 2)
    #expect(try verify(target).codes() == [])
    #expect(try folder.read("restored.db").firstRange(of: chronicle.removedText.bytes.dropFirst(50)) == nil)
    let store = try SQLiteLedgerReader.open(target)
    #expect(try store.entries(holding: [chronicle.removedText.digest]).isEmpty)
    for (place, row) in chronicle.contents.rows.enumerated() {
      let kept = row.texts.map(\.bytes).filter { $0.contains { $0 != 0 } }
      #expect(try store.texts(at: EntryIndex(UInt64(place))) == kept)
    }
  }

  /// What may be wrong with an export, and the code with which it is refused.
  enum Damage: String, CaseIterable {
    case missing, swapped, edited, unsigned, foreign, withoutBody, withoutWords, noWordsGiven, strayWords, editedWords

    var code: String {
      switch self {
      case .missing, .swapped: "header.index"
      case .edited: "envelope.digest"
      case .unsigned: "envelope.digest"
      case .foreign: "statement.kind"
      case .withoutBody: "envelope.missing"
      case .withoutWords, .noWordsGiven: "text.missing"
      case .strayWords, .editedWords: "text.digest"
      }
    }
  }

  @Test("a broken export is refused with the finding, and nothing is written", arguments: Damage.allCases)
  func broken(_ damage: Damage) throws {
    var entries = try entries()
    let place = try chronicle.place("update")
    let worded = try chronicle.place("extend")
    switch damage {
    case .missing: entries.remove(at: place)
    case .swapped: entries.swapAt(place, place + 1)
    case .edited:
      let row = chronicle.contents.rows[place]
      entries[place].stored.envelope = try row.envelope(replacing: "quillonia", with: "quilloniA")
    case .unsigned:
      let body = try Envelope.read(given(entries[place].stored.envelope))
      entries[place].stored.envelope =
        try Envelope(
          payload: body.payload, signatures: body.signatures.map { .init(keyID: $0.keyID, bytes: [1, 2, 3]) }
        ).canonicalBytes
    case .foreign: entries.removeFirst()
    case .withoutBody: entries[place].stored.envelope = nil
    case .withoutWords: entries[worded].stored.texts?.removeLast()
    case .noWordsGiven: entries[worded].stored.texts = nil
    case .strayWords: entries[place].stored.texts = entries[worded].stored.texts
    case .editedWords: entries[worded].stored.texts?[0][12] ^= 1
    }
    let error = try failure { _ = try restore(entries) }
    guard case .broken(let finding) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    if damage != .foreign { #expect(finding.code == damage.code) }
    #expect(finding.index != nil)
    #expect(try folder.names() == [])
  }

  @Test("no entry at all makes no ledger")
  func nothing() throws {
    let error = try failure { _ = try restore([]) }
    guard case .broken(let finding) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(finding.code == "header.index")
    #expect(try folder.names() == [])
  }

  @Test("what somebody kept of the ledger's end is compared, and says whether the entries are all")
  func keptEnds() throws {
    let entries = try entries()
    let head = LedgerHead(size: UInt64(chronicle.size), leaf: chronicle.head)
    var whole = try LedgerRestoration(to: target, heads: [head])
    for entry in entries {
      let isKnown = whole.isEndKnown
      #expect(!isKnown)
      try whole.add(entry)
    }
    let isKnown = whole.isEndKnown
    #expect(isKnown)
    _ = consume whole
    for (heads, entries, code) in [
      ([head], entries.dropLast(), "checkpoint.rollback"),
      ([LedgerHead(size: 3, leaf: head.leaf)], entries[...], "checkpoint.fork"),
    ] {
      let error = try failure { _ = try restore(Array(entries), heads: heads) }
      guard case .broken(let finding) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(finding.code == code)
    }
    #expect(try folder.names() == [])
  }

  @Test("the root of the tree is that of the entries that were verified before, or nothing is made")
  func otherTree() throws {
    var restoration = try LedgerRestoration(to: target, signatures: .vouched)
    for entry in try entries() { try restoration.add(entry) }
    do {
      _ = try restoration.finish(expecting: .zero)
      Issue.record("it was made")
    } catch AppendError.storage(let error) {
      #expect(error.code == .damaged)
    }
    #expect(try folder.names() == [])
  }

  @Test("an existing file is not touched")
  func existing() throws {
    try folder.write(Array("precious".utf8), to: "restored.db")
    let whole = try entries()
    let error = try failure { _ = try restore(whole) }
    #expect(error != nil)
    #expect(try folder.read("restored.db") == Array("precious".utf8))
  }
}
