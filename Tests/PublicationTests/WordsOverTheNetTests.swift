import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

/// What is said of words that caches and copies lack, or have for too long. // Format §8
@Suite("Words over the net")
struct WordsOverTheNetTests {
  private static let path = "tile/texts/000"

  private func files(_ size: Int, _ change: (inout [String: [UInt8]]) throws -> Void = { _ in }) throws -> MemoryFiles {
    var files = try Samples.published(Samples.redacted, size)
    try change(&files)
    return MemoryFiles(files)
  }

  private func changing(_ line: Int, of files: inout [String: [UInt8]], to bytes: [UInt8]) {
    var lines = (files[Self.path] ?? []).split(separator: 10, omittingEmptySubsequences: false)
    lines[line] = bytes[...]
    files[Self.path] = Array(lines.joined(separator: [10]))
  }

  @Test("words that are missing are not offered, and nothing is broken")
  func notOffered() throws {
    let whole = try Samples.look(at: files(261))
    #expect(whole.report.isIntact)
    #expect(whole.report.notOffered.isEmpty)
    for change: (inout [String: [UInt8]]) throws -> Void in [
      { $0[Self.path] = nil }, { $0[Self.path] = [] }, { $0[Self.path]?.removeLast() },
      { $0[Self.path] = Array("<!doctype html>".utf8) },
    ] {
      let look = try Samples.look(at: files(261, change))
      #expect(look.report.findings == [])
      #expect(look.report.assurance == .signed)
      #expect(look.report.notOffered.map(\.entry) == [9, 9, 10, 10])
      let digests = Samples.redacted[9].texts.map(\.digest) + Samples.redacted[10].texts.map(\.digest)
      #expect(Set(look.report.notOffered.map(\.digest)) == Set(digests))
    }
    let one = try Samples.look(at: files(261) { changing(9, of: &$0, to: Array("[]".utf8)) })
    #expect(one.report.isIntact)
    #expect(one.report.notOffered.map(\.entry) == [9, 9])
    // The last has more elements than any entry has words.
    let many = "[" + Array(repeating: "0", count: Statement.maximumTexts + 1).joined(separator: ",") + "]"
    for line in [#"[{"salt" : 1}]"#, many] {
      let unreadable = try Samples.look(at: files(261) { changing(9, of: &$0, to: Array(line.utf8)) })
      #expect(unreadable.report.isIntact)
      #expect(unreadable.report.notOffered.map(\.entry) == [9, 9])
    }
  }

  @Test("words that no statement names are a finding, and so is a changed one")
  func notNamed() throws {
    let stray = try Disclosure("Somebody else's words.", salt: Array(repeating: 3, count: 16))
    let added = try Samples.look(at: files(261) { changing(3, of: &$0, to: [stray].list) })
    #expect(added.report.findings.map(\.code) == ["text.digest"])
    let strays = try (0..<20).map { try Disclosure("Words, \($0).", salt: Array(repeating: 3, count: 16)) }
    let many = try Samples.look(at: files(261) { changing(3, of: &$0, to: strays.list) })
    // Who sends thousands for every entry is not told of each.
    #expect(many.report.findings.map(\.code) == Array(repeating: "text.digest", count: 5))
    #expect(many.report.findings.last?.message.hasPrefix("16 more texts are there") == true)
    let five = try Samples.look(at: files(261) { changing(3, of: &$0, to: Array(strays.prefix(5)).list) })
    #expect(five.report.findings.allSatisfy { $0.message.hasPrefix("the statement names no text") })
    #expect(five.report.findings.count == 5)
    let twice = Samples.redacted[9].texts + [Samples.redacted[9].texts[0]]
    let doubled = try Samples.look(at: files(261) { changing(9, of: &$0, to: twice.list) })
    #expect(doubled.report.findings.map(\.code) == ["text.digest"])
    let changed = try Samples.look(
      at: files(261) { changing(9, of: &$0, to: [Samples.redacted[9].texts[0], stray].list) })
    #expect(changed.report.findings.map(\.code) == ["text.digest"])
    // What is broken is broken, also where something is missing besides.
    #expect(changed.report.notOffered.map(\.entry) == [9])
  }

  @Test("words that are there after their removal are no finding: they are counted, and given to nobody")
  func late() throws {
    let words = try Samples.published(Samples.redacted, 261)[Self.path]
    let files = try files(270) { $0[Self.path] = words }
    let look = try Samples.look(at: files)
    #expect(look.report.findings == [])
    #expect(look.report.notOffered.isEmpty)
    #expect(look.lateCount == 2)
    let checkpoint = try PublishedCheckpoint.read(files, by: Samples.policy())
    let ledger = try PublishedLedger(files, at: checkpoint, .authentic)
    var texts = DisclosedTexts(removals: look.state.removals)
    for entry in [EntryIndex(9), 10] {
      texts.add(try ledger.texts(at: entry).map { try Disclosure(unchecked: $0) })
    }
    let removed = Detached<EvidenceItem.Words>(Samples.removed(Samples.redacted, 262)[0].digest)
    #expect(texts[removed].words == nil)
    guard case .removed(let removal) = texts[removed] else {
      Issue.record("it is not said to be removed")
      return
    }
    #expect(removal.entry.index == 261)
  }

