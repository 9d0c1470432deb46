import CanonicalJSON
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

@Suite("Words in a publication, and their removal")
struct RemovalTests {
  private let entries = Samples.redacted
  private let removedFirst = Samples.removed(Samples.redacted, 262)
  private let removed = Samples.removed(Samples.redacted, 302)

  @Test("a line of tile/texts is the canonical list of an entry's disclosures in order of digest")
  func lines() throws {
    let files = try Samples.published(entries, 11)
    let lines = String(decoding: files["tile/texts/000.p/11"] ?? [], as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines[0] == "[]")
    let texts = entries[9].texts.sorted { $0.digest < $1.digest }
    let expected = texts.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: ",")
    #expect(texts.count == 2)
    #expect(lines[9] == "[\(expected)]")
    #expect(try JSONDocument(Array(lines[9].utf8)).isCanonical)
  }

  @Test("removed words leave every file, full and partial, and what is signed stays as it was")
  func leaveEveryFile() throws {
    let files = MemoryFiles()
    for size in [200, 256, 261] { try Samples.publish(entries, size, into: files) }
    #expect(files.files.holding(removedFirst) == ["tile/texts/000"])
    let before = files.files
    let first = try Samples.publish(entries, 262, into: files)
    #expect(first.removals == [261])
    #expect(files.files.holding(removedFirst) == [])
    for (path, bytes) in before where path.hasPrefix("tile/") && path != "tile/texts/000" {
      #expect(files.files[path] == bytes, "\(path)")
    }
    // Entry 300 stands in a partial tile of an earlier size, beside the one that is written now.
    try Samples.publish(entries, 301, into: files)
    #expect(files.files.holding(removed) == ["tile/texts/001.p/45"])
    try Samples.publish(entries, 302, into: files)
    #expect(files.files.holding(removed) == [])
    #expect(files.files["tile/texts/001.p/45"] != nil)
    // The full tile takes the place of the partial ones.
    try Samples.publish(entries, 520, into: files)
    #expect(files.files.keys.filter { $0.hasPrefix("tile/texts/001") } == ["tile/texts/001"])
    let look = try Samples.look(at: files)
    #expect(look.report.findings == [])
    #expect(look.report.notOffered.isEmpty)
    #expect(look.lateCount == 0)
  }

  @Test("a text that two entries name goes from both when it is removed from one; their other words stay")
  func sharedText() throws {
    let shared = Set(entries[9].texts.map(\.digest)).intersection(entries[10].texts.map(\.digest))
    #expect(shared.count == 1)
    let files = MemoryFiles()
    for size in [100, 262] { try Samples.publish(entries, size, into: files) }
    #expect(files.files.holding(entries[10].texts.filter { shared.contains($0.digest) }) == [])
    #expect(files.files.holding(entries[10].texts.filter { !shared.contains($0.digest) }) == ["tile/texts/000"])
  }

  @Test("what is removed before it is published was never there", arguments: [262, 302, 530])
  func fromScratch(size: Int) throws {
    let files = try Samples.published(entries, size)
    let grown = MemoryFiles()
    for step in [9, 10, 255, 258, 262, 301, 302, 400, 530] where step <= size {
      try Samples.publish(entries, step, into: grown)
    }
    for (path, bytes) in files { #expect(grown.files[path] == bytes, "\(path)") }
    let description = try #require(LedgerDescription(files["ledger.json"] ?? []))
    #expect(description.removals == (size > 301 ? [261, 301] : [261]))
  }

  @Test("words that are gone with no removal up to the checkpoint stop the publication")
  func missing() throws {
    var ledger = try MemoryLedger(entries, size: 200)
    ledger.texts[9].removeFirst()
    #expect(code { try Publisher(ledger, into: MemoryFiles()).publish() } == "text.missing")
    // They were removed by an entry that the newest checkpoint does not cover yet.
    let earlier = try MemoryLedger(entries, size: 261).signed()
    let removing = try MemoryLedger(entries, size: 262).with(earlier)
    #expect(code { try Publisher(removing, into: MemoryFiles()).publish() } == "text.missing")
  }

  @Test("words that a store holds in spite of their removal, or that no statement names, are not published")
  func strayWords() throws {
    var ledger = try MemoryLedger(entries, size: 270)
    let other = try Disclosure("What nobody signed.", salt: Array(repeating: 7, count: 16))
    ledger.texts[9] += removedFirst
    ledger.texts[10].append(other)
    let files = MemoryFiles()
    let outcome = try Publisher(ledger, into: files).publish()
    #expect(outcome.lateCount > 0)
    #expect(files.files.holding(removedFirst + [other]) == [])
    #expect(try files.files == Samples.published(entries, 270))
  }

  @Test("a text removed from one entry is published for none of an unknown kind that names it again")
  func unknownKind() throws {
    let again = removedFirst[0]
    let fresh = try Disclosure("A kind to come has words too.", salt: Array(repeating: 9, count: 16))
    let ledger = try MemoryLedger(entries, size: 270)
      .appending(foreign: again, at: "2033-01-01").appending(foreign: fresh, at: "2033-01-02")
    for start in [0, 200, 265] {
      let files = MemoryFiles()
      if start > 0 { try Samples.publish(entries, start, into: files) }
      #expect(try Publisher(ledger, into: files).publish().lateCount == 1)
      #expect(files.files.holding([again]) == [])
      #expect(files.files.holding([fresh]) == ["tile/texts/001.p/16"])
      let look = try Samples.look(at: files)
      #expect(look.report.findings == [])
      #expect(look.report.notOffered.isEmpty)
    }
  }

  @Test("where ledger.json is lost, the removals are found again, and words that came back leave")
  func lostDescription() throws {
    let files = MemoryFiles()
    try Samples.publish(entries, 261, into: files)
    let words = files.files["tile/texts/000"]
    try Samples.publish(entries, 270, into: files)
    files.files["tile/texts/000"] = words
    files.files["ledger.json"] = nil
    try Samples.publish(entries, 280, into: files)
    #expect(files.files.holding(removedFirst) == [])
    #expect(LedgerDescription(files.files["ledger.json"] ?? [])?.removals == [261])
  }

  @Test("a run that ended before its checkpoint leaves no words behind that a later one removes")
  func leftByAnEarlierRun() throws {
    let files = MemoryFiles()
    try Samples.publish(entries, 280, into: files)
    let checkpoint = files.files["checkpoint"]
    // It went as far as 301, with words that 302 removes.
    try Samples.publish(entries, 301, into: files)
    files.files["checkpoint"] = checkpoint
    #expect(files.files.holding(removed) == ["tile/texts/001.p/45"])
    try Samples.publish(entries, 302, into: files)
    #expect(files.files.holding(removed) == [])
    #expect(try Samples.verify(files.files).findings == [])
  }

  @Test("partial tiles that went before a removal do not come back with a power cut after it")
  func powerCut() throws {
    let files = MemoryFiles()
    for size in [200, 256, 262] { try Samples.publish(entries, size, into: files) }
    #expect(files.afterPowerCut.files.holding(removedFirst) == [])
    #expect(files.afterPowerCut.files == files.files)
  }

  @Test("what a killed run left half written is gone with the removal")
  func staged() throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    try Samples.publish(entries, 261, into: PublishingFolder(out))
    #expect(FileManager.default.createFile(atPath: "\(out)/.publishing", contents: Data(removedFirst[0].bytes)))
    try Samples.publish(entries, 262, into: PublishingFolder(out))
    #expect(!FileManager.default.fileExists(atPath: "\(out)/.publishing"))
  }

  @Test("a line of words that cannot be read any more is emptied by a removal, and the others stay in their places")
  func unreadableLine() throws {
    let files = MemoryFiles()
    try Samples.publish(entries, 261, into: files)
    var lines = (files.files["tile/texts/000"] ?? []).split(separator: 10, omittingEmptySubsequences: false)
    lines[3] = []
    lines[4] = Array("<html>".utf8)[...]
    files.files["tile/texts/000"] = Array(lines.joined(separator: [10]))
    try Samples.publish(entries, 262, into: files)
    #expect(try files.files["tile/texts/000"] == Samples.published(entries, 262)["tile/texts/000"])
  }
}
