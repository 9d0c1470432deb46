/// A JSON text that has passed every rule of its profile, kept as its bytes with a flat table over them.
///
/// Nothing is unescaped or converted until it is asked for. The text stays as it was received, since a signature is
/// checked over received bytes and never over a second writing of them.
public struct JSONDocument: Sendable {
  let tree: JSONTree

  /// The greatest size a document may have.
  public static let byteLimit = JSONParser.byteLimit

  /// Reads a whole text, or says at which byte it breaks which rule; a text above `byteLimit` is refused unread.
  public init(
    _ bytes: [UInt8], profile: JSONProfile = .ledger, byteLimit: Int = JSONDocument.byteLimit
  ) throws(JSONError) {
    let limit = min(byteLimit, Self.byteLimit)
    guard bytes.count <= limit else {
      throw JSONError(.tooLarge, "the document has more than \(limit) bytes", offset: limit)
    }
    var parser = JSONParser(bytes.span, profile: profile)
    try parser.parseDocument()
    tree = JSONTree(bytes: bytes, records: parser.records, form: parser.form)
  }

  /// The outermost value.
  public var root: JSONNode { JSONNode(tree: tree, index: 0) }

  /// The text as it was read.
  public var bytes: [UInt8] { tree.bytes }

  /// Whether the text is its own canonical form. // RFC 8785
  ///
  /// The reader noticed it in passing, so this costs nothing, except in the strict profile for numbers that are not
  /// plain integers.
  public var isCanonical: Bool {
    switch tree.form {
    case .canonical: true
    case .other: false
    case .canonicalUpToNumbers: numbersAreCanonical()
    }
  }

  private func numbersAreCanonical() -> Bool {
    let bytes = bytes
    var written: [UInt8] = []
    for record in tree.records where record.kind == .number && !record.isPlain {
      guard let double = CanonicalNumber.double(bytes.span.extracting(record.range)) else { return false }
      written.removeAll(keepingCapacity: true)
      CanonicalNumber.append(double, to: &written)
      guard written.elementsEqual(bytes[record.range]) else { return false }
    }
    return true
  }
}
