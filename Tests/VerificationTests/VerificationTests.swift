import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("Replaying a stored ledger")
struct VerificationTests {
  private static let chronicle = Result { try Chronicle() }

  private let folder: TemporaryFolder
  private let chronicle: Chronicle
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    chronicle = try Self.chronicle.get()
    path = try folder.write(chronicle.bytes, to: "ledger.db")
  }

  private func tamper(_ change: (inout LedgerFile) throws -> Void) throws {
    var file = chronicle.contents
    try change(&file)
    try file.write(to: path)
  }

  /// Changes the file's rows as somebody does who has taken away what guards them.
  private func alter(_ statements: String...) throws {
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      for pragma in ["ignore_check_constraints=ON", "foreign_keys=OFF"] { try database.run("PRAGMA \(pragma)") }
      for statement in statements { try database.run(statement) }
    }
  }

  /// A body larger than a connection of ours takes for a value.
  private static func oversized(_ place: Int) -> String {
    "UPDATE envelope SET bytes = zeroblob(2000000) WHERE seq = \(place)"
  }

  /// The body of another entry.
  private static func exchanged(_ place: Int) -> String {
    "UPDATE envelope SET bytes = (SELECT bytes FROM envelope WHERE seq = 0) WHERE seq = \(place)"
  }

  /// A row that holds no entry.
  private static func headless(_ place: Int) -> String { "UPDATE entry SET leaf = x'00' WHERE seq = \(place)" }

  @Test("counts the entries, every signature on them, their words, and those that were removed")
  func counts() throws {
    let counts = try verify(path).counts
    let signatures = try chronicle.contents.rows.compactMap(\.envelope).map { try Envelope.read($0).signatures.count }
    #expect(counts.entries == UInt64(chronicle.size))
    #expect(counts.signatures == UInt64(signatures.reduce(0, +)))
    let texts = chronicle.contents.rows.flatMap(\.texts).count { $0.bytes.contains { $0 != 0 } }
    #expect(counts.texts == UInt64(texts) && texts > 10)
    #expect(counts.removedTexts == 1)
    #expect(counts.checkpoints == 0)
  }

  @Test("tells its progress entry by entry, up to the last")
  func progress() throws {
    let reader = try SQLiteLedgerReader.open(path)
    var told: [UInt64] = []
    var verification = try LedgerVerification()
    _ = try verification.run(reader) { done, total in
      told.append(done)
      #expect(total == UInt64(chronicle.size))
    }
    #expect(told == (1...UInt64(chronicle.size)).map { $0 })
  }

  @Test("reads a ledger as it was at any size", arguments: [1, 2, 7, 20])
  func prefix(_ size: Int) throws {
    let ledger = try ReplayedLedger(SQLiteLedgerReader.open(path), upTo: UInt64(size))
    #expect(ledger.size == UInt64(size))
    #expect(ledger.head.bytes == chronicle.contents.rows[size - 1].leaf)
    #expect(ledger.state.size == UInt64(size))
  }

  @Test("reads a whole ledger to the state that the writer had")
  func whole() throws {
    let ledger = try ReplayedLedger(SQLiteLedgerReader.open(path))
    #expect(ledger.head == chronicle.head)
    #expect(ledger.root == (try verify(path).root))
    #expect(ledger.state.memberOrder == chronicle.state.memberOrder)
    #expect(ledger.state.removals.digests == chronicle.state.removals.digests)
  }

  @Test("reads no ledger that does not hold together, and names the first thing wrong")
  func brokenReading() throws {
    let place = try chronicle.place("extend")
    try tamper { try $0.rows[place].setHeader { $0.kind = try given(EntryKind("log.rotate")) } }
    let reader = try SQLiteLedgerReader.open(path)
    do throws(ReplayedLedger.Failure) {
      _ = try ReplayedLedger(reader)
      Issue.record("it was read")
    } catch {
      guard case .broken(let finding) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(finding.code == "statement.kind")
      #expect(finding.index?.rawValue == UInt64(place))
    }
  }

  @Test("findings come in the order of the entries, each with what was expected and what was found")
  func findings() throws {
    let places = try ["update", "subscribe", "extend"].map { try chronicle.place($0) }
    try tamper { file in
      for place in places.reversed() { file.rows[place].header[0] ^= 1 }
    }
    let report = try verify(path)
    #expect(
      report.codes("header").filter { $0.hasPrefix("header.malformed") } == places.map { "header.malformed@\($0)" })
    for finding in report.findings where finding.code == "header.previous" {
      #expect(finding.expected?.count == 64 && finding.found?.count == 64)
      #expect(finding.expected != finding.found)
    }
    #expect(!report.isIntact)
  }

  @Test("an empty store is a ledger of no entries, which is not intact without its genesis")
  func empty() throws {
    try tamper { file in
      file.rows = []
      file.treeHashes = []
    }
    let report = try verify(path)
    #expect(report.size == 0)
    #expect(report.head == .zero)
    #expect(report.identity == nil)
    #expect(report.codes() == ["header.index@0"])
    // Nor is it the ledger that somebody asks for.
    for trust in [Trust(origin: Origin("elsewhere.example/log")), Trust(genesis: chronicle.head)] {
      #expect(try verify(path, trust: trust).codes() == ["header.index@0", "statement.ledger@0"])
    }
  }

  @Test("a row that cannot be read is a finding at its place, and hides no other")
  func unreadableRow() throws {
    try alter(Self.oversized(4), Self.exchanged(9))
    let report = try verify(path)
    #expect(report.codes("storage", "envelope") == ["storage.too-large@4", "envelope.digest@9"])
    #expect(report.size == UInt64(chronicle.size))
  }

  @Test("a row that cannot be read behind one that holds no entry is at its own place, and each is told once")
  func unreadableBehindFault() throws {
    try alter(Self.headless(5), Self.oversized(6))
    let codes = try verify(path).codes("storage", "header")
    #expect(codes.filter { $0.hasPrefix("storage") } == ["storage.too-large@6"])
    #expect(codes.filter { $0.hasPrefix("header.malformed") } == ["header.malformed@5"])
  }

  @Test("where nothing can be read any more, the reading ends and says so")
  func ruin() throws {
    try alter(
      "DELETE FROM envelope WHERE seq > 0",
      """
      WITH RECURSIVE place(seq) AS (SELECT 1000 UNION ALL SELECT seq + 1 FROM place WHERE seq < 1100)
      INSERT INTO entry(seq, previous, leaf, statement, header)
      SELECT seq, zeroblob(32), zeroblob(32), randomblob(32), x'00' FROM place
      """, "INSERT INTO envelope SELECT seq, zeroblob(1100000) FROM entry WHERE seq >= 1000")
    let report = try verify(path)
    #expect(report.codes().filter { $0.hasPrefix("storage.too-large@") }.count == 65)
    #expect(report.findings.contains { $0.index == nil && $0.message.contains("too many unreadable rows") })
  }

  @Test("a last row that says no head hides no other")
  func unreadableEnd() throws {
    let last = chronicle.size - 1
    try alter(Self.headless(last), Self.exchanged(9))
    let codes = try verify(path).codes("header", "envelope")
    #expect(codes == ["envelope.digest@9", "header.malformed@\(last)"])
  }

  @Test(
    "a number that no row of a ledger has is a finding about the file, and every other row is replayed",
    arguments: [Int64.max, .max - 1, 1 << 62, 1 << 48, .min])
  func impossibleNumber(_ number: Int64) throws {
    let last = chronicle.size - 1
    for table in ["entry", "envelope"] {
      try alter("UPDATE \(table) SET seq = \(number) WHERE seq = \(last)")
    }
    let report = try verify(path)
    #expect(report.codes("file").contains("file.value@-"), "\(report.codes())")
    #expect(report.codes("header").map { $0.prefix { $0 != "@" } } == ["header.malformed"])
    #expect(report.size == UInt64(last))
    #expect(report.counts.entries == UInt64(last))
    for (table, column) in [("tree_hash", "position"), ("checkpoint", "size"), ("text", "seq")] {
      try folder.write(chronicle.bytes, to: "ledger.db")
      try alter(
        "INSERT OR IGNORE INTO checkpoint VALUES (3, x'00')",
        "UPDATE \(table) SET \(column) = \(number) WHERE \(column) = (SELECT max(\(column)) FROM \(table))")
      #expect(try !verify(path).isIntact, "\(table)")
    }
  }

  @Test("a checkpoint of nothing agrees with every ledger of the log, and one inside a gap is not judged")
  func heldAtTheEdges() throws {
    func held(_ size: UInt64, _ root: Digest, _ origin: String = Chronicle.origin) throws -> SignedCheckpoint {
      try SignedCheckpoint(
        Checkpoint(origin: given(Origin(origin)), size: size, root: root),
        signedBy: NoteSigner(name: origin, privateKey: chronicle.cast.log))
    }
    func codes(_ held: SignedCheckpoint) throws -> [String] {
      try verify(path, trust: Trust(held: [held])).codes("checkpoint")
    }
    #expect(try codes(held(0, .emptyTreeRoot)) == [])
    #expect(try codes(held(0, .zero)) == ["checkpoint.fork@-"])
    #expect(try codes(held(0, .emptyTreeRoot, "elsewhere.example/log")) == ["checkpoint.signature@-"])
    try tamper { $0.rows.remove(at: 7) }
    #expect(try codes(held(8, .zero)) == [])
    #expect(try codes(held(9, .zero)) == [])
    #expect(try codes(held(UInt64(chronicle.size) + 1, .zero)) == ["checkpoint.rollback@\(chronicle.size)"])
  }

  @Test("random bytes in any column of any row never stop the verifier")
  func randomDamage() throws {
    var random = SeededGenerator(seed: 0xBAD)
    for _ in 0..<60 {
      try tamper { file in
        for _ in 0..<3 {
          let row = Int.random(in: file.rows.indices, using: &random)
          let byte = UInt8.random(in: 1...255, using: &random)
          switch Int.random(in: 0..<7, using: &random) {
          case 0: file.rows[row].header.flip(byte, &random)
          case 1: file.rows[row].envelope?.flip(byte, &random)
          case 2: file.rows[row].leaf.flip(byte, &random)
          case 3: file.rows[row].statement.flip(byte, &random)
          case 4 where !file.rows[row].texts.isEmpty: file.rows[row].texts[0].bytes.flip(byte, &random)
          case 5 where !file.rows[row].texts.isEmpty: file.rows[row].texts[0].digest.flip(byte, &random)
          default: file.treeHashes[Int.random(in: file.treeHashes.indices, using: &random)].hash.flip(byte, &random)
          }
        }
      }
      let report = try verify(path)
      #expect(!report.isIntact)
      #expect(report.counts.entries == UInt64(chronicle.size))
    }
  }
}

extension [UInt8] {
  /// Changes one byte at random.
  fileprivate mutating func flip(_ byte: UInt8, _ random: inout SeededGenerator) {
    self[Int.random(in: indices, using: &random)] ^= byte
  }
}
