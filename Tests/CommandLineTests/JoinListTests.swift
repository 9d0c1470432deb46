import Fixtures
import Glibc
import LedgerSamples
import Pledges
import Testing

@testable import pledgebook

@Suite("Many join with keys of their own: a statement for each to sign, and all of them or none")
struct JoinListTests {
  static let time = ["--at", "2031-02-01T00:00:00Z"]
  static let list = """
    id,name_en,name_fr,kind,country,effective,public_key,threshold,identified
    osselund,Osselund,Osselund,state,XB,2031-03-01T00:00:00Z,stranger.pub,1,in-person;2031-01-20;register of visits 14
    veshmora,Veshmora,,state,XC,2031-03-01T00:00:00Z,reviewer.pub;panel.pub,2,
    tarn,Tarn,,state,XD,2031-03-01T00:00:00Z,challenger.pub,,

    """

  static func workshop(_ list: String) throws -> Workshop {
    let workshop = try Workshop()
    try workshop.folder.write(Array(list.utf8), to: "list.csv")
    return workshop
  }

  /// The list in JSON.
  static let json = """
    [{"id": "osselund", "name": {"en": "Osselund", "fr": "Osselund"}, "kind": "state", "country": "XB",
      "effective": "2031-03-01T00:00:00Z", "publicKeys": ["stranger.pub"], "threshold": 1,
      "identified": "in-person;2031-01-20;register of visits 14"},
     {"id": "veshmora", "name": {"en": "Veshmora"}, "kind": "state", "country": "XC",
      "effective": "2031-03-01T00:00:00Z", "publicKeys": ["reviewer.pub", "panel.pub"], "threshold": 2},
     {"id": "tarn", "name": {"en": "Tarn"}, "kind": "state", "country": "XD", "effective": "2031-03-01T00:00:00Z",
      "publicKeys": ["challenger.pub"]}]
    """

  @Test(
    "each signs its own, and what came back is recorded together",
    arguments: [
      list, "\u{FEFF}" + list.replacing("b;p", with: "b; p").replacing("\n", with: "\r\n"),
      json,
    ])
  func whole(_ list: String) throws {
    let workshop = try Self.workshop(list)
    let told = try workshop.run(
      ["join", "--from", "list.csv", "--registrar-key", "registrar", "--out", "joins"] + Self.time
    ).expectDone()
    #expect(told.output.contains("joins/osselund.json: still needs 1 signature of the new keys, by"), "\(told)")
    #expect(told.output.contains("joins/veshmora.json: still needs 2 signatures of the new keys, by"), "\(told)")
    #expect(told.output.split(separator: "\n").count == 3, "\(told)")
    let signers = [("osselund", ["stranger"]), ("veshmora", ["reviewer", "panel"]), ("tarn", ["challenger"])]
    for (id, keys) in signers {
      let options = keys.flatMap { ["--key", $0] }
      try workshop.run(["sign", "joins/\(id).json"] + options + ["--out", "\(id).signed.json"]).expectDone()
    }
    // One that still lacks a signature holds up all of them.
    try workshop.run(
      ["submit", "osselund.signed.json", "joins/veshmora.json", "tarn.signed.json", "--json"] + Self.time
    ).expectRefusal("signature.missing", status: 5)
    let osselund = try given(PartyID("osselund"))
    #expect(try workshop.state().members[osselund] == nil)
    try workshop.run(["submit"] + signers.map { "\($0.0).signed.json" } + Self.time).expectDone()
    let state = try workshop.state()
    #expect(state.members[osselund]?.profile.country == "XB")
    #expect(state.members[osselund]?.name.text(in: "fr") == "Osselund")
    let veshmora = try given(PartyID("veshmora"))
    #expect(state.members[veshmora]?.profile.basis == .signed)
    let report = try workshop.run("report", "osselund", "--format", "json").expectDone()
    #expect(report.output.contains("register of visits 14"), "\(report)")
  }

