import CanonicalJSON
import Fixtures
import Glibc
import LedgerSamples
import Testing

@Suite("Importing a public register")
struct ImportTests {
  private static let supporters = Program.package + "/../shared/data/paris-call-supporters.json"

  /// A production ledger of the Paris Call, as the shipped register belongs to one.
  private func parisCall() throws -> Workshop {
    let workshop = try Workshop()
    for name in try workshop.folder.names() where name.hasPrefix(workshop.ledger) { unlink(workshop.folder.path(name)) }
    try workshop.run(
      "init", "--origin", "pledges.example/paris-call", "--accord",
      Program.package + "/Ledger/Accords/paris-call-2018.json", "--registrar-key", "registrar", "--log-key", "log",
      "--environment", "production"
    ).expectDone()
    return workshop
  }

  @Test("the shipped one: 81 states and three companies")
  func shipped() throws {
    let workshop = try parisCall()
    let register = Program.package + "/Ledger/Registers/paris-call-2018.csv"
    let answer = try workshop.run("import", register, "--registrar-key", "registrar").expectDone()
    #expect(answer.output.hasPrefix("84 signatories, entries 2 to 85\n"), "\(answer)")
    #expect(try workshop.run("verify", "--json").expectDone().json?.member("counts")?.member("entries")?.integer == 86)
    let france = try workshop.run("report", "state-fra").expectDone()
    #expect(france.output.contains("France"))
    #expect(france.output.contains("No attestation recorded in this ledger"), "\(france)")
    // A production clock counts seconds, and within one second the very same statements would be drafted again.
    sleep(1)
    try workshop.refuses(
      "rule.signatory.already-member", status: 5, "import", register, "--registrar-key", "registrar")
  }

  @Test("nothing of one with a fault, and every fault is named by its line")
  func faulty() throws {
    let workshop = try Workshop()
    let text = """
      id,name_en,kind,effective,source_uri,as_of
      good,Good,state,2031-01-01T00:00:00Z,https://lantern.example/g,2031-01-01
      Bad,Bad,state,2031-01-01T00:00:00Z,https://lantern.example/b,2031-01-01
      late,Late,state,yesterday,https://lantern.example/l,2031-01-01
      short,Short

      """
    try workshop.folder.write(Array(text.utf8), to: "register.csv")
    try workshop.refuses("register.malformed", status: 2, "import", "register.csv", "--registrar-key", "registrar")
    let answer = try workshop.run("import", "register.csv", "--registrar-key", "registrar")
    for line in 3...5 { #expect(answer.error.contains("line \(line)"), "\(answer)") }
    let unknown = text.split(separator: "\n").prefix(2).joined(separator: "\n").replacing("state", with: "empire")
    try workshop.folder.write(Array(unknown.utf8), to: "register.csv")
    try workshop.refuses(
      "rule.signatory.unknown-kind", status: 5, "import", "register.csv", "--registrar-key", "registrar", "--at",
      "2031-02-01T00:00:00Z")
  }

  @Test(
    "all 1,222 supporters of the Paris Call",
    .enabled(if: access(supporters, R_OK) == 0, "needs ../shared/data/paris-call-supporters.json"))
  func allSupporters() throws {
    let root = try JSONDocument(run("cat", [Self.supporters]).output, profile: .strict).root
    let source = try given(root.member("about")?.member("source"))
    let base = try given(source.member("repository")?.string) + "/blob/" + given(source.member("commit")?.string)
    let asOf = try given(root.member("about")?.member("as_of")?.string)
    var lines = ["id,name_en,name_fr,kind,country,effective,source_uri,as_of"]
    var kinds: [String: Int] = [:]
    for supporter in try given(root.member("supporters")).elements {
      let text = { (name: String) in supporter.member(name)?.string ?? "" }
      let kind = supporter.member("kind")?.string ?? "unclassified"
      kinds[kind, default: 0] += 1
      lines.append(
        [
          text("id"), text("name"), text("name_fr"), kind, text("iso3166_alpha2"),
          text("first_seen_on_public_list") + "T00:00:00Z", "\(base)/_supporters/\(escaped(text("source_file")))", asOf,
        ].map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ","))
    }
    #expect(
      kinds == [
        "state": 81, "public-authority": 37, "civil-society": 391, "private-sector": 708, "unclassified": 5,
      ])
    let workshop = try parisCall()
    try workshop.folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "supporters.csv")
    let answer = try workshop.run("import", "supporters.csv", "--registrar-key", "registrar").expectDone()
    #expect(answer.output.hasPrefix("1222 signatories, entries 2 to 1223\n"), "\(answer)")
    let status = try workshop.run("status", "--json").expectDone()
    #expect(status.json?.member("kinds")?.member("signatory.join")?.integer == 1_222)
    try workshop.run("verify", "--require", "chain-only").expectDone()
  }

  /// File names of the source as they stand in an address.
  private func escaped(_ name: String) -> String {
    name.utf8.map { byte in
      (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
        && byte != UInt8(ascii: "%")
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
