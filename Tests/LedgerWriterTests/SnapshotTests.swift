import Cryptography
import Fixtures
import LedgerSamples
import LedgerWriter
import Testing
import TransparencyLog
import Verification

@testable import Pledges
@testable import Storage

@Suite("A snapshot spares the replay and changes nothing")
struct SnapshotTests {
  private static let made = Result { try Chronicle() }

  private let folder: TemporaryFolder
  private let chronicle: Chronicle
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
    chronicle = try Self.made.get()
    try folder.write(chronicle.bytes, to: "ledger.db")
  }

  private var registrars: [PrivateKey] { [chronicle.cast.registrar, chronicle.cast.secondRegistrar] }

  private func issuer(_ key: PrivateKey? = nil, mark: String = "mark") throws -> CheckpointIssuer {
    CheckpointIssuer(
      signers: [try NoteSigner(name: Chronicle.origin, privateKey: key ?? chronicle.cast.nextLog)],
      mark: HighWaterMark(path: folder.path(mark)))
  }

  private func leaveSnapshot() throws {
    var appender = try LedgerAppender(opening: path, issuer: issuer())
    _ = try appender.currentCheckpoint()
    #expect(appender.leaveSnapshot(always: true) == nil)
  }

  /// A snapshot whose maker may write whatever it likes, but for signatures of other people.
  private func forge(
    upTo size: UInt64? = nil, signedBy key: PrivateKey, _ change: (inout LedgerState, VerifierKey) -> Void
  ) throws {
    var ledger = try Ledger(signatures: .vouched)
    try ledger.replay(SQLiteLedgerReader.open(path), upTo: size) { _, _, _, _ in true }
    let signer = try NoteSigner(name: Chronicle.origin, privateKey: key)
    change(&ledger.state, signer.verifierKey)
    try LedgerSnapshot.write(ledger, root: ledger.root(), beside: path, after: nil, signedBy: signer)
  }

  private func read(_ snapshot: LedgerSnapshot?) throws -> ReplayedLedger {
    try ReplayedLedger(SQLiteLedgerReader.open(path), from: snapshot)
  }

  /// The ledger as its snapshot makes it, if the snapshot is taken.
  private func resumed() throws -> ReplayedLedger {
    try read(LedgerSnapshot.usable(beside: path, upTo: nil))
  }

  /// What reports read of every signatory.
  private func histories(_ ledger: ReplayedLedger) -> [String] {
    ledger.state.memberOrder.map { id in
      String(describing: ledger.state.members[id]?.entries) + String(describing: ledger.state.history(of: id))
    }
  }

  @Test("with an entry of every kind, what comes out of it is what the entries replay to")
  func same() throws {
    try leaveSnapshot()
    let resumed = try resumed()
    let replayed = try read(nil)
    #expect(resumed.resumedSize == UInt64(chronicle.size))
    #expect(replayed.resumedSize == 0)
    #expect(resumed.size == replayed.size)
    #expect(resumed.root == replayed.root)
    #expect(resumed.head == replayed.head)
    #expect(histories(resumed) == histories(replayed))
    #expect(resumed.state.removals.digests == replayed.state.removals.digests)
    #expect(resumed.state.removals.all.map(\.entry.index) == replayed.state.removals.all.map(\.entry.index))
    #expect(!resumed.state.removals.isEmpty)
    #expect(resumed.failure == nil)
  }

  @Test("has no words in it, neither those that are there nor those that were removed")
  func noWords() throws {
    try leaveSnapshot()
    let snapshot = try folder.read("ledger.db.snapshot")
    var count = 0
    for text in chronicle.contents.rows.flatMap(\.texts) {
      // What comes behind the salt.
      let words = text.bytes.dropFirst(50)
      guard words.contains(where: { $0 != 0 }) else { continue }
      count += 1
      #expect(snapshot.firstRange(of: words) == nil)
    }
    #expect(count > 10)
    #expect(snapshot.firstRange(of: chronicle.removedText.bytes.dropFirst(50)) == nil)
  }

  @Test("the next appender goes on behind it, and the ledger verifies")
  func goesOn() throws {
    try leaveSnapshot()
    let now = try given(Instant("2040-01-01T00:00:00Z"))
    for id in ["one", "two"] {
      var appender = try LedgerAppender(opening: path, issuer: issuer())
      let statement = try appender.state.draft(.join(Samples.join(id, keys: [], effective: now)), at: now)
      _ = try appender.append([submission(given(statement.payload), by: registrars)], at: now)
      appender.leaveSnapshot(always: id == "one")
    }
    let resumed = try resumed()
    #expect(resumed.resumedSize == UInt64(chronicle.size) + 1)
    #expect(resumed.size == UInt64(chronicle.size) + 2)
    #expect(histories(resumed) == histories(try read(nil)))
    #expect(try verify(path).codes() == [])
  }

  @Test("a statement that came before it is refused, also when its words were removed since")
  func duplicates() throws {
    try leaveSnapshot()
    var appender = try LedgerAppender(opening: path, issuer: issuer())
    let now = try given(Instant("2040-01-01T00:00:00Z"))
    for name in ["submit", "join"] {
      let stored = try Envelope.read(given(chronicle.contents.rows[chronicle.place(name)].envelope))
      let again = try submission(stored.payload, by: name == "join" ? registrars : [chronicle.cast.quillonia[2]])
      let error = try failure { _ = try appender.append([again], at: now) }
      guard case .refused(let refusal, _)? = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(refusal.code == .statementDuplicate, "\(name)")
    }
  }

  @Test("a byte changed anywhere in it is noticed: it is passed over, or says that it failed, and never misleads")
  func damaged() throws {
    try leaveSnapshot()
    let sound = try folder.read("ledger.db.snapshot")
    let expected = histories(try read(nil))
    for place in stride(from: 0, to: sound.count, by: 61) {
      var bytes = sound
      bytes[place] ^= 0x10
      try folder.write(bytes, to: "ledger.db.snapshot")
      let ledger = try resumed()
      let found = histories(ledger)
      #expect(ledger.failure != nil || found == expected, "byte \(place)")
    }
    for length in [0, 1, 4_095, 4_096, sound.count / 2, sound.count - 1] {
      try folder.write(Array(sound[..<length]), to: "ledger.db.snapshot")
      let ledger = try resumed()
      #expect(ledger.failure != nil || histories(ledger) == expected, "\(length) bytes")
    }
  }

  @Test("an appender decides nothing by a damaged one")
  func damagedAtAppend() throws {
    try leaveSnapshot()
    var bytes = try folder.read("ledger.db.snapshot")
    // Every page of the table of statements: an admission looks into one of them, unless its statement sorts before all.
    let pages = try given(LedgerSnapshot.beside(path)).directory.statements.pages
    for (_, part) in pages { bytes[Int(part.offset)] ^= 1 }
    try folder.write(bytes, to: "ledger.db.snapshot")
    var appender = try LedgerAppender(opening: path, issuer: issuer())
    let now = try given(Instant("2040-01-01T00:00:00Z"))
    let entries = try (1...12).map { number in
      let join = try Samples.join("new-\(number)", keys: [], effective: now)
      return try submission(given(appender.state.draft(.join(join), at: now).payload), by: registrars)
    }
    let error = try failure { _ = try appender.append(entries, at: now) }
    guard case .storage(let failure)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(failure.code == .damaged)
    #expect(try SQLiteLedgerReader.open(path).head().size == UInt64(chronicle.size))
  }

  @Test("one that another key signed is passed over")
  func foreignKey() throws {
    try leaveSnapshot()
    #expect(try resumed().resumedSize == UInt64(chronicle.size))
    try forge(signedBy: chronicle.cast.stranger) { _, _ in }
    #expect(try resumed().resumedSize == 0)
  }

  @Test("nobody signs a snapshot with a key that the snapshot alone names, or that a rotation ended")
  func forgedKeys() throws {
    try leaveSnapshot()
    let stranger = chronicle.cast.stranger
    try forge(signedBy: stranger) { state, key in state.logKeys.append(key) }
    #expect(try resumed().resumedSize == 0, "in force, and in no entry")
    try forge(signedBy: stranger) { state, key in (state.logKeys, state.logKeyHistory) = ([key], []) }
    #expect(try resumed().resumedSize == 0, "no history")
    try forge(signedBy: stranger) { state, key in
      state.logKeys = [key]
      state.logKeyHistory = state.logKeyHistory.map { ($0.since, [key]) }
    }
    #expect(try resumed().resumedSize == 0, "a history of its own")
    // The key before the rotation, by somebody who leaves the rotation out.
    try forge(signedBy: chronicle.cast.log) { state, _ in
      state.logKeyHistory.removeLast()
      state.logKeys = state.logKeyHistory.last?.keys ?? []
    }
    #expect(try resumed().resumedSize == 0, "the rotation left out")
    let rotation = UInt64(try chronicle.place("log.rotate"))
    try forge(upTo: rotation, signedBy: chronicle.cast.log) { _, _ in }
    #expect(try resumed().resumedSize == 0, "from before the rotation")
    // And the key in force, which nothing is wrong with.
    try forge(signedBy: chronicle.cast.nextLog) { _, _ in }
    #expect(try resumed().resumedSize == UInt64(chronicle.size))
  }

  @Test("a cosignature file beside the ledger vouches for no snapshot")
  func forgedCosignatures() throws {
    try leaveSnapshot()
    let newest = try #require(try SQLiteLedgerReader.open(path).latestCheckpoint())
    let former = try NoteSigner(name: Chronicle.origin, privateKey: chronicle.cast.log)
    let note = try Note(newest.note)
    try folder.write(
      Note(text: note.textBytes, signatures: [former.sign(note.textBytes)]).bytes, to: "ledger.db.cosigned")
    try forge(signedBy: chronicle.cast.log) { state, _ in
      state.logKeyHistory.removeLast()
      state.logKeys = state.logKeyHistory.last?.keys ?? []
    }
    #expect(try resumed().resumedSize == 0)
  }

  @Test("one of another ledger is passed over")
  func otherLedger() throws {
    try leaveSnapshot()
    let other = folder.path("other.db")
    try ChronicleWriter.create(at: other, Cast(), start: given(Instant("2030-04-01T00:00:00Z")))
    try folder.write(folder.read("ledger.db.snapshot"), to: "other.db.snapshot")
    let snapshot = try #require(try LedgerSnapshot.usable(beside: other, upTo: nil))
    #expect(try ReplayedLedger(SQLiteLedgerReader.open(other), from: snapshot).resumedSize == 0)
  }

  @Test("a snapshot of more entries than a report is about is passed over")
  func laterThanTheReport() throws {
    try leaveSnapshot()
    #expect(try LedgerSnapshot.usable(beside: path, upTo: UInt64(chronicle.size) - 1) == nil)
    #expect(try LedgerSnapshot.usable(beside: path, upTo: UInt64(chronicle.size))?.size == UInt64(chronicle.size))
  }

  @Test("entries, tree or accord other than it was made of: it is passed over", arguments: Alteration.allCases)
  func alteredLedger(_ alteration: Alteration) throws {
    try leaveSnapshot()
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      for statement in alteration.statements(size: chronicle.size) { try database.run(statement) }
    }
    let snapshot = try #require(try LedgerSnapshot.usable(beside: path, upTo: nil))
    #expect(throws: ArchiveFault.self) {
      _ = try Ledger.resumed(from: snapshot, in: SQLiteLedgerReader.open(path), signatures: .vouched)
    }
  }

  enum Alteration: String, CaseIterable, CustomTestStringConvertible {
    case genesis, last, shorter, tree, accord

    var testDescription: String { rawValue }

    func statements(size: Int) -> [String] {
      let last = size - 1
      switch self {
      case .genesis: return ["UPDATE entry SET header = CAST(header || x'0a' AS BLOB) WHERE seq = 0"]
      case .last: return ["UPDATE entry SET header = CAST(header || x'0a' AS BLOB) WHERE seq = \(last)"]
      case .shorter: return ["DELETE FROM envelope WHERE seq = \(last)", "DELETE FROM entry WHERE seq = \(last)"]
      case .tree: return ["UPDATE tree_hash SET hash = zeroblob(32)"]
      case .accord: return ["UPDATE envelope SET bytes = (SELECT bytes FROM envelope WHERE seq = 0) WHERE seq = 1"]
      }
    }
  }
}

