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
      Program.package + "/Ledger/Accords/paris-call-2018.json", "--registrar-key", "registrar", "--log-signing-key",
      "log",
      "--environment", "production"
    ).expectDone()
    return workshop
  }

  @Test("the shipped one: 81 states and three companies")
  func shipped() throws {
    let workshop = try parisCall()
    let register = Program.package + "/Ledger/Registers/paris-call-2018.csv"
    let answer = try workshop.run("import", register, "--registrar-key", "registrar").expectDone()
    #expect(answer.output.contains("\n84 signatories, entries 2 to 85\n"), "\(answer)")
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

  private static let head = "id,name_en,kind,effective,source_uri,as_of,country"

  private func line(_ id: String, _ name: String, kind: String = "state", country: String = "XA") -> String {
    "\(id),\(name),\(kind),2031-01-01T00:00:00Z,https://lantern.example/\(id),2031-01-01,\(country)"
  }

  @Test("every fault of every line is named, what the rules refuse beside what cannot be read, in CSV and in JSON")
  func everyFault() throws {
    let workshop = try Workshop()
    let lines = [
      Self.head, line("one", "One", kind: "planet"), line("Two", "Two", kind: "comet"), line("quillonia", "Quill"),
      line("four", "Four"), line("four", "4", kind: "moon", country: "x"),
    ]
    try workshop.folder.write(Array(lines.joined(separator: "\n").utf8), to: "m.csv")
    for more in [["--registrar-key", "registrar"], ["--check"]] {
      let answer = try workshop.run(["import", "m.csv", "--at", "2031-02-01T00:00:00Z", "--json"] + more)
      #expect(answer.status == 2 && answer.errorCode == "register.malformed", "\(answer)")
      let details = answer.json?.member("error")?.member("details")?.elements.compactMap(\.string) ?? []
      #expect(
        details.map { String($0.prefix { $0 != ":" }) } == [
          "line 2, kind", "line 3, id", "line 3, kind", "line 4, id", "line 6, country", "line 6, id", "line 6, kind",
        ], "\(answer)")
    }
    // Rules alone: the ledger's refusal, with each line.
    let known = [Self.head, lines[1], lines[3]].joined(separator: "\n")
    try workshop.folder.write(Array(known.utf8), to: "r.csv")
    try workshop.refuses(
      "register.refused", status: 5, "import", "r.csv", "--registrar-key", "registrar", "--at", "2031-02-01T00:00:00Z")
    let entry = #"{"id": "one", "name": {"en": "One"}, "kind": "planet", "effective": "2031-01-01T00:00:00Z", "#
    let json = "[\(entry)\"source\": {\"uri\": \"x\", \"asOf\": \"2031-01-01\"}}, 1]"
    try workshop.folder.write(Array(json.utf8), to: "m.json")
    let answer = try workshop.run("import", "m.json", "--check", "--at", "2031-02-01T00:00:00Z")
    for place in ["signatory 1, source/uri:", "signatory 1, kind: planet", "signatory 2: "] {
      #expect(answer.error.contains(place), "\(answer)")
    }
  }

  @Test("what is odd is warned of, refused with --strict, and told by --check, which appends nothing")
  func odd() throws {
    let workshop = try Workshop()
    let text = [Self.head, line("ember", "Ember Coast"), line("ember-2", "Ember Coast", country: "UK")]
    try workshop.folder.write(Array(text.joined(separator: "\n").utf8), to: "m.csv")
    let time = ["--at", "2031-02-01T00:00:00Z"]
    let told = [
      "line 3, name_en: Ember Coast is the same name as that of ember (line 2)", "line 3, country: UK is not",
    ]
    let before = try workshop.ledgerFiles()
    let checked = try workshop.run(["import", "m.csv", "--check"] + time).expectDone()
    #expect(told.allSatisfy { checked.error.contains($0) }, "\(checked)")
    #expect(try workshop.ledgerFiles() == before)
    try workshop.refuses(
      "register.doubtful", status: 5, "import", "m.csv", "--strict", "--registrar-key", "registrar", time[0], time[1])
    let document = try workshop.run(["import", "m.csv", "--registrar-key", "registrar", "--json"] + time).expectDone()
    #expect(
      document.json?.member("warnings")?.count == 2 && document.json?.member("entries")?.count == 2, "\(document)")
    try workshop.refuses(
      "usage.conflicting-options", status: 2, "import", "m.csv", "--check", "--registrar-key", "registrar")
    // Who stands there with one name can be told apart in every form.
    for form in [[], ["--format", "md"], ["--format", "html"]] {
      let overview = try workshop.run(["overview", "--as-of", "2031-02-02T00:00:00Z"] + form).expectDone()
      for id in ["ember", "ember-2"] { #expect(overview.output.contains("(\(id))"), "\(form)") }
      #expect(!overview.output.contains("(quillonia)"), "\(form)")
    }
  }

  @Test("who joins, is renamed or admitted under a name that looks like another is told so, and taken")
  func lookalikes() throws {
    let workshop = try Workshop()
    let registrar = ["--registrar-key", "registrar", "--at", "2031-02-01T00:00:00Z"]
    let name = "qui\u{200B}ll\u{43E}nia"
    for words in [
      ["join", "other", "--name", "en=\(name)", "--kind", "state", "--signing-key", "stranger"],
      ["update", "brindlemark", "--name", "en=\(name)", "--reason", "renamed", "--key", "brindlemark"],
      ["party", "admit", "third", "--name", name, "--role", "reviewer", "--signing-key", "reviewer"],
    ] {
      let answer = try workshop.run(words + registrar).expectDone()
      #expect(answer.error.contains("looks like quillonia, the name of quillonia"), "\(answer)")
      #expect(answer.error.contains("holds a character that is not seen, U+200B"), "\(answer)")
    }
    let plain = try workshop.run(
      ["update", "quillonia", "--name", "en=Quillonia Two", "--reason", "renamed", "--key", "quillonia"] + registrar)
    #expect(!plain.expectDone().error.contains("warning:"), "\(plain)")
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
    #expect(answer.output.contains("\n1222 signatories, entries 2 to 1223\n"), "\(answer)")
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
