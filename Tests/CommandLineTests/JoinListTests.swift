import Fixtures
import Glibc
import Testing

@testable import pledgebook

@Suite("Many join with keys of their own: a statement for each, and all of them or none")
struct JoinListTests {
  private static let time = ["--at", "2031-02-01T00:00:00Z"]
  private static let list = """
    id,name_en,name_fr,kind,country,effective,public_key,threshold,identified
    osselund,Osselund,Osselund,state,XB,2031-03-01T00:00:00Z,stranger.pub,1,in-person;2031-01-20;register of visits 14
    veshmora,Veshmora,Veshmora,state,XC,2031-03-01T00:00:00Z,reviewer.pub;panel.pub,2,

    """

  private func workshop(_ list: String) throws -> Workshop {
    let workshop = try Workshop()
    try workshop.folder.write(Array(list.utf8), to: "list.csv")
    try #require(mkdir(workshop.folder.path("joins"), 0o755) == 0)
    return workshop
  }

  @Test("each signs its own, and what came back is recorded together", arguments: ["csv", "semicolons", "json"])
  func whole(_ form: String) throws {
    let workshop = try workshop(Self.list)
    var list = Self.list
    if form == "semicolons" {
      list = "\u{FEFF}"
        + list.replacing("in-person;2031-01-20;register of visits 14", with: "\"in-person|2031-01-20|register of visits 14\"")
        .replacing("reviewer.pub;panel.pub", with: "\"reviewer.pub|panel.pub\"").replacing(",", with: ";")
        .replacing("|", with: ";").replacing("\n", with: "\r\n")
    } else if form == "json" {
      let pem = String(decoding: try workshop.folder.read("stranger.pub"), as: UTF8.self).replacing("\n", with: "\\n")
      list = """
        [{"id": "osselund", "name": {"en": "Osselund", "fr": "Osselund"}, "kind": "state", "country": "XB",
          "effective": "2031-03-01T00:00:00Z", "keys": ["\(pem)"], "threshold": 1,
          "identified": ["in-person;2031-01-20;register of visits 14"]},
         {"id": "veshmora", "name": {"en": "Veshmora"}, "kind": "state", "effective": "2031-03-01T00:00:00Z",
          "keys": ["reviewer.pub", "panel.pub"], "threshold": 2}]
        """
    }
    try workshop.folder.write(Array(list.utf8), to: "list.csv")
    let told = try workshop.run(
      ["join", "--from", "list.csv", "--registrar-key", "registrar", "--out", "joins"] + Self.time
    ).expectDone()
    #expect(told.output.contains("joins/osselund.json  needs 1 signature of the new keys"), "\(told)")
    #expect(told.output.contains("joins/veshmora.json  needs 2 signatures of the new keys"), "\(told)")
    try workshop.run(
      "sign", "joins/osselund.json", "--key", "stranger", "--out", "joins/osselund.signed.json"
    ).expectDone()
    try workshop.run("sign", "joins/veshmora.json", "--key", "reviewer", "--out", "half.json").expectDone()
    // One that still lacks a signature holds up all of them.
    let early = try workshop.run(["submit", "joins/osselund.signed.json", "half.json", "--json"] + Self.time)
    #expect(early.status == 5, "\(early)")
    try workshop.run("sign", "half.json", "--key", "panel", "--out", "joins/veshmora.signed.json").expectDone()
    try workshop.run(
      ["submit", "joins/osselund.signed.json", "joins/veshmora.signed.json"] + Self.time
    ).expectDone()
    let state = try workshop.state()
    #expect(state.members[given(.init("osselund"))]?.country == "XB")
    #expect(state.members[given(.init("veshmora"))]?.basis == .signed)
  }

