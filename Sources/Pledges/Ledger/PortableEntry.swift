internal import CanonicalJSON
internal import Cryptography

/// An entry in the portable form of a ledger, one JSON line each: header text, envelope, the words beside it, and nothing
/// derived. // Format §7
///
///     {"index":12,"header":"pledgebook/entry/v1\n…","envelope":{…},"texts":[{"salt":"…","text":"…"},…]}
///
/// The last line says that it is: `"last":true`. So an export that was cut, at the end of a line as well, can be told.
public struct PortableEntry: Sendable {
  public var index: EntryIndex
  public var stored: StoredBytes
  /// Whether the line says that no other follows.
  public var isLast: Bool

  /// The most bytes of a line: an envelope with its texts, and as many again for other ways to write the same JSON.
  public static let maximumByteCount = 2 << 20

  public init(index: EntryIndex, stored: StoredBytes, isLast: Bool = false) {
    self.index = index
    self.stored = stored
    self.isLast = isLast
  }

  /// The line, without its line end.
  public var line: [UInt8] {
    var line = Array(#"{"index":\#(index),"header":"#.utf8)
    line += JSONValue.string(String(decoding: stored.header, as: UTF8.self)).canonicalBytes()
    line += #","envelope":"#.utf8
    // The stored envelope is canonical JSON, so it stands in the line as it is.
    line += stored.envelope ?? Array("null".utf8)
    line += #","texts":["#.utf8
    for (position, text) in (stored.texts ?? []).enumerated() {
      if position > 0 { line.append(UInt8(ascii: ",")) }
      line += text
    }
    line.append(UInt8(ascii: "]"))
    if isLast { line += #","last":true"#.utf8 }
    line.append(UInt8(ascii: "}"))
    return line
  }

  /// The entry that a line holds, or why it holds none.
  public static func read(_ line: [UInt8]) throws(Refusal) -> PortableEntry {
    let root: JSONNode
    do {
      root = try JSONDocument(line, profile: .ledger).root
    } catch {
      throw malformed("\(error.reason) (byte \(error.offset))")
    }
    let log = FaultLog()
    guard var members = Members(root.view, log) else { throw malformed("it is not an object") }
    let index = members.required("index", Read.entryIndex)
    let header = members.required("header", Read.text(512))
    let envelope = members.nullable("envelope") { node, _ in node.canonicalBytes() }
    // An export of version 0 has no such member, and is told by what it is and not by what it lacks. // Format §3
    if root.member("texts") == nil, let envelope, let bytes = envelope, FormatVersion.isZero(genesis: bytes) {
      throw Refusal(.versionZero, FormatVersion.zeroReason, hint: FormatVersion.zeroHint)
    }
    let texts = members.required(
      "texts", readList(0...Statement.maximumTexts) { node, _ in node.canonicalBytes() })
    let isLast = members.optional("last", Read.boolean)
    members.finish()
    guard log.faults.isEmpty, let index, let header, let envelope, let texts else {
      throw malformed(log.faults.map(\.description).joined(separator: "; "))
    }
    return PortableEntry(
      index: index, stored: StoredBytes(header: Array(header.utf8), envelope: envelope, texts: texts),
      isLast: isLast ?? false)
  }

  private static func malformed(_ what: String) -> Refusal {
    Refusal(
      .envelopeMalformed, "the line holds no entry of a ledger: \(what)",
      hint: "make the file with pledgebook export")
  }
}
