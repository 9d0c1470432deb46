import AccordTemplates
import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import Pledges
import Reports

/// `accord new`: a valid accord document out of the few things that one needs, or out of a template.
enum AccordNewCommand {
  static let definition = CommandDefinition(
    ["accord", "new"], group: "Accords", summary: "write a valid accord document, by questions, options or a template",
    operands: [
      OperandDefinition("FILE", optional: true, file: .output, help: "where to write it (default: standard output)")
    ],
    options: [
      .value("id", "ID", help: "its id, which never changes"),
      .value("title", "LANG=TEXT", repeats: true, help: "its title, once for each language"),
      .value("language", "LANG", repeats: true, help: "its languages, the default first (default: those of the title)"),
      .value("kind", "ID=TEXT", repeats: true, help: "a kind of signatory; or ID=LANG=TEXT for each language"),
      .value("commitment", "ID=TEXT", repeats: true, help: "a commitment and its title; or ID=LANG=TEXT for each"),
      .value("first-year", "YEAR", help: "the first year reported on; without it nobody owes a report"),
      .value("periods", "N", help: "how many years (default 3)"),
      .value("due", "MM-DD", help: "when the report of a year is due, in the year after (default 03-31)"),
      .value("grace", "DAYS", help: "days after that in which a report is late and taken (default 30)"),
      .value("adopted", "DATE", help: "when it was adopted (default: today)"),
      .value(
        "official-text", "LANG=FILE;uri=ADDRESS", repeats: true,
        help: "a copy of the official text, whose digest the accord names; without one it is marked demo"),
      .choice(
        "status", AccordDocument.DefinitionStatus.allCases.map(\.rawValue),
        help: "whose definition it is (default: official with an official text, demo without)"),
      .choice(
        "legal-nature", AccordDocument.LegalNature.allCases.map(\.rawValue), help: "what it is (default: non-binding)"),
      .value("secretariat", "TEXT", help: "the office that keeps it (default: the title with Secretariat)"),
      .value("contact", "TEXT", help: "how to reach that office, no person; a production ledger wants it"),
      .value("owes", "C=KIND", repeats: true, help: "a kind that owes commitment C, once for each (default: all)"),
      .choice("reservations", ["yes", "no"], help: "whether a signatory may join with a reservation (default: yes)"),
      .value("withdrawal-notice", "DAYS", help: "days of notice before a signatory leaves (default 0)"),
      .value("delist-after", "N", help: "silent periods in a row after which the body may delist (default 2)"),
      .choice("challenges", ["nobody", "registered", "anyone"], help: "who may challenge a report (default: nobody)"),
      .value("ground", "ID=TEXT", repeats: true, help: "with --challenges: a ground for one; or ID=LANG=TEXT for each"),
      .value("response-days", "DAYS", help: "days in which a challenge is answered (default 30)"),
      .value("decision-days", "DAYS", help: "days in which it is decided (default 60)"),
      .choice("template", AccordTemplate.allCases.map(\.rawValue), help: "begin with this public commitment instead"),
      .overwrite,
    ],
    without: Unheeded.ledger,
    examples: [
      "pledgebook accord new accord.json",
      "pledgebook accord new accord.json --id orchard --title en=\"Orchard Accord\" --kind state=State "
        + "--commitment \"o-1=Keep the well open\" --first-year 2031 --periods 3 --due 03-31",
      "pledgebook accord new paris-call.json --template paris-call-2018",
    ],
    details: [
      "At a terminal it asks for what no option gives, and again where an answer cannot be taken. With --id, --title, --kind "
        + "and --commitment it asks nothing. Texts of commitments repeat their titles: go over the file, then run pledgebook "
        + "accord check FILE, which says who owes what by when. What nobody decided is listed at the end of both.",
      "Templates are public commitments as facts with their source, in words of our own and marked unofficial; pledgebook "
        + "accord templates lists them. One that pins no official text wants a copy of it with --official-text: an accord "
        + "whose text nobody can compare with the original is a rumour.",
    ])

