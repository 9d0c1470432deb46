import CanonicalJSON
import Cryptography
import Files
import Fixtures
import Pledges
import Testing

@testable import pledgebook

@Suite("A form that was filled in says what options would say")
struct FormTests {
  private static let time = ["--at", "2032-02-01T00:00:00Z"]

  /// An empty form for Quillonia and 2031.
  private func form(_ workshop: Workshop) throws -> FilledForm {
    FilledForm(try workshop.run(["form", "quillonia", "--period", "2031"] + Self.time).expectDone().output)
  }

  /// What the form says is refused for, line by line; it leaves nothing behind.
  private func faults(_ bytes: [UInt8], _ workshop: Workshop, more: [String] = []) throws -> String {
    try workshop.folder.write(bytes, to: "filled.csv")
    let told = try workshop.run(
      ["attest", "--form", "filled.csv", "--draft", "draft.json", "--json"] + Self.time + more)
    told.expectRefusal("form.malformed", status: 2)
    #expect(try !workshop.folder.names().contains("draft.json"))
    return told.error
  }

  // MARK: - There and back

  /// What somebody says about a commitment, as a form and as options have it.
  private struct Saying {
    var cells: [(commitment: String, item: String, text: String)] = []
    var options: [String] = []

    mutating func say(_ commitment: String, _ item: String, _ text: String, as option: String, _ value: String) {
      cells.append((commitment, item, text))
      options += [option, value]
    }
  }

  private static let texts = [
    "Done.", "Two\nlines, and a \"quote\"", "“Smart” quotes; and semicolons", "À l’été: 12,5 %", "- with a hyphen",
    "Ends in a tab\tand goes on", "ﷺ and 中文",
  ]

  private static func saying(_ random: inout SeededGenerator) -> Saying {
    var saying = Saying()
    let commitments = ["la-1", "la-2", "la-4", "la-6", "la-7"].filter { _ in Bool.random(using: &random) }
    for id in commitments.isEmpty ? ["la-7"] : commitments {
      let value = ["met", "partially-met", "not-met"].randomElement(using: &random) ?? "met"
      saying.say(id, "claim", value, as: "--claim", "\(id)=\(value)")
      for language in ["en", "fr"] where value != "met" || Bool.random(using: &random) {
        let text = texts.randomElement(using: &random) ?? ""
        saying.say(id, "explanation/\(language)", text, as: "--explain", "\(id)=\(language)=\(text)")
      }
      for file in ["law.txt", "second.txt;title=A second; uri=", "third.txt"].prefix(
        Int.random(in: 1...3, using: &random))
      {
        let file = file.replacing("; uri=", with: ";uri=https://lantern.example/2")
        saying.say(id, "evidence", file, as: "--evidence", "\(id)=\(file)")
      }
      for (indicator, values) in indicators[id] ?? [] {
        let value = values.randomElement(using: &random) ?? ""
        saying.say(id, "indicator/\(indicator)", value, as: "--indicator", "\(id)/\(indicator)=\(value)")
      }
      if id == "la-1", let done = ["yes", "no", "planned"].randomElement(using: &random) {
        saying.say(id, "measure/ban", done, as: "--measure", "\(id)/ban=\(done)")
      }
      if Bool.random(using: &random), let text = texts.randomElement(using: &random) {
        saying.say(id, "plan", text, as: "--plan", "\(id)=\(text)")
      }
    }
    if Bool.random(using: &random), let text = texts.randomElement(using: &random) {
      saying.say("", "affirmation/fr", text, as: "--affirm", "fr=\(text)")
      saying.say("", "office", "Office of the lamp", as: "--office", "Office of the lamp")
    }
    return saying
  }

  private static let indicators: [String: [(String, [String])]] = [
    "la-1": [
      ("rule-published", ["yes", "no"]), ("rule-link", ["https://lantern.example/rule"]),
      ("cases-helped", ["0", "1200"]),
    ],
    "la-2": [("exercise-held", ["yes", "no"])], "la-4": [("position", texts)],
    "la-6": [("text-in-force", ["law", "policy"])],
    "la-7": [("own-staff-second-factor", ["12.5", "100", "0.125"]), ("last-campaign", ["2031-05-02"])],
  ]

