/// Records of comma-separated values. // RFC 4180
enum CommaSeparated {
  /// The records of a file, each with the line it begins on; nil, with the line, where a quote is out of place.
  static func records(_ bytes: [UInt8]) -> Result<[(line: Int, fields: [[UInt8]])], BadQuote> {
    var records: [(line: Int, fields: [[UInt8]])] = []
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var line = 1
    var firstLine = 1
    var isQuoted = false
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func isEmptyRecord() -> Bool { fields.isEmpty && field.isEmpty && !isQuoted }
    func endRecord() {
      guard !isEmptyRecord() else { return }
      fields.append(field)
      records.append((firstLine, fields))
      fields = []
      field = []
      isQuoted = false
    }
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty && !isQuoted:
        isQuoted = true
        guard let end = quoted(bytes, from: position + 1, into: &field, line: &line) else {
          return .failure(BadQuote(line: line))
        }
        position = end
        continue
      case UInt8(ascii: ","):
        fields.append(field)
        field = []
        isQuoted = false
      case UInt8(ascii: "\n"):
        endRecord()
        line += 1
        firstLine = line
      case UInt8(ascii: "\r") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n"):
        break
      default:
        // Nothing may follow a closing quote but a comma or the end of the line.
        if isQuoted || byte == UInt8(ascii: "\"") { return .failure(BadQuote(line: line)) }
        field.append(byte)
      }
      position += 1
    }
    endRecord()
    return .success(records)
  }

  struct BadQuote: Error {
    let line: Int
  }

  /// Reads up to the closing quote and answers where it goes on behind it, or nil when there is none.
  private static func quoted(
    _ bytes: [UInt8], from start: Int, into field: inout [UInt8], line: inout Int
  ) -> Int? {
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") else { return position + 1 }
        position += 1
      }
      if byte == UInt8(ascii: "\n") { line += 1 }
      field.append(byte)
      position += 1
    }
    return nil
  }
}