  @Test("without a signature as well, told in JSON; an empty folder will do")
  func drafts() throws {
    let workshop = try Self.workshop(Self.list)
    try #require(mkdir(workshop.folder.path("joins"), 0o755) == 0)
    let told = try workshop.run(
      ["join", "--from", "-", "--draft", "joins/", "--json"] + Self.time, input: Array(Self.list.utf8)
    ).expectDone()
    for words in ["\"joins/1\"", "\"holds\": \"draft\"", "tarn.json", "of the registrar", "of the new keys"] {
      #expect(told.output.contains(words), "\(words): \(told)")
    }
    let draft = try String(decoding: workshop.folder.read("joins/tarn.json"), as: UTF8.self)
    #expect(draft.contains("\"statement\"") && !draft.contains("\"signatures\""))
  }

  @Test("--check says what would be recorded, and writes nothing")
  func checked() throws {
    let workshop = try Self.workshop(Self.list)
    let (ledger, names) = (try workshop.ledgerFiles(), try workshop.folder.names())
    let told = try workshop.run(
      ["join", "--from", "list.csv", "--registrar-key", "registrar", "--check", "--json"] + Self.time
    ).expectDone()
    for words in ["\"trial/1\"", "Osselund", "Veshmora", "Tarn", "; 2 signatures of the new keys, by ", "(veshmora); "]
    {
      #expect(told.output.contains(words), "\(words): \(told)")
    }
    #expect(!told.output.contains("of the registrar"), "\(told)")
    #expect(try workshop.ledgerFiles() == ledger)
    #expect(try workshop.folder.names() == names)
    // The same list with a fault.
    try workshop.folder.write(Array(Self.list.replacing("XB", with: "xb").utf8), to: "list.csv")
    try workshop.refuses("register.malformed", status: 2, "join", "--from", "list.csv", "--check")
  }

  /// A change of the list, and how it is refused.
  struct Wrong: CustomTestStringConvertible {
    let old: String
    let new: String
    var code = "register.malformed"
    let told: String

    var testDescription: String { told }
  }

  static let wrong: [Wrong] = [
    // The form of the list.
    Wrong(old: "osselund,Oss", new: "Osselund,Oss", told: "line 2, id: "),
    Wrong(old: "veshmora,Vesh", new: "osselund,Vesh", told: "line 3, id: osselund stands in line 2 already"),
    Wrong(old: "XB", new: "Xland", told: "line 2, country: "),
    Wrong(old: "2031-03-01T00:00:00Z,str", new: "1.3.2031,str", told: "line 2, effective: "),
    Wrong(old: "2031-03-01T00:00:00Z,str", new: "44986,str", told: "line 2, effective: "),
    Wrong(old: "\nosselund,Osselund,Osselund", new: "\nosselund,,", told: "line 2, name_en: "),
    Wrong(old: "state,XB", new: ",XB", told: "line 2, kind: is missing"),
    Wrong(old: ",2,\n", new: ",two,\n", told: "line 3, threshold: "),
    Wrong(old: ",2,\n", new: ",0,\n", told: "line 3, threshold: "),
    Wrong(old: "stranger.pub", new: "", told: "line 2, public_key: is missing"),
    Wrong(old: "Osselund,Osselund", new: "#NAME?,Osselund", told: "line 2, name_en: #NAME? is an error of the"),
    Wrong(old: "country", new: "land", told: "line 1: land is an unknown column"),
    Wrong(old: "effective,", new: "since,", told: "line 1: the column effective is missing"),
    Wrong(old: "public_key", new: "key", told: "line 1: the column public_key is missing"),
    Wrong(old: "country", new: "kind", told: "line 1: a column stands twice: kind"),
    Wrong(old: "XB", new: "XB,more", told: "line 2: has 10 fields"),
    Wrong(old: ",", new: ";", told: "line 1: the columns are separated by semicolons"),
    Wrong(old: list, new: "", told: "line 1: the file is empty"),
    Wrong(old: list, new: String(list.prefix { $0 != "\n" }), told: "there is nobody in the list"),
    Wrong(old: list, new: "[]", told: "there is nobody in the list"),
    Wrong(old: list, new: "{\"id\": \"osselund\"}", told: "the file is not a list of signatories"),
    Wrong(old: list, new: json.replacing("\"threshold\": 1", with: "\"source\": 1"), told: "signatory 1, source: "),
    Wrong(old: list, new: json.replacing("stranger.pub", with: "no.pub"), told: "signatory 1, publicKeys: "),
    // The files that it names.
    Wrong(old: "stranger.pub", new: "nowhere.pub", told: "line 2, public_key: cannot read nowhere.pub: no such file"),
    Wrong(old: "stranger.pub", new: "stranger", told: "line 2, public_key: stranger: a private key was given"),
    Wrong(old: "stranger.pub", new: "law.txt", told: "line 2, public_key: law.txt: "),
    Wrong(
      old: "challenger.pub", new: "panel.pub", told: "line 4, public_key: panel.pub: this key stands in line 3 already"),
    Wrong(old: "in-person;", new: "by-heart;", told: "line 2, identified: "),
    Wrong(old: "2031-01-20;", new: "January;", told: "line 2, identified: "),
    Wrong(old: ";register of visits 14", new: "", told: "line 2, identified: "),
    // The rules.
    Wrong(
      old: "osselund,Oss", new: "quillonia,Oss", code: "rule.signatory.already-member",
      told: "line 2, id: quillonia is a member already"),
    Wrong(
      old: "Osselund,state", new: "Osselund,planet", code: "rule.signatory.unknown-kind",
      told: "line 2, kind: planet is not a kind"),
    Wrong(
      old: "threshold,identified", new: "threshold,traits", code: "rule.signatory.unknown-trait",
      told: "line 2, traits: in-person is not a trait"),
    Wrong(
      old: "threshold,identified", new: "threshold,subscribed", code: "rule.signatory.unknown-commitment",
      told: "line 2, subscribed: in-person is not a commitment"),
    Wrong(
      old: "stranger.pub", new: "quillonia.pub", code: "rule.signatory.key-in-use", told: "line 2, public_key: key "),
    Wrong(
      old: ",2,\n", new: ",3,\n", code: "rule.signatory.threshold",
      told: "line 3, threshold: 3 keys cannot sign where there are 2"),
  ]

