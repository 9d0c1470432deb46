import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("A publication that somebody altered")
struct TamperTests {
  private static let size = 300

  private func findings(_ change: (inout [String: [UInt8]]) throws -> Void) throws -> [Finding] {
    var files = try Samples.published(Samples.long, Self.size)
    try change(&files)
    return try Samples.verify(files).findings
  }

  private func codes(_ change: (inout [String: [UInt8]]) throws -> Void) throws -> Set<String> {
    Set(try findings(change).map(\.code))
  }

  @Test(
    "a hash changed in any tile is found, and the rest is not",
    arguments: ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"])
  func tile(path: String) throws {
    #expect(try codes { $0[path]?[5] ^= 1 } == ["tree.tile"])
  }

  @Test("an envelope changed in its tile", arguments: [20, 255, 256, 299])
  func envelope(entry: Int) throws {
    let path = entry < 256 ? "tile/envelopes/000" : "tile/envelopes/001.p/44"
    let found = try findings { files in
      var lines = (files[path] ?? []).split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
      lines[entry & 255][40] ^= 1
      files[path] = Array(lines.joined(separator: [10]))
    }
    #expect(found.first?.code == "envelope.digest")
    #expect(found.first?.index == EntryIndex(UInt64(entry)))
  }

  @Test("an envelope that is no longer one, among others that are")
  func junkEnvelope() throws {
    for junk in ["", "null", "<p>moved</p>"] {
      let found = try findings { files in
        var lines = (files["tile/envelopes/001.p/44"] ?? []).split(separator: 10).map { Array($0) }
        lines[7] = Array(junk.utf8)
        files["tile/envelopes/001.p/44"] = Array(lines.joined(separator: [10])) + [10]
      }
      #expect(found.map(\.index) == [263, 263])
      #expect(found.map(\.code) == ["envelope.digest", "envelope.malformed"])
    }
  }

  @Test("a header changed in its bundle breaks link, tree and body")
  func header() throws {
    // The last digit of the envelope's length, before the line feed that ends the first header.
    let found = try codes { files in
      let length = Int(files["tile/entries/000"]?[0] ?? 0) << 8 | Int(files["tile/entries/000"]?[1] ?? 0)
      files["tile/entries/000"]?[length] ^= 1
    }
    #expect(found.isSuperset(of: ["header.previous", "tree.tile", "tree.root", "envelope.digest"]))
  }

  @Test("a checkpoint that is altered, or of another log")
  func checkpoint() throws {
    let stranger = try MemoryLedger(Samples.long, size: Self.size).signed(by: .stranger)
    #expect(try codes { $0["checkpoint"] = stranger.bytes }.contains("checkpoint.signature"))
    let other = try MemoryLedger(Samples.fork, size: Self.size).signed()
    #expect(try codes { $0["checkpoint"] = other.bytes } == ["tree.root"])
    let signed = try MemoryLedger(Samples.long, size: Self.size).signed()
    let text = String(decoding: signed.bytes, as: UTF8.self).replacing("\n300\n", with: "\n299\n")
    #expect(try !codes { $0["checkpoint"] = Array(text.utf8) }.isEmpty)
  }

  @Test("a checkpoint of a size that nobody could read to the end ends the reading: nobody trusted has signed it")
  func enormousSize() throws {
    let signed = try MemoryLedger(Samples.long, size: Self.size).signed()
    let claim = try Checkpoint(origin: LedgerFixture.origin, size: 1 << 61, root: signed.checkpoint.root)
    let signer = try NoteSigner(name: LedgerFixture.origin.text, privateKey: FixedKey.stranger.privateKey)
    let note = try SignedCheckpoint(claim, signedBy: signer).bytes
    #expect(try codes { $0["checkpoint"] = note } == ["checkpoint.signature"])
    // And so it does when every bundle is answered, with something else.
    var files = try Samples.published(Samples.redacted, 302)
    files["checkpoint"] = note
    let site = ChattyFiles(files: files)
    let report = try PublishedVerification(site, trust: Trust(held: [], policy: Samples.policy())).report
    #expect(report.findings.map(\.code) == ["checkpoint.signature"])
    #expect(site.answered < 50)
    #expect(code { _ = try PublishedVerification(site) } == "publication.unreadable")
  }

  @Test("a description of another ledger")
  func description() throws {
    let other = String(decoding: try Samples.published(Samples.long, Self.size)["ledger.json"] ?? [], as: UTF8.self)
      .replacing("\"demo\"", with: "\"production\"")
    #expect(try codes { $0["ledger.json"] = Array(other.utf8) } == ["index.stale"])
  }

  @Test("held checkpoints show a publication that went back or forked")
  func held() throws {
    let files = try Samples.published(Samples.long, 280)
    let later = try MemoryLedger(Samples.long, size: 300).signed()
    #expect(try Samples.verify(files, held: [later]).findings.map(\.code) == ["checkpoint.rollback"])
    let forked = try MemoryLedger(Samples.fork, size: 270).signed()
    #expect(try Samples.verify(files, held: [forked]).findings.map(\.code) == ["checkpoint.fork"])
    let earlier = try MemoryLedger(Samples.long, size: 150).signed()
    #expect(try Samples.verify(files, held: [earlier]).findings == [])
  }

  @Test(
    "a reader that trusts nothing unchecked hands on nothing altered",
    arguments: [
      ("tile/0/000", "tree.tile"), ("tile/0/001.p/44", "tree.root"), ("tile/1/000.p/1", "tree.root"),
      ("tile/entries/000", "tree.tile"), ("tile/envelopes/000", "envelope.digest"),
    ])
  func authentic(path: String, expected: String) throws {
    var files = try Samples.published(Samples.long, Self.size)
    files[path]?[20] ^= 1
    let checkpoint = try PublishedCheckpoint.read(MemoryFiles(files), by: Samples.policy())
    let ledger = try PublishedLedger(MemoryFiles(files), at: checkpoint, .authentic)
    #expect(code { try ledger.forEachEntry { _ in true } } == expected)
  }

  @Test("a partial tile that is gone is taken out of the full one", arguments: [10, 200, 255, 290])
  func fallback(size: Int) throws {
    var files = try Samples.published(Samples.long, 520)
    files["checkpoint"] = try MemoryLedger(Samples.long, size: size).signed().bytes
    // Rows above the first have no full tile here, and keep their partial ones.
    for (path, bytes) in try Samples.published(Samples.long, size) where path.hasPrefix("tile/1/") {
      files[path] = bytes
    }
    #expect(try Samples.verify(files).findings == [])
    let checkpoint = try PublishedCheckpoint.read(MemoryFiles(files), by: Samples.policy())
    let ledger = try PublishedLedger(MemoryFiles(files), at: checkpoint, .authentic)
    var count = 0
    try ledger.forEachEntry { _ in
      count += 1
      return true
    }
    #expect(count == size)
  }

  @Test("one bit flipped anywhere but in words is found", arguments: 0..<40)
  func randomFlips(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let files = try Samples.published(Samples.redacted, 302)
    let paths = files.keys.sorted().filter { $0 != "ledger.json" && !$0.hasPrefix("tile/texts/") }
    let path = try #require(paths.randomElement(using: &generator))
    var altered = files
    let place = Int.random(in: 0..<(files[path]?.count ?? 1), using: &generator)
    altered[path]?[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    let seen = code {
      let report = try Samples.verify(altered)
      // A signature line by an unknown key is none; it is the log's own line that has to be there.
      #expect(!report.isIntact || report.assurance < .signed, "\(path), byte \(place)")
    }
    // What is no file of a ledger any more could not be read.
    #expect(seen == nil || seen == "publication.unreadable", "\(path), byte \(place)")
  }
}
