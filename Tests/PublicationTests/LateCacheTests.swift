import Cryptography
import Fixtures
import Foundation
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

/// An honest ledger behind caches and servers of which each answers with what it likes: of all that was ever published,
/// also half-way, or something that is no file of a ledger. Nobody calls it broken for that, nobody keeps or shows words
/// whose removal it has taken note of, and once all is fresh everybody has all of it. // Format §8
@Suite("Late caches, at random")
struct LateCacheTests {
  /// How many schedules: 80 in a test, 10,000 in a campaign.
  private static let count = Campaign.histories(inTest: 80)
  private static let batches: UInt64 = 10

  @Test("no alarm, no removed word, and all is well in the end", arguments: 0..<batches)
  func schedules(batch: UInt64) throws {
    for seed in stride(from: batch, to: Self.count, by: Int(Self.batches)) {
      try Schedule(seed: seed).run()
    }
  }

  @Test("what is forged in the ledger's form is found all the same", arguments: 0..<20 as Range<UInt64>)
  func forged(seed: UInt64) throws {
    let site = CachedSite(seed: seed)
    for _ in 0..<12 { site.goOn() }
    site.finish()
    var generator = SeededGenerator(seed: 10_000 + seed)
    let path = try Forgery.make(in: site, &generator)
    let trust = Trust(policy: try PublishedHistory.policy())
    let report = try PublishedVerification(site, trust: trust).report
    #expect(!report.isIntact, "\(path), seed \(seed)")
    let monitor = Monitor(watching: ["alder"], by: try PublishedHistory.policy())
    switch Result(catching: { () throws(PublicationError) in try monitor.look(at: site, after: nil, now: "2032-06-01") }
    ) {
    case .success(let look): #expect(look.state == nil, "\(path), seed \(seed)")
    case .failure(let error): #expect(error.isVerdict, "\(error), \(path), seed \(seed)")
    }
    guard !path.hasPrefix("tile/texts/") else { return }
    let copy = MemoryFiles()
    let mirrored = code {
      try Mirror(of: site, by: PublishedHistory.policy(), into: copy).follow(now: "2032-06-01")
    }
    #expect(mirrored != nil && mirrored != "publication.unreadable", "\(path), seed \(seed)")
    #expect(copy.files["checkpoint"] == nil)
  }

  @Test("what is forged is found before a file that is missing, and the missing one is told")
  func forgedBeforeMissing() throws {
    let site = CachedSite(seed: 1)
    site.finish()
    var lines = (site.files["tile/envelopes/000"] ?? []).split(separator: 10).map { Array($0) }
    lines[20][40] ^= 1
    site.forged["tile/envelopes/000"] = Array(lines.joined(separator: [10])) + [10]
    site.forged["tile/entries/001.p/9"] = []
    let report = try PublishedVerification(site, trust: Trust(policy: PublishedHistory.policy())).report
    #expect(report.findings.map(\.index).first == 20)
    #expect(report.unread?.contains("tile/entries/001.p/9 could not be read") == true)
    // The other way round nothing can be said.
    site.forged = ["tile/entries/000": [], "tile/envelopes/001.p/9": Array(repeating: 10, count: 9)]
    #expect(code { _ = try PublishedVerification(site) } == "publication.unreadable")
  }
}

/// What some readers do with a site in one run of time.
private struct Schedule {
  let seed: UInt64
  private let site: CachedSite
  private let policy: TrustPolicy
  private let monitor: Monitor
  private let mirror: Mirror
  private let copy = MemoryFiles()
  private var generator: SeededGenerator
  private var state: MonitorState?
  private var told: [EntryIndex] = []
  private var now: Instant = "2032-06-01"

  init(seed: UInt64) throws {
    self.seed = seed
    // Every tenth is long enough for tiles to fill.
    site = CachedSite(seed: seed, seed % 10 == 0 ? .long : .short)
    policy = try PublishedHistory.policy()
    monitor = Monitor(watching: ["alder"], by: policy)
    mirror = Mirror(of: site, by: policy, into: copy)
    generator = SeededGenerator(seed: ~seed)
  }

