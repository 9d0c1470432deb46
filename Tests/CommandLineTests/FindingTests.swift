import CanonicalJSON
import Fixtures
import Testing

@Suite("Entries say whom and what they are about, and who signed them")
struct EntryListTests {
  @Test("a line each, for people")
  func text() throws {
    let workshop = try Workshop()
    let list = try workshop.run("entries", "--kind", "signatory.join").expectDone().output
    #expect(
      list.hasPrefix(
        "2  2030-12-02T00:00:00Z  signatory.join  \"quillonia\" (quillonia) joins as state, with effect from "),
      "\(list)")
    #expect(list.contains("  signed by "), "\(list)")
    #expect(try workshop.run("log", "--kind", "signatory.join").expectDone().output == list)
    let last = try workshop.run("entries", "--reverse", "--limit", "1").expectDone().output
    #expect(last.hasPrefix("3  ") && last.split(separator: "\n").count == 1, "\(last)")
    #expect(try workshop.run("entries", "--limit", "0").expectDone().output == "")
  }

  @Test("and for programs, with names beside ids")
  func json() throws {
    let workshop = try Workshop()
    try workshop.run(
      "update", "quillonia", "--name", "en=Republic of Quillonia", "--reason", "renamed", "--registrar-key",
      "registrar", "--key", "quillonia", "--at", "2031-01-01T00:00:00Z"
    ).expectDone()
    let entries = try #require(workshop.run("entries", "--json").expectDone().json?.member("entries")).elements
    let join = try #require(entries.first { $0.member("index")?.integer == 2 })
    #expect(join.member("about")?.elements.compactMap { $0.member("id")?.string } == ["quillonia"])
    #expect(join.member("about")?.elements.compactMap { $0.member("name")?.string } == ["Republic of Quillonia"])
    let owners = join.member("keys")?.elements.compactMap { $0.member("owner")?.string } ?? []
    #expect(Set(owners) == ["quillonia", "registrar"])
    #expect(join.member("keys")?.count == join.member("signedBy")?.count)
    #expect(join.member("what")?.string?.contains("joins as state") == true)
    // The genesis is about the ledger.
    #expect(entries.first { $0.member("index")?.integer == 0 }?.member("about")?.count == 0)
  }

  @Test(
    "a kind that is none is a mistake, with what was perhaps meant first and all kinds behind it",
    arguments: [
      ("attestation.sumbit", "did you mean attestation.submit? the kinds are ledger.genesis, "),
      ("challenge.o", "did you mean challenge.open? the kinds are "), ("No Kind", "the kinds are ledger.genesis, "),
      ("vote.cast", "the kinds are ledger.genesis, "),
    ])
  func unknownKind(_ kind: String, _ hint: String) throws {
    for command in ["entries", "log"] {
      let refused = try Workshop().run(command, "--kind", kind)
      #expect(refused.status == 2, "\(refused)")
      #expect(refused.error.contains("hint: \(hint)"), "\(refused)")
      #expect(refused.error.contains("text.redact"), "\(refused)")
    }
  }

  @Test("show says it in words, and by whose name it is signed")
  func show() throws {
    let workshop = try Workshop()
    try workshop.run(
      "update", "quillonia", "--name", "en=Republic of Quillonia", "--reason", "renamed", "--registrar-key",
      "registrar", "--key", "quillonia", "--at", "2031-01-01T00:00:00Z"
    ).expectDone()
    let text = try workshop.run("show", "4").expectDone().output
    #expect(text.contains("  \"Republic of Quillonia\" (quillonia), brought in by the registrar, "), "\(text)")
    #expect(
      text.contains("\n\"Republic of Quillonia\" (quillonia) is renamed, with effect from 1 January 2031\n"), "\(text)")
    let shown = try workshop.run("show", "4", "--json").expectDone().json
    #expect(
      shown?.member("words")?.member("details")?.elements.compactMap(\.string) == [
        #"name (en): "Republic of Quillonia""#
      ])
    #expect(shown?.member("about")?.elements.compactMap { $0.member("id")?.string } == ["quillonia"])
  }
}

@Suite("The list of signatories")
struct SignatoryListTests {
  private func workshop() throws -> Workshop {
    let workshop = try Workshop()
    try workshop.run(
      "join", "osselund", "--name", "en=東京 ☂ Osselund", "--kind", "civil-society", "--signing-key", "stranger",
      "--registrar-key", "registrar", "--at", "2031-01-06T00:00:00Z"
    ).expectDone()
    return workshop
  }

  @Test("keeps its columns by what a terminal shows")
  func text() throws {
    let list = try workshop().run("signatories", "--as-of", "2031-01-07").expectDone().output
    #expect(
      list == """
        id           name             kind           country  standing  joined
        brindlemark  brindlemark      state          XA       new       2030-12-02T00:00:00Z
        osselund     東京 ☂ Osselund  civil-society           new       2031-01-06T00:00:00Z
        quillonia    quillonia        state          XA       new       2030-12-02T00:00:00Z

        """, "\(list)")
  }

  @Test("takes those of a kind, and those that stand in some way")
  func filters() throws {
    let workshop = try workshop()
    func ids(_ words: String...) throws -> [String] {
      let list = try workshop.run(["signatories", "--as-of", "2031-01-07", "--json"] + words).expectDone()
      return list.json?.member("signatories")?.elements.compactMap { $0.member("id")?.string } ?? []
    }
    #expect(try ids() == ["brindlemark", "osselund", "quillonia"])
    #expect(try ids("--kind", "civil-society") == ["osselund"])
    #expect(try ids("--standing", "delisted") == [])
    #expect(try ids("--standing", "new", "--kind", "state") == ["brindlemark", "quillonia"])
  }

  @Test("is a table as well, with where it comes from in each row")
  func csv() throws {
    let workshop = try workshop()
    let table = try workshop.run("signatories", "--as-of", "2031-01-07", "--format", "csv").expectDone().output
    let rows = table.replacing("\r\n", with: "\n").split(separator: "\n")
    #expect(rows.count == 4)
    #expect(rows.first?.hasSuffix(",signatory,name,kind,country,standing,joined,joined_entry") == true)
    #expect(rows.last?.hasSuffix(",quillonia,quillonia,state,XA,new,2030-12-02T00:00:00Z,2") == true)
    try workshop.run("signatories", "--format", "csv", "--out", "list.csv").expectDone()
    #expect(try workshop.folder.names().contains("list.csv-metadata.json"))
  }

  @Test(
    "refuses what is no kind, no standing and no form",
    arguments: [
      (["--kind", "stat"], "did you mean state? the kinds are "), (["--kind", "x"], "the kinds are "),
      (["--standing", "activ"], "active"), (["--format", "html"], "csv"), (["--bom"], "--format csv"),
      (["--json", "--format", "csv"], "leave out one of them"),
    ])
  func mistakes(_ words: [String], _ hint: String) throws {
    let refused = try Workshop().run(["signatories"] + words)
    #expect(refused.status == 2, "\(refused)")
    #expect((refused.error + refused.output).contains(hint), "\(refused)")
  }
}
