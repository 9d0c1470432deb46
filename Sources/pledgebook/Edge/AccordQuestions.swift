import CommandLineTools
import Pledges

/// The few things that an accord needs: from options, and at a terminal by questions for what no option gives.
enum AccordQuestions {
  static func draft(_ session: borrowing Session) throws(CommandError) -> AccordDraft {
    let asks = StandardStream.input.isTerminal && StandardStream.error.isTerminal
    if !asks {
      let missing = ["id", "title", "kind", "commitment"].filter { session.arguments.values($0).isEmpty }
      guard missing.isEmpty else {
        throw .usage(
          "missing-option", "missing: \(missing.map { "--\($0)" }.joined(separator: ", "))",
          hint: "give them all, or run it at a terminal, where it asks; pledgebook accord new --help")
      }
    }
    let id: PlainID = try id(session)
    let languages = try languages(session)
    let title = try title(session, languages)
    let kinds = try list(session, "kind", languages, numbered: nil)
    let commitments = try list(session, "commitment", languages, numbered: "c-")
    let texts = try OfficialTextOption.read(session)
    let status = session.arguments.value("status").flatMap(AccordDocument.DefinitionStatus.init)
    let nature = session.arguments.value("legal-nature").flatMap(AccordDocument.LegalNature.init)
    var draft = AccordDraft(
      id: id, title: title, languages: languages, kinds: kinds, commitments: commitments,
      adoptedOn: try session.date("adopted") ?? Clock.now().date,
      status: status ?? (texts.isEmpty ? .demo : .official), nature: nature ?? .nonBinding,
      secretariat: (
        session.arguments.value("secretariat") ?? "Secretariat of the \(title.text(in: languages[0]))",
        session.arguments.value("contact") ?? "to be named"
      ))
    draft.officialTexts = texts
    draft.years = try years(session)
    if draft.status == .demo {
      session.output.note(
        "it is marked demo, which a production ledger refuses: name the official text with --official-text"
      )
    }
    return draft
  }

  // MARK: - One thing each

  private static func id(_ session: borrowing Session) throws(CommandError) -> PlainID {
    if let text = session.arguments.value("id") { return try session.id(text, "accord") }
    return try session.id(ask("id of the accord, as orchard-accord: ", session), "accord")
  }

  private static func languages(_ session: borrowing Session) throws(CommandError) -> [String] {
    var languages = session.arguments.values("language")
    if languages.isEmpty {
      languages = session.arguments.values("title").compactMap { $0.split(separator: "=").first.map(String.init) }
    }
    if languages.isEmpty {
      let answer = try ask("languages, the default first [en]: ", session)
      languages = answer.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
      if languages.isEmpty { languages = ["en"] }
    }
    for language in languages where !TextMap.isLanguage(language) {
      throw .usage("invalid-value", "\(language) is not a language tag", hint: "write en, fr or pt-BR; --title en=TEXT")
    }
    return languages
  }

  private static func title(_ session: borrowing Session, _ languages: [String]) throws(CommandError) -> TextMap {
    if let title = try session.textMap("title") { return title }
    return try map(of: "title", languages, session)
  }

  /// The same question in each language.
  private static func map(
    of what: String, _ languages: [String], first: String? = nil, _ session: borrowing Session
  ) throws(CommandError) -> TextMap {
    var entries: [(language: String, text: String)] = []
    for language in languages {
      if let first, entries.isEmpty {
        entries.append((language, first))
      } else {
        entries.append((language, try ask("\(what) in \(language): ", session)))
      }
    }
    guard let map = TextMap(entries), entries.allSatisfy({ !$0.text.isEmpty }) else {
      throw .usage("invalid-value", "the \(what) says nothing, or a language stands twice", hint: "give each a text")
    }
    return map
  }