  @Test("without a signature as well, and in JSON with the files' names")
  func drafts() throws {
    let workshop = try workshop(Self.list)
    let told = try workshop.run(["join", "--from", "list.csv", "--draft", "joins", "--json"] + Self.time).expectDone()
    #expect(told.output.contains("joins/osselund.json"), "\(told)")
    #expect(told.output.contains("of the registrar"), "\(told)")
    // A second time nothing is replaced.
    let again = try workshop.run(["join", "--from", "list.csv", "--draft", "joins", "--json"] + Self.time)
    again.expectRefusal("io.exists", status: 3)
  }

  /// A change of the list, and what it is refused for.
  static let wrong: [(old: String, new: String, told: String)] = [
    ("osselund,Oss", "Osselund,Oss", "line 2, id: "), ("osselund,Oss", "quillonia,Oss", "line 2, quillonia: "),
    ("veshmora,Vesh", "osselund,Vesh", "line 3, id: osselund stands in line 2 already"),
    ("Osselund,state", "Osselund,planet", "line 2, osselund: "), ("XB", "Xland", "line 2, country: "),
    ("2031-03-01T00:00:00Z,str", "1.3.2031,str", "line 2, effective: "),
    ("2031-03-01T00:00:00Z,str", "2030-03-01T00:00:00Z,str", "line 2, osselund: "),
    ("stranger.pub", "nowhere.pub", "line 2, public_key: "), ("stranger.pub", "", "line 2, public_key: is missing"),
    ("stranger.pub", "quillonia.pub", "line 2, osselund: "), (",2,\n", ",3,\n", "line 3, veshmora: "),
    (",2,\n", ",two,\n", "line 3, threshold: "), ("in-person;", "by-heart;", "line 2, identified: "),
    ("Osselund,Osselund", "#NAME?,Osselund", "line 2, name_en: #NAME? is an error of the spreadsheet program"),
    ("country", "land", "line 1: land is an unknown column"), ("effective,", "since,", "the column effective is missing"),
    ("public_key", "key", "these are not the columns of a list"), ("XB", "XB,more", "line 2: has 10 fields"),
  ]

  @Test("what is wrong with a line is named, and no statement is written", arguments: wrong.indices)
  func refused(_ index: Int) throws {
    let wrong = Self.wrong[index]
    let workshop = try workshop(Self.list.replacing(wrong.old, with: wrong.new))
    let told = try workshop.run(
      ["join", "--from", "list.csv", "--registrar-key", "registrar", "--out", "joins", "--json"] + Self.time)
    told.expectRefusal("joins.malformed", status: 2)
    #expect(told.error.contains(wrong.told), "\(told)")
    #expect(try !workshop.folder.names().contains { $0.hasPrefix("joins/") })
  }

  @Test("all faults in one go")
  func allAtOnce() throws {
    let workshop = try workshop(
      Self.list.replacing("XB", with: "Xland").replacing("veshmora,Vesh", with: "quillonia,Vesh"))
    let told = try workshop.run(["join", "--from", "list.csv", "--draft", "joins", "--json"] + Self.time)
    #expect(told.error.contains("line 2, country: ") && told.error.contains("line 3, quillonia: "), "\(told)")
  }

  @Test("what stands in the lines is not said again as options, and the statements go somewhere")
  func options() throws {
    let workshop = try workshop(Self.list)
    try workshop.refuses("usage.missing-operand", status: 2, "join", "--name", "en=X", "--kind", "state")
    try workshop.refuses("usage.missing-option", status: 2, "join", "--from", "list.csv", "--registrar-key", "registrar")
    try workshop.refuses("usage.missing-key", status: 2, "join", "--from", "list.csv", "--out", "joins")
    for option in ["--name", "--kind", "--country", "--effective", "--signing-key", "--threshold"] {
      try workshop.refuses(
        "usage.conflicting-options", status: 2, "join", "--from", "list.csv", "--draft", "joins", option, "1")
    }
    try workshop.refuses("io.", status: 3, "join", "--from", "list.csv", "--draft", "nowhere", "--at", "2031-02-01T00:00:00Z")
  }
}
