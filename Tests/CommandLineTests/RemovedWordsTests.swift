import CanonicalJSON
import Fixtures
import Pledges
import Storage
import Testing

@Suite("Words that are removed while somebody reads the ledger")
struct RemovedWordsTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  /// Whether the ledger's file, or a file beside it, has these bytes.
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
    let warning = "warning: what was removed may still be in the file"
    let reader = try SQLiteLedgerReader.open(workshop.folder.path(workshop.ledger))
    let secret = try #require(reader.texts(at: EntryIndex(UInt64(index))).first)
    try reader.withSnapshot {
      let redacted = try workshop.run(
        "redact", "\(index)", "--basis", "court-order", "--reference", "order 7", "--registrar-key", "registrar",
        "--at",
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
