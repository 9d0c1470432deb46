/// Records of comma-separated values, one after the other, or of values with another sign between. // RFC 4180
///
/// A record with a fault is handed on with it, and reading goes on in the next line: one run names them all.
struct CommaSeparated {
  struct Record {
    /// The line it begins on.
    let line: Int
    var fields: [[UInt8]] = []
    /// What is wrong with the whole of it, and in which line.
    var fault: (line: Int, reason: String)?
  }

  /// More fields than any line of a register has.
  static let maximumFields = 1_000

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  private var line = 1
  /// Set once a quote was found that nothing closes: from there on none goes beyond its line, so that no byte is read
  /// again and again.
  private var quotesEndWithLine = false

  init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
    self.bytes = bytes
    self.separator = separator
  }

  /// The next record that is not an empty line; nil at the end.
  mutating func next() -> Record? {
    while position < bytes.count {
      var record = Record(line: line)
      if let reason = read(&record) {
        record.fault = (line, reason)
        skipLine()
      }
      if record.fault != nil || record.fields.count > 1 || record.fields.first?.isEmpty == false { return record }
    }
    return nil
  }

  /// Reads up to the end of the record; answers what is wrong with it, where it stands.
  private mutating func read(_ record: inout Record) -> String? {
    while true {
      if record.fields.count == Self.maximumFields { return "has more than \(Self.maximumFields) fields" }
      var field: [UInt8] = []
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        if let reason = readQuoted(&field) { return reason }
      } else {
        while position < bytes.count, !isFieldEnd { field.append(take()) }
        if field.contains(UInt8(ascii: "\"")) { return "a quote is out of place" }
      }
      record.fields.append(field)
      guard position < bytes.count else { return nil }
      switch take() {
      case separator: continue
      case UInt8(ascii: "\r") where position < bytes.count && bytes[position] == UInt8(ascii: "\n"): position += 1
      case UInt8(ascii: "\n"): break
      // Nothing may follow a closing quote but a separator or the end of the line.
      default: return "a quote is out of place"
      }
      line += 1
      return nil
    }
  }

  private mutating func take() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }

  /// Whether a separator or a line end is next.
  private var isFieldEnd: Bool {
    switch bytes[position] {
    case separator, UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
    default: false
    }
  }

  /// Reads from the opening quote up to behind the closing one; with a reason when there is none, at the opening one.
  private mutating func readQuoted(_ field: inout [UInt8]) -> String? {
    let (start, startLine) = (position, line)
    position += 1
    while position < bytes.count {
      let byte = take()
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.count, bytes[position] == byte else { return nil }
        position += 1
      } else if byte == UInt8(ascii: "\n") {
        if quotesEndWithLine { break }
        line += 1
      }
      field.append(byte)
    }
    quotesEndWithLine = true
    (position, line) = (start, startLine)
    return "a quote is out of place: it opens a field, and nothing closes it"
  }

  /// On to the next line, whatever stands in this one.
  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    position += 1
    line += 1
  }
}