  /// Things with an id and words: `ID=TEXT` in the first language, or `ID=LANG=TEXT` once for each.
  private static func list(
    _ session: borrowing Session, _ option: String, _ languages: [String], numbered prefix: String?
  ) throws(CommandError) -> [AccordDraft.Labelled] {
    var found: [(id: String, texts: [(language: String, text: String)])] = []
    for value in session.arguments.values(option) {
      let (id, rest) = try session.split(value, at: "=", option: option, form: "ID=TEXT")
      let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let isTagged = parts.count == 2 && languages.contains { $0.utf8.elementsEqual(parts[0].utf8) }
      let entry = isTagged ? (language: parts[0], text: parts[1]) : (language: languages[0], text: rest)
      if let place = found.firstIndex(where: { $0.id.utf8.elementsEqual(id.utf8) }) {
        found[place].texts.append(entry)
      } else {
        found.append((id, [entry]))
      }
    }
    if found.isEmpty { return try asked(option, languages, numbered: prefix, session) }
    return try found.map { (item) throws(CommandError) in
      guard let label = TextMap(item.texts) else {
        throw .usage(
          "invalid-value", "--\(option) gives \(item.id) two texts in one language",
          hint: "give each an id of its own, or write ID=LANG=TEXT")
      }
      return AccordDraft.Labelled(id: item.id, label: label)
    }
  }

  private static func asked(
    _ option: String, _ languages: [String], numbered prefix: String?, _ session: borrowing Session
  ) throws(CommandError) -> [AccordDraft.Labelled] {
    var found: [AccordDraft.Labelled] = []
    while true {
      let (id, text): (String, String)
      if let prefix {
        id = "\(prefix)\(found.count + 1)"
        text = try ask("\(option) \(id) in \(languages[0]) (empty: no more): ", session)
        if text.isEmpty { return found }
      } else {
        let answer = try ask("\(option) of signatory, as state=State (empty: no more): ", session)
        if answer.isEmpty { return found }
        (id, text) = try session.split(answer, at: "=", option: option, form: "ID=TEXT")
      }
      found.append(
        AccordDraft.Labelled(id: id, label: try map(of: "\(option) \(id)", languages, first: text, session)))
    }
  }

  private static func years(_ session: borrowing Session) throws(CommandError) -> AccordDraft.Years? {
    let isAsked = session.arguments.values("commitment").isEmpty
    func answer(_ option: String, _ question: String, _ standard: String) throws(CommandError) -> String {
      if let given = session.arguments.value(option) { return given }
      guard isAsked else { return standard }
      let answer = try ask("\(question) [\(standard)]: ", session)
      return answer.isEmpty ? standard : answer
    }
    var first = session.arguments.value("first-year") ?? ""
    if first.isEmpty, isAsked {
      first = try ask("first year reported on (empty: nobody owes a report): ", session)
    }
    guard !first.isEmpty else {
      try session.arguments.refuse(["periods", "due", "grace"], without: "first-year")
      return nil
    }
    let count = try answer("periods", "how many years", "3")
    let due = try answer("due", "due in the year after, as MM-DD", "03-31")
    let grace = try answer("grace", "days in which a late report is taken", "30")
    let parts = due.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let month = Int(parts[0]),
      let day = Int(parts[1]),
      let first = Int(first), let count = Int(count), let grace = Int64(grace),
      let years = AccordDraft.Years(first: first, count: count, due: (month, day), graceDays: grace)
    else {
      throw .usage(
        "invalid-value",
        "first year \(first), \(count) years, due \(due) and \(grace) days of grace make no reporting periods",
        hint: "for example --first-year 2031 --periods 3 --due 03-31 --grace 30; 02-29 is not in every year")
    }
    return years
  }

  private static func ask(_ question: String, _ session: borrowing Session) throws(CommandError) -> String {
    session.output.ask(question)
    guard let answer = try StandardStream.input.line() else {
      throw .usage("not-answered", "the questions ended without an answer", hint: "nothing was written; run it again")
    }
    try requireNoControl(in: answer, "the answer")
    var bytes = Array(answer.utf8)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
