import CommandLineTools
import Pledges

/// What an accord has to say: from options, and at a terminal by questions for what no option gives.
struct AccordQuestions {
  /// Whether somebody is asked; with all that is needed in options nobody is.
  private let asks: Bool

  static func draft(_ session: borrowing Session) throws(CommandError) -> AccordDraft {
    let missing = ["id", "title", "kind", "commitment"].filter { session.arguments.values($0).isEmpty }
    guard missing.isEmpty || Interview.isPossible else {
      throw .usage(
        "missing-option", "missing: \(missing.map { "--\($0)" }.joined(separator: ", "))",
        hint: "give them all, or run it at a terminal, where it asks; pledgebook accord new --help")
    }
    return try AccordQuestions(asks: !missing.isEmpty).draft(session)
  }

  private func draft(_ session: borrowing Session) throws(CommandError) -> AccordDraft {
    let id: PlainID = try id(session)
    let languages = try languages(session)
    let title = try title(session, languages)
    let kinds = try kinds(session, languages)
    let commitments = try commitments(session, languages, kinds)
    let texts = try officialTexts(session, languages)
    let status = session.arguments.value("status").flatMap(AccordDocument.DefinitionStatus.init)
    let nature = session.arguments.value("legal-nature").flatMap(AccordDocument.LegalNature.init)
    var draft = AccordDraft(
      id: id, title: title, languages: languages, kinds: kinds, commitments: commitments,
      adoptedOn: try adopted(session), status: status ?? (texts.isEmpty ? .demo : .official),
      nature: nature ?? .nonBinding, secretariat: try secretariat(session, title.text(in: languages[0])))
    draft.officialTexts = texts
    draft.years = try AccordYears.read(session, asks: asks)
    draft.membership = try AccordRules.membership(session, asks: asks, isReported: draft.years != nil)
    draft.challenges = try AccordRules.challenges(session, languages, asks: asks)
    return draft
  }

  // MARK: - One thing each

  private func id(_ session: borrowing Session) throws(CommandError) -> PlainID {
    if let text = session.arguments.value("id") { return try session.id(text, "accord") }
    return try Interview.ask("id of the accord: small letters, digits and hyphens, as orchard-accord", session) {
      (answer) throws(CommandError) in try session.id(answer, "accord")
    }
  }

  private func languages(_ session: borrowing Session) throws(CommandError) -> [String] {
    var languages = session.arguments.values("language")
    if languages.isEmpty {
      languages = session.arguments.values("title").compactMap { $0.split(separator: "=").first.map(String.init) }
    }
    guard languages.isEmpty else { return try Self.known(languages) }
    return try Interview.ask("languages, the default first, as fr, en [en]", session) {
      (answer) throws(CommandError) in
      let tags = answer.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
      return try Self.known(tags.isEmpty ? ["en"] : tags)
    }
  }

  private static func known(_ languages: [String]) throws(CommandError) -> [String] {
    for (place, language) in languages.enumerated() {
      guard TextMap.isLanguage(language) else {
        throw .usage(
          "invalid-value", "\(language) is not a language tag", hint: "write en, fr or pt-BR; --title en=TEXT")
      }
      guard !languages[..<place].contains(where: { $0.utf8.elementsEqual(language.utf8) }) else {
        throw .usage("invalid-value", "\(language) stands twice among the languages", hint: "name each once")
      }
    }
    return languages
  }

  private func title(_ session: borrowing Session, _ languages: [String]) throws(CommandError) -> TextMap {
    if let title = try session.textMap("title") { return title }
    return try LabelledList.words(of: "title", languages, session)
  }

  private func kinds(
    _ session: borrowing Session, _ languages: [String]
  ) throws(CommandError) -> [AccordDraft.Labelled] {
    let given = try LabelledList.given("kind", languages, session)
    guard given.isEmpty else { return given }
    return try LabelledList.asked(
      "a kind of signatory: its id, =, and its name in \(languages[0]), as state=State", "kind", languages, session)
  }

