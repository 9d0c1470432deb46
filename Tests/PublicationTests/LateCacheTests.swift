import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

/// An honest ledger behind caches of which each answers with what it likes of all that was ever published: nobody calls it
/// broken for that, and nobody keeps or shows words whose removal it has taken note of. // Format §8
@Suite("Late caches, at random")
struct LateCacheTests {
  @Test("a verification finds nothing, and misses words at the most", arguments: 0..<12)
  func verify(seed: UInt64) throws {
    let site = CachedSite(seed: seed)
    for _ in 0..<4 {
      site.goOn()
      let look = try Samples.look(at: site)
      #expect(look.report.findings == [], "seed \(seed)")
      let checkpoint = try #require(look.checkpoint)
      try expectNoRemovedWords(in: PublishedLedger(site, at: checkpoint, .authentic), look.state)
    }
  }

  @Test("a monitor tells of no break, and of every removal once", arguments: 0..<10)
  func monitor(seed: UInt64) throws {
    let site = CachedSite(seed: 1_000 + seed)
    let monitor = Monitor(watching: ["alder"], by: try Samples.policy())
    var state: MonitorState?
    var removals: [EntryIndex] = []
    for _ in 0..<4 {
      site.goOn()
      switch Result(catching: { () throws(PublicationError) in
        try monitor.look(at: site, after: state, now: "2032-06-01")
      }) {
      case .success(let look):
        #expect(look.verification.findings == [], "seed \(seed)")
        #expect(look.state != nil)
        state = look.state ?? state
        removals += look.removals.map(\.entry.index)
      case .failure(let error): try expectBehind(error, state?.checkpoint)
      }
    }
    site.isFresh = true
    let last = try monitor.look(at: site, after: state, now: "2032-06-01")
    removals += last.removals.map(\.entry.index)
    let size = last.verification.size
    #expect(removals == [261, 301].filter { $0.rawValue < size })
    #expect(last.verification.notOffered.isEmpty)
  }

  @Test(
    "a mirror is never broken, holds no word that its checkpoint tells the removal of, and ends as the source is",
    arguments: 0..<16)
  func mirror(seed: UInt64) throws {
    let site = CachedSite(seed: 2_000 + seed)
    let copy = MemoryFiles()
    let mirror = Mirror(of: site, by: try Samples.policy(), into: copy)
    for _ in 0..<5 {
      site.goOn()
      switch Result(catching: { () throws(PublicationError) in try mirror.follow() }) {
      case .success(let outcome):
        let removed = Samples.removed(Samples.redacted, Int(outcome.size))
        #expect(copy.files.holding(removed) == [], "seed \(seed)")
        let look = try Samples.look(at: copy)
        #expect(look.report.findings == [], "seed \(seed)")
        #expect(look.lateCount == 0)
        #expect(look.report.notOffered.map(\.digest) == outcome.notOffered.map(\.digest))
      case .failure(let error): try expectBehind(error, PublishedCheckpoint.read(copy, by: Samples.policy()))
      }
    }
    site.isFresh = true
    let last = try mirror.follow()
    #expect(last.notOffered.isEmpty)
    for (path, bytes) in try Samples.published(Samples.redacted, Int(last.size)) {
      #expect(copy.files[path] == bytes, "\(path), seed \(seed)")
    }
  }

  /// A checkpoint that is behind the one seen before is told as that, and as nothing else.
  private func expectBehind(_ error: PublicationError, _ held: SignedCheckpoint?) throws {
    #expect(error.code == .rollback, "\(error)")
    #expect(try #require(held).checkpoint.size > #require(error.evidence).second.checkpoint.size)
  }

  private func expectNoRemovedWords(in ledger: PublishedLedger, _ state: LedgerState) throws {
    for removal in state.removals.all {
      var texts = DisclosedTexts(removals: state.removals)
      texts.add(try ledger.texts(at: removal.target).map { try Disclosure(unchecked: $0) })
      for digest in removal.texts {
        #expect(texts[Detached<EvidenceItem.Words>(digest)].words == nil)
        #expect(texts[Detached<Attestation.Affirmation>(digest)].words == nil)
      }
    }
  }
}

/// A published ledger that goes on, behind caches that answer with any state of a file that there was.
private final class CachedSite: Fetching {
  /// Sizes at which it was published, and what lay there then.
  private static let published: [[String: [UInt8]]] = {
    let files = MemoryFiles()
    do {
      return try [12, 200, 256, 258, 261, 262, 300, 301, 302, 400, 512, 530].map { size in
        try Samples.publish(Samples.redacted, size, into: files)
        return files.files
      }
    } catch {
      preconditionFailure("the publication: \(error)")
    }
  }()

  private var generator: SeededGenerator
  /// How many publications there were so far.
  private var count = 1
  /// How likely, of four times, an answer is old.
  private var lateness = 0
  /// From now on every answer is what lies there.
  var isFresh = false

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Publishes some times more.
  func goOn() {
    count = min(Self.published.count, count + Int.random(in: 1...4, using: &generator))
    lateness = Int.random(in: 0...4, using: &generator)
  }

  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    let now = Self.published[count - 1][path]
    guard !isFresh, Int.random(in: 0..<4, using: &generator) < lateness else { return now }
    let earlier = Self.published[..<count].randomElement(using: &generator)?[path]
    // That there were no words yet is an answer as well; who keeps a missing file of another kind keeps what was never
    // published.
    return path.hasPrefix("tile/texts/") ? earlier : earlier ?? now
  }
}
