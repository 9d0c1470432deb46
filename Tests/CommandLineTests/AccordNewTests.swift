import CanonicalJSON
import Fixtures
import Testing

@testable import AccordTemplates
@testable import pledgebook

@Suite("A new accord is a valid one, however it is asked for")
struct AccordNewTests {
  private static let orchard = [
    "--id", "orchard", "--title", "en=Orchard Accord", "--kind", "state=State", "--kind", "company=Company",
    "--commitment", "o-1=Keep the well open", "--commitment", "o-2=Prune in winter",
  ]
  private static let years = ["--first-year", "2031", "--periods", "2", "--due", "03-31", "--grace", "10"]

  @Test("options make a document with periods, which a ledger takes, and the check says who owes what by when")
  func options() throws {
    let workshop = try Workshop()
    try workshop.run(["accord", "new", "orchard.json"] + Self.orchard + Self.years).expectDone()
    let told = try workshop.run("accord", "check", "orchard.json").expectDone()
    #expect(told.output.contains("State (state):"), "\(told)")
    #expect(told.output.contains("    o-2  Prune in winter"), "\(told)")
    #expect(
      told.output.contains(
        "for 2032, 1 January 2032 to 31 December 2032: from 1 January 2033 until 31 March 2033, and late for 10 days more"
      ),
      "\(told)")
    let json = try workshop.run("accord", "check", "orchard.json", "--json").expectDone()
    #expect(
      json.output.contains("\"closes\":\"2033-04-10T23:59:59Z\"")
        || json.output.contains("\"closes\": \"2033-04-10T23:59:59Z\""), "\(json)")
    try workshop.run(
      "init", "--origin", "pledges.example/orchard", "--accord", "orchard.json", "--registrar-key", "registrar",
      "--log-signing-key", "log", "--environment", "demo", "--at", "2030-12-01T00:00:00Z", "--ledger", "orchard.db"
    ).expectDone()
  }

  @Test("several languages each have their words")
  func languages() throws {
    let workshop = try Workshop()
    try workshop.run(
      "accord", "new", "verger.json", "--id", "verger", "--title", "fr=Accord du verger", "--title",
      "en=Orchard Accord",
      "--kind", "state=fr=État", "--kind", "state=en=State", "--commitment", "o-1=fr=Ouvrir le puits", "--commitment",
      "o-1=en=Keep the well open"
    ).expectDone()
    let text = String(decoding: try workshop.folder.read("verger.json"), as: UTF8.self)
    #expect(text.contains("Ouvrir le puits") && text.contains("Keep the well open"))
    #expect(try workshop.run("accord", "check", "verger.json").expectDone().output.contains("nobody owes a report"))
  }

  @Test("an official text makes it official; without one it is marked demo, and says so")
  func officialText() throws {
    let workshop = try Workshop()
    let demo = try workshop.run(["accord", "new", "demo.json"] + Self.orchard).expectDone()
    #expect(demo.error.contains("it is marked demo"), "\(demo)")
    try workshop.run(
      ["accord", "new", "official.json", "--official-text", "en=law.txt;uri=https://orchard.example/text"]
        + Self.orchard
    ).expectDone()
    let told = try workshop.run("accord", "check", "official.json").expectDone()
    #expect(told.output.contains("definition  official"), "\(told)")
  }

  @Test(
    "what makes no accord is refused, and nothing is written",
    arguments: [
      ("accord.malformed", 2, ["--commitment", "1=One"]), ("accord.malformed", 2, ["--kind", "State=State"]),
      ("usage.invalid-value", 2, ["--first-year", "2031", "--due", "02-29"]),
      ("usage.invalid-value", 2, ["--first-year", "2031", "--due", "3-31"]),
      ("usage.invalid-value", 2, ["--first-year", "soon"]),
      ("usage.invalid-value", 2, ["--first-year", "2031", "--periods", "0"]),
      ("usage.invalid-value", 2, ["--first-year", "2031", "--grace=-1"]),
      ("usage.missing-option", 2, ["--periods", "3"]), ("usage.invalid-value", 2, ["--language", "English"]),
      ("usage.invalid-value", 2, ["--commitment", "o-1=Again"]),
      ("usage.invalid-value", 2, ["--official-text", "en=law.txt"]),
      ("accord.malformed", 2, ["--status", "unofficial"]),
      ("usage.conflicting-options", 2, ["--template", "paris-call-2018"]),
    ])
  func refused(_ code: String, _ status: Int32, _ more: [String]) throws {
    let workshop = try Workshop()
    let told = try workshop.run(["accord", "new", "new.json", "--json"] + Self.orchard + more)
    told.expectRefusal(code, status: status)
    #expect(try !workshop.folder.names().contains("new.json"))
  }

  @Test("without a terminal, all that is missing is told at once")
  func missing() throws {
    let workshop = try Workshop()
    let told = try workshop.run("accord", "new", "new.json", "--title", "en=T", "--json")
    told.expectRefusal("usage.missing-option", status: 2)
    #expect(told.error.contains("missing: --id, --kind, --commitment"), "\(told)")
  }

  @Test("at a terminal it asks for what no option gives")
  func questions() throws {
    let workshop = try Workshop()
    let answers = [
      "verger", "fr, en", "Accord du verger", "Orchard Accord", "state=État", "State", "company=Entreprise", "Company",
      "", "Ouvrir le puits", "Keep the well open", "Tailler en hiver", "Prune in winter", "", "", "company", "law.txt",
      "https://orchard.example/fr", "", "2026-11-03", "Bureau du verger", "bureau@orchard.example", "2031", "2", "",
      "0", "no", "90", "3", "registered", "not-so=Ce n’est pas vrai", "It is not so", "", "", "45",
    ]
    let told = try workshop.run(
      atTerminal: answers.map { $0 + "\n" }.joined(), ["accord", "new", "verger.json"], asks: "id of the accord")
    #expect(told.status == 0, "\(told)")
    let checked = try workshop.run("accord", "check", "verger.json").expectDone().output
    #expect(checked.contains("verger 1.0.0: Orchard Accord"), "\(checked)")
    #expect(checked.contains("c-2  Prune in winter"), "\(checked)")
    #expect(
      checked.contains("for 2032, 1 January 2032 to 31 December 2032: from 1 January 2033 until 31 March 2033\n"),
      "\(checked)")
    #expect(checked.contains("contact: ") == false && checked.contains("bureau@orchard.example"), "\(checked)")
    #expect(checked.contains("definition  official"), "\(checked)")
    #expect(checked.contains("  State (state):\n    c-1  Keep the well open\n  Company (company):\n"), "\(checked)")
    #expect(
      checked.contains("challenges  by registered parties; an answer within 30 days, a decision within 45 days"),
      "\(checked)")
    #expect(checked.contains("  not-so  It is not so"), "\(checked)")
    #expect(
      checked.contains(
        "membership  without reservations; who leaves gives 90 days of notice; may be delisted after 3 silent periods"),
      "\(checked)")
  }

  @Test("an answer that cannot be taken is asked for again, with what is wrong with it, and all before it is kept")
  func again() throws {
    let workshop = try Workshop()
    let answers = [
      "Not an id", "orchard", "English", "", "", "Orchard Accord", "", "State", "State=State", "state=", "state=State",
      "state=Again", "", "", "Keep the well open", "", "nowhere.pdf", "law.txt", "orchard.example",
      "https://orchard.example", "yesterday", "", "", "", "soon", "2031", "none", "1", "02-29", "", "-1", "0",
      "perhaps",
      "", "many", "", "0", "", "everybody", "anyone", "", "so=So", "", "", "",
    ]
    let told = try workshop.run(
      atTerminal: answers.map { $0 + "\n" }.joined(), ["accord", "new", "orchard.json"], asks: "id of the accord")
    #expect(told.status == 0, "\(told)")
    for said in [
      "Not an id is not a valid accord id", "English is not a language tag", "this needs an answer",
      "“State” has no = between an id and a name", "State is not a valid kind id", "there is no name behind the =",
      "state is there already", "nowhere.pdf", "“orchard.example” is not an address", "“yesterday” is not a date",
      "“soon” is not a whole number", "“none” is not a whole number from 1 to 500", "“02-29” is no month and day",
      "“-1” is not a whole number from 0 to 36500", "“perhaps” is none of yes, no", "“many” is not a whole number",
      "“0” is not a whole number from 1 to 500", "“everybody” is none of nobody, registered, anyone",
      "contact: to be named; a production ledger refuses it",
    ] { #expect(told.error.contains(said), "\(said)\n\(told)") }
    try workshop.run("accord", "check", "orchard.json").expectDone()
    // The terminal that closes ends it.
    let ended = try workshop.run(
      atTerminal: "orchard\n\u{4}", ["accord", "new", "ended.json"], asks: "id of the accord")
    #expect(ended.status == 2 && ended.error.contains("the questions ended without an answer"), "\(ended)")
    #expect(try !workshop.folder.names().contains("ended.json"))
  }

  @Test("options say who owes what, how one leaves and who may challenge; what nobody decided is listed")
  func decided() throws {
    let workshop = try Workshop()
    let bare = try workshop.run(["accord", "new", "bare.json"] + Self.orchard).expectDone()
    for said in [
      "contact: to be named; a production ledger refuses it", "nobody can challenge under this accord",
      "who leaves gives no notice", "nobody owes a report", "the text only repeats the title: o-1, o-2",
    ] {
      #expect(bare.error.contains(said), "\(bare)")
      #expect(try workshop.run("accord", "check", "bare.json").expectDone().output.contains(said))
    }
    let rules = [
      "--owes", "o-2=company", "--reservations", "no", "--withdrawal-notice", "90", "--delist-after", "3",
      "--challenges",
      "anyone", "--ground", "not-so=It is not so", "--response-days", "1", "--contact", "office@orchard.example",
    ]
    let full = try workshop.run(["accord", "new", "full.json"] + Self.orchard + Self.years + rules).expectDone()
    #expect(!full.error.contains("contact") && !full.error.contains("challenge"), "\(full)")
    let json = try workshop.run("accord", "check", "full.json", "--json").expectDone().json
    #expect(json?.member("challenge")?.member("who")?.string == "anyone")
    #expect(json?.member("challenge")?.member("responseDays")?.integer == 1)
    #expect(json?.member("challenge")?.member("resolutionDays")?.integer == 60)
    #expect(json?.member("membership")?.member("withdrawalNoticeDays")?.integer == 90)
    #expect(
      json?.member("commitments")?.elements.map { $0.member("kinds")?.elements.compactMap(\.string) ?? [] }
        == [["state", "company"], ["company"]])
    for more in [
      ["--challenges", "anyone"], ["--ground", "a=A"], ["--response-days", "3"], ["--owes", "o-9=state"],
      ["--owes", "o-1=planet"], ["--challenges", "nobody", "--ground", "a=A"],
    ] {
      let told = try workshop.run(["accord", "new", "new.json"] + Self.orchard + more)
      #expect(told.status == 2 && told.error.contains("hint: "), "\(told)")
      #expect(try !workshop.folder.names().contains("new.json"))
    }
  }

  @Test("no production ledger begins with an accord whose office cannot be reached")
  func contact() throws {
    let workshop = try Workshop()
    let text = ["--official-text", "en=law.txt;uri=https://orchard.example/text"]
    try workshop.run(["accord", "new", "orchard.json"] + Self.orchard + text).expectDone()
    func make(_ environment: String, _ accord: String) throws -> Transcript {
      try workshop.run(
        "init", "--origin", "pledges.example/orchard", "--accord", accord, "--registrar-key", "registrar",
        "--log-signing-key", "log", "--environment", environment, "--ledger", "orchard.db", "--check", "--json")
    }
    try make("production", "orchard.json").expectRefusal("accord.contact", status: 2)
    try make("demo", "orchard.json").expectDone()
    try workshop.run(
      ["accord", "new", "reached.json", "--contact", "office@orchard.example"] + Self.orchard + text
    ).expectDone()
    try make("production", "reached.json").expectDone()
  }

  @Test("accord show has of each commitment its text, whom it addresses, what claims need, levels and challenges")
  func show() throws {
    let workshop = try Workshop()
    let told = try workshop.run("accord", "show").expectDone().output
    for said in [
      "Signatories do not take part in the online theft of trade secrets",
      "    for State (state), Public authority (public-authority), Company",
      "  partially-met   Partially met   needs evidence and an explanation", "levels of review\n", "  limited ",
      "challenges  by registered parties; an answer within 30 days", "  claim-contradicted ",
    ] { #expect(told.contains(said), "\(said)\n\(told)") }
    let json = try workshop.run("accord", "show", "--json").expectDone().json
    #expect((json?.member("challenge")?.member("grounds")?.count ?? 0) > 0)
    #expect(json?.member("claimValues")?.elements.first { _ in true }?.member("needsEvidence")?.boolean == true)
    #expect(
      json?.member("commitments")?.elements.first { _ in true }?.member("text")?.string?.hasPrefix("Signatories do not")
        == true)
  }

  @Test("each template is a valid accord once it has its official text, unofficial, and owes nobody a date")
  func templates() throws {
    let workshop = try Workshop()
    for template in AccordTemplate.allCases {
      let file = "\(template.rawValue).json"
      let text = template.hasOfficialText ? [] : ["--official-text", "en=law.txt;uri=\(template.source)"]
      try workshop.run(["accord", "new", file, "--template", template.rawValue] + text).expectDone()
      let told = try workshop.run("accord", "check", file).expectDone()
      #expect(told.output.contains("definition  unofficial") && told.output.contains("nobody owes a report"), "\(told)")
      let listed = try workshop.run("accord", "templates").expectDone().output
      #expect(listed.contains(template.rawValue) && listed.contains(template.source))
      guard !template.hasOfficialText else { continue }
      let bare = try workshop.run("accord", "new", "bare.json", "--template", template.rawValue, "--json")
      bare.expectRefusal("usage.missing-option", status: 2)
      #expect(bare.error.contains(template.source), "\(bare)")
    }
    try workshop.run("accord", "templates", "--json").expectDone()
  }

  @Test("the Paris Call of the program is the one that ships as a public fact")
  func sameParisCall() throws {
    let shipped = try run("cat", [Program.package + "/Ledger/Accords/paris-call-2018.json"]).output
    #expect(AccordTemplate.parisCall.document == shipped)
  }
}
