import CanonicalJSON
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("The portable form of an entry")
struct PortableEntryTests {
  @Test("a line is read to the bytes that it was written from, redacted entries included")
  func roundTrip() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.redact(9, at: "2032-01-11")
    var read: [StoredBytes] = []
    for (position, bytes) in fixture.stored.enumerated() {
      var stored = bytes
      stored.statement = fixture.entries[position].statementDigest
      let entry = PortableEntry(index: EntryIndex(UInt64(position)), stored: stored)
      let again = try PortableEntry.read(entry.line)
      #expect(again.index == entry.index)
      #expect(again.stored.header == stored.header)
      #expect(again.stored.envelope == stored.envelope)
      #expect(again.stored.redactedBy == stored.redactedBy)
      #expect(again.statement == (stored.envelope == nil ? entry.statement : nil))
      #expect(again.line == entry.line)
      #expect(!entry.line.contains(0x0A))
      read.append(again.stored)
    }
    #expect(try Replayed(read).findings == [])
    #expect(try Replayed(read).root == fixture.root())
  }

  @Test(
    "what is no such line is refused",
    arguments: [
      "", "[]", "{}", #"{"index":0,"header":"x"}"#, #"{"header":"x","envelope":null}"#,
      #"{"index":-1,"header":"x","envelope":null}"#, #"{"index":0,"header":1,"envelope":null}"#,
      #"{"index":0,"header":"x","envelope":null,"unheard":1}"#,
      #"{"index":0,"header":"x","envelope":{},"redactedBy":1}"#,
      #"{"index":0,"header":"x","envelope":null,"redactedBy":"1"}"#,
      #"{"index":0,"header":"x","envelope":null,"statement":"00"}"#, #"{"index":0,"header":"x","envelope":null}}"#,
    ])
  func refused(_ line: String) {
    #expect(refusal { _ = try PortableEntry.read(Array(line.utf8)) } == "envelope.malformed")
  }
}
