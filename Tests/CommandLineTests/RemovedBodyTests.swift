import CanonicalJSON
import Fixtures
import Pledges
import Storage
import Testing

@Suite("A body that is removed while somebody reads the ledger")
struct RemovedBodyTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  /// The bytes of an entry's body as the ledger's file has them.
  private func holds(_ secret: [UInt8]) throws -> Bool {
    try workshop.ledgerFiles().values.contains { bytes in
      String(decoding: bytes, as: UTF8.self).contains(String(decoding: secret, as: UTF8.self))
    }
  }

  @Test("the keeper is warned that it is still there, and told the command that takes it out")
  func warned() throws {
    try workshop.attestation()
    let submitted = try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z", "--json")
    let entry = try #require(submitted.expectDone().json?.member("entries")?.elements.first { _ in true })
    let index = try #require(entry.member("index")?.integer)
    let warning = "warning: what a redaction removed may still be in the file"
    let reader = try SQLiteLedgerReader.open(workshop.folder.path(workshop.ledger))
    let body = try #require(reader.entry(at: EntryIndex(UInt64(index)))?.envelope)
    // Of a signature at its end, which stands nowhere else.
    let secret = Array(body.suffix(60))
    try reader.withSnapshot {
      let redacted = try workshop.run(
        "redact", "\(index)", "--legal-basis", "order 7", "--registrar-key", "registrar", "--at",
        "2032-02-02T00:00:00Z", "--json")
      redacted.expectDone()
      #expect(redacted.error.contains(warning), "\(redacted)")
      #expect(redacted.error.contains("pledgebook checkpoint --renew"), "\(redacted)")
      #expect(try holds(secret))
      let again = try workshop.run("checkpoint", "--renew").expectDone()
      #expect(again.error.contains(warning), "\(again)")
    }
    let last = try workshop.run("checkpoint", "--renew").expectDone()
    #expect(!last.error.contains("warning"), "\(last)")
    #expect(try !holds(secret))
    try workshop.run("verify").expectDone()
    withExtendedLifetime(reader) {}
  }
}
