/// The languages as one Swift file: a case for each, and for each text a switch over them.
struct SwiftSource {
  private let languages: [LanguageFile]
  private var lines: [String] = []

  init(_ languages: [LanguageFile]) {
    self.languages = languages
    write()
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func write() {
    guard let source = languages.first else { return }
    lines += [
      "// Written by LanguageCompiler from the files of Sources/Languages. Change those.", "",
      "/// A language in which the program speaks to readers.",
      "public enum Language: String, CaseIterable, Sendable {",
    ]
    for language in languages {
      lines += ["  /// \(language.name)", "  case \(caseName(language)) = \"\(language.tag)\""]
    }
    lines += ["}", "", "extension Language {"]
    member("public", "nativeName", "String", "Its name in itself.") { Self.literal($0.name) }
    member("public", "englishName", "String", "Its name in English.") { Self.literal($0.englishName) }
    member("public", "isRightToLeft", "Bool", "Whether it is written from right to left.") { "\($0.isRightToLeft)" }
    member("public", "draft", "String?", "What readers are told of a translation that nobody has reviewed.") {
      $0.draft.map(Self.literal) ?? "nil"
    }
    member("", "pluralRule", "PluralRule", "Which number takes which form.") { ".\($0.plural)" }
    member("", "months", "[String]", "January first.") { "[\($0.months.map(Self.literal).joined(separator: ", "))]" }
    lines += ["}", "", "// Numbers, lists, dates", "extension Language {"]
    for group in FormatPatterns.groups {
      for (key, names) in group.patterns {
        entry("", group.name + Self.capitalised(key), names, hasCount: false) { language in
          language.patterns["\(group.name).\(key)"].map(Entry.single)
        }
      }
    }
    lines.append("}")
    for group in source.texts {
      lines += ["", "// \(group.group)", "extension Language {"]
      for (key, value) in group.entries {
        let hasCount = if case .plural = value { true } else { false }
        entry("public ", key, value.names, hasCount: hasCount) { language in
          language.texts.lazy.flatMap { $0.entries }.first { $0.key == key }?.entry
        }
      }
      lines.append("}")
    }
    writeCodes(source)
  }

  private func caseName(_ language: LanguageFile) -> String { language.englishName.lowercased() }

  private mutating func member(
    _ access: String, _ name: String, _ type: String, _ comment: String, _ value: (LanguageFile) -> String
  ) {
    lines += ["  /// \(comment)", "  \(access.isEmpty ? "" : access + " ")var \(name): \(type) {", "    switch self {"]
    for language in languages { lines.append("    case .\(caseName(language)): \(value(language))") }
    lines += ["    }", "  }"]
  }

  /// A property for a text without places, a function for others.
  private mutating func entry(
    _ access: String, _ name: String, _ places: [String], hasCount: Bool, _ find: (LanguageFile) -> Entry?
  ) {
    let arguments = places.map { hasCount && $0 == "count" ? "\($0): Int" : "\($0): String" }.joined(separator: ", ")
    lines.append(
      places.isEmpty ? "  \(access)var \(name): String {" : "  \(access)func \(name)(\(arguments)) -> String {")
    lines.append("    switch self {")
    for language in languages {
      switch find(language) {
      case .single(let template): lines.append("    case .\(caseName(language)): \(Self.literal(template))")
      case .plural(let forms):
        lines += ["    case .\(caseName(language)):", "      switch pluralRule.form(of: count) {"]
        for form in forms {
          let pattern = form.form == "other" ? "default" : "case .\(form.form)"
          lines.append("      \(pattern): \(Self.literal(form.template))")
        }
        lines.append("      }")
      case nil: continue
      }
    }
    lines += ["    }", "  }"]
  }

  private mutating func writeCodes(_ source: LanguageFile) {
    lines += ["", "/// The lists of codes that have words.", "public enum CodeGroup: CaseIterable, Sendable {"]
    for group in source.codes { lines.append("  case \(group.group)") }
    lines += [
      "}", "", "extension Language {", "  /// The word for a code of a list; nil for one that the list does not have.",
      "  public func label(_ group: CodeGroup, _ code: String) -> String? {", "    switch group {",
    ]
    for group in source.codes { lines.append("    case .\(group.group): \(group.group)Label(code)") }
    lines += ["    }", "  }"]
    for group in source.codes {
      lines += ["", "  private func \(group.group)Label(_ code: String) -> String? {", "    switch code {"]
      for (code, _) in group.labels {
        lines += ["    case \(Self.literal(code)):", "      switch self {"]
        for language in languages {
          let labels = language.codes.first { $0.group == group.group }?.labels
          guard let label = labels?.first(where: { $0.code == code })?.text else { continue }
          lines.append("      case .\(caseName(language)): \(Self.literal(label))")
        }
        lines.append("      }")
      }
      lines += ["    default: nil", "    }", "  }"]
    }
    lines.append("}")
  }

  private static func capitalised(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

  private static func literal(_ text: String) -> String { "\"\(escaped(text))\"" }

  private static func literal(_ template: Template) -> String {
    let parts = template.parts.map { part in
      switch part {
      case .text(let text): escaped(text)
      case .value(let name): "\\(\(name))"
      }
    }
    return "\"\(parts.joined())\""
  }

  /// What would end the literal or cannot be seen in it, as an escape.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: escaped += "\\" + String(scalar)
      case 0..<0x20, 0x7F...0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0xFEFF:
        escaped += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
