import CanonicalJSON
import Fixtures
import Glibc
import LedgerSamples
import Testing

/// A ledger large enough to have a snapshot, as commands meet it.
@Suite("Commands on a ledger with a snapshot")
struct SnapshotCommandTests {
  private static let made = Result { () -> (folder: String, files: [String: [UInt8]]) in
    let workshop = try Workshop()
    try workshop.runLab("bench", "build", "--entries", "1100", "--signatories", "12", "--ledger", "large.db")
      .expectDone()
    var files: [String: [UInt8]] = [:]
    for name in try workshop.folder.names() where name.hasPrefix("large.db") && name != "large.db.keys" {
      files[name] = try workshop.folder.read(name)
    }
    return (workshop.folder.path, files)
  }

  private let workshop: Workshop
  private let snapshot = "large.db.snapshot"

  init() throws {
    workshop = try Workshop()
    let made = try Self.made.get()
    for (name, bytes) in made.files { try workshop.folder.write(bytes, to: name) }
  }

  private func report(_ words: String...) throws -> Transcript {
    try workshop.run(
      list: ["report", "body-3", "--ledger", "large.db", "--format", "json"] + words)
  }

  private func database() throws -> RawDatabase { try RawDatabase(workshop.folder.path("large.db")) }

  @Test("say the same with it, without it and when told to read every entry")
  func same() throws {
    #expect(try workshop.folder.names().contains(snapshot))
    let with = try report()
    with.expectDone()
    #expect(try report("--replay").output == with.output)
    unlink(workshop.folder.path(snapshot))
    #expect(try report().output == with.output)
    #expect(try !workshop.folder.names().contains(snapshot))
  }

  @Test("pass over one that is rubbish")
  func rubbish() throws {
    let with = try report()
    try workshop.folder.write(Array("not a snapshot\n".utf8), to: snapshot)
    let without = try report()
    without.expectDone()
    #expect(without.output == with.output)
  }

  @Test("end when a part of it turns out to be damaged, and say how to do without it")
  func damaged() throws {
    var bytes = try workshop.folder.read(snapshot)
    // Behind the tables and in front of the directory lie the signatories.
    let start = 4_096 + 2 * 1_100 * 16
    for place in stride(from: start, to: start + 20_000, by: 8) { bytes[place] ^= 0x20 }
    try workshop.folder.write(bytes, to: snapshot)
    let refused = try workshop.run(list: ["overview", "--ledger", "large.db", "--format", "json"])
    #expect(refused.status == 3)
    #expect(refused.error.contains("--replay"))
    #expect(refused.errorCode == "storage.damaged", "\(refused)")
    try workshop.run(list: ["overview", "--ledger", "large.db", "--format", "json", "--replay"]).expectDone()
  }

  @Test("an entry that was rewritten, header and body, is not quoted: it is not in the tree of the report's root")
  func rewritten() throws {
    let document = try #require(try report().json)
    let explained = try workshop.run(list: ["log", "--ledger", "large.db", "--signatory", "body-3", "--json"])
    let entries = try #require(explained.json?.member("entries"))
    #expect(document.member("signatory") != nil)
    let database = try database()
    try database.withoutTriggers {
      for entry in entries.elements where entry.member("kind")?.string?.hasPrefix("attestation") == true {
        let index = try #require(entry.member("index")?.integer)
        // Altered last entries make the snapshot one of another ledger, which is the other tests' subject.
        if index > 1_090 { continue }
        // Another envelope with a header that names it: a text exchanged, the chain left as it was.
        let other = try Self.rewritten(database, index)
        try database.run(
          "UPDATE envelope SET bytes = ? WHERE seq = ?", [.blob(other.envelope), .integer(index)])
        try database.run("UPDATE entry SET header = ? WHERE seq = ?", [.blob(other.header), .integer(index)])
      }
    }
    let refused = try workshop.run(
      list: ["report", "body-3", "--ledger", "large.db", "--format", "json"])
    #expect(refused.status == 1)
    #expect(refused.error.contains("tree"))
    #expect(try workshop.run(list: ["verify", "--ledger", "large.db"]).status == 1)
  }

  /// The envelope of the genesis in the place of an entry's own, and a header that names it.
  private static func rewritten(
    _ database: RawDatabase, _ index: Int64
  ) throws -> (envelope: [UInt8], header: [UInt8]) {
    let rows = try database.run(
      "SELECT (SELECT bytes FROM envelope WHERE seq = 0), (SELECT header FROM entry WHERE seq = 0), header "
        + "FROM entry WHERE seq = ?", [.integer(index)])
    guard case .blob(let envelope) = rows[0][0], case .blob(let genesis) = rows[0][1],
      case .blob(let header) = rows[0][2]
    else { throw UnusableSample(what: "entry \(index)") }
    let named = String(decoding: genesis, as: UTF8.self).split(separator: "\n").last ?? ""
    var lines = String(decoding: header, as: UTF8.self).split(separator: "\n")
    lines[lines.count - 1] = named
    return (envelope, Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}
