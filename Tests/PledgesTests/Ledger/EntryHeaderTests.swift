import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing
import TransparencyLog

@Suite("Entry headers")
struct EntryHeaderTests {
  static let text = """
    pledgebook/entry/v1
    index 12
    previous 6b0c000000000000000000000000000000000000000000000000000000000000
    recorded 2032-01-14T09:30:00Z
    kind attestation.submit
    envelope 9a41000000000000000000000000000000000000000000000000000000000007 1834

    """

  @Test("six lines of text are read, and written as the same bytes")
  func reads() throws {
    let header = try #require(EntryHeader(Array(EntryHeaderTests.text.utf8)))
    #expect(header.index == 12)
    #expect(header.previous.hex.hasPrefix("6b0c"))
    #expect(header.recorded == "2032-01-14T09:30:00Z")
    #expect(header.kind == EntryKind("attestation.submit"))
    #expect(header.envelope.hex.hasSuffix("07"))
    #expect(header.envelopeByteCount == 1_834)
    #expect(header.bytes == Array(EntryHeaderTests.text.utf8))
  }

  @Test("one byte changed, dropped or put in makes another header or none")
  func mutations() throws {
    let original = Array(EntryHeaderTests.text.utf8)
    let header = try #require(EntryHeader(original))
    func check(_ mutated: [UInt8]) {
      guard mutated != original, let other = EntryHeader(mutated) else { return }
      #expect(other != header)
      #expect(other.bytes == mutated)
    }
    for position in original.indices {
      for byte in UInt8.min...UInt8.max {
        var mutated = original
        mutated[position] = byte
        check(mutated)
      }
      var mutated = original
      mutated.remove(at: position)
      check(mutated)
      for byte in Array("\n 0aAz\t\r\0-+.".utf8) {
        var mutated = original
        mutated.insert(byte, at: position)
        check(mutated)
      }
    }
  }

  @Test(
    "what is not exactly the form is refused",
    arguments: [
      ("index 12", "index 012"), ("index 12", "index +12"), ("index 12", "index -12"), ("index 12", "index  12"),
      ("index 12", "index 12 "), ("index 12", "Index 12"), ("index 12", "index 18446744073709551616"),
      (" 1834", " 01834"), (" 1834", " 0"), (" 1834", " -1"), (" 1834", ""), (" 1834", " 1834 1"), (" 1834", "  1834"),
      ("6b0c", "6B0C"), ("6b0c", "6b0"), ("2032-01-14T09:30:00Z", "2032-01-14T09:30:60Z"),
      ("2032-01-14T09:30:00Z", "2032-01-14"), ("kind attestation.submit", "kind Attestation.submit"),
      ("kind attestation.submit", "kind "), ("kind attestation.submit", "kind attestation submit"),
      ("entry/v1", "entry/v2"), ("\nindex", "\n\nindex"), ("\n", "\r\n"), (" 1834\n", " 1834"),
      (" 1834\n", " 1834\n\n"), (" 1834\n", " 1834\nmore\n"), ("pledgebook", "\u{FEFF}pledgebook"),
    ])
  func refused(_ part: String, _ replacement: String) {
    let text = EntryHeaderTests.text.replacing(part, with: replacement)
    #expect(text != EntryHeaderTests.text)
    #expect(EntryHeader(Array(text.utf8)) == nil)
  }

  @Test("an index is at most 2^63 − 1, whatever a machine word holds")
  func largestIndex() {
    func text(_ index: String) -> String { EntryHeaderTests.text.replacing("index 12", with: "index \(index)") }
    #expect(EntryHeader(Array(text("9223372036854775807").utf8)) != nil)
    #expect(EntryHeader(Array(text("9223372036854775808").utf8)) == nil)
    #expect(EntryHeader(Array(text("18446744073709551615").utf8)) == nil)
  }

  @Test("nothing at all, and 600 bytes, are no header")
  func sizes() {
    #expect(EntryHeader([]) == nil)
    #expect(EntryHeader(Array("\n\n\n\n\n\n".utf8)) == nil)
    #expect(EntryHeader([UInt8](repeating: 0x61, count: 600)) == nil)
  }

  @Test("ordinary tools follow the chain: sha256sum of a NUL and the header is what the next one names")
  func sha256sum() throws {
    let fixture = try LedgerFixture.harbourLight()
    for (entry, next) in zip(fixture.entries, fixture.entries.dropFirst()).prefix(3) {
      let result = try run("sha256sum", [], input: [0] + entry.headerBytes)
      #expect(result.status == 0)
      let printed = String(decoding: result.output.prefix(64), as: UTF8.self)
      #expect(printed == next.header.previous.hex)
      #expect(printed == entry.leaf.hex)
    }
  }

  @Test("an entry's header names the digest and length of its envelope")
  func namesEnvelope() throws {
    let fixture = try LedgerFixture.harbourLight()
    for (position, entry) in fixture.entries.enumerated() {
      #expect(entry.header.index.rawValue == UInt64(position))
      #expect(try entry.header.envelope == Digest.sha256(of: entry.envelopeBytes))
      #expect(entry.header.envelopeByteCount == entry.envelopeBytes.count)
      #expect(entry.header.kind == entry.statement.kind)
    }
    #expect(fixture.entries[0].header.previous == .zero)
  }
}

@Suite("The end of the chain")
struct ChainHeadTests {
  @Test("the clock may stand still and never goes back")
  func clock() throws {
    var chain = ChainHead()
    let kind = try #require(EntryKind("ledger.genesis"))
    func header(_ now: Instant) -> String? {
      refusal { _ = try chain.header(kind: kind, envelope: .zero, envelopeByteCount: 1, recorded: now) }
    }
    #expect(header("0000-01-01") == nil)
    chain.advance(leaf: .named("a"), recorded: "2031-01-01")
    #expect(header("2031-01-01") == nil)
    #expect(header("2031-01-02") == nil)
    #expect(header("2030-12-31T23:59:59Z") == "header.time")
  }

  @Test("each header names the entry before it, and the first one zeros")
  func links() throws {
    var chain = ChainHead()
    let kind = try #require(EntryKind("ledger.genesis"))
    let first = try chain.header(kind: kind, envelope: .zero, envelopeByteCount: 1, recorded: "2031-01-01")
    #expect(first.index == 0)
    #expect(first.previous == .zero)
    chain.advance(leaf: .named("a"), recorded: "2031-01-01")
    let second = try chain.header(kind: kind, envelope: .zero, envelopeByteCount: 1, recorded: "2031-01-01")
    #expect(second.index == 1)
    #expect(second.previous == .named("a"))
  }

  @Test("an entry whose time cannot be read leaves the time as it was")
  func unreadable() {
    var chain = ChainHead()
    chain.advance(leaf: .named("a"), recorded: "2031-01-01")
    chain.advance(leaf: .named("b"), recorded: nil)
    #expect(chain.recorded == "2031-01-01")
    #expect(chain.size == 2)
    #expect(chain.leaf == .named("b"))
  }
}
