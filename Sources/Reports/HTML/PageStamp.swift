public import Cryptography
public import Languages
public import Pledges

/// What a page says in its head of how it was made: all that is needed to make it again and compare.
public struct PageStamp: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The report of a period, or of a register.
    case period
    /// The signatory's page.
    case signatory
    case overview
  }

  public var kind: Kind
  public var origin: String
  public var genesis: Digest
  /// Nil for an overview.
  public var signatory: PartyID?
  /// Nil for the signatory's page and for a register.
  public var period: PeriodID?
  public var language: Language
  /// T: since when the page holds.
  public var asOf: Instant
  /// N: how many entries were recorded by then.
  public var size: UInt64
  public var root: Digest
  /// Whether names or periods link to reports beside the page.
  public var linksReports: Bool
  /// The program that made it, with its version.
  public var program: String

  init(_ frame: ReportFrame, _ kind: Kind, signatory: PartyID?, period: PeriodID?, linksReports: Bool = false) {
    self.kind = kind
    origin = frame.proof.origin
    genesis = frame.proof.genesis
    self.signatory = signatory
    self.period = period
    language = frame.language
    asOf = frame.asOf
    size = frame.proof.size
    root = frame.proof.root
    self.linksReports = linksReports
    program = frame.proof.program
  }

  private static let names: [HTMLWriter.Literal] = [
    "page", "ledger", "genesis", "signatory", "period", "language", "as-of", "size", "root", "links", "program",
  ]

  private var values: [String] {
    [
      kind.rawValue, origin, genesis.hex, signatory?.text ?? "", period?.text ?? "", language.rawValue,
      asOf.description, String(size), root.hex, linksReports ? "yes" : "no", program,
    ]
  }

  func write(to writer: inout HTMLWriter) {
    for (name, value) in zip(PageStamp.names, values) {
      writer.literal("<meta name=\"pledgebook-")
      writer.literal(name)
      writer.literal("\" content=\"")
      writer.write(value)
      writer.literal("\">\n")
    }
  }

  /// Reads the head of a page; nil where it is not exactly such a head: each line once, in order, with a value of its kind.
  public init?(page: [UInt8]) {
    var values: [String] = []
    var rest = page[...]
    for name in PageStamp.names {
      let start = Array("<meta name=\"pledgebook-\(name.text)\" content=\"".utf8)
      guard let line = rest.firstRange(of: start),
        let end = rest[line.upperBound...].firstRange(of: Array("\">\n".utf8))
      else { return nil }
      // Between two lines of the head stands nothing.
      if !values.isEmpty, line.lowerBound != rest.startIndex { return nil }
      values.append(PageStamp.unescaped(String(decoding: rest[line.upperBound..<end.lowerBound], as: UTF8.self)))
      rest = rest[end.upperBound...]
    }
    guard let kind = Kind(rawValue: values[0]), let genesis = Digest(hex: values[2]),
      let language = Language(rawValue: values[5]),
      let asOf = Instant(values[6]), let size = UInt64(values[7]), let root = Digest(hex: values[8])
    else { return nil }
    let isNamed = !values[3].isEmpty
    (self.kind, origin, self.genesis, self.language, self.asOf, self.size, self.root) = (
      kind, values[1], genesis, language, asOf, size, root
    )
    signatory = isNamed ? PartyID(values[3]) : nil
    period = values[4].isEmpty ? nil : PeriodID(values[4])
    linksReports = values[9].utf8.elementsEqual("yes".utf8)
    program = values[10]
    // A name that is none, or one that this kind of page does not have.
    if (signatory == nil) == isNamed || isNamed == (kind == .overview) { return nil }
    if period == nil, !values[4].isEmpty { return nil }
    if kind == .signatory, period != nil { return nil }
  }

  /// The text that `HTMLWriter.write` escaped.
  private static func unescaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    let signs: [(String, UInt8)] = [
      ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
      ("&quot;", UInt8(ascii: "\"")), ("&#39;", UInt8(ascii: "'")),
    ]
    while let first = rest.first {
      if let (escape, sign) = signs.first(where: { rest.starts(with: $0.0.utf8) }) {
        bytes.append(sign)
        rest = rest.dropFirst(escape.utf8.count)
      } else {
        bytes.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