  /// A draft with the words in the place of their digests, whose salts nobody chooses.
  private func words(_ name: String, _ workshop: Workshop) throws -> String {
    let draft = try DraftFile.read(.init(workshop.folder.path(name)))
    var payload = String(decoding: draft.payload, as: UTF8.self)
    for text in draft.texts {
      payload = payload.replacing(text.digest.hex, with: String(decoding: text.textBytes ?? [], as: UTF8.self))
    }
    return payload
  }

  @Test("however it is filled in, and whatever program saved it", arguments: 1...14)
  func roundTrip(_ seed: UInt64) throws {
    let workshop = try Workshop()
    for name in ["second.txt", "third.txt"] { try workshop.folder.write(Array(name.utf8), to: name) }
    var random = SeededGenerator(seed: seed)
    let saying = Self.saying(&random)
    var form = try form(workshop)
    for cell in saying.cells { form.answer(cell.commitment, cell.item, cell.text) }
    let saved = form.saved(
      separator: [",", ";", "\t"].randomElement(using: &random) ?? ",",
      lineEnd: ["\r\n", "\n"].randomElement(using: &random) ?? "\n",
      byteOrderMark: Bool.random(using: &random), quotesAll: Bool.random(using: &random))
    try workshop.folder.write(saved, to: "filled.csv")
    try workshop.run(["attest", "--form", "filled.csv", "--draft", "form.json"] + Self.time).expectDone()
    try workshop.run(
      ["attest", "--signatory", "quillonia", "--period", "2031", "--draft", "options.json"] + saying.options + Self.time
    ).expectDone()
    #expect(try words("form.json", workshop) == words("options.json", workshop))
  }

