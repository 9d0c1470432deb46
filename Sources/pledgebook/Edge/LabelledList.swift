import CommandLineTools
import Pledges

/// Things of an accord with an id and words: `ID=TEXT` in the first language, or `ID=LANG=TEXT` once for each.
enum LabelledList {
  /// Those that an option gives.
  static func given(
    _ option: String, _ languages: [String], _ session: borrowing Session
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
    return try found.map { (item) throws(CommandError) in
      guard let label = TextMap(item.texts) else {
        throw .usage(
          "invalid-value", "--\(option) gives \(item.id) two texts in one language",
          hint: "give each an id of its own, or write ID=LANG=TEXT")
      }
      return AccordDraft.Labelled(id: item.id, label: label)
    }
  }

  /// Those that somebody names with ids of their own, one at least.
  static func asked(
    _ question: String, _ what: String, _ languages: [String], _ session: borrowing Session
  ) throws(CommandError) -> [AccordDraft.Labelled] {
    var found: [AccordDraft.Labelled] = []
    while true {
      let known = found.map(\.id)
      let end = known.isEmpty ? "" : " (empty: no more)"
      let answer = try Interview.ask(question + end, session) {
        (answer) throws(CommandError) -> (id: String, text: String)? in
        if answer.isEmpty, !known.isEmpty { return nil }
        guard let equals = answer.firstIndex(of: "=") else {
          throw Interview.again("“\(answer)” has no = between an id and a name")
        }
        let id: PlainID = try session.id(Interview.trimmed(answer[..<equals]), what)
        let text = Interview.trimmed(answer[answer.index(after: equals)...])
        guard !text.isEmpty else { throw Interview.again("there is no name behind the =") }
        guard !known.contains(where: { $0.utf8.elementsEqual(id.text.utf8) }) else {
          throw Interview.again("\(id) is there already")
        }
        return (id.text, text)
      }
      guard let answer else { return found }
      found.append(
        AccordDraft.Labelled(
          id: answer.id, label: try words(of: "\(what) \(answer.id)", languages, first: answer.text, session)))
    }
  }

  /// Those that are counted, one at least.
  static func numbered(
    _ what: String, _ prefix: String, _ languages: [String], _ session: borrowing Session
  ) throws(CommandError) -> [AccordDraft.Labelled] {
    var found: [AccordDraft.Labelled] = []
    while true {
      let id = "\(prefix)\(found.count + 1)"
      let isFirst = found.isEmpty
      let question = "\(what) \(id), its title in \(languages[0])" + (isFirst ? "" : " (empty: no more)")
      let text = try isFirst ? Interview.text(question, session) : Interview.ask(question, session) { $0 }
      if text.isEmpty { return found }
      found.append(
        AccordDraft.Labelled(id: id, label: try words(of: "\(what) \(id)", languages, first: text, session)))
    }
  }

  /// The same in each language.
  static func words(
    of what: String, _ languages: [String], first: String? = nil, _ session: borrowing Session
  ) throws(CommandError) -> TextMap {
    var entries: [(language: String, text: String)] = []
    for language in languages {
      if let first, entries.isEmpty {
        entries.append((language, first))
      } else {
        entries.append((language, try Interview.text("\(what) in \(language)", session)))
      }
    }
    guard let map = TextMap(entries) else {
      throw .usage("invalid-value", "the \(what) says nothing, or a language stands twice", hint: "give each a text")
    }
    return map
  }
}