  @Test("where words are missing the checkpoint is fetched again, and the removal explains them")
  func looksAgain() throws {
    let stale = try MemoryLedger(Samples.redacted, size: 261).signed().bytes
    let grown = try files(261)
    try Samples.publish(Samples.redacted, 270, into: grown)
    let site = Sequel(grown.files, checkpoints: [stale])
    let look = try Samples.look(at: site)
    #expect(look.report.findings == [])
    #expect(look.report.size == 270)
    #expect(look.checkpoint.checkpoint.size == 270)
    #expect(look.report.notOffered.isEmpty)
    #expect(site.asked == 2)
  }

  @Test("it is fetched until it does not grow, and three times at most")
  func looksNoFurther() throws {
    func checkpoint(_ size: Int) throws -> [UInt8] { try MemoryLedger(Samples.redacted, size: size).signed().bytes }
    // Each has the same words missing, and the next one is larger.
    let growing = Sequel(
      try files(290) { $0[Self.path] = nil }.files, checkpoints: try [20, 30, 40, 50, 60].map(checkpoint))
    let look = try Samples.look(at: growing)
    #expect(growing.asked == 4)
    #expect(look.report.size == 50)
    #expect(!look.report.notOffered.isEmpty)
    // One that does not grow, or goes back, ends it at what was seen.
    for second in [20, 15] {
      let still = Sequel(try files(290) { $0[Self.path] = nil }.files, checkpoints: try [20, second].map(checkpoint))
      let look = try Samples.look(at: still)
      #expect(still.asked == 2)
      #expect(look.report.size == 20)
      #expect(look.report.isIntact)
    }
    // Something else in its place is none to go by; whoever asks again later hears of it.
    let junk = Sequel(
      try files(290) { $0[Self.path] = nil }.files, checkpoints: [try checkpoint(20), Array("404".utf8)])
    #expect(try Samples.look(at: junk).report.size == 20)
    // Nothing is fetched again where no words are missing.
    let whole = Sequel(try files(290).files, checkpoints: [])
    #expect(try Samples.look(at: whole).report.notOffered.isEmpty)
    #expect(whole.asked == 1)
  }

  @Test("what is served next has to begin with what was served before")
  func forkBetweenLooks() throws {
    let first = try MemoryLedger(Samples.fork, size: 250).signed().bytes
    let both = try Samples.published(Samples.fork, 250).merging(Samples.published(Samples.long, 300)) { old, _ in old }
    // The first look goes by the fork and its partial tiles; the second by the other tree, in full ones.
    let site = Sequel(both.filter { $0.key != "tile/texts/000.p/250" && $0.key != Self.path }, checkpoints: [first])
    site.files["checkpoint"] = try MemoryLedger(Samples.long, size: 300).signed().bytes
    let look = try Samples.look(at: site)
    #expect(site.asked == 2)
    #expect(look.report.findings.map(\.code).contains("checkpoint.fork"))
  }

  @Test("a partial tile of words that is gone is taken out of the full one", arguments: [10, 200, 255, 290])
  func fallback(size: Int) throws {
    let full = try Samples.published(Samples.long, 520)
    var files = try Samples.published(Samples.long, size)
    for (path, bytes) in full where path.hasPrefix("tile/texts/") { files[path] = bytes }
    for path in files.keys where path.hasPrefix("tile/texts/") && path.contains(".p/") { files[path] = nil }
    let look = try Samples.look(at: MemoryFiles(files))
    #expect(look.report.findings == [])
    #expect(look.report.notOffered.isEmpty)
    #expect(look.report.size == UInt64(size))
  }

  @Test("a file of words that is larger than any can be is as good as none")
  func tooLarge() throws {
    let site = try Sequel(files(261).files, checkpoints: [])
    site.tooLarge = [Self.path]
    let look = try Samples.look(at: site)
    #expect(look.report.isIntact)
    #expect(look.report.notOffered.map(\.entry) == [9, 9, 10, 10])
  }

  @Test("a bit flipped in words makes nothing else of them", arguments: 0..<40)
  func flips(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let files = try files(270)
    let place = try Int.random(in: 0..<#require(files.files[Self.path]).count, using: &generator)
    files.files[Self.path]?[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    let look = try Samples.look(at: files)
    #expect(look.report.findings.allSatisfy { $0.code == "text.digest" || $0.code == "text.form" })
  }

  @Test("words are found by digest, and the entries that hold them")
  func holding() throws {
    let files = try files(261)
    let checkpoint = try PublishedCheckpoint.read(files, by: Samples.policy())
    let ledger = try PublishedLedger(files, at: checkpoint, .authentic)
    let own = Set(Samples.redacted[9].texts.map(\.digest))
    let found = try ledger.entries(holding: own)
    #expect(found.map(\.entry) == [9, 9, 10])
    #expect(try ledger.entry(at: 9)?.texts == nil)
    #expect(try ledger.texts(at: 9).count == 2)
    #expect(try ledger.texts(at: 20) == [])
    #expect(try ledger.texts(at: 261) == [])
  }
}
