internal import CanonicalJSON
public import Cryptography

/// An entry in the portable form of a ledger, one JSON line each: header text, envelope, and nothing derived. // Format §7
///
///     {"index":12,"header":"pledgebook/entry/v1\n…","envelope":{…}}
///     {"index":13,"header":"…","envelope":null,"redactedBy":40,"statement":"9a41…"}
public struct PortableEntry: Sendable {
  public var index: EntryIndex
  public var stored: StoredBytes
  /// SHA-256 of the statement, written only where the body that would tell is gone.
  public var statement: Digest? { stored.statement }

  public init(index: EntryIndex, stored: StoredBytes) {
    self.index = index
    self.stored = stored
  }

  /// The line, without its line end.
  public var line: [UInt8] {
    var line = Array(#"{"index":\#(index),"header":"#.utf8)
    line += JSONValue.string(String(decoding: stored.header, as: UTF8.self)).canonicalBytes()
    line += #","envelope":"#.utf8
    // The stored envelope is canonical JSON, so it stands in the line as it is.
    line += stored.envelope ?? Array("null".utf8)
    if let by = stored.redactedBy { line += #","redactedBy":\#(by)"#.utf8 }
    if stored.envelope == nil, let statement { line += #","statement":"\#(statement)""#.utf8 }
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
    let redactedBy = members.optional("redactedBy", Read.entryIndex)
    let statement = members.optional("statement", Read.digest)
    members.finish()
    guard log.faults.isEmpty, let index, let header, let envelope else {
      throw malformed(log.faults.map(\.description).joined(separator: "; "))
    }
    guard envelope == nil || redactedBy == nil else {
      throw malformed("it has an envelope and says that the envelope was redacted")
    }
    return PortableEntry(
      index: index,
      stored: StoredBytes(
        header: Array(header.utf8), envelope: envelope, redactedBy: redactedBy, statement: statement))
  }

  private static func malformed(_ what: String) -> Refusal {
    Refusal(
      .envelopeMalformed, "the line holds no entry of a ledger: \(what)",
      hint: "make the file with pledgebook export")
  }
}