  private func commitments(
    _ session: borrowing Session, _ languages: [String], _ kinds: [AccordDraft.Labelled]
  ) throws(CommandError) -> [AccordDraft.Labelled] {
    var commitments = try LabelledList.given("commitment", languages, session)
    if commitments.isEmpty {
      commitments = try LabelledList.numbered("commitment", "c-", languages, session)
      guard kinds.count > 1 else { return commitments }
      let all = kinds.map(\.id)
      for place in commitments.indices {
        let question = "who owes \(commitments[place].id): \(all.joined(separator: ", ")) [all of them]"
        commitments[place].owedBy = try Interview.ask(question, session) { (answer) throws(CommandError) in
          try Self.some(answer.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init), of: all)
        }
      }
      return commitments
    }
    for value in session.arguments.values("owes") {
      let (id, kind) = try session.split(value, at: "=", option: "owes", form: "C=KIND")
      guard let place = commitments.firstIndex(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
        throw .usage("invalid-value", "--owes names \(id), which no --commitment does", hint: "write --owes C=KIND")
      }
      commitments[place].owedBy += try Self.some([kind], of: kinds.map(\.id))
    }
    return commitments
  }

  private static func some(_ words: [String], of all: [String]) throws(CommandError) -> [String] {
    for word in words where !all.contains(where: { $0.utf8.elementsEqual(word.utf8) }) {
      throw Interview.again("“\(word)” is none of \(all.joined(separator: ", "))", hint: "write ids of kinds")
    }
    return words
  }

  private func officialTexts(
    _ session: borrowing Session, _ languages: [String]
  ) throws(CommandError) -> [AccordDocument.OfficialText] {
    let given = try OfficialTextOption.read(session)
    guard asks, given.isEmpty else { return given }
    var texts: [AccordDocument.OfficialText] = []
    for language in languages {
      let text = try Interview.ask(
        "the text that was adopted, in \(language): the name of the file here [not at hand]", session
      ) { (answer) throws(CommandError) -> EvidenceFile? in
        answer.isEmpty ? nil : try EvidenceFile.read(named: answer)
      }
      guard let text else { continue }
      let uri = try Interview.ask("where that text is published, as https://orchard.example/accord.pdf", session) {
        (answer) throws(CommandError) in
        guard let address = EvidenceItem.address(answer) else {
          throw Interview.again("“\(answer)” is not an address", hint: "write it with its scheme, as https://…")
        }
        return address
      }
      texts.append(OfficialTextOption.text(of: text, in: language, at: uri))
    }
    return texts
  }

  private func adopted(_ session: borrowing Session) throws(CommandError) -> CalendarDate {
    if let date = try session.date("adopted") { return date }
    let today = Clock.now().date
    guard asks else { return today }
    return try Interview.ask("the day on which it was adopted, as 2026-11-03 [\(today)]", session) {
      (answer) throws(CommandError) in
      guard !answer.isEmpty else { return today }
      guard let date = CalendarDate(answer) else { throw Interview.again("“\(answer)” is not a date") }
      return date
    }
  }

  private func secretariat(
    _ session: borrowing Session, _ title: String
  ) throws(CommandError) -> (name: String, contact: String) {
    var name = session.arguments.value("secretariat") ?? ""
    let standard = "Secretariat of the \(title)"
    if name.isEmpty, asks {
      name = try Interview.ask("the office that answers letters, never a person [\(standard)]", session) {
        (answer) throws(CommandError) in answer
      }
    }
    var contact = session.arguments.value("contact") ?? ""
    if contact.isEmpty, asks {
      contact = try Interview.ask("how to reach it, as office@orchard.example [to be named later]", session) {
        (answer) throws(CommandError) in answer
      }
    }
    return (name.isEmpty ? standard : name, contact.isEmpty ? AccordDocument.Secretariat.unnamed : contact)
  }
}