  private static let described = [
    "id", "title", "language", "kind", "commitment", "first-year", "periods", "due", "grace", "adopted", "status",
    "legal-nature", "secretariat", "contact", "owes", "reservations", "withdrawal-notice", "delist-after", "challenges",
    "ground", "response-days", "decision-days",
  ]

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = session.arguments.operandPaths.first ?? .standardStream
    try session.refuseJSON(with: path, "accord new", holding: "an accord document")
    let document: JSONValue
    if let name = session.arguments.value("template"), let template = AccordTemplate(rawValue: name) {
      try session.arguments.refuse(described, with: "template")
      document = try filled(template, session)
    } else {
      document = try AccordQuestions.draft(session).document
    }
    let bytes = Array(document.displayText().utf8)
    // What it writes is what `accord check` accepts; where an answer makes it none, all its faults are told.
    let accord = try require(bytes)
    try session.write(bytes, to: path)
    if path != .standardStream {
      session.output.note("wrote \(path); who owes what by when: pledgebook accord check \(path.shellWord)")
    }
    let undecided = AccordTerms(accord).undecided
    if !undecided.isEmpty { session.output.note("still to be decided, or meant so:") }
    for line in undecided { session.output.note("  \(line)") }
    try WrittenFile.accord.show(path, &session)
    return .done
  }

  /// A template with the official text that it was read from.
  private static func filled(
    _ template: AccordTemplate, _ session: borrowing Session
  ) throws(CommandError) -> JSONValue {
    let root: JSONNode
    do {
      root = try JSONDocument(template.document, profile: .ledger).root
    } catch {
      throw .unexpected(error)
    }
    if template.hasOfficialText { try session.arguments.refuse(["official-text"], with: "template") }
    guard !template.hasOfficialText, case .object(let members) = JSONValue(root) else { return JSONValue(root) }
    let texts = try OfficialTextOption.read(session)
    guard !texts.isEmpty else {
      throw .usage(
        "missing-option", "\(template.rawValue) wants a copy of its official text, whose digest it then names",
        hint: "save the page \(template.source) and give it with --official-text \"en=FILE;uri=\(template.source)\"")
    }
    return .object(
      members.map { member in
        guard member.name.utf8.elementsEqual("officialTexts".utf8) else { return member }
        return JSONMember(name: member.name, value: .array(texts.map(\.json)))
      })
  }

  private static func require(_ bytes: [UInt8]) throws(CommandError) -> AccordDocument {
    do {
      return try AccordPublication(try JSONDocument(bytes, profile: .ledger).root, changes: nil).document
    } catch let error as AccordFaults {
      throw CommandError(
        code: "accord.malformed", message: "these answers make no accord document; nothing was written",
        faults: error.faults.map { "\($0)" }, upTo: .max, hint: "pledgebook accord new --help", exit: .usage)
    } catch {
      throw .unexpected(error)
    }
  }
}

/// `accord templates`: what `accord new --template` knows.
enum AccordTemplatesCommand {
  static let definition = CommandDefinition(
    ["accord", "templates"], group: "Accords", summary: "list the public commitments that accord new can begin with",
    without: Unheeded.ledger, examples: ["pledgebook accord templates"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    if session.output.isJSON {
      let templates = AccordTemplate.allCases.map { template -> JSONValue in
        [
          "id": .string(template.rawValue), "summary": .string(template.summary), "source": .string(template.source),
          "hasOfficialText": .boolean(template.hasOfficialText),
        ]
      }
      try session.output.writeDocument(.accordTemplates, ["templates": .array(templates)])
      return .done
    }
    for template in AccordTemplate.allCases {
      try session.output.print(template.rawValue)
      try session.output.print("  \(template.summary)")
      try session.output.print(
        "  \(template.source)" + (template.hasOfficialText ? "" : ", of which --official-text wants a copy"))
    }
    try session.output.print("all of them unofficial: facts with their source, and no word on who keeps them")
    return .done
  }
}
