internal import CanonicalJSON
internal import Cryptography

/// A public list of members, read from a CSV or JSON file: who joined, according to which source.
///
/// Every line becomes a `signatory.join` with basis `public-source`: no key, so nobody can attest for them.
public struct Register: Sendable {
  public var joins: [Join]

  /// Every fault of a register file, each with the line or the element it is in.
  public struct Faults: Error, Sendable {
    public let faults: [String]
  }

  /// The register in these bytes: JSON when they begin with a bracket or a brace, CSV otherwise.
  public static func read(_ bytes: [UInt8]) throws(Faults) -> Register {
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{") ? try readJSON(bytes) : try readCSV(bytes)
  }

  // MARK: - CSV

  /// The columns: `id`, `kind`, `effective`, `source_uri`, `as_of` and one `name_LANG` are required.
  static let columns: Set<String> = [
    "id", "kind", "country", "effective", "source_uri", "source_sha256", "as_of", "joined_via", "traits",
  ]

  private static func readCSV(_ bytes: [UInt8]) throws(Faults) -> Register {
    let records: [(line: Int, fields: [[UInt8]])]
    switch CommaSeparated.records(bytes) {
    case .failure(let fault): throw Faults(faults: ["line \(fault.line): a quote is out of place"])
    case .success(let found): records = found
    }
    guard let header = records.first else { throw Faults(faults: ["line 1: the file is empty"]) }
    let names = header.fields.map { String(decoding: $0, as: UTF8.self) }
    var faults: [String] = []
    for name in names where !columns.contains(name) && !name.hasPrefix("name_") {
      faults.append("line \(header.line): \(name) is an unknown column")
    }
    for name in ["id", "kind", "effective", "source_uri", "as_of"] where !names.contains(name) {
      faults.append("line \(header.line): the column \(name) is missing")
    }
    if Set(names).count != names.count { faults.append("line \(header.line): a column stands twice") }
    guard faults.isEmpty else { throw Faults(faults: faults) }

    var joins: [Join] = []
    for record in records.dropFirst() {
      guard record.fields.count == names.count else {
        faults.append("line \(record.line): has \(record.fields.count) fields, the header \(names.count)")
        continue
      }
      let log = FaultLog()
      var values: [String: String] = [:]
      for (name, field) in zip(names, record.fields) {
        guard let text = String(validating: field, as: UTF8.self) else {
          log.fault(at: .name(name), reason: "is not UTF-8")
          continue
        }
        if !text.isEmpty { values[name] = text }
      }
      if let join = join(values, log) { joins.append(join) }
      faults += log.faults.map { "line \(record.line), \($0.pointer.dropFirst()): \($0.reason)" }
    }
    return try Register(joins: joins, faults)
  }

  private static func join(_ values: [String: String], _ log: FaultLog) -> Join? {
    // A line is laid out as the JSON that the statement will hold, and read by the same readers.
    var names: [JSONMember] = []
    for (name, text) in values.sorted(by: { $0.key < $1.key }) where name.hasPrefix("name_") {
      names.append(JSONMember(name: String(name.dropFirst(5)), value: .string(text)))
    }
    var members = [JSONMember(name: "name", value: .object(names))]
    for name in ["id", "kind", "country", "effective"] { members.append(name, values[name].map { .string($0) }) }
    members.append("joinedVia", values["joined_via"].map { .string($0) })
    members.append(
      "traits", values["traits"].map { .array($0.split(separator: ";").map { .string(String($0)) }) })
    var source: [JSONMember] = []
    source.append("uri", values["source_uri"].map { .string($0) })
    source.append("sha256", values["source_sha256"].map { .string($0) })
    source.append("asOf", values["as_of"].map { .string($0) })
    members.append("source", .object(source))
    return read(JSONValue.object(members), log)
  }

  // MARK: - JSON

  /// A list of objects, or an object with such a list under `signatories`.
  private static func readJSON(_ bytes: [UInt8]) throws(Faults) -> Register {
    let root: JSONNode
    do {
      root = try JSONDocument(bytes, profile: .ledger).root
    } catch {
      throw Faults(faults: ["byte \(error.offset): \(error.reason)"])
    }
    let list = root.kind == .array ? root : root.member("signatories") ?? root
    guard list.kind == .array else { throw Faults(faults: ["the file is not a list of signatories"]) }
    var joins: [Join] = []
    var faults: [String] = []
    for (position, element) in list.elements.enumerated() {
      let log = FaultLog()
      if let join = read(element.view, log) { joins.append(join) }
      faults += log.faults.map { "signatory \(position + 1), \($0.pointer.dropFirst()): \($0.reason)" }
    }
    return try Register(joins: joins, faults)
  }

  private static func read(_ value: JSONValue, _ log: FaultLog) -> Join? {
    do {
      let root = try JSONDocument(value.canonicalBytes(), profile: .ledger).root
      return read(root.view, log)
    } catch {
      log.fault(error.reason)
      return nil
    }
  }

  private static func read(_ node: JSONView, _ log: FaultLog) -> Join? {
    guard var members = Members(node, log) else { return nil }
    let id: PartyID? = members.required("id", Read.id)
    let name = members.required("name", Read.textMap(500))
    let kind: PlainID? = members.required("kind", Read.id)
    let country = members.optional("country", Read.country)
    let traits: [PlainID]? = members.optional("traits", readList(0...200, Read.id))
    let effective = members.required("effective", Read.instant)
    let joinedVia = members.optional("joinedVia", Read.text(500))
    let source = members.required("source", Join.Source.read)
    members.finish()
    guard let id, let name, let kind, let effective, let source else { return nil }
    return Join(
      signatory: id, name: name, kind: kind, country: country, traits: traits ?? [], effective: effective,
      joinedVia: joinedVia, basis: .publicSource, source: source)
  }

  private init(joins: [Join], _ faults: [String]) throws(Faults) {
    var faults = faults
    var seen: Set<PartyID> = []
    for join in joins where !seen.insert(join.signatory).inserted {
      faults.append("signatory \(join.signatory) stands twice")
    }
    guard faults.isEmpty else { throw Faults(faults: faults) }
    self.joins = joins
  }
}
