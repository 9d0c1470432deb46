/// A text with places for values: `entry {entry}`.
struct Template: Equatable {
  enum Part: Equatable {
    case text(String)
    case value(String)
  }

  let parts: [Part]

  /// Nil for a brace without its fellow, or a name that is none.
  init?(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest.firstIndex(of: "}"), open < close else { return nil }
      let name = String(rest[rest.index(after: open)..<close])
      guard Template.isName(name) else { return nil }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.value(name))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// The names of its places, in the order in which they come first.
  var names: [String] {
    var names: [String] = []
    for case .value(let name) in parts where !names.contains(name) { names.append(name) }
    return names
  }

  /// Whether a text can be a name in Swift as it stands: letters and digits of ASCII, a small letter first.
  static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
    return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }
}

/// What stands at a key: one text, or one for each form of the plural.
enum Entry: Equatable {
  case single(Template)
  case plural([(form: String, template: Template)])

  /// The names of all places, and `count` for a plural whether it is shown or not.
  var names: [String] {
    switch self {
    case .single(let template): return template.names
    case .plural(let forms):
      var names = ["count"]
      for form in forms { for name in form.template.names where !names.contains(name) { names.append(name) } }
      return names
    }
  }

  static func == (left: Entry, right: Entry) -> Bool {
    switch (left, right) {
    case (.single(let left), .single(let right)): left == right
    case (.plural(let left), .plural(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.form == $1.form && $0.template == $1.template }
    default: false
    }
  }
}
