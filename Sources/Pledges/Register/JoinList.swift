internal import CanonicalJSON

/// A list of signatories that join with keys of their own, read from a CSV or JSON file.
///
/// Unlike a register nothing of it is believed: each line becomes a statement that its signatory has to sign.
public struct JoinList: Sendable {
  public private(set) var lines: [Line] = []
  /// What is wrong with the form of the file.
  public private(set) var faults = Register.Faults()

  /// The most signatories, each of which gets a statement of its own in a file.
  public static let maximumCount = 1_000
  public static let maximumByteCount = 4 << 20

  /// A line of the file, or an element of its list, as far as it could be read.
  public struct Line: Sendable {
    public let place: Register.Place
    public internal(set) var id: PartyID?
    public internal(set) var name: TextMap?
    public internal(set) var kind: PlainID?
    public internal(set) var country: String?
    public internal(set) var traits: [PlainID] = []
    public internal(set) var effective: Instant?
    public internal(set) var joinedVia: String?
    public internal(set) var subscribed: [CommitmentID]?
    /// Public keys: files, or PEM as it stands.
    public internal(set) var keys: [String] = []
    public internal(set) var threshold: Int?
    /// As `--identified` has it.
    public internal(set) var identified: [String] = []
  }

  /// The columns; those of `required` and one `name_LANG` have to be there.
  private static let columns: [ExactText: String] = [
    "id": "id", "kind": "kind", "country": "country", "traits": "traits", "effective": "effective",
    "joined_via": "joinedVia", "subscribed": "subscribed", "public_key": "keys", "threshold": "threshold",
    "identified": "identified",
  ]
  private static let required = ["id", "kind", "effective", "public_key"]

