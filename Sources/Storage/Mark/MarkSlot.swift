internal import Cryptography

/// One of the two places in a high-water mark's file: a note, empty lines, and a last line that vouches for the rest.
///
///     pledges.example/lantern        the note
///     …
///                                    empty lines, up to the last line
///     pledgebook/mark/v1 00000000000000000012 00402 6b0c…
///
/// The last line gives the number of the write, the note's length in bytes, and the SHA-256 of every byte of the slot
/// before it. A write that did not end, or any byte that changed, so shows.
struct MarkSlot: Equatable {
  /// Counts the writes of a file; of two sound slots the one with the larger number is newer.
  let number: UInt64
  let note: [UInt8]

  /// One page, which the disk takes in as few pieces as any.
  static let byteCount = 4_096
  private static let newline = UInt8(ascii: "\n")
  private static let start = Array("\npledgebook/mark/v1 ".utf8)
  private static let numberDigits = 20
  private static let lengthDigits = 5
  private static let hashPlace = byteCount - 65
  private static let footPlace = hashPlace - (start.count + numberDigits + 1 + lengthDigits + 1)
  /// The longest note that a slot takes.
  static let capacity = footPlace

  init(number: UInt64, note: [UInt8]) {
    self.number = number
    self.note = note
  }

  /// The slot in these bytes; nil when its last line does not vouch for all of them.
  init?(_ bytes: ArraySlice<UInt8>) throws(StorageError) {
    guard Self.isMarked(bytes), bytes.last == Self.newline else { return nil }
    let hashed = bytes.prefix(Self.hashPlace)
    guard try Self.hash(of: Array(hashed)).elementsEqual(bytes.dropFirst(Self.hashPlace).dropLast()) else { return nil }
    let numbers = hashed.dropFirst(Self.footPlace + Self.start.count)
    guard let number = Self.decimal(numbers.prefix(Self.numberDigits)),
      let length = Self.decimal(numbers.dropFirst(Self.numberDigits + 1).prefix(Self.lengthDigits)),
      length <= UInt64(Self.capacity)
    else { return nil }
    self.number = number
    note = Array(bytes.prefix(Int(length)))
  }

  /// Whether a last line begins where a slot has it, sound or not.
  private static func isMarked(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == byteCount && bytes.dropFirst(footPlace).starts(with: start)
  }

  /// The slot as it is written; `note` must fit.
  func bytes() throws(StorageError) -> [UInt8] {
    guard note.count <= Self.capacity else { throw StorageError(.programming, "a note does not fit its slot") }
    var bytes = note
    bytes.reserveCapacity(Self.byteCount)
    bytes.append(contentsOf: [UInt8](repeating: Self.newline, count: Self.footPlace - note.count))
    bytes.append(contentsOf: Self.start)
    bytes.append(contentsOf: Self.digits(number, count: Self.numberDigits))
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: Self.digits(UInt64(note.count), count: Self.lengthDigits))
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: try Self.hash(of: bytes))
    bytes.append(Self.newline)
    return bytes
  }

  private static func hash(of bytes: [UInt8]) throws(StorageError) -> [UInt8] {
    do {
      return Array(try Digest.sha256(of: bytes).hex.utf8)
    } catch {
      throw StorageError(.programming, error.reason)
    }
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
