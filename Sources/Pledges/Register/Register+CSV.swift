internal import CanonicalJSON

extension Register {
  /// The columns; those of `required` and one `name_LANG` have to be there.
  private static let columns: [Join.Basis: Set<ExactText>] = [
    .publicSource: common.union(["source_uri", "source_sha256", "as_of"]),
    .signed: common.union(["subscribed", "public_key", "threshold", "identified"]),
  ]
  private static let common: Set<ExactText> = ["id", "kind", "country", "effective", "joined_via", "traits"]
  private var required: [String] {
    switch basis {
    case .publicSource: ["id", "kind", "effective", "source_uri", "as_of"]
    case .signed: ["id", "kind", "effective", "public_key"]
    }
  }

  /// No header has more bytes.
  private static let longestHeader = 16_384

  private func isColumn(_ name: String) -> Bool {
    Self.columns[basis]?.contains(ExactText(name)) == true || Self.language(name) != nil
  }

  /// The language of a column of names.
  private static func language(_ name: String) -> String? {
    name.utf8.starts(with: "name_".utf8) ? String(decoding: name.utf8.dropFirst(5), as: UTF8.self) : nil
  }

  /// Reads CSV in UTF-8, line for line.
  mutating func readCSV(_ bytes: [UInt8]) {
    var records = CommaSeparated(bytes)
    guard let header = records.next() else {
      faults.add(.line(1), nil, "the file is empty")
      return
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: header.line, omittingEmptySubsequences: false)
    let first = lines[header.line - 1].prefix(Self.longestHeader)
    if let form = SavedOtherwise(header: first, isColumn: isColumn) {
      faults.add(form, at: .line(header.line))
      return
    }
    if let fault = header.fault {
      faults.add(.line(fault.line), nil, fault.reason)
      return
    }
    let names = header.fields.map { String(decoding: $0, as: UTF8.self) }
    guard checkColumns(names, line: header.line) else { return }
    while let record = records.next() {
      if let fault = record.fault {
        faults.add(.line(fault.line), nil, fault.reason)
        continue
      }
      guard let entry = entry(record, names) else { continue }
      if !add(entry) { return }
    }
  }

  /// Notes what is wrong with the first line; false when the others say nothing without it.
  private mutating func checkColumns(_ names: [String], line: Int) -> Bool {
    let place = Place.line(line)
    var seen: Set<ExactText> = []
    for (position, name) in names.enumerated() {
      if name.isEmpty {
        faults.add(place, nil, "column \(position + 1) has no name; is there a comma too many?")
      } else if let language = Self.language(name) {
        if !TextMap.isLanguage(language) { faults.add(place, nil, "\(name): \(language) is not a language tag") }
      } else if !isColumn(name) {
        let plain = String(name.lowercased().filter { !$0.isWhitespace && $0 != "\u{FEFF}" })
        faults.add(
          place, nil, "\(name) is an unknown column\(isColumn(plain) ? "; write \(plain)" : "")")
      }
      if !name.isEmpty, !seen.insert(ExactText(name)).inserted {
        faults.add(place, nil, "a column stands twice: \(name)")
      }
    }
    let missing = required.filter { !seen.contains(ExactText($0)) }
    for name in missing { faults.add(place, nil, "the column \(name) is missing") }
    if !names.contains(where: { Self.language($0) != nil }) {
      faults.add(place, nil, "a column of names is missing, such as name_en")
    }
    return missing.count < required.count
  }

