import CanonicalJSON
import Fixtures
import Glibc
import LedgerSamples
import Testing

@Suite("An auditor's own record: verify --state")
struct AuditStateTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func verify(_ words: String...) throws -> Transcript {
    try workshop.run(list: ["verify", "--state", "audit.state"] + words)
  }

  private func attest() throws {
    try workshop.attestation()
    try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z").expectDone()
  }

  @Test("the first time reads all, the next time what is new, --full all again; each says which")
  func again() throws {
    let first = try verify("--json")
    first.expectDone()
    #expect(first.json?.member("earlier")?.count == 0)
    try attest()
    let second = try verify()
    second.expectDone()
    #expect(second.output.contains("entries 0 to 3 at ") && second.output.contains("not read again"))
    #expect(second.output.contains("entries 4 to 4 now"))
    let plain = try workshop.run(list: ["verify", "--json"])
    let third = try verify("--json")
    #expect(third.json?.member("earlier")?.count == 2)
    for member in ["ledger", "counts", "assurance", "verified"] {
      #expect(third.json?.member(member)?.canonicalBytes() == plain.json?.member(member)?.canonicalBytes(), "\(member)")
    }
    let full = try verify("--full", "--json")
    #expect(full.json?.member("earlier")?.count == 0)
    #expect(try verify("--json").json?.member("earlier")?.count == 1)
  }

  @Test("a ledger that was cut or replaced since is found by the record alone")
  func rollback() throws {
    let before = try workshop.folder.read(workshop.ledger)
    try attest()
    try verify().expectDone()
    for suffix in ["", "-wal", "-shm"] { unlink(workshop.folder.path(workshop.ledger + suffix)) }
    try workshop.folder.write(before, to: workshop.ledger)
    let refused = try verify()
    #expect(refused.status == 1)
    #expect(refused.output.contains("checkpoint.rollback"))
    // A broken ledger does not become what is known of it.
    #expect(try verify().status == 1)
  }

  @Test("files that are no record, and the record of another ledger, are usage errors")
  func notARecord() throws {
    try workshop.folder.write(Array("entry 1\n".utf8), to: "junk")
    try workshop.refuses("audit.state", status: 2, "verify", "--state", "junk")
    try workshop.refuses("audit.state", status: 2, "verify", "--state", workshop.ledger)
    try workshop.runLab("bench", "build", "--entries", "30", "--signatories", "3", "--ledger", "other.db").expectDone()
    try verify("--ledger", "other.db").expectDone()
    try workshop.refuses("audit.state", status: 2, "verify", "--state", "audit.state")
  }

  @Test("a record that cannot be written does not change the verdict, and does not pass for one that was")
  func unwritable() throws {
    let result = try workshop.run(list: ["verify", "--state", "no/such/folder/audit.state"])
    #expect(result.status == 3)
    #expect(result.output.contains("intact"))
    #expect(result.error.contains("not brought up to date"))
  }
}
