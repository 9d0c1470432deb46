internal import Cryptography

/// Puts values into bytes for an archive of replayed state: no names, no types, numbers in as few bytes as they need.
///
/// The form is this program's own and carries its version. It is never published and never verified by others: what
/// they read are the entries.
struct ArchiveWriter {
  private(set) var bytes: [UInt8] = []

  /// An unsigned number, seven bits a byte, lowest first.
  mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ number: UInt32) { write(UInt64(number)) }
  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// A signed number: small ones in few bytes whatever their sign.
  mutating func write(_ number: Int64) {
    write(UInt64(bitPattern: number << 1 ^ number >> 63))
  }

  mutating func write(_ text: String) {
    write(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(raw content: [UInt8]) {
    write(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  mutating func write(_ digest: Digest) { digest.appendBytes(to: &bytes) }

  mutating func write(_ value: some Archived) { value.write(to: &self) }

  mutating func write<Value: Archived>(_ value: Value?) {
    write(value != nil)
    if let value { write(value) }
  }

  mutating func write<Value: Archived>(_ values: [Value]) {
    write(UInt64(values.count))
    for value in values { write(value) }
  }

  mutating func write<Value: Archived>(_ values: [Value]?) {
    write(values != nil)
    if let values { write(values) }
  }

  /// A dictionary by entry, in ledger order: the same state always makes the same bytes.
  mutating func write<Value: Archived>(_ values: [EntryIndex: Value]) {
    write(UInt64(values.count))
    for (index, value) in values.sorted(by: { $0.key < $1.key }) {
      write(index)
      write(value)
    }
  }
}

/// A value that an archive of replayed state can hold.
protocol Archived {
  func write(to archive: inout ArchiveWriter)
  init(from archive: inout ArchiveReader) throws(ArchiveFault)
}

/// Why bytes are no archive of this program's; the entries themselves are read instead.
public struct ArchiveFault: Error, Sendable {
  public let reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}