  public init(_ bytes: [UInt8]) {
    if let form = SavedOtherwise(bytes) {
      faults.add(form)
      return
    }
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "[") {
      readJSON(bytes)
    } else {
      readCSV(bytes)
    }
    var first: [PartyID: Register.Place] = [:]
    for line in lines {
      guard let id = line.id else { continue }
      if let earlier = first[id] { faults.add(line.place, "id", "\(id) stands in \(earlier) already") }
      first[id] = first[id] ?? line.place
    }
    if lines.isEmpty, faults.isEmpty { faults.add(nil, nil, "there is nobody in the list") }
  }

  /// Notes something about a line.
  public mutating func fault(_ place: Register.Place, _ name: String?, _ reason: String) {
    faults.add(place, name, reason)
  }

  private mutating func readJSON(_ bytes: [UInt8]) {
    do {
      let root = try JSONDocument(bytes, profile: .ledger, byteLimit: Self.maximumByteCount).root
      for (position, element) in root.elements.enumerated() {
        read(element, at: .signatory(position + 1)) { $0 }
      }
    } catch {
      let line = 1 + bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") }
      faults.add(nil, "line \(line), byte \(error.offset)", error.reason)
    }
  }

  private mutating func readCSV(_ bytes: [UInt8]) {
    guard let (begun, header) = CommaSeparated.begin(bytes, isHeader: { $0.contains("id") && $0.contains("public_key") })
    else {
      faults.add(.line(1), nil, "these are not the columns of a list: \(Self.required.joined(separator: ", ")), name_en")
      return
    }
    let names = header.fields.map { String(decoding: $0, as: UTF8.self) }
    for name in names where Self.columns[ExactText(name)] == nil && Self.language(name) == nil {
      faults.add(.line(header.line), nil, "\(name.isEmpty ? "a column without a name" : name) is an unknown column")
    }
    for name in Self.required where !names.contains(where: { $0.isExactly(name) }) {
      faults.add(.line(header.line), nil, "the column \(name) is missing")
    }
    guard faults.isEmpty else { return }
    var records = begun
    while let record = records.next() {
      if let fault = record.fault {
        faults.add(.line(fault.line), nil, fault.reason)
      } else if record.fields.count != names.count {
        faults.add(.line(record.line), nil, "has \(record.fields.count) fields, the header \(names.count)")
      } else if record.fields.contains(where: { !$0.isEmpty }) {
        read(record, names)
      }
    }
  }

  /// The language of a column of names.
  private static func language(_ name: String) -> String? {
    guard name.utf8.starts(with: "name_".utf8) else { return nil }
    let language = String(decoding: name.utf8.dropFirst(5), as: UTF8.self)
    return TextMap.isLanguage(language) ? language : nil
  }

  /// A line laid out as the JSON that a list has, and read by the same reader.
  private mutating func read(_ record: CommaSeparated.Record, _ names: [String]) {
    var members: [JSONMember] = []
    var texts: [JSONMember] = []
    for (name, field) in zip(names, record.fields) where !field.isEmpty {
      let cell = CellText(field)
      guard let text = cell.text else {
        faults.add(.line(record.line), name, cell.reason)
        if cell.isInAnotherEncoding { faults.suggest(.windows1252) }
        return
      }
      if let language = Self.language(name) {
        texts.append(JSONMember(name: language, value: .string(text)))
      } else if let member = Self.columns[ExactText(name)] {
        members.append(JSONMember(name: member, value: Self.value(of: text, in: ExactText(name))))
      }
    }
    if !texts.isEmpty { members.append(JSONMember(name: "name", value: .object(texts))) }
    do {
      let node = try JSONDocument(JSONValue.object(members).canonicalBytes(), profile: .ledger).root
      read(node, at: .line(record.line)) { path in
        let parts = path.split(separator: "/").map(String.init)
        guard let first = parts.first else { return path }
        if first.isExactly("name") { return "name_\(parts.dropFirst().first ?? "en")" }
        return Self.columns.first { $0.value.isExactly(first) }?.key.text ?? path
      }
    } catch {
      faults.add(.line(record.line), nil, error.reason)
    }
  }

  /// A cell as JSON: several things in one have semicolons between, but for PEM and what has semicolons of its own.
  private static func value(of text: String, in column: ExactText) -> JSONValue {
    switch column {
    case "traits", "subscribed":
      .array(text.split(separator: ";", omittingEmptySubsequences: false).map { .string(String($0)) })
    case "public_key":
      .array(
        text.utf8.starts(with: "-----BEGIN".utf8)
          ? [.string(text.replacingLineEnds())]
          : text.split(separator: ";", omittingEmptySubsequences: false).map { .string(String($0)) })
    case "identified": .array([.string(text)])
    case "threshold": Int64(text).map { .integer($0) } ?? .string(text)
    default: .string(text)
    }
  }

  private mutating func read(_ node: JSONNode, at place: Register.Place, column: (String) -> String) {
    guard lines.count < Self.maximumCount else {
      if lines.count == Self.maximumCount {
        faults.add(place, nil, "is more than \(Self.maximumCount) signatories; make lists of fewer")
      }
      return
    }
    let log = FaultLog()
    lines.append(Line(node.view, at: place, log))
    for fault in log.faults {
      faults.add(place, fault.pointer.isEmpty ? nil : column(String(fault.pointer.dropFirst())), fault.reason)
    }
  }
}

extension JoinList.Line {
  fileprivate init(_ node: JSONView, at place: Register.Place, _ log: FaultLog) {
    self.init(place: place)
    guard var members = Members(node, log) else { return }
    id = members.required("id", Read.id)
    name = members.required("name", Read.textMap(500))
    kind = members.required("kind", Read.id)
    country = members.optional("country", Read.country)
    traits = members.optional("traits", readList(0...200, Read.id)) ?? []
    effective = members.required("effective", Read.instant)
    joinedVia = members.optional("joinedVia", Read.text(500))
    subscribed = members.optional("subscribed", readList(1...500, Read.id))
    keys = members.required("keys", readList(1...16, Read.text())) ?? []
    threshold = members.optional("threshold", Read.integer(1...16)).map { Int($0) }
    identified = members.optional("identified", readList(0...16, Read.text())) ?? []
    members.finish()
  }
}
