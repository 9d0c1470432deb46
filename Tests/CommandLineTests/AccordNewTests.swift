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
      "verger", "fr, en", "Accord du verger", "Orchard Accord", "state=État", "State", "", "Ouvrir le puits",
      "Keep the well open", "Tailler en hiver", "Prune in winter", "", "2031", "2", "", "0",
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
    let wrong = try workshop.run(
      atTerminal: "Not an id\n", ["accord", "new", "wrong.json"], asks: "id of the accord")
    #expect(wrong.status == 2 && wrong.error.contains("not a valid accord id"), "\(wrong)")
    #expect(try !workshop.folder.names().contains("wrong.json"))
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
