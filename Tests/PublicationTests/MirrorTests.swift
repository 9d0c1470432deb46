import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog

@Suite("Mirrors")
struct MirrorTests {
  @discardableResult
  private func mirror(_ source: MemoryFiles, into copy: MemoryFiles) throws -> Publisher.Outcome {
    try Mirror(of: source, by: Samples.policy(), into: copy).follow(now: "2032-06-01")
  }

  @Test("a mirror of a mirror is the publication, byte for byte", arguments: [1, 255, 256, 257, 302, 530])
  func chain(size: Int) throws {
    let source = MemoryFiles(try Samples.published(Samples.redacted, size))
    let first = MemoryFiles()
    let second = MemoryFiles()
    try mirror(source, into: first)
    try mirror(first, into: second)
    #expect(first.files == source.files)
    #expect(second.files == source.files)
  }

  @Test("a mirror follows its source and writes only what is new")
  func incremental() throws {
    let source = MemoryFiles()
    let copy = MemoryFiles()
    for size in [9, 200, 256, 262, 302, 530] {
      try Samples.publish(Samples.redacted, size, into: source)
      let outcome = try mirror(source, into: copy)
      #expect(outcome.size == UInt64(size))
      #expect(try mirror(source, into: copy).written == 0)
      #expect(copy.files == source.files)
    }
  }

  @Test(
    "nothing altered gets into a mirror",
    arguments: [
      ("tile/0/000", "tree.tile"), ("tile/entries/000", "tree.tile"), ("tile/envelopes/000", "envelope.digest"),
      ("tile/envelopes/001.p/44", "envelope.digest"), ("tile/1/000.p/1", "tree.root"),
    ])
  func altered(path: String, expected: String) throws {
    let source = MemoryFiles(try Samples.published(Samples.long, 300))
    source.files[path]?[20] ^= 1
    let copy = MemoryFiles()
    #expect(code { try mirror(source, into: copy) } == expected)
    #expect(copy.files["checkpoint"] == nil)
    // What was written before the fault was found is sound: the mended source goes on from there.
    source.files = try Samples.published(Samples.long, 300)
    try mirror(source, into: copy)
    #expect(copy.files == source.files)
  }

  @Test("a mirror never goes back: a source behind it may be a late cache, and after a day of it is none")
  func rollback() throws {
    let copy = MemoryFiles()
    let source = MemoryFiles(try Samples.published(Samples.long, 300))
    let mirror = Mirror(of: source, by: try Samples.policy(), into: copy)
    try mirror.follow(now: "2032-06-01")
    let before = copy.files
    func follow(_ now: Instant) -> PublicationError? {
      switch Result(catching: { () throws(PublicationError) in try mirror.follow(now: now) }) {
      case .success: nil
      case .failure(let error): error
      }
    }
    source.files = try Samples.published(Samples.long, 299)
    let first = try #require(follow("2032-06-02T08:00:00Z"))
    #expect(first.code == .behind && !first.isVerdict && first.evidence == nil)
    #expect(follow("2032-06-03T07:59:59Z")?.code == .behind)
    let last = try #require(follow("2032-06-03T08:00:00Z"))
    #expect(last.code == .rollback && last.isVerdict)
    #expect(last.evidence?.first.checkpoint.size == 300)
    #expect(last.evidence?.second.checkpoint.size == 299)
    #expect(copy.files.filter { $0.key != ".behind" } == before)
    // Who is not behind any more starts anew.
    source.files = before
    #expect(follow("2032-06-04T08:00:00Z") == nil)
    #expect(copy.files == before)
    source.files = try Samples.published(Samples.long, 299)
    #expect(follow("2032-06-05T08:00:00Z")?.code == .behind)
  }

  @Test("words that an entry removed are gone after a run that finds nothing new, however they came back")
  func wordsPutBack() throws {
    let copy = MemoryFiles()
    let source = MemoryFiles(try Samples.published(Samples.redacted, 302))
    try mirror(source, into: copy)
    let clean = copy.files
    let words = try Samples.published(Samples.redacted, 261)["tile/texts/000"]
    copy.files["tile/texts/000"] = words
    copy.files["tile/texts/000.p/250"] = try Samples.published(Samples.redacted, 250)["tile/texts/000.p/250"]
    let removed = Samples.removed(Samples.redacted, 302)
    #expect(copy.files.holding(removed).count == 2)
    try mirror(source, into: copy)
    #expect(copy.files.holding(removed) == [])
    #expect(copy.files.filter { !$0.key.hasSuffix(".p/250") } == clean)
    // Whatever becomes of the run.
    copy.files["tile/texts/000"] = words
    #expect(code { try mirror(MemoryFiles(), into: copy) } == "checkpoint.missing")
    #expect(copy.files.holding(removed) == [])
  }

  @Test("a mirror of a log that forked ends with evidence for anybody", arguments: [250, 300, 310])
  func fork(size: Int) throws {
    let copy = MemoryFiles()
    try mirror(MemoryFiles(Samples.published(Samples.long, size)), into: copy)
    var thrown: PublicationError?
    do {
      try mirror(MemoryFiles(Samples.published(Samples.fork, 300)), into: copy)
    } catch let error as PublicationError {
      thrown = error
    }
    #expect(thrown?.code == .fork)
    let file = try #require(thrown?.evidence?.bytes)
    #expect(try LogEvidence(file).check(by: Samples.policy()) == .fork)
  }

  @Test("a source whose checkpoint no known key signed is refused")
  func stranger() throws {
    let source = MemoryFiles(try Samples.published(Samples.long, 20))
    source.files["checkpoint"] = try MemoryLedger(Samples.long, size: 20).signed(by: .stranger).bytes
    #expect(code { try mirror(source, into: MemoryFiles()) } == "checkpoint.signature")
    #expect(code { try mirror(MemoryFiles(), into: MemoryFiles()) } == "checkpoint.missing")
  }
}
