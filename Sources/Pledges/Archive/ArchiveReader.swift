internal import Cryptography

/// Takes values out of an archive; anything that `ArchiveWriter` would not have written is a fault.
struct ArchiveReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Nothing may be left over.
  func finish() throws(ArchiveFault) {
    guard position == bytes.count else { throw ArchiveFault("\(bytes.count - position) bytes too many") }
  }

  private mutating func byte() throws(ArchiveFault) -> UInt8 {
    guard position < bytes.count else { throw ArchiveFault("it ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws(ArchiveFault) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 63 || byte <= 1 else { throw ArchiveFault("a number is too large") }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  mutating func small() throws(ArchiveFault) -> UInt32 {
    guard let small = UInt32(exactly: try number()) else { throw ArchiveFault("a number is too large") }
    return small
  }

  mutating func signed() throws(ArchiveFault) -> Int64 {
    let number = try number()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  mutating func flag() throws(ArchiveFault) -> Bool {
    let byte = try byte()
    guard byte <= 1 else { throw ArchiveFault("a flag is neither 0 nor 1") }
    return byte == 1
  }

  /// How many elements follow; each takes one byte at least, which bounds what is reserved for them.
  mutating func count() throws(ArchiveFault) -> Int {
    guard let count = Int(exactly: try number()), count <= bytes.count - position else {
      throw ArchiveFault("a count is larger than what is left")
    }
    return count
  }

  mutating func raw() throws(ArchiveFault) -> [UInt8] {
    let count = try count()
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func text() throws(ArchiveFault) -> String {
    let count = try count()
    guard let text = String(validating: bytes[position..<position + count], as: UTF8.self) else {
      throw ArchiveFault("a text is not UTF-8")
    }
    position += count
    return text
  }

  mutating func digest() throws(ArchiveFault) -> Digest {
    guard let digest = Digest(bytes, at: position) else { throw ArchiveFault("it ends too early") }
    position += Digest.byteCount
    return digest
  }

  mutating func value<Value: Archived>() throws(ArchiveFault) -> Value { try Value(from: &self) }

  mutating func optional<Value: Archived>() throws(ArchiveFault) -> Value? {
    try flag() ? try value() : nil
  }

  mutating func list<Value: Archived>() throws(ArchiveFault) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try value()) }
    return values
  }

  mutating func optionalList<Value: Archived>() throws(ArchiveFault) -> [Value]? {
    try flag() ? try list() : nil
  }

  mutating func byEntry<Value: Archived>() throws(ArchiveFault) -> [EntryIndex: Value] {
    let count = try count()
    var values: [EntryIndex: Value] = [:]
    values.reserveCapacity(count)
    for _ in 0..<count {
      let index = try EntryIndex(from: &self)
      values[index] = try value()
    }
    return values
  }

  /// A value with a text form that is not every text.
  mutating func parsed<Value>(_ parse: (String) -> Value?) throws(ArchiveFault) -> Value {
    let text = try text()
    guard let value = parse(text) else { throw ArchiveFault("\(text) is not a \(Value.self)") }
    return value
  }
}
