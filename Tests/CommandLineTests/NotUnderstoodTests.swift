import CanonicalJSON
import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import TransparencyLog

/// A ledger of a later program: its keeper, its log and its signatories are in order, and one entry is of a new kind.
@Suite("An entry of a kind that this program does not know")
struct NotUnderstoodTests {
  private let workshop: Workshop
  private let leaf: String
  private let key: String

  init() throws {
    workshop = try Workshop()
    let payload = try workshop.payload(
      .withdraw(
        Withdrawal(signatory: given(PartyID("quillonia")), effective: given(Instant("2033-01-01T00:00:00Z")))),
      at: "2032-01-01T00:00:00Z")
    let later = String(decoding: payload, as: UTF8.self).replacing("signatory.withdraw", with: "signatory.dance")
    let path = workshop.folder.path(workshop.ledger)
    var file = try LedgerFile(path)
    try file.append(Array(later.utf8), by: [workshop.key("quillonia")])
    try file.write(to: path)
    leaf = try given(Digest(file.rows[4].leaf)).hex
    // Five leaves: the root is over the tree of the first four and the leaf of the fifth. // RFC 6962 §2.1
    let root = try Digest.sha256(of: [1] + file.treeHashes[6].hash + file.treeHashes[7].hash)
    let log = try TrialLog("pledges.example/lantern", key: workshop.key("log"))
    try RawDatabase(path).run("INSERT INTO checkpoint VALUES (5, ?)", [.blob(log.checkpoint(5, root: root).bytes)])
    try workshop.run("publish", "site").expectDone()
    key = try workshop.resolve("VKEY")
  }

  private func codes(_ verified: Transcript) -> [String] {
    verified.json?.member("reasons")?.elements.compactMap { $0.member("code")?.string } ?? []
  }

  private var places: [[String]] { [[], ["--from", "site", "--log-key", key]] }

  @Test("is counted and named by verify, which ends with status 4; in a published copy as well")
  func counted() throws {
    for place in places {
      let text = try workshop.run(["verify"] + place)
      #expect(text.status == 4, "\(text)")
      #expect(text.output.contains("unknown     1 entry of kinds that this program does not know"), "\(text)")
      #expect(text.output.contains("            4:\(leaf)  signatory.dance\n"), "\(text)")
      #expect(text.output.contains("short       entry 4  entry.not-understood  "), "\(text)")
      let verified = try workshop.run(["verify", "--json"] + place)
      #expect(verified.status == 4)
      #expect(verified.json?.member("verified")?.boolean == true)
      #expect(verified.json?.member("counts")?.member("notUnderstood")?.integer == 1)
      let entry = verified.json?.member("notUnderstood")?.elements.first { _ in true }
      #expect(entry?.member("index")?.integer == 4 && entry?.member("leaf")?.string == leaf)
      #expect(codes(verified) == ["entry.not-understood"])
    }
  }

  @Test("is accepted by its number and leaf hash, and by nothing else")
  func accepted() throws {
    for place in places {
      let accept = ["verify", "--json", "--accept-not-understood"]
      let accepted = try workshop.run(accept + ["4:\(leaf)"] + place)
      accepted.expectDone()
      #expect(codes(accepted) == [] && accepted.json?.member("counts")?.member("notUnderstood")?.integer == 1)
      try workshop.run(accept + ["3:\(leaf)", "--accept-not-understood", "4:\(leaf)"] + place).expectDone()
      for other in ["3:\(leaf)", "4:\(String(repeating: "0", count: 64))"] {
        let refused = try workshop.run(accept + [other] + place)
        #expect(refused.status == 4 && refused.error.contains("accepts nothing"), "\(refused)")
      }
    }
    for nonsense in ["4", ":\(leaf)", "4:", "four:\(leaf)", "4:\(leaf.uppercased())0"] {
      try workshop.refuses("usage.invalid-value", status: 2, "verify", "--accept-not-understood", nonsense)
    }
  }

  @Test("is one reason for status 4, and the other reasons stand beside it")
  func reasons() throws {
    let both = try workshop.run("verify", "--require", "signed", "--json")
    #expect(both.status == 4)
    #expect(codes(both) == ["assurance.below", "entry.not-understood"])
    let one = try workshop.run("verify", "--require", "signed", "--accept-not-understood", "4:\(leaf)", "--json")
    #expect(one.status == 4)
    #expect(codes(one) == ["assurance.below"])
    try workshop.run(
      "verify", "--require", "signed", "--log-key", key, "--accept-not-understood", "4:\(leaf)"
    ).expectDone()
  }

  @Test("is not forgotten by who reads on behind an auditor's record")
  func record() throws {
    #expect(try workshop.run("verify", "--state", "audit.state").status == 4)
    let second = try workshop.run("verify", "--state", "audit.state", "--json")
    #expect(second.status == 4, "\(second)")
    #expect(second.json?.member("earlier")?.count == 1)
    #expect(codes(second) == ["entry.not-understood"])
    try workshop.run("verify", "--state", "audit.state", "--accept-not-understood", "4:\(leaf)").expectDone()
  }

  @Test("is told to who monitors, mirrors or restores")
  func told() throws {
    let watch = ["monitor", "site", "--watch", "quillonia", "--log-key", key, "--json"]
    let look = try workshop.run(watch)
    #expect(look.status == 4 && codes(look) == ["entry.not-understood"], "\(look)")
    try workshop.run(watch + ["--accept-not-understood", "4:\(leaf)"]).expectDone()
    let mirrored = try workshop.run("mirror", "site", "copy", "--log-key", key, "--json").expectDone()
    #expect(mirrored.json?.member("notUnderstood")?.elements.map { $0.member("index")?.integer } == [4])
    #expect(mirrored.error.contains("entry 4 is of the kind signatory.dance"), "\(mirrored)")
    try workshop.run("export", "all.jsonl").expectDone()
    let restored = try workshop.run("restore", "all.jsonl", "--ledger", "restored.db").expectDone()
    #expect(restored.error.contains("entry 4 is of the kind signatory.dance"), "\(restored)")
    #expect(try workshop.run("verify", "--ledger", "restored.db").status == 4)
  }
}
