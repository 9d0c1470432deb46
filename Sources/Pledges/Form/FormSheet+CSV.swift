extension FormSheet {
  /// The columns of a form; those of `needed` have to be there.
  public static let columns = ["commitment", "item", "question", "takes", "last", "answer"]
  private static let needed = ["commitment", "item", "answer"]
  /// What programs put between columns, by the country that they are set to: a form knows its columns by name, so that
  /// none of the signs is taken for another.
  private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// Reads a table in UTF-8, line for line.
  mutating func readCSV(_ bytes: [UInt8]) {
    if bytes.starts(with: "sep=".utf8) {
      faults.add(.separatorLine, at: .line(1))
      return
    }
    guard let (begun, header) = Self.begin(bytes) else {
      faults.add(
        .line(1), nil, "these are not the columns of a form: \(Self.columns.joined(separator: ", "))")
      return
    }
    var records = begun
    let names = header.fields.map { String(decoding: $0, as: UTF8.self) }
    guard checkColumns(names, line: header.line) else { return }
    while let record = records.next() {
      if let fault = record.fault {
        faults.add(.line(fault.line), nil, fault.reason)
      } else if record.fields.contains(where: { !$0.isEmpty }) {
        read(record, names)
      }
    }
  }

  /// The records behind the header, with the sign between columns that makes columns of a form of it.
  private static func begin(_ bytes: [UInt8]) -> (CommaSeparated, CommaSeparated.Record)? {
    for separator in separators {
      var records = CommaSeparated(bytes, separator: separator)
      guard let header = records.next(), header.fault == nil else { continue }
      let names = header.fields.map { ExactText(String(decoding: $0, as: UTF8.self)) }
      if names.contains("item") || names.contains("answer") { return (records, header) }
    }
    return nil
  }

  private mutating func checkColumns(_ names: [String], line: Int) -> Bool {
    var seen: Set<ExactText> = []
    let known = Set(Self.columns.map { ExactText($0) })
    for name in names {
      if !known.contains(ExactText(name)) {
        faults.add(
          .line(line), nil, "\(name.isEmpty ? "a column without a name" : name) is no column of a form; delete it")
      } else if !seen.insert(ExactText(name)).inserted {
        faults.add(.line(line), nil, "a column stands twice: \(name)")
      }
    }
    let missing = Self.needed.filter { !seen.contains(ExactText($0)) }
    for name in missing { faults.add(.line(line), nil, "the column \(name) is missing") }
    return missing.isEmpty
  }

  private mutating func read(_ record: CommaSeparated.Record, _ names: [String]) {
    guard record.fields.count == names.count else {
      faults.add(
        .line(record.line), nil,
        "has \(record.fields.count) fields, the header \(names.count); a field that holds the sign between columns "
          + "stands in quotes")
      return
    }
    var values: [ExactText: String] = [:]
    for (name, field) in zip(names, record.fields) where Self.needed.contains(where: { $0.isExactly(name) }) {
      let cell = CellText(field)
      guard let text = cell.text else {
        faults.add(.line(record.line), "column \(name)", cell.reason)
        if cell.isInAnotherEncoding { faults.suggest(.windows1252) }
        return
      }
      values[ExactText(name)] = text
    }
    guard let item = values["item"], let commitment = values["commitment"], let answer = values["answer"] else {
      return
    }
    read(item, commitment, answer, line: record.line)
  }

  private mutating func read(_ name: String, _ commitment: String, _ answer: String, line: Int) {
    let about = commitment.isEmpty ? name : "\(commitment) \(name)"
    let place = Place(line: line, name: "column answer, \(about)")
    guard !name.isExactly("form") else {
      guard head == nil else { return faults.add(place, "a form says once which it is") }
      head = Head(answer)
      if head == nil { faults.add(place, "says which form this is, and was changed; ask for the form again") }
      return
    }
    // Inside a cell the line ends are those of the program that saved it.
    let text = answer.replacingLineEnds()
    guard let item = FormItem(name) else {
      if !text.isEmpty {
        faults.add(
          .line(line), "column item",
          "\(name.isEmpty ? "nothing" : name) is not what a form asks for; answer in the "
            + "lines that it has")
      }
      return
    }
    if text.utf8.first == UInt8(ascii: "=") {
      return faults.add(place, "begins with =, as a formula; type the value, and make the cell one of text")
    }
    if item.isGeneral {
      cells.append(Cell(place: place, commitment: nil, item: item, text: text))
    } else if let id = CommitmentID(commitment) {
      cells.append(Cell(place: place, commitment: id, item: item, text: text))
    } else if !text.isEmpty {
      faults.add(
        .line(line), "column commitment",
        commitment.isEmpty ? "says for which commitment this is, and is empty" : "\(commitment) is not a commitment")
    }
  }
}

extension String {
  /// With every end of a line as a line feed.
  func replacingLineEnds() -> String {
    var result = String.UnicodeScalarView()
    var isBehindReturn = false
    for scalar in unicodeScalars {
      if scalar == "\r" {
        result.append("\n")
      } else if scalar != "\n" || !isBehindReturn {
        result.append(scalar)
      }
      isBehindReturn = scalar == "\r"
    }
    return String(result)
  }
}