  /// A line as far as it can be read.
  private mutating func entry(_ record: CommaSeparated.Record, _ names: [String]) -> Entry? {
    let place = Place.line(record.line)
    guard record.fields.contains(where: { !$0.isEmpty }) else {
      faults.add(place, nil, "has nothing but commas; delete it")
      return nil
    }
    guard record.fields.count == names.count else {
      let isTrailing = record.fields.count > names.count && record.fields[names.count...].allSatisfy(\.isEmpty)
      faults.add(
        place, nil,
        "has \(record.fields.count) fields, the header \(names.count)"
          + (isTrailing
            ? "; there are commas too many at its end"
            : record.fields.count > names.count ? "; a field that holds a comma stands in quotes" : ""))
      return nil
    }
    var values: [(name: String, text: String)] = []
    var unreadable: [String] = []
    for (name, field) in zip(names, record.fields) where isColumn(name) {
      let cell = CellText(field)
      guard let text = cell.text else {
        unreadable.append(name)
        faults.add(place, name, cell.reason)
        if cell.isInAnotherEncoding { faults.suggest(.windows1252) }
        continue
      }
      if !text.isEmpty { values.append((name, text)) }
    }
    return entry(values, place, names, unreadable)
  }

  /// A line laid out as the JSON that the statement will hold, and read by the same readers.
  private mutating func entry(
    _ values: [(name: String, text: String)], _ place: Place, _ names: [String], _ unreadable: [String]
  ) -> Entry {
    func value(_ column: String) -> JSONValue? {
      values.first { $0.name.isExactly(column) }.map { .string($0.text) }
    }
    var texts: [JSONMember] = []
    for (name, text) in values {
      guard let language = Self.language(name), TextMap.isLanguage(language),
        !texts.contains(where: { $0.name.isExactly(language) })
      else { continue }
      texts.append(JSONMember(name: language, value: .string(text)))
    }
    var members: [JSONMember] = []
    if !texts.isEmpty { members.append("name", .object(texts)) }
    for name in ["id", "kind", "country", "effective"] { members.append(name, value(name)) }
    members.append("joinedVia", value("joined_via"))
    // Several things in one cell have semicolons between.
    func list(_ column: String, trimmed: Bool = false) -> JSONValue? {
      guard let text = values.first(where: { $0.name.isExactly(column) })?.text else { return nil }
      let parts = text.utf8.split(separator: UInt8(ascii: ";")).map(Substring.init)
      return .array(parts.map { .string(String(trimmed ? $0.withoutBlanksAround : $0)) })
    }
    members.append("traits", list("traits"))
    switch basis {
    case .publicSource:
      var source: [JSONMember] = []
      source.append("uri", value("source_uri"))
      source.append("sha256", value("source_sha256"))
      source.append("asOf", value("as_of"))
      members.append("source", .object(source))
    case .signed:
      members.append("subscribed", list("subscribed"))
      // No name of a file begins or ends with a blank, and people put one behind a semicolon.
      members.append("publicKeys", list("public_key", trimmed: true))
      let threshold = values.first { $0.name.isExactly("threshold") }?.text
      members.append("threshold", threshold.map { text in Int64(text).map { .integer($0) } ?? .string(text) })
      members.append("identified", value("identified"))
    }
    let log = FaultLog()
    let entry = Entry.read(JSONValue.object(members), on: basis, at: place, log)
    for fault in log.faults {
      let column = Self.column(of: fault.pointer, names)
      // What is wrong with a column, or with the field, was said before.
      guard names.contains(where: { $0.isExactly(column) }), !unreadable.contains(where: { $0.isExactly(column) })
      else { continue }
      faults.add(place, column, fault.reason)
    }
    return entry
  }

  /// The column that a place in the JSON of a line comes from.
  private static func column(of pointer: String, _ names: [String]) -> String {
    let parts = pointer.split(separator: "/").map(String.init)
    switch (parts.first.map { ExactText($0) }, parts.dropFirst().first) {
    case ("name", let language?): return "name_\(language)"
    case ("name", nil): return names.first { language($0) != nil } ?? "name_en"
    case ("source", "asOf"?): return "as_of"
    case ("source", let member?): return "source_\(member)"
    case ("joinedVia", _): return "joined_via"
    case ("publicKeys", _): return "public_key"
    default: return parts.first ?? ""
    }
  }
}

extension Substring {
  fileprivate var withoutBlanksAround: Substring {
    var rest = self
    while rest.unicodeScalars.first == " " { rest.unicodeScalars.removeFirst() }
    while rest.unicodeScalars.last == " " { rest.unicodeScalars.removeLast() }
    return rest
  }
}
