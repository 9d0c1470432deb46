// Text of others as people see it in a line of ours. Escapes look alike wherever they stand.

extension String {
  /// The text with every character that acts instead of showing written out as an escape such as `\u{202e}`; line feeds and
  /// tabs as the form has room for them.
  public func showing(lineFeed: String, tab: String) -> String {
    replacingActing { scalar in
      switch scalar {
      case "\n": lineFeed
      case "\t": tab
      default: "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
  }

  /// The text in quotes, on one line, so that nothing in it can end it: `\` and `"` have a `\` before them.
  ///
  /// Two texts are never the same in quotes, and where the quotes end is where the text ends.
  public var inQuotes: String {
    var escaped = ""
    escaped.reserveCapacity(utf8.count + 2)
    for scalar in unicodeScalars {
      if scalar == "\\" || scalar == "\"" { escaped.unicodeScalars.append("\\") }
      escaped.unicodeScalars.append(scalar)
    }
    return "\"\(escaped.showing(lineFeed: "\\n", tab: "\\t"))\""
  }

  /// The same of what is one word by its form, such as an address: as it stands where it is one, and in quotes where it could
  /// be taken for more.
  public var asWord: String {
    let isWord = !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) && !Self.ambiguous.contains($0) }
    return isWord ? self : inQuotes
  }

  /// What separates words, or quotes them.
  private static let ambiguous = Array("\"\\,".utf8)
}
