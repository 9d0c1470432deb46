import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Testing

/// Who is refused is told what to type, and nothing that the command does not take.
@Suite("What the commands about keys advise")
struct KeyHintTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func id(_ key: String) throws -> String { try workshop.key(key).publicKey.keyID.hex }

  private func makeTwoSign() throws {
    try workshop.run(
      "key", "register", "quillonia", "--key", "quillonia", "--signing-key", "quillonia-2", "--at",
      "2031-01-02T00:00:00Z"
    ).expectDone()
    try workshop.run("key", "threshold", "quillonia", "2", "--key", "quillonia", "--at", "2031-01-03T00:00:00Z")
      .expectDone()
  }

  @Test("a recovery that is not open: the registrar ends the lost key first")
  func recovery() throws {
    let refused = try workshop.run(
      "key", "recover", "quillonia", "--signing-key", "stranger", "--threshold", "1", "--registrar-key", "registrar",
      "--at", "2031-01-02T00:00:00Z")
    #expect(
      refused.status == 5
        && refused.error.contains(
          "hint: where a key is lost, the registrar ends it first: pledgebook key revoke quillonia KEYID --reason lost"),
      "\(refused)")
  }

  @Test("a revocation with too few signatures takes the party's threshold, or the registrar's")
  func revocation() throws {
    try makeTwoSign()
    let words = try ["key", "revoke", "quillonia", id("quillonia-2"), "--at", "2031-01-04T00:00:00Z"]
    let refused = try workshop.run(words + ["--reason", "lost", "--key", "quillonia"])
    #expect(refused.status == 5)
    #expect(
      refused.error.contains(
        "key.revoke needs 2 keys in force of quillonia, or 1 of 1 registrar keys; it has 1 and 0\n"),
      "\(refused)")
    #expect(refused.error.contains(", or in their place 1 of the registrar; give --key"), "\(refused)")
    // Whom it does not concern is refused before anything is asked of the rules.
    let stranger = try workshop.run(words + ["--reason", "lost", "--key", "brindlemark"])
    #expect(
      stranger.status == 2
        && stranger.error.contains("belongs to brindlemark, and key.revoke does not need its signature\n")
        && stranger.error.contains(", or in their place 1 of the registrar"), "\(stranger)")
    // The registrar cannot say this one.
    let superseded = try workshop.run(words + ["--reason", "superseded", "--key", "quillonia"])
    #expect(superseded.status == 5 && !superseded.error.contains("in their place"), "\(superseded)")
    try workshop.run(words + ["--reason", "lost", "--registrar-key", "registrar"]).expectDone()
  }

  @Test("since when a key was compromised is asked for by the option's name")
  func invalidSince() throws {
    try makeTwoSign()
    let refused = try workshop.run(
      "key", "revoke", "quillonia", try id("quillonia-2"), "--reason", "compromised", "--invalid-since",
      "2031-01-03T00:00:00Z", "--key", "quillonia-2", "--at", "2031-01-04T00:00:00Z")
    #expect(refused.status == 5 && refused.error.contains("hint: leave --invalid-since out"), "\(refused)")
  }

  @Test("a passphrase that nobody typed is told, and the public half may be given away")
  func passphrase() throws {
    let note = "the passphrase is taken from PLEDGEBOOK_PASSPHRASE"
    let secret = ["PLEDGEBOOK_PASSPHRASE": "correct horse"]
    let taken = try workshop.run("key", "generate", "locked", environment: secret).expectDone()
    #expect(taken.error.contains("\(note)\n"), "\(taken)")
    #expect(taken.error.contains("locked.pub, by which others check it"), "\(taken)")
    try workshop.folder.write(Array("correct horse\n".utf8), to: "secret")
    let read = try workshop.run(
      "key", "generate", "other", "--passphrase-file", "secret", environment: secret
    ).expectDone()
    #expect(!read.error.contains(note), "\(read)")
    let open = try workshop.run("key", "generate", "open", "--no-passphrase", environment: secret).expectDone()
    #expect(!open.error.contains(note), "\(open)")
  }

  @Test("a log key is a log key, and no party's")
  func logKey() throws {
    let shown = try workshop.run("key", "show", "log.pub", "--standing").expectDone()
    #expect(shown.output.hasSuffix("standing   a log key of this ledger, and no party's; in force\n"), "\(shown)")
    let document = try workshop.run("key", "show", id("log"), "--standing", "--json").expectDone()
    #expect(document.text("standing", "owner") == "log" && document.text("standing", "state") == "in-force")
    try workshop.refuses("key.unknown", status: 2, "key", "show", "stranger.pub", "--standing")
  }

  @Test("status keeps what concerns SQLite for programs")
  func sqlite() throws {
    let text = try workshop.run("status").expectDone().output
    #expect(!text.contains("sqlite") && !text.contains("WAL"), "\(text)")
    let document = try workshop.run("status", "--json").expectDone().json?.member("sqlite")
    #expect(document?.member("version")?.string?.isEmpty == false && document?.member("walResetBug") != nil)
  }

  @Test("a report from a published copy is the keeper's, byte for byte; what its commands lack is a note")
  func reportFromCopy() throws {
    try workshop.run("publish", "a site").expectDone()
    let key = try workshop.resolve("VKEY")
    let words = ["report", "quillonia", "--as-of", "2031-06-01T00:00:00Z"]
    let own = try workshop.run(words).expectDone()
    let copied = try workshop.run(words + ["--from", "a site", "--log-key", key]).expectDone()
    #expect(copied.output == own.output)
    #expect(copied.error.contains("add to its commands: --from 'a site' --log-key \(key)\n"), "\(copied)")
    #expect(!own.error.contains("add to its commands"), "\(own)")
  }

  @Test("an append to an older copy says that it is older, not that it is broken")
  func olderCopy() throws {
    let older = try workshop.folder.read(workshop.ledger)
    let words =
      ["update", "quillonia", "--name", "en=Quillonia", "--reason", "corrected", "--key", "quillonia"]
      + ["--registrar-key", "registrar", "--at"]
    try workshop.run(words + ["2031-01-02T00:00:00Z"]).expectDone()
    for suffix in ["-wal", "-shm", ".snapshot"] where try workshop.folder.names().contains(workshop.ledger + suffix) {
      _ = try Fixtures.run("rm", [workshop.folder.path(workshop.ledger + suffix)])
    }
    try workshop.folder.write(older, to: workshop.ledger)
    let refused = try workshop.run(words + ["2031-01-03T00:00:00Z", "--json"])
    refused.expectRefusal("checkpoint.rollback", status: 1)
    #expect(
      refused.text("error", "message")
        == "this copy is older than what was given out: it has 4 entries, and a checkpoint of 5 was given out")
  }
}
