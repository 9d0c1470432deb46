import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import Verification

@Suite("Redacted entries in a publication")
struct RedactionTests {
  private func line(_ number: Int, of path: String, in files: [String: [UInt8]]) -> String? {
    let lines = (files[path] ?? []).split(separator: 10, omittingEmptySubsequences: false)
    return lines.indices.contains(number) ? String(decoding: lines[number], as: UTF8.self) : nil
  }

  @Test("a redacted envelope becomes null in tiles that were published, full and partial")
  func becomesNull() throws {
    let files = MemoryFiles()
    for size in [200, 256, 261, 262] { try Samples.publish(Samples.redacted, size, into: files) }
    #expect(line(9, of: "tile/envelopes/000", in: files.files) == "null")
    for size in [301, 302] { try Samples.publish(Samples.redacted, size, into: files) }
    // Entry 300 stood in a partial tile of an earlier size.
    #expect(line(44, of: "tile/envelopes/001.p/45", in: files.files) == "null")
    #expect(line(44, of: "tile/envelopes/001.p/46", in: files.files) == "null")
    #expect(!files.files.contains { path, bytes in path.contains("envelopes") && holds(bytes, entry: 300) })
    #expect(try Samples.verify(files.files).findings == [])
    #expect(try Samples.verify(files.files).counts.redacted == 2)
  }

  private func holds(_ tile: [UInt8], entry: Int) -> Bool {
    tile.split(separator: 10).contains { $0.elementsEqual(Samples.redacted[entry].envelopeBytes) }
  }

  @Test("what is redacted before it is published was never there", arguments: [262, 302, 530])
  func fromScratch(size: Int) throws {
    let files = try Samples.published(Samples.redacted, size)
    let report = try Samples.verify(files)
    #expect(report.findings == [])
    #expect(report.counts.redacted == (size > 301 ? 2 : 1))
    let grown = MemoryFiles()
    for step in [9, 10, 255, 258, 262, 301, 302, 400, 530] where step <= size {
      try Samples.publish(Samples.redacted, step, into: grown)
    }
    for (path, bytes) in files { #expect(grown.files[path] == bytes, "\(path)") }
  }

  @Test("an entry that is not redacted and has no envelope is a finding")
  func nullWithoutRedaction() throws {
    var files = try Samples.published(Samples.long, 300)
    var lines = (files["tile/envelopes/000"] ?? []).split(separator: 10, omittingEmptySubsequences: false)
    lines[40] = Array("null".utf8)[...]
    files["tile/envelopes/000"] = Array(lines.joined(separator: [10]))
    let report = try Samples.verify(files)
    #expect(report.findings.contains { $0.code == "envelope.missing" && $0.index == EntryIndex(40) })
  }

  @Test("a body that is back after its redaction is a finding")
  func unredacted() throws {
    var files = try Samples.published(Samples.redacted, 302)
    var lines = (files["tile/envelopes/000"] ?? []).split(separator: 10, omittingEmptySubsequences: false)
    lines[9] = Samples.redacted[9].envelopeBytes[...]
    files["tile/envelopes/000"] = Array(lines.joined(separator: [10]))
    #expect(try Samples.verify(files).findings.map(\.code) == ["index.stale"])
  }

  @Test("a redaction that no checkpoint covers yet stops the publication")
  func beyondTheCheckpoint() throws {
    let ledger = try MemoryLedger(Samples.redacted, size: 262)
    let earlier = try MemoryLedger(Samples.redacted, size: 261).signed()
    #expect(code { try Publisher(ledger.with(earlier), into: MemoryFiles()).publish() } == "envelope.missing")
  }
}