@Suite("A large ledger leaves a snapshot by itself")
struct LargeLedgerSnapshotTests {
  @Test("whoever had to replay a thousand entries leaves one, and what follows is found through its pages")
  func thousand() throws {
    let folder = try TemporaryFolder()
    let cast = try Cast()
    let path = folder.path("ledger.db")
    let start = try given(Instant("2030-04-01T00:00:00Z"))
    try ChronicleWriter.create(at: path, cast, start: start)
    let issuer = CheckpointIssuer(
      signers: [try NoteSigner(name: Chronicle.origin, privateKey: cast.log)],
      mark: HighWaterMark(path: folder.path("mark")))
    // More than a page of statements and of subjects.
    var envelopes: [SubmittedEnvelope] = []
    do {
      var appender = try LedgerAppender(opening: path, issuer: issuer)
      for number in 0..<1_100 {
        let join = try Samples.join("party-\(number)", keys: [], effective: start)
        let payload = try given(appender.state.draft(.join(join), at: start).payload)
        envelopes.append(try submission(payload, by: [cast.registrar]))
      }
      _ = try appender.append(envelopes, at: start)
    }
    #expect(try LedgerSnapshot.usable(beside: path, upTo: nil) == nil)
    do {
      _ = try LedgerAppender(opening: path, issuer: issuer)
    }
    let snapshot = try #require(try LedgerSnapshot.usable(beside: path, upTo: nil))
    #expect(snapshot.size == 1_102)
    for (position, envelope) in envelopes.enumerated() {
      let digest = try Digest.sha256(of: envelope.envelope.payload)
      let words = digest.leadingWords
      #expect(snapshot.holds(StatementKey(high: words.0, low: words.1)))
      #expect(!snapshot.holds(StatementKey(high: words.0, low: words.1 ^ 1)))
      #expect(snapshot.subject(of: EntryIndex(UInt64(position) + 2)) == UInt32(position))
    }
    #expect(snapshot.subject(of: .genesis) == nil)
    #expect(snapshot.subject(of: EntryIndex(1_102)) == nil)
    #expect(snapshot.failure == nil)
    var appender = try LedgerAppender(opening: path, issuer: issuer)
    let error = try failure { _ = try appender.append([envelopes[700]], at: start) }
    guard case .refused(let refusal, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(refusal.code == .statementDuplicate)
  }
}
