internal import Cryptography
internal import Pledges

/// Where everything lies in a snapshot file, each part with its digest; the one part that is always read.
struct SnapshotDirectory {
  /// A table of pairs of numbers in ascending order, in pages of equal size but the last.
  struct Table: Sendable {
    var count: UInt64 = 0
    var pages: [(first: Pair, part: FilePart)] = []

    /// Pairs on a page: 2 KiB. Every statement that comes in costs the reading and hashing of one; the directory, all of
    /// which is read when a ledger is opened, has half a byte a pair.
    static let pageCount = 128
  }

  /// The record of a table: the key of a statement, or an entry's index and its signatory's slot.
  struct Pair: Comparable, Sendable {
    var high: UInt64
    var low: UInt64

    static func < (left: Pair, right: Pair) -> Bool { (left.high, left.low) < (right.high, right.low) }
  }

  var statements = Table()
  var subjects = Table()
  var members: [FilePart] = []
  /// What `Ledger.archivedCore` wrote.
  var core: [UInt8] = []

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(core.count + (members.count + statements.pages.count + subjects.pages.count) * 64 + 64)
    for table in [statements, subjects] {
      bytes.append(number: table.count)
      bytes.append(number: UInt64(table.pages.count))
      for (first, part) in table.pages {
        bytes.append(number: first.high)
        bytes.append(number: first.low)
        bytes.append(part)
      }
    }
    bytes.append(number: UInt64(members.count))
    for part in members { bytes.append(part) }
    bytes.append(contentsOf: core)
    return bytes
  }

  init() {}

  /// Nil for bytes that end too early; that they are the right ones is the digest's affair.
  init?(_ bytes: [UInt8]) {
    var reader = NumberReader(bytes)
    guard let statements = reader.table(), let subjects = reader.table(), let count = reader.count(of: 48) else {
      return nil
    }
    self.statements = statements
    self.subjects = subjects
    members.reserveCapacity(count)
    for _ in 0..<count {
      guard let part = reader.part() else { return nil }
      members.append(part)
    }
    core = reader.rest
  }
}

/// Takes numbers of eight bytes and parts out of bytes.
struct NumberReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var rest: [UInt8] { Array(bytes[position...]) }

  mutating func number() -> UInt64? {
    guard position + 8 <= bytes.count else { return nil }
    defer { position += 8 }
    return bytes.number(at: position)
  }

  /// A count of things that take so many bytes each, which all have to be there.
  mutating func count(of width: Int) -> Int? {
    guard let count = number().flatMap({ Int(exactly: $0) }), count <= (bytes.count - position) / width else {
      return nil
    }
    return count
  }

  mutating func part() -> FilePart? {
    guard let offset = number(), let count = number(), let digest = Digest(bytes, at: position) else { return nil }
    position += Digest.byteCount
    return FilePart(offset: offset, count: count, digest: digest)
  }

  mutating func pair() -> SnapshotDirectory.Pair? {
    guard let high = number(), let low = number() else { return nil }
    return SnapshotDirectory.Pair(high: high, low: low)
  }

  fileprivate mutating func table() -> SnapshotDirectory.Table? {
    guard let pairs = number(), let count = count(of: 64) else { return nil }
    var table = SnapshotDirectory.Table(count: pairs)
    table.pages.reserveCapacity(count)
    for _ in 0..<count {
      guard let first = pair(), let part = part() else { return nil }
      table.pages.append((first, part))
    }
    return table
  }
}

extension [UInt8] {
  /// Eight bytes, the highest first.
  mutating func append(number: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// The number that `append(number:)` put at this offset.
  func number(at offset: Int) -> UInt64 {
    self[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }

  fileprivate mutating func append(_ part: FilePart) {
    append(number: part.offset)
    append(number: part.count)
    part.digest.appendBytes(to: &self)
  }
}
