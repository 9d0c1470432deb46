internal import Languages

/// Writes HTML. The one place where text becomes markup: everything that is not a literal of this program is escaped.
///
/// Names of elements and attributes and pieces of markup are literals by type; a text, whoever wrote it, can only come in
/// through `write` and through attribute values, and both escape.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  /// A piece of markup that stands in the source of this program.
  struct Literal: ExpressibleByStringLiteral {
    let text: StaticString

    init(stringLiteral value: StaticString) {
      text = value
    }
  }

  struct Attribute {
    let name: Literal
    let value: String

    static func named(_ name: Literal, _ value: String) -> Attribute { Attribute(name: name, value: value) }
    static func style(_ classes: String) -> Attribute { Attribute(name: "class", value: classes) }
    static func id(_ id: String) -> Attribute { Attribute(name: "id", value: id) }
    /// The language of the content; empty when nobody said it.
    static func language(_ tag: String) -> Attribute { Attribute(name: "lang", value: tag) }
  }

  /// An element with what the closure writes.
  mutating func element(_ name: Literal, _ attributes: [Attribute], _ body: (inout HTMLWriter) -> Void) {
    open(name, attributes)
    body(&self)
    literal("</")
    literal(name)
    literal(">")
  }

  mutating func element(_ name: Literal, _ body: (inout HTMLWriter) -> Void) {
    element(name, [], body)
  }

  /// An element with a text.
  mutating func element(_ name: Literal, _ attributes: [Attribute], _ text: String) {
    element(name, attributes) { $0.write(text) }
  }

  mutating func element(_ name: Literal, _ text: String) {
    element(name, []) { $0.write(text) }
  }

  /// An element that has no content and no end.
  mutating func void(_ name: Literal, _ attributes: [Attribute] = []) {
    open(name, attributes)
  }

  mutating func open(_ name: Literal, _ attributes: [Attribute] = []) {
    bytes.append(UInt8(ascii: "<"))
    literal(name)
    for attribute in attributes {
      literal(" ")
      literal(attribute.name)
      literal("=\"")
      write(attribute.value)
      literal("\"")
    }
    literal(">")
  }

  mutating func literal(_ markup: Literal) {
    // A literal's bytes are there for as long as the program runs.
    markup.text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// What another writer wrote.
  mutating func append(_ other: HTMLWriter) { bytes += other.bytes }

  mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A text as text: `&`, `<`, `>` and both quotes escaped, and what acts instead of showing made visible.
  mutating func write(_ text: String) {
    for byte in text.visible(keepingLines: true).utf8 {
      switch byte {
      case UInt8(ascii: "&"): literal("&amp;")
      case UInt8(ascii: "<"): literal("&lt;")
      case UInt8(ascii: ">"): literal("&gt;")
      case UInt8(ascii: "\""): literal("&quot;")
      case UInt8(ascii: "'"): literal("&#39;")
      default: bytes.append(byte)
      }
    }
  }

  /// An address of somebody else as a link when following it is harmless, and as text when not.
  ///
  /// A link makes no request by itself. Only http and https are linked: `javascript:` and the like are not.
  mutating func link(_ address: String) {
    guard address.isWebAddress else { return element("span", [.style("address")], address) }
    element(
      "a",
      [.style("address"), .named("href", address), .named("rel", "noopener noreferrer nofollow external")], address)
  }
}
