import Fixtures
import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("Publishing a ledger")
struct PublishTests {
  static let sizes = [1, 2, 3, 10, 64, 100, 255, 256, 257, 300, 400, 510, 511, 512, 513, 514, 600]

  @Test("what is published verifies as the ledger itself does", arguments: sizes)
  func agreesWithTheLedger(size: Int) throws {
    let ledger = try MemoryLedger(Samples.long, size: size)
    let trust = try Trust(policy: Samples.policy())
    var verification = try LedgerVerification(trust: trust)
    let expected = try verification.run(ledger)
    let found = try Samples.verify(Samples.published(Samples.long, size))
    #expect(found.findings == [])
    #expect(expected.findings == [])
    #expect(found.assurance == .signed)
    #expect(found.assurance == expected.assurance)
    #expect(found.size == UInt64(size))
    #expect(found.root == expected.root)
    #expect(found.head == expected.head)
    #expect(found.counts.signatures == expected.counts.signatures)
    #expect(found.identity?.genesis == expected.identity?.genesis)
  }

  @Test("a publication that grew is the one made at once, byte for byte")
  func incremental() throws {
    let grown = MemoryFiles()
    for size in Self.sizes {
      try Samples.publish(Samples.long, size, into: grown)
      let scratch = try Samples.published(Samples.long, size)
      for (path, bytes) in scratch { #expect(grown.files[path] == bytes, "\(path) at \(size)") }
      // What is there besides are partial tiles of smaller sizes, in places that are not full yet.
      for path in grown.files.keys where scratch[path] == nil {
        #expect(path.contains(".p/"), "\(path) at \(size)")
        #expect(scratch[path.split(separator: ".").first.map(String.init) ?? ""] == nil, "\(path) at \(size)")
      }
    }
  }

  @Test("the tiles of a size are those that the standard names", arguments: [(255, 255), (256, 256), (257, 1)])
  func tiles(size: Int, lastWidth: Int) throws {
    let paths = try Samples.published(Samples.long, size).keys
    let tiles = paths.filter { $0.hasPrefix("tile/") }.sorted()
    switch size {
    case 255:
      #expect(
        tiles == [
          "tile/0/000.p/255", "tile/entries/000.p/255", "tile/envelopes/000.p/255", "tile/texts/000.p/255",
        ])
    case 256:
      #expect(tiles == ["tile/0/000", "tile/1/000.p/1", "tile/entries/000", "tile/envelopes/000", "tile/texts/000"])
    default:
      #expect(
        tiles == [
          "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/1",
          "tile/envelopes/000", "tile/envelopes/001.p/1", "tile/texts/000", "tile/texts/001.p/1",
        ])
    }
  }

  @Test("a second run has nothing to do")
  func idempotent() throws {
    let files = MemoryFiles()
    try Samples.publish(Samples.long, 300, into: files)
    let before = files.files
    let outcome = try Samples.publish(Samples.long, 300, into: files)
    #expect(outcome.written == 0)
    #expect(outcome.before == 300)
    #expect(files.files == before)
  }

  @Test("the checkpoint is the last file that is written")
  func checkpointLast() throws {
    let files = MemoryFiles()
    try Samples.publish(Samples.long, 300, into: files)
    let whole = files.calls
    let again = MemoryFiles()
    again.endsBefore = whole - 1
    #expect(code { try Samples.publish(Samples.long, 300, into: again) } == "test.killed")
    #expect(again.files["checkpoint"] == nil)
    #expect(again.files.count == files.files.count - 1)
  }

  @Test("ledger.json says what the ledger is, and follows rotated log keys and new accord versions")
  func description() throws {
    let fixture = try Samples.fixture(count: 20)
    let files = MemoryFiles()
    try Samples.publish(fixture.entries, 20, into: files)
    let first = try #require(LedgerDescription(files.files["ledger.json"] ?? []))
    #expect(first.origin == LedgerFixture.origin)
    #expect(first.genesis == fixture.entries[0].leaf)
    #expect(first.environment == "demo")
    #expect(first.logKeys == [try LedgerFixture.logKey().text])
    #expect(first.accord == LedgerDescription.Accord(id: "harbour-light", version: "1.0.0"))

    let rotation = LogRotation(logKeys: [try LedgerFixture.logKey(.secondLog)], reason: "yearly")
    try fixture.admit(.logRotate(rotation), [.registrar], at: "2032-05-01")
    let successor = SampleAccord.successor(effectiveFrom: "2032-07-01")
    try fixture.admit(
      .accordPublish(SampleAccord.publication(successor, changes: "none to speak of")), [.registrar], at: "2032-05-01")
    try Publisher(MemoryLedger(fixture.entries, signer: .secondLog), into: files).publish()
    let second = try #require(LedgerDescription(files.files["ledger.json"] ?? []))
    #expect(second.logKeys == [try LedgerFixture.logKey(.secondLog).text])
    #expect(second.accord?.version == "1.1.0")

    // The same without the first file to start from.
    files.files["ledger.json"] = nil
    try Samples.fill(fixture, upTo: 30)
    try Publisher(MemoryLedger(fixture.entries, signer: .secondLog), into: files).publish()
    #expect(LedgerDescription(files.files["ledger.json"] ?? []) == second)
  }

  @Test("a ledger without a checkpoint is not published")
  func noCheckpoint() throws {
    let ledger = try MemoryLedger(Samples.long, size: 10).with(nil)
    #expect(code { try Publisher(ledger, into: MemoryFiles()).publish() } == "checkpoint.missing")
  }

  @Test("more cosignatures on the same checkpoint replace fewer, and never the other way")
  func cosignatures() throws {
    let ledger = try MemoryLedger(Samples.long, size: 10)
    let signed = try ledger.signed()
    let witness = try NoteSigner(
      name: "witness.example", privateKey: FixedKey.checker.privateKey, type: .cosignatureEd25519)
    let cosigned = try signed.adding([witness.cosign(signed, at: 1_900_000_000)])
    let files = MemoryFiles()
    try Publisher(ledger, into: files).publish()
    try Publisher(ledger.with(cosigned), into: files).publish()
    #expect(files.files["checkpoint"] == cosigned.bytes)
    try Publisher(ledger, into: files).publish()
    #expect(files.files["checkpoint"] == cosigned.bytes)
  }
}
