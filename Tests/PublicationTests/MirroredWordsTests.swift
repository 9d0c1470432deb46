import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

/// What a copy takes of words, keeps of them, and lets go. // Format §8
@Suite("Words in a mirror")
struct MirroredWordsTests {
  private static let path = "tile/texts/000"
  private let entries = Samples.redacted
  private let removed = Samples.removed(Samples.redacted, 262)

  private func source(_ sizes: Int...) throws -> MemoryFiles {
    let files = MemoryFiles()
    for size in sizes { try Samples.publish(entries, size, into: files) }
    return files
  }

  @discardableResult
  private func mirror(_ source: any Fetching, into copy: any PublishingFiles) throws -> Publisher.Outcome {
    try Mirror(of: source, by: Samples.policy(), into: copy).follow(now: "2032-06-01")
  }

  @Test(
    "with a checkpoint a copy lets go of all words that were removed up to it", arguments: [[20], [261], [20, 261]])
  func letsGo(sizes: [Int]) throws {
    let copy = MemoryFiles()
    for size in sizes { try mirror(source(size), into: copy) }
    #expect(copy.files.holding(removed) != [])
    let outcome = try mirror(source(262), into: copy)
    #expect(outcome.removals == [261])
    #expect(copy.files.holding(removed) == [])
  }

  @Test("words that a late source still has after their removal are not written, and counted", arguments: [0, 20, 261])
  func lateSource(before: Int) throws {
    let copy = MemoryFiles()
    if before > 0 { try mirror(source(before), into: copy) }
    let late = try source(261, 270)
    late.files[Self.path] = try Samples.published(entries, 261)[Self.path]
    let recorder = Recorder(copy)
    let outcome = try mirror(late, into: recorder)
    // Not even for a moment.
    #expect(!recorder.staged.contains { [Self.path: $0].holding(removed) != [] })
    #expect(copy.files.holding(removed) == [])
    #expect(outcome.notOffered.isEmpty)
    // A tile that is done is not asked for again.
    #expect(outcome.lateCount == (before > 255 ? 0 : 3))
    #expect(try copy.files[Self.path] == Samples.published(entries, 270)[Self.path])
  }

  @Test("words under other names, doubled, or of nobody are not copied")
  func strayWords() throws {
    let files = try source(20)
    let stray = try Disclosure("Read this!", salt: Array(repeating: 5, count: 16))
    let path = "tile/texts/000.p/20"
    var lines = (files.files[path] ?? []).split(separator: 10, omittingEmptySubsequences: false)
    lines[3] = [stray].list[...]
    lines[9] = (entries[9].texts + [entries[9].texts[0], stray]).list[...]
    files.files[path] = Array(lines.joined(separator: [10]))
    let copy = MemoryFiles()
    #expect(try mirror(files, into: copy).notOffered.isEmpty)
    #expect(try copy.files == Samples.published(entries, 20))
  }

  @Test("a copy goes without words that are not offered, says so, and asks for them again until it has them")
  func notOffered() throws {
    let files = try source(270)
    let words = files.files[Self.path]
    files.files[Self.path] = nil
    let copy = MemoryFiles()
    let first = try mirror(files, into: copy)
    // Those that entry 261 removed are not missed.
    #expect(first.notOffered.map(\.entry) == [10])
    #expect(first.size == 270)
    #expect(try Samples.look(at: copy).report.notOffered.map(\.entry) == [10])
    #expect(try mirror(files, into: copy).notOffered.map(\.entry) == [10])
    // Also beside new entries, and from a crash on.
    try Samples.publish(entries, 280, into: files)
    files.files[Self.path] = nil
    #expect(try mirror(files, into: copy).notOffered.map(\.entry) == [10])
    files.files[Self.path] = words
    let last = try mirror(files, into: copy)
    #expect(last.notOffered.isEmpty)
    #expect(last.before == 280)
    #expect(try copy.files[Self.path] == Samples.published(entries, 280)[Self.path])
    #expect(copy.files[".unfinished-texts"] == nil)
    #expect(try mirror(files, into: copy).written == 0)
  }

  @Test("words that were not offered and are then removed are missed no longer")
  func notOfferedThenRemoved() throws {
    let files = try source(261)
    files.files[Self.path] = nil
    let copy = MemoryFiles()
    #expect(try mirror(files, into: copy).notOffered.map(\.entry) == [9, 9, 10, 10])
    let outcome = try mirror(source(262), into: copy)
    #expect(outcome.notOffered.isEmpty)
    #expect(try copy.files[Self.path] == Samples.published(entries, 262)[Self.path])
  }

  @Test("what a copy has of words stays when its source loses them, until an entry removes them")
  func stays() throws {
    let copy = MemoryFiles()
    try mirror(source(100), into: copy)
    let poorer = try source(100, 261)
    poorer.files[Self.path] = nil
    #expect(try mirror(poorer, into: copy).notOffered.isEmpty)
    #expect(try copy.files[Self.path] == Samples.published(entries, 261)[Self.path])
    let none = try source(262)
    none.files[Self.path] = nil
    #expect(try mirror(none, into: copy).notOffered.isEmpty)
    #expect(try copy.files[Self.path] == Samples.published(entries, 262)[Self.path])
  }