  @Test("in JSON as well")
  func json() throws {
    let workshop = try Workshop()
    let empty = try workshop.run(["form", "quillonia", "--period", "2031", "--format", "json"] + Self.time).expectDone()
    var text = empty.output
    // The answers of la-7, which is the last commitment that addresses a state.
    let place = try #require(text.range(of: "\"answer\"", after: "\"id\": \"la-7\""))
    let end = try #require(text.range(of: "\"affirmation\"", after: "\"id\": \"la-7\""))
    var answer = String(text[place.lowerBound..<end.lowerBound])
    answer = answer.replacing("\"claim\": null", with: "\"claim\": \"met\"")
      .replacing("\"evidence\": []", with: "\"evidence\": [\"law.txt\"]")
      .replacing("\"own-staff-second-factor\": null", with: "\"own-staff-second-factor\": \"12.5\"")
    text.replaceSubrange(place.lowerBound..<end.lowerBound, with: answer)
    try workshop.folder.write(Array(text.utf8), to: "filled.json")
    try workshop.run(["attest", "--form", "filled.json", "--draft", "form.json"] + Self.time).expectDone()
    try workshop.run(
      [
        "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-7=met", "--evidence", "la-7=law.txt",
        "--indicator", "la-7/own-staff-second-factor=12.5", "--draft", "options.json",
      ] + Self.time
    ).expectDone()
    #expect(try words("form.json", workshop) == words("options.json", workshop))

    try workshop.folder.write(Array(text.replacing("\"12.5\"", with: "\"12,5\"").utf8), to: "wrong.json")
    let told = try workshop.run(["attest", "--form", "wrong.json", "--draft", "d.json"] + Self.time)
    #expect(told.status == 2)
    #expect(
      told.error.contains("answer/indicators/own-staff-second-factor: “12,5” has a decimal comma; write 12.5"),
      "\(told)")
    #expect(told.error.contains("commitments/4/"), "\(told)")
  }

  // MARK: - What is wrong is told, all of it

  /// One answer that is wrong, and the words that name it.
  static let wrong: [(commitment: String, item: String, text: String, told: String)] = [
    ("la-1", "claim", "splendid", "“splendid” is none of met, partially-met, not-met, not-applicable, no-claim"),
    ("la-1", "claim", "“Met”", "““Met”” is not exactly one of met"),
    ("la-1", "claim", "Partially met", "write partially-met"),
    ("la-1", "claim", "met ", "write met"), ("la-1", "claim", "=A1", "begins with =, as a formula"),
    ("la-1", "claim", "#NAME?", "#NAME? is an error of the spreadsheet program"),
    ("la-1", "indicator/rule-published", "TRUE", "“TRUE” is none of yes, no"),
    ("la-1", "indicator/cases-helped", "1,200", "“1,200” can be read in two ways; write 1200 or 1"),
    ("la-1", "indicator/cases-helped", "1 200", "has signs between its digits; write 1200"),
    ("la-1", "indicator/cases-helped", "12,5", "“12,5” is not a whole number"),
    ("la-1", "indicator/cases-helped", "-5", "is below 0, the least that it takes"),
    ("la-1", "indicator/cases-helped", "1.2E+10", "is a number that the spreadsheet program rounded"),
    ("la-1", "indicator/cases-helped", "####", "make the column wider"),
    ("la-1", "indicator/rule-link", "lantern.example", "is not an address"),
    ("la-1", "indicator/none", "5", "none is not an indicator of la-1"),
    ("la-1", "measure/ban", "done", "“done” is none of yes, no, planned"),
    ("la-1", "measure/none", "yes", "none is not a measure of la-1"),
    ("la-1", "explanation/en", "turn \u{202E}round", "holds a character that no statement takes, U+202E"),
    ("la-1", "explanation/English", "Done.", "English is not a language tag"),
    ("la-1", "evidence", "nowhere.pdf", "nowhere.pdf"),
    ("la-6", "indicator/text-in-force", "Law.", "write law"),
    ("la-6", "indicator/text-in-force", "rule", "is none of law"),
    ("la-7", "indicator/own-staff-second-factor", "12,5", "“12,5” has a decimal comma; write 12.5"),
    ("la-7", "indicator/own-staff-second-factor", "12.5%", "has a sign of per cent; write 12.5"),
    ("la-7", "indicator/last-campaign", "02/05/2031", "is not a date; write it as 2031-05-02"),
    ("la-2", "plan", "More.", "nothing is claimed for la-2"),
    ("la-3", "claim", "met", "la-3 does not address quillonia"),
    ("la-99", "claim", "met", "la-99 is not a commitment of this accord"),
    ("1-Mar", "claim", "met", "1-Mar is not a commitment"),
    ("la-1", "remark", "Hm.", "remark is not what a form asks for"),
  ]

  @Test("each by its line and what it is about", arguments: wrong.indices)
  func wrongAnswer(_ index: Int) throws {
    let workshop = try Workshop()
    let wrong = Self.wrong[index]
    var form = try form(workshop)
    for id in ["la-1", "la-6", "la-7"] where wrong.item != "claim" || wrong.commitment != id {
      form.answer(id, "claim", "no-claim")
      form.answer(id, "explanation/fr", "Pas encore.")
    }
    form.answer(wrong.commitment, wrong.item, wrong.text)
    let line =
      1 + (form.rows.firstIndex { $0[0] == wrong.commitment && $0[1] == wrong.item && $0[5] == wrong.text } ?? 0)
    let told = try faults(form.saved(), workshop)
    #expect(told.contains(wrong.told), "\(told)")
    #expect(told.contains("line \(line), column "), "\(told)")
    #expect(["\(wrong.item)", "column commitment", "column answer: "].contains { told.contains($0) }, "\(told)")
  }

  @Test("and all of them in one go, in the order of the file")
  func allAtOnce() throws {
    let workshop = try Workshop()
    var form = try form(workshop)
    form.answer("la-1", "claim", "met")
    form.answer("la-4", "claim", "partially-met")
    form.answer("la-7", "claim", "Met")
    let told = try faults(form.saved(), workshop)
    let wanted = [
      "la-1 indicator/rule-published: indicator rule-published is required for met", "la-1 evidence: met needs a file",
      "la-4 explanation/en: partially-met needs an explanation",
      "la-4 indicator/position: indicator position is required",
      "la-4 evidence: partially-met needs a file", "la-7 claim: “Met” is not exactly one of",
    ]
    let places = wanted.map { told.range(of: $0, after: "")?.lowerBound }
    #expect(!places.contains(nil), "\(told)")
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(told)")
  }

  @Test("what is said of a file in a second place is the same or nothing, in a form as in options: it is one item")
  func oneTitle() throws {
    let workshop = try Workshop()
    try workshop.folder.write(Array("The law of the lamp.\n".utf8), to: "copy.txt")
    let two = [
      ("law.txt;title=A", "law.txt;title=B"), ("law.txt", "law.txt;title=B"), ("law.txt", "copy.txt"),
      ("law.txt;title=A", "law.txt;title=A;uri=https://lantern.example/law"),
    ]
    let words = ["attest", "--signatory", "quillonia", "--period", "2031", "--key", "quillonia"]
    let claims = [
      "--claim", "la-4=no-claim", "--explain", "la-4=en=Not yet.", "--claim", "la-7=no-claim", "--explain",
      "la-7=en=Not yet.",
    ]
    func attest(_ first: String, _ second: String, out: String) throws -> Transcript {
      let evidence = ["--evidence", "la-4=\(first)", "--evidence", "la-7=\(second)"]
      return try workshop.run(words + claims + evidence + ["--out", out, "--json"] + Self.time)
    }
    for (first, second) in two {
      try attest(first, second, out: "refused.json").expectRefusal("usage.evidence-said-twice", status: 2)
      var form = try form(workshop)
      for (id, file) in [("la-4", first), ("la-7", second)] {
        form.answer(id, "claim", "no-claim")
        form.answer(id, "explanation/en", "Not yet.")
        form.answer(id, "evidence", file)
      }
      let told = try faults(form.saved(), workshop)
      #expect(told.contains("la-7 evidence: ") && told.contains("one file") || told.contains("copy.txt"), "\(told)")
    }
    for (place, second) in ["law.txt;title=A", "law.txt"].enumerated() {
      try attest("law.txt;title=A", second, out: "\(place).json").expectDone()
    }
  }

  @Test("a claim, a text or a line that stands twice is named")
  func twice() throws {
    let workshop = try Workshop()
    var form = try form(workshop)
    for _ in 0..<2 {
      form.answer("la-7", "claim", "no-claim")
      form.answer("la-7", "explanation/en", "Not yet.")
      form.answer("la-7", "indicator/last-campaign", "2031-05-02")
      form.answer("", "office", "The office")
    }
    let told = try faults(form.saved(), workshop)
    #expect(told.contains("la-7 claim: stands twice"), "\(told)")
    #expect(told.contains("la-7 explanation/en: there are two texts in en"), "\(told)")
    #expect(told.contains("la-7 indicator/last-campaign: stands twice"), "\(told)")
    #expect(told.contains("office: stands twice"), "\(told)")
  }

  @Test("so is a table that was saved in a form that is not read, or is no form")
  func otherForms() throws {
    let workshop = try Workshop()
    let form = try form(workshop)
    let text = String(decoding: form.saved(), as: UTF8.self)
    #expect(try faults([], workshop).contains("these are not the columns of a form"))
    #expect(try faults(form.saved(), workshop).contains("nothing is claimed"))
    #expect(try faults(Array(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }), workshop).contains("UTF-16"))
    #expect(try faults(Array("PK\u{3}\u{4}".utf8), workshop).contains("workbook"))
    #expect(try faults(Array("sep=;\r\n\(text)".utf8), workshop).contains("sep="))
    #expect(
      try faults(Array(text.replacing(",answer", with: ",answers").utf8), workshop).contains(
        "the column answer is missing"))
    let unmarked = FilledForm(text).rows.filter { $0[1] != "form" }.map { $0.joined(separator: "|") }
    #expect(
      try faults(Array(unmarked.joined(separator: "\n").replacing("|", with: "\t").utf8), workshop)
        .contains("nothing says which form this is"))
    #expect(
      try faults(Array(text.replacing("form/1 quillonia 2031", with: "form/1 quillonia 2031.0").utf8), workshop)
        .contains("says which form this is, and was changed"))
    #expect(
      try faults(Array(text.replacing("la-7,claim,", with: "la-7,claim,,,,met,extra").utf8), workshop).contains(
        "fields"))
    var latin = form
    latin.answer("la-7", "claim", "no-claim")
    latin.answer("la-7", "explanation/fr", "PLACE")
    let bytes = String(decoding: latin.saved(), as: UTF8.self).split(separator: "PLACE").map { Array($0.utf8) }
    #expect(try faults(bytes[0] + [0xE9] + bytes[1], workshop).contains("which is é in Windows-1252"))
  }

  @Test("a form in Markdown is for reading, and says so when it comes back")
  func markdown() throws {
    let workshop = try Workshop()
    try workshop.run(
      ["form", "quillonia", "--period", "2031", "--format", "md", "--out", "form.md", "--language", "fr"] + Self.time
    ).expectDone()
    #expect(String(decoding: try workshop.folder.read("form.md"), as: UTF8.self).contains("Tenu en partie"))
    try workshop.refuses(
      "usage.not-a-form", status: 2, "attest", "--form", "form.md", "--draft", "d.json", "--at", "2032-02-01T00:00:00Z")
  }

  // MARK: - Whom and what it asks

  @Test("it asks what addresses the signatory, and shows the answers of the period before")
  func asks() throws {
    let workshop = try Workshop()
    let first = try form(workshop)
    #expect(Set(first.rows.dropFirst().map { $0[0] }) == ["", "la-1", "la-2", "la-4", "la-6", "la-7"])
    #expect(
      first.cell("la-1", "claim", 3)?.contains("partially-met (Partially met; needs evidence and an explanation)")
        == true)
    #expect(first.cell("la-1", "indicator/rule-published", 3) == "yes or no; required")
    #expect(first.cell("la-1", "indicator/cases-helped", 3)?.contains("at least 0") == true)
    #expect(first.cell("la-2", "measure/report-channel", 3) == nil, "for companies alone")
    #expect(first.rows.dropFirst(2).allSatisfy { $0[4].isEmpty && $0[5].isEmpty })
    try workshop.attestation()
    try workshop.run(["submit", "attestation.json"] + Self.time).expectDone()
    let second = FilledForm(
      try workshop.run(["form", "quillonia", "--period", "2032", "--at", "2033-02-01T00:00:00Z"]).expectDone().output)
    #expect(second.cell("la-7", "claim", 4) == "met")
    #expect(second.cell("la-7", "evidence", 4) == "law.txt")
    #expect(second.cell("la-1", "claim", 4) == "")
    // What stands is said, and a form restates it as options do.
    var again = try form(workshop)
    let told = try workshop.run(["form", "quillonia", "--period", "2031"] + Self.time)
    #expect(told.error.contains("la-7 has a claim for 2031 already"), "\(told)")
    again.answer("la-7", "claim", "not-met")
    again.answer("la-7", "explanation/en", "It was dark.")
    try workshop.folder.write(again.saved(), to: "filled.csv")
    let filled = ["attest", "--form", "filled.csv", "--key", "quillonia", "--at", "2032-02-02T00:00:00Z"]
    try workshop.refuses(
      "rule.attestation.already-claimed", status: 5, "attest", "--form", "filled.csv", "--key", "quillonia", "--at",
      "2032-02-02T00:00:00Z")
    try workshop.run(filled + ["--supersede", "--reason", "error-correction", "--note", "dark"]).expectDone()
  }

  @Test("who owes nothing here gets no form")
  func noForm() throws {
    let workshop = try Workshop()
    try workshop.refuses("rule.attestation.unknown-signatory", status: 5, "form", "nobody", "--period", "2031")
    try workshop.refuses("rule.attestation.unknown-period", status: 5, "form", "quillonia", "--period", "1999")
    try workshop.refuses("usage.invalid-value", status: 2, "form", "quillonia", "--period", "2031", "--language", "de")
  }

  @Test("claims come from the form alone, and for whom it was made")
  func conflicts() throws {
    let workshop = try Workshop()
    var form = try form(workshop)
    form.answer("la-7", "claim", "no-claim")
    form.answer("la-7", "explanation/en", "Not yet.")
    try workshop.folder.write(form.saved(), to: "filled.csv")
    for option in ["--claim", "--explain", "--indicator", "--measure", "--plan", "--affirm", "--office", "--authority"]
    {
      try workshop.refuses(
        "usage.conflicting-options", status: 2, "attest", "--form", "filled.csv", option, "la-7=met", "--draft",
        "d.json")
    }
    try workshop.refuses(
      "usage.conflicting-options", status: 2, "attest", "--form", "filled.csv", "--signatory", "brindlemark", "--draft",
      "d.json")
    try workshop.refuses(
      "usage.conflicting-options", status: 2, "attest", "--form", "filled.csv", "--period", "2032", "--draft", "d.json")
  }
}

extension String {
  /// Where a text first stands behind another.
  fileprivate func range(of text: String, after mark: String) -> Range<String.Index>? {
    let start = mark.isEmpty ? startIndex : firstRange(of: mark)?.upperBound
    return start.flatMap { self[$0...].firstRange(of: text) }
  }
}
