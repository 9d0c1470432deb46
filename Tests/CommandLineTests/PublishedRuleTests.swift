import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import TransparencyLog

/// A keeper writes an entry past the rules and signs it with everything else: tree and checkpoint are sound.
@Suite("A published copy that breaks a rule")
struct PublishedRuleTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    let payload = try workshop.payload(
      .withdraw(
        Withdrawal(signatory: given(PartyID("quillonia")), effective: given(Instant("2033-01-01T00:00:00Z")))),
      at: "2032-01-01T00:00:00Z")
    let path = workshop.folder.path(workshop.ledger)
    var file = try LedgerFile(path)
    try file.append(payload, by: [workshop.key("brindlemark")])
    try file.write(to: path)
    // Five leaves: the root is over the tree of the first four and the leaf of the fifth. // RFC 6962 §2.1
    let root = try Digest.sha256(of: [1] + file.treeHashes[6].hash + file.treeHashes[7].hash)
    let log = try TrialLog("pledges.example/lantern", key: workshop.key("log"))
    try RawDatabase(path).run(
      "INSERT INTO checkpoint VALUES (5, ?)", [.blob(log.checkpoint(5, root: root).bytes)])
    try workshop.run("publish", "site").expectDone()
  }

  @Test("is broken for who drafts from it, as the keeper's own file would be")
  func draft() throws {
    let trust = try ["--log-key", workshop.resolve("VKEY")]
    let words = ["withdraw", "quillonia", "--key", "quillonia", "--out", "e.json", "--json"]
    let drafted = try workshop.run(words + ["--from", "site"] + trust)
    drafted.expectRefusal("signature.missing", status: 1)
    #expect(drafted.error.contains("at entry 4") && drafted.error.contains("verify --from site"), "\(drafted)")
    try workshop.run(words).expectRefusal("signature.missing", status: 1)
    #expect(try workshop.run(["verify", "--from", "site"] + trust).status == 1)
  }
}
