internal import CanonicalJSON

/// One language file, read and in itself in order.
struct LanguageFile {
  static let format = "pledgebook-language/1"
  /// The language whose file says which texts there are, and with which places.
  static let sourceTag = "en"

  let tag: String
  let name: String
  let englishName: String
  let isRightToLeft: Bool
  let draft: String?
  let plural: String
  /// By `numbers.decimal` and the like.
  let patterns: [String: Template]
  let months: [String]
  let codes: [(group: String, labels: [(code: String, text: Template)])]
  let texts: [(group: String, entries: [(key: String, entry: Entry)])]

  private static let members = [
    "format", "tag", "name", "englishName", "direction", "plural", "numbers", "lists", "dates", "codes", "texts",
  ]

  /// Nil, with the reasons in the log, for a file that is not whole.
  init?(_ bytes: [UInt8], name file: String, _ log: inout FaultLog) {
    let document: JSONDocument
    do throws(JSONError) { document = try JSONDocument(bytes, profile: .strict) } catch {
      log.add("file", error.description)
      return nil
    }
    let root = Reading(document.root, "")
    root.expect(LanguageFile.members, optional: ["draft"], &log)
    if root.string("format", &log) != LanguageFile.format { log.add("format", "is not \(LanguageFile.format)") }
    tag = root.string("tag", &log)
    if tag != file { log.add("tag", "is not the name of the file") }
    name = root.string("name", &log)
    englishName = root.string("englishName", &log)
    if !Template.isName(englishName.lowercased()) { log.add("englishName", "is no single word of ASCII letters") }
    let direction = root.string("direction", &log)
    if direction != "ltr", direction != "rtl" { log.add("direction", "is neither ltr nor rtl") }
    isRightToLeft = direction == "rtl"
    draft = root.has("draft") ? root.string("draft", &log) : nil
    plural = root.string("plural", &log)
    if PluralForms.byRule[plural] == nil { log.add("plural", "names no rule that is known") }

    patterns = LanguageFile.patterns(root, &log)
    months = root.object("dates", &log)?.strings("months", &log) ?? []
    if months.count != 12 { log.add("dates.months", "are not twelve") }
    codes = LanguageFile.groups(root, "codes", &log) { node, log in node.template(&log) }
    let plural = plural
    texts = LanguageFile.groups(root, "texts", &log) { node, log in node.entry(plural: plural, &log) }
    checkNames(&log)
    if !log.faults.isEmpty { return nil }
  }

  /// Every key becomes a name in Swift, and a key of texts one for all groups.
  private func checkNames(_ log: inout FaultLog) {
    var seen: Set<String> = []
    for group in texts {
      for (key, _) in group.entries {
        if !Template.isName(key) { log.add("texts.\(group.group).\(key)", "is no name for Swift") }
        if !seen.insert(key).inserted { log.add("texts.\(group.group).\(key)", "stands in another group as well") }
      }
    }
    for group in codes where !Template.isName(group.group) { log.add("codes.\(group.group)", "is no name for Swift") }
  }

  private static func patterns(_ root: Reading, _ log: inout FaultLog) -> [String: Template] {
    var patterns: [String: Template] = [:]
    for group in FormatPatterns.groups {
      guard let reading = root.object(group.name, &log) else { continue }
      reading.expect(group.patterns.map(\.key) + (group.name == "dates" ? ["months"] : []), optional: [], &log)
      for (key, names) in group.patterns {
        guard let node = reading.child(key), let template = node.template(&log, isBlankAllowed: names.isEmpty) else {
          continue
        }
        if Set(template.names) != Set(names) { log.add(node.place, "has other places than \(names)") }
        patterns["\(group.name).\(key)"] = template
      }
    }
    return patterns
  }

  private static func groups<Value>(
    _ root: Reading, _ name: String, _ log: inout FaultLog, _ read: (Reading, inout FaultLog) -> Value?
  ) -> [(String, [(String, Value)])] {
    guard let groups = root.object(name, &log) else { return [] }
    return groups.children.map { group in
      let values = group.reading.children.compactMap { child in
        read(child.reading, &log).map { (child.name, $0) }
      }
      if values.isEmpty { log.add(group.reading.place, "has no texts") }
      return (group.name, values)
    }
  }
}
