internal import Cryptography

/// An element of a list that can be spilled: as many bytes as any other of its type, so that one can be read alone.
protocol Spillable: Sendable {
  static var spilledByteCount: Int { get }
  /// Appends `spilledByteCount` bytes.
  func spill(to bytes: inout [UInt8])
  /// Nil for bytes that `spill` would not have written.
  init?(spilled bytes: [UInt8], at offset: Int)
  /// What a list is searched by; the same for all where nobody searches.
  var order: UInt64 { get }
}

extension Spillable {
  var order: UInt64 { 0 }
}

extension [UInt8] {
  /// Adds a number, the highest byte first.
  mutating func append<Number: FixedWidthInteger>(number: Number) {
    for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// The number that `append(number:)` put at this offset.
  func number<Number: FixedWidthInteger>(at offset: Int, _ type: Number.Type = Number.self) -> Number {
    var number: Number = 0
    for place in offset..<offset + Number.bitWidth / 8 {
      number = number << 8 | Number(truncatingIfNeeded: self[place])
    }
    return number
  }
}

extension EntryStamp {
  static let spilledByteCount = 16

  func spill(to bytes: inout [UInt8]) {
    bytes.append(number: index.rawValue)
    bytes.append(number: recorded.seconds)
  }

  init(spilled bytes: [UInt8], at offset: Int) {
    self.init(
      index: EntryIndex(bytes.number(at: offset)), recorded: Instant(seconds: bytes.number(at: offset + 8)))
  }
}

extension AttestationBook.Record: Spillable {
  static let spilledByteCount = 71
  var order: UInt64 { entry.index.rawValue }

  func spill(to bytes: inout [UInt8]) {
    entry.spill(to: &bytes)
    leaf.appendBytes(to: &bytes)
    let (act, target): (UInt8, EntryIndex) =
      switch action {
      case .submit: (0, .genesis)
      case .supersede(let target): (1, target)
      case .withdraw(let target): (2, target)
      }
    bytes.append(act)
    bytes.append(number: target.rawValue)
    bytes.append(number: period)
    bytes.append(number: key)
    bytes.append(number: firstClaim)
    bytes.append(number: claimCount)
  }

  init?(spilled bytes: [UInt8], at offset: Int) {
    let target = EntryIndex(bytes.number(at: offset + 49))
    switch bytes[offset + 48] {
    case 0: action = .submit
    case 1: action = .supersede(target)
    case 2: action = .withdraw(target)
    default: return nil
    }
    guard let leaf = Digest(bytes, at: offset + 16) else { return nil }
    entry = EntryStamp(spilled: bytes, at: offset)
    self.leaf = leaf
    period = bytes.number(at: offset + 57)
    key = bytes.number(at: offset + 61)
    firstClaim = bytes.number(at: offset + 65)
    claimCount = bytes.number(at: offset + 69)
  }
}

extension AttestationBook.PackedClaim: Spillable {
  static let spilledByteCount = 14

  func spill(to bytes: inout [UInt8]) {
    bytes.append(number: commitment)
    bytes.append(number: value)
    bytes.append(number: firstEvidence)
    bytes.append(number: evidenceCount)
  }

  init?(spilled bytes: [UInt8], at offset: Int) {
    commitment = bytes.number(at: offset)
    value = bytes.number(at: offset + 4)
    firstEvidence = bytes.number(at: offset + 8)
    evidenceCount = bytes.number(at: offset + 12)
  }
}

extension AttestationEvent.Evidence: Spillable {
  static let spilledByteCount = 33

  func spill(to bytes: inout [UInt8]) {
    sha256.appendBytes(to: &bytes)
    bytes.append(isPublic ? 1 : 0)
  }

  init?(spilled bytes: [UInt8], at offset: Int) {
    guard let sha256 = Digest(bytes, at: offset) else { return nil }
    self.init(sha256: sha256, isPublic: bytes[offset + 32] == 1)
  }
}

extension Member.HistoryEntry: Spillable {
  static let spilledByteCount = 49

  func spill(to bytes: inout [UInt8]) {
    entry.spill(to: &bytes)
    leaf.appendBytes(to: &bytes)
    // An entry of a kind that this program does not know is about nobody. // Format §3
    bytes.append(UInt8(truncatingIfNeeded: kind.number))
  }

  init?(spilled bytes: [UInt8], at offset: Int) {
    guard let leaf = Digest(bytes, at: offset + 16), let kind = EntryKind(number: UInt64(bytes[offset + 48])) else {
      return nil
    }
    self.init(entry: EntryStamp(spilled: bytes, at: offset), kind: kind, leaf: leaf)
  }
}

extension SubjectIndex.Row: Spillable {
  static let spilledByteCount = 12
  var order: UInt64 { index.rawValue }

  func spill(to bytes: inout [UInt8]) {
    bytes.append(number: index.rawValue)
    bytes.append(number: slot)
  }

  init?(spilled bytes: [UInt8], at offset: Int) {
    self.init(index: EntryIndex(bytes.number(at: offset)), slot: bytes.number(at: offset + 8))
  }
}
