import CanonicalJSON
import Cryptography
import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("The portable form of an entry")
struct PortableEntryTests {
  @Test("a line is read to the bytes that it was written from, removed words left out")
  func roundTrip() throws {
    let fixture = try LedgerFixture.harbourLight()
    try fixture.attest(.alder, at: "2032-01-10")
    try fixture.redact(9, at: "2032-01-11")
    var read: [StoredBytes] = []
    for (position, bytes) in fixture.stored.enumerated() {
      let entry = PortableEntry(index: EntryIndex(UInt64(position)), stored: bytes)
      let again = try PortableEntry.read(entry.line)
      #expect(again.index == entry.index)
      #expect(again.stored.header == bytes.header)
      #expect(again.stored.envelope == bytes.envelope)
      #expect(again.stored.texts == bytes.texts)
      #expect(again.line == entry.line)
      #expect(!entry.line.contains(0x0A))
      read.append(again.stored)
    }
    #expect(read.map { $0.texts?.count } == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(try Replayed(read).findings == [])
    #expect(try Replayed(read).root == fixture.root())
  }

  @Test(
    "what is no such line is refused",
    arguments: [
      "", "[]", "{}", #"{"index":0,"header":"x","texts":[]}"#, #"{"header":"x","envelope":null,"texts":[]}"#,
      #"{"index":-1,"header":"x","envelope":null,"texts":[]}"#, #"{"index":0,"header":1,"envelope":null,"texts":[]}"#,
      #"{"index":0,"header":"x","envelope":null,"texts":[],"unheard":1}"#, #"{"index":0,"header":"x","envelope":{}}"#,
      #"{"index":0,"header":"x","envelope":null,"texts":{}}"#, #"{"index":0,"header":"x","envelope":null,"texts":[]}}"#,
    ])
  func refused(_ line: String) {
    #expect(refusal { _ = try PortableEntry.read(Array(line.utf8)) } == "envelope.malformed")
  }
}