  consuming func run() throws {
    for _ in 0..<5 {
      site.goOn()
      now = now.advanced(bySeconds: 600)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: try verify()
      case 1: try look()
      case 2: try report()
      default: try follow()
      }
    }
    site.settle()
    try follow()
    // A whole verification takes the time of all else: who never looked need not begin each time.
    if state != nil || seed % 8 == 0 { try look() }
    try expectAllIsWell()
  }

  /// What may be said of an honest ledger: that something is not to be had, or not yet.
  private func expectNoAlarm(_ error: PublicationError) {
    let harmless = ["publication.unreadable", "publication.io", "publication.not-found", "checkpoint.missing"]
    #expect(harmless.contains(error.code.rawValue) || error.code == .behind, "\(error.code): \(error), seed \(seed)")
    #expect(!site.isFresh, "\(error), seed \(seed)")
  }

  private func verify() throws {
    do {
      let look = try PublishedVerification(site, trust: Trust(policy: policy))
      #expect(look.report.findings == [], "seed \(seed)")
    } catch {
      expectNoAlarm(error)
    }
  }

  private mutating func look() throws {
    do {
      let look = try monitor.look(at: site, after: state, now: now)
      #expect(look.verification.findings == [], "seed \(seed)")
      state = look.state
      told += look.removals.map(\.entry.index)
    } catch {
      expectNoAlarm(error)
      if error.code == .behind { state = state?.noting(behindAt: now) }
    }
  }

  /// As a report reads: held against the checkpoint, and words by the digests that statements name.
  private func report() throws {
    do {
      let ledger = try PublishedLedger(site, at: PublishedCheckpoint.read(site, by: policy), .authentic)
      let replayed = try ReplayedLedger(ledger)
      for removal in replayed.state.removals.all {
        var texts = DisclosedTexts(removals: replayed.state.removals)
        texts.add(try ledger.texts(at: removal.target).map { try Disclosure(unchecked: $0) })
        for digest in removal.texts {
          #expect(texts[Detached<EvidenceItem.Words>(digest)].words == nil, "seed \(seed)")
          #expect(texts[Detached<Attestation.Affirmation>(digest)].words == nil, "seed \(seed)")
        }
      }
    } catch let error as PublicationError {
      expectNoAlarm(error)
    } catch let error as StorageError {
      expectNoAlarm(PublicationError(error))
    } catch ReplayedLedger.Failure.failure(.storage(let error)) {
      expectNoAlarm(PublicationError(error))
    }
  }

  private func follow() throws {
    do {
      try mirror.follow(now: now)
    } catch {
      expectNoAlarm(error)
    }
    guard copy.files["checkpoint"] != nil else { return }
    let size = try PublishedCheckpoint.read(copy, by: policy).checkpoint.size
    let removed = Samples.removed(site.history.entries, Int(size))
    #expect(copy.files.holding(removed) == [], "seed \(seed)")
    for (path, bytes) in copy.files where path.hasPrefix("tile/") && !path.hasPrefix("tile/texts/") {
      #expect(site.history.immutable[path] == bytes, "\(path), seed \(seed)")
    }
  }

  private func expectAllIsWell() throws {
    let size = try #require(site.size)
    if let state {
      #expect(state.checkpoint.checkpoint.size == UInt64(size), "seed \(seed)")
      #expect(state.behind == nil)
      #expect(told == site.history.removals.filter { $0 < size }.map { EntryIndex(UInt64($0)) }, "seed \(seed)")
    }
    for (path, bytes) in try #require(site.history.fresh[size]) {
      #expect(copy.files[path] == bytes, "\(path), seed \(seed)")
    }
    #expect(copy.files.keys.allSatisfy { !$0.hasPrefix(".") }, "seed \(seed)")
  }
}

/// Something of the ledger's form in the place of what was published.
private enum Forgery {
  /// Puts one into the site and answers its path.
  static func make(in site: CachedSite, _ generator: inout SeededGenerator) throws -> String {
    let paths = site.files.keys.sorted().filter { isRead($0, at: site.size ?? 0) }
    let path = try #require(paths.randomElement(using: &generator))
    let bytes = try #require(site.files[path])
    site.forged[path] = try forged(path, bytes, site, &generator)
    return path
  }

  /// Whether a reader at this size asks for it; a description is nobody's word.
  private static func isRead(_ path: String, at size: Int) -> Bool {
    path == "checkpoint" || path.hasPrefix("tile/") && (path.hasSuffix("/000") || path.hasSuffix("001.p/\(size & 255)"))
      || path == "tile/1/000.p/1"
  }

  private static func forged(
    _ path: String, _ bytes: [UInt8], _ site: CachedSite, _ generator: inout SeededGenerator
  ) throws -> [UInt8] {
    var bytes = bytes
    if path == "checkpoint" {
      let key = [FixedKey.stranger, site.history.signer(site.size ?? 0)].randomElement(using: &generator)
      let signed = try MemoryLedger(site.history.entries, size: 260).signed().checkpoint
      let signer = try NoteSigner(
        name: LedgerFixture.origin.text, privateKey: #require(key).privateKey)
      let size = UInt64(site.size ?? 0)
      return try SignedCheckpoint(
        Checkpoint(origin: LedgerFixture.origin, size: size, root: signed.root), signedBy: signer
      ).bytes
    }
    if path.hasPrefix("tile/texts/") {
      let stray = try Disclosure("Somebody else's words.", salt: Array(repeating: 3, count: 16))
      var lines = bytes.split(separator: 10).map { Array($0) }
      lines[Int.random(in: lines.indices, using: &generator)] = [stray].list
      return Array(lines.joined(separator: [10])) + [10]
    }
    if path.hasPrefix("tile/envelopes/") {
      var lines = bytes.split(separator: 10).map { Array($0) }
      let line = Int.random(in: lines.indices, using: &generator)
      lines[line][Int.random(in: 12..<lines[line].count, using: &generator)] ^= 1
      return Array(lines.joined(separator: [10])) + [10]
    }
    if path.hasPrefix("tile/entries/") {
      // The last digit of the first header, before its line end.
      bytes[Int(bytes[0]) << 8 | Int(bytes[1])] ^= 1
      return bytes
    }
    bytes[Int.random(in: bytes.indices, using: &generator)] ^= 1
    return bytes
  }
}
