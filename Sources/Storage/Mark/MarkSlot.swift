internal import Cryptography

/// One of the two places in a high-water mark's file: a note, empty lines, and a last line that vouches for the rest.
///
///     pledges.example/lantern        the note
///     …
///                                    empty lines, up to the last line
///     pledgebook/mark/v2 00000000000000000012 00402 6b0c…
///
/// The last line gives the number of the write, the note's length in bytes, and the SHA-256 of the note and of the last
/// line so far. Every other byte is a newline. A write that did not end, or any byte that changed, so shows.
struct MarkSlot: Equatable {
  /// Counts the writes of a file; of two sound slots the one with the larger number is newer.
  let number: UInt64
  let note: [UInt8]

  /// One page, which the disk takes in as few pieces as any.
  static let byteCount = 4_096
  private static let newline = UInt8(ascii: "\n")
  private static let start = Array("\npledgebook/mark/v2 ".utf8)
  /// The same in the mark of a ledger of version 0 of the format.
  private static let startOfFormatZero = Array("\npledgebook/mark/v1 ".utf8)
  private static let numberDigits = 20
  private static let lengthDigits = 5
  /// Where the last line begins, with the newline before it, and where its digest.
  private static let footPlace = hashPlace - (start.count + numberDigits + 1 + lengthDigits + 1)
  private static let hashPlace = byteCount - 65
  private static let numberPlace = footPlace + start.count
  private static let lengthPlace = numberPlace + numberDigits + 1
  private static let padding = [UInt8](repeating: newline, count: byteCount)
  /// The longest note that a slot takes.
  static let capacity = footPlace

  init(number: UInt64, note: [UInt8]) {
    self.number = number
    self.note = note
  }

  /// The slot in these bytes; nil when anything about them is not as `bytes` writes it.
  init?(_ bytes: ArraySlice<UInt8>) throws(StorageError) {
    guard bytes.count == Self.byteCount else { return nil }
    guard let number = Self.number(in: bytes),
      let length = Self.decimal(bytes.dropFirst(Self.lengthPlace).prefix(Self.lengthDigits)),
      length <= UInt64(Self.capacity)
    else { return nil }
    self.number = number
    note = Array(bytes.prefix(Int(length)))
    guard try Array(bytes) == self.bytes() else { return nil }
  }

  /// Whether these bytes are a slot of a ledger of version 0 of the format.
  static func isOfFormatZero(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.dropFirst(footPlace).starts(with: startOfFormatZero)
  }

  /// The number that a slot's last line gives, sound or not.
  static func number(in bytes: ArraySlice<UInt8>) -> UInt64? {
    decimal(bytes.dropFirst(numberPlace).prefix(numberDigits))
  }

  /// The slot as it is written; `note` must fit.
  func bytes() throws(StorageError) -> [UInt8] {
    guard note.count <= Self.capacity else { throw StorageError(.programming, "a note does not fit its slot") }
    var bytes = note
    bytes.reserveCapacity(Self.byteCount)
    bytes.append(contentsOf: Self.padding[..<(Self.footPlace - note.count)])
    bytes.append(contentsOf: try lastLine())
    return bytes
  }

  private func lastLine() throws(StorageError) -> [UInt8] {
    var line = Self.start
    line.append(contentsOf: Self.digits(number, count: Self.numberDigits))
    line.append(UInt8(ascii: " "))
    line.append(contentsOf: Self.digits(UInt64(note.count), count: Self.lengthDigits))
    line.append(UInt8(ascii: " "))
    do {
      try Digest.sha256(of: note + line).appendHex(to: &line)
    } catch {
      throw StorageError(.programming, error.reason)
    }
    line.append(Self.newline)
    return line
  }

  private static func digits(_ value: UInt64, count: Int) -> [UInt8] {
    let digits = Array(String(value).utf8)
    return Array(repeatElement(UInt8(ascii: "0"), count: count - digits.count)) + digits
  }

  private static func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (ten, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = ten.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }
}
