import CanonicalJSON
import Fixtures
import Glibc
import LedgerSamples
import Pledges
import Storage
import Testing

/// `Tests/Version0` is what the last program that wrote version 0 left; no rule of today was in force for it.
@Suite("A ledger of version 0")
struct VersionZeroTests {
  private let workshop: Workshop
  private let key: String

  init() throws {
    workshop = try Workshop()
    let place = Program.package + "/Tests/Version0"
    _ = try run("cp", ["-r", place + "/.", workshop.folder.path])
    // Read-only files of a checkout are no reason of their own.
    _ = try run("sh", ["-c", "chmod -R u+w \"$0\"", workshop.folder.path])
    key = workshop.folder.path("log.vkey")
  }

  private func refuses(_ words: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try workshop.run(words + ["--json"])
    result.expectRefusal("ledger.version-0", status: 2, sourceLocation: sourceLocation)
    #expect(result.error.contains("version 0"), "\(result)", sourceLocation: sourceLocation)
    #expect(result.error.contains("pledgebook init"), "\(result)", sourceLocation: sourceLocation)
  }

  private static let reading = [
    ["verify"], ["status"], ["log"], ["show", "2"], ["report", "quillonia"], ["overview"],
    ["explain", "quillonia", "la-7"], ["diff", "1", "2"], ["accord", "show"],
  ]

  private static let writing = [
    ["export", "out.jsonl"],
    ["backup", "copy.db"], ["publish", "copy"], ["proof", "1", "--out", "proofs"], ["checkpoint"],
    ["submit", "attestation.json"],
    ["suspend", "quillonia", "--reason", "other", "--registrar-key", "registrar"],
    ["verify", "--state", "new.state"],
  ]

  @Test("is refused by that name as a working file, by whoever reads or writes it", arguments: reading + writing)
  func file(words: [String]) throws {
    let path = workshop.folder.path("sealed.db")
    let before = try workshop.folder.read("sealed.db")
    try workshop.attestation()
    try refuses(words + ["--ledger", path])
    #expect(try workshop.folder.read("sealed.db") == before)
    for left in ["out.jsonl", "copy.db", "copy", "new.state"] { #expect(access(workshop.folder.path(left), F_OK) != 0) }
  }

  @Test("is refused as such a file with the tables of today", arguments: [["verify"], ["status"], ["log"]])
  func tablesOfToday(words: [String]) throws {
    let path = workshop.folder.path(workshop.ledger)
    try RawDatabase(path).run("PRAGMA wal_checkpoint(TRUNCATE)")
    let line = try given(workshop.folder.read("all.jsonl").split(separator: UInt8(ascii: "\n")).first)
    let genesis = try JSONDocument(Array(line), profile: .ledger).root
    let header = try Array(given(genesis.member("header")?.string).utf8)
    let envelope = try given(genesis.member("envelope")).canonicalBytes()
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      try database.run("UPDATE entry SET header = ? WHERE seq = 0", [.blob(header)])
      try database.run("UPDATE envelope SET bytes = ? WHERE seq = 0", [.blob(envelope)])
    }
    try refuses(words)
  }

  @Test("is refused as an export, as a sealed copy and before anything is restored")
  func restored() throws {
    for source in ["all.jsonl", "sealed.db"] {
      try refuses(["restore", source, "--ledger", workshop.folder.path("restored.db")])
      try refuses(["restore", source, "--ledger", workshop.folder.path("restored.db"), "--log-signing-key", "log"])
      #expect(access(workshop.folder.path("restored.db"), F_OK) != 0)
    }
  }

  @Test("is refused as a published copy, by readers, mirrors and monitors", arguments: reading)
  func published(words: [String]) throws {
    try refuses(words + ["--from", "site", "--log-key", key])
  }

  @Test("is not mirrored and not monitored")
  func followed() throws {
    try refuses(["mirror", "site", "mirrored", "--log-key", key])
    #expect(access(workshop.folder.path("mirrored/checkpoint"), F_OK) != 0)
    try refuses(["monitor", "site", "--watch", "quillonia", "--log-key", key])
    try refuses(["monitor", "site", "--watch", "quillonia", "--log-key", key, "--state", "new.json"])
    #expect(access(workshop.folder.path("new.json"), F_OK) != 0)
  }

  @Test("leaves files beside it that are told from those of today")
  func sideFiles() throws {
    let record = try workshop.run("verify", "--state", "audit.state", "--json")
    record.expectRefusal("audit.state", status: 2)
    #expect(record.error.contains("of a ledger of version 0"), "\(record)")
    try workshop.run("publish", "new").expectDone()
    let state = try workshop.run(
      "monitor", "new", "--watch", "quillonia", "--log-key", workshop.resolve("VKEY"), "--state", "monitor.json",
      "--json")
    state.expectRefusal("publication.malformed", status: 2)
    #expect(state.error.contains("of a ledger of version 0"), "\(state)")
    try workshop.folder.write(workshop.folder.read("mark"), to: workshop.ledger + ".checkpoint")
    try workshop.attestation()
    let mark = try workshop.run("submit", "attestation.json", "--at", "2032-02-01T00:00:00Z", "--json")
    mark.expectRefusal("ledger.version-0", status: 2)
    #expect(mark.error.contains("that of a ledger of version 0"), "\(mark)")
  }
}