  @Test("where words are missing the checkpoint is fetched again, and both looks are one run")
  func looksAgain() throws {
    let files = try source(250, 261, 270)
    let site = Sequel(files.files, checkpoints: [try MemoryLedger(entries, size: 261).signed().bytes])
    let copy = MemoryFiles()
    let outcome = try mirror(site, into: copy)
    #expect(outcome.before == 0)
    #expect(outcome.size == 270)
    #expect(outcome.removals == [261])
    #expect(outcome.notOffered.isEmpty)
    #expect(copy.files[".unfinished-texts"] == nil)
    #expect(try Samples.look(at: copy).report.isIntact)
  }

  @Test("a text removed from one entry is not copied for another of an unknown kind")
  func unknownKind() throws {
    let ledger = try MemoryLedger(entries, size: 270).appending(foreign: removed[0], at: "2033-01-01")
    let files = try source(270)
    try Publisher(ledger, into: files).publish()
    // The keeper's program is another one, and publishes them.
    let path = "tile/texts/001.p/15"
    files.files[path] = (files.files[path] ?? []).dropLast(3) + [removed[0]].list + [10]
    #expect(files.files.holding(removed) == [path])
    for before in [[], [100], [270]] {
      let copy = MemoryFiles()
      for size in before { try mirror(source(size), into: copy) }
      #expect(try mirror(files, into: copy).lateCount == 1)
      #expect(copy.files.holding(removed) == [])
    }
  }

  @Test("for a removal that the registrar did not sign, which a log's key alone can bring, a copy lets no words go")
  func forgedRemoval() throws {
    let fixture = try LedgerFixture.harbourLight()
    let filed = try fixture.attest(.alder)
    let honest = try MemoryLedger(fixture.entries)
    let basis = TextRedaction.LegalBasis(basis: .courtOrder, reference: "none")
    let removal = TextRedaction(entry: 9, texts: filed.texts.map(\.digest), legalBasis: basis)
    let payload = try #require(fixture.draft(.redact(removal), at: "2032-02-02").payload)
    var forged = try honest.appending(payload, as: "text.redact", signedBy: .alder, at: "2032-02-02")
    forged.texts[9] = []

    let site = MemoryFiles()
    try Publisher(honest, into: site).publish()
    let copy = MemoryFiles()
    try mirror(site, into: copy)
    try Publisher(forged, into: site).publish()
    #expect(site.files["tile/texts/000.p/11"] == Array(String(repeating: "[]\n", count: 11).utf8))
    let outcome = try mirror(site, into: copy)
    #expect(outcome.removals == [])
    #expect(outcome.notOffered.isEmpty)
    #expect(copy.files.holding(filed.texts) == ["tile/texts/000.p/10", "tile/texts/000.p/11"])
    #expect(LedgerDescription(copy.files["ledger.json"] ?? [])?.removals == [])
    #expect(try Samples.verify(copy.files).findings.map(\.index) == [10])
    // Who comes later goes without them, and is not told that they were removed.
    #expect(try mirror(site, into: MemoryFiles()).notOffered.map(\.entry) == [9, 9])
  }

  @Test("a run that ends at any moment loses no words and no note of those that are lacking")
  func crash() throws {
    let poor = try source(270)
    poor.files[Self.path] = nil
    let start = MemoryFiles()
    try mirror(poor, into: start)
    let rich = try source(270, 290)
    let clean = MemoryFiles(start.files)
    try mirror(rich, into: clean)
    for call in 1...clean.calls {
      let copy = MemoryFiles(start.files)
      copy.endsBefore = call
      #expect(code { try mirror(rich, into: copy) } == "test.killed")
      for survivor in [copy.afterKill, copy.afterPowerCut] {
        #expect(try mirror(rich, into: survivor).notOffered.isEmpty)
        #expect(survivor.files == clean.files, "call \(call)")
      }
    }
  }
}

/// Hands on to a copy what is written, and remembers all of it.
private final class Recorder: PublishingFiles {
  private let files: MemoryFiles
  private(set) var staged: [[UInt8]] = []

  init(_ files: MemoryFiles) {
    self.files = files
  }

  func stage(_ bytes: [UInt8]) throws(PublicationError) {
    staged.append(bytes)
    try files.stage(bytes)
  }

  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    try files.bytes(of: path, limit: limit)
  }
  func makeFolder(_ path: String) throws(PublicationError) -> Bool { try files.makeFolder(path) }
  func place(at path: String) throws(PublicationError) { try files.place(at: path) }
  func synchronise(folder path: String) throws(PublicationError) { try files.synchronise(folder: path) }
  func names(in path: String) throws(PublicationError) -> [String] { try files.names(in: path) }
  func remove(_ path: String) throws(PublicationError) { try files.remove(path) }
  func removeFolder(_ path: String) throws(PublicationError) { try files.removeFolder(path) }
}