  @Test("what is wrong with a line is named, and nothing is written", arguments: wrong)
  func refused(_ wrong: Wrong) throws {
    try #require(Self.list.contains(wrong.old))
    // In these two columns stands what a trait or a commitment could be called.
    let isOther = wrong.new.hasPrefix("threshold,")
    let list = isOther ? Self.list.replacing(";2031-01-20;register of visits 14", with: "") : Self.list
    let workshop = try Self.workshop(list.replacing(wrong.old, with: wrong.new))
    let names = try workshop.folder.names()
    let told = try workshop.run(
      ["join", "--from", "list.csv", "--registrar-key", "registrar", "--out", "joins", "--json"] + Self.time)
    told.expectRefusal(wrong.code, status: wrong.code.hasPrefix("rule.") ? 5 : 2)
    #expect(told.error.contains("list.csv cannot be taken as it is; nothing was written"), "\(told)")
    #expect(told.error.contains(wrong.told), "\(told)")
    #expect(try workshop.folder.names() == names)
  }

  @Test("all faults of all lines in one go, those of form and those against the rules")
  func allAtOnce() throws {
    let workshop = try Self.workshop(
      Self.list.replacing("XB", with: "Xland").replacing("veshmora,Vesh", with: "quillonia,Vesh")
        .replacing("challenger.pub", with: "registrar.pub"))
    let told = try workshop.run(["join", "--from", "list.csv", "--draft", "joins", "--json"] + Self.time)
    told.expectRefusal("register.malformed", status: 2)
    for words in ["line 2, country: ", "line 3, id: quillonia is", "line 4, public_key: key "] {
      #expect(told.error.contains(words), "\(words): \(told)")
    }
  }

  @Test("a key that is not the registrar's is no fault of a line")
  func otherRegistrar() throws {
    let workshop = try Self.workshop(Self.list)
    let told = try workshop.run(
      ["join", "--from", "list.csv", "--registrar-key", "brindlemark", "--out", "joins", "--json"] + Self.time)
    told.expectRefusal("usage.wrong-key", status: 2)
    #expect(!told.error.contains("line 2"), "\(told)")
  }

  @Test("what is odd about a name is warned of, with its line")
  func doubts() throws {
    let workshop = try Self.workshop(Self.list.replacing("Tarn", with: "Osselund"))
    let told = try workshop.run(["join", "--from", "list.csv", "--draft", "joins"] + Self.time).expectDone()
    #expect(
      told.error.contains("list.csv, line 4, name_en: Osselund is the same name as that of osselund (line 2)"),
      "\(told)")
  }
}
