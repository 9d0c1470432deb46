/// Words of others as Markdown that says them and does nothing else. // CommonMark 0.31, GitHub Flavored Markdown 0.29
enum MarkdownText {
  /// A text on one line that no reader of Markdown takes for markup, and that reads nearly as before.
  ///
  /// Signs that could be syntax get a backslash. Against addresses that is not enough: readers look for them in the text
  /// that is left when escapes are undone, and make links and mentions. Code is the one place where none of them looks,
  /// and there an address stays as it was written.
  static func escaped(_ text: String) -> String {
    // White space at the ends is not shown, and would make code, a list or a line break of what it stands beside.
    let line = trimmed(Substring(text.visible()).unicodeScalars) { $0 == " " }
    var result = ""
    var rest = line
    while let first = rest.first {
      guard !ends(first) else {
        result += syntax(first, in: line, at: rest.startIndex)
        rest = rest.dropFirst()
        continue
      }
      let piece = rest.prefix { !ends($0) }
      let (before, address, behind) = parts(of: piece)
      for index in before.indices { result += syntax(before[index], in: line, at: index) }
      if !address.isEmpty { result += "`\(Substring(address))`" }
      for index in behind.indices { result += syntax(behind[index], in: line, at: index) }
      rest = rest[piece.endIndex...]
    }
    return result
  }

  /// A text as code, whole: between more back ticks than there are anywhere in it. // CommonMark 0.31 §6.1
  static func code(_ text: String) -> String {
    let text = text.visible()
    guard !text.isEmpty else { return "" }
    var (longest, run) = (0, 0)
    // By scalars: a combining mark behind it makes another character of a back tick, and no other byte.
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    // A space on each side is taken off again; it keeps the back ticks of the text from those around it.
    let space = longest > 0 || text.unicodeScalars.first == " " ? " " : ""
    return fence + space + text + space + fence
  }

  private typealias Scalars = Substring.UnicodeScalarView

  /// Where a piece ends that may be an address. In code a back tick would end it, and in a table a bar the cell; what
  /// begins an element has no place in an address and is never left without its backslash.
  private static func ends(_ scalar: Unicode.Scalar) -> Bool { [" ", "`", "|", "<", ">"].contains(scalar) }

  /// An address within a piece, and the punctuation before and behind it; all of the piece is before where it has none.
  private static func parts(of piece: Scalars) -> (Scalars, Scalars, Scalars) {
    guard isAddress(piece) else { return (piece, piece[piece.endIndex...], piece[piece.endIndex...]) }
    let address = trimmed(piece) { "()[]{}\"'“”‘’«».,;:!?*_~".unicodeScalars.contains($0) }
    // What is an address only with its punctuation stays whole.
    guard isAddress(address) else { return (piece[..<piece.startIndex], piece, piece[piece.endIndex...]) }
    return (piece[..<address.startIndex], address, piece[address.endIndex...])
  }

  /// Whether a reader may make a link of it, or a mention: a scheme, a host, a mail address, in any case.
  private static func isAddress(_ piece: Scalars) -> Bool {
    // By bytes: with a combining mark behind it a slash is another character, and the same one for a reader.
    let bytes = Array(String(piece).lowercased().utf8)
    func holds(_ part: String) -> Bool { bytes.indices.contains { bytes[$0...].starts(with: part.utf8) } }
    return holds("@") || holds("://") || holds("www.")
  }

  private static func syntax(_ scalar: Unicode.Scalar, in line: Scalars, at index: Scalars.Index) -> String {
    switch scalar {
    case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "|", "~", "&", "$", "!": "\\\(scalar)"
    // A heading begins with it, and ends where it stands behind a space.
    case "#" where index == line.startIndex || line[line.index(before: index)] == " ": "\\#"
    // Syntax at the head of a line only.
    case "+", "-", "=", ":": index == line.startIndex ? "\\\(scalar)" : String(scalar)
    case ".", ")": line[..<index].allSatisfy { ("0"..."9").contains($0) } ? "\\\(scalar)" : String(scalar)
    default: String(scalar)
    }
  }

  private static func trimmed(_ text: Scalars, of isTrimmed: (Unicode.Scalar) -> Bool) -> Scalars {
    var text = text
    while let first = text.first, isTrimmed(first) { text.removeFirst() }
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return text
  }
}
