import CommandLineTools
import Pledges

/// A time as people write it: in full, as a bare day, or with the offset of a time zone.
enum WrittenTime {
  /// Which second of a bare day is meant.
  enum Bound {
    /// The first: of what begins then.
    case beginning
    /// The last: of what ends then, or is seen from there.
    case end
  }

  /// The instant meant; nil for what is no time.
  static func instant(_ text: String, _ bound: Bound) -> Instant? {
    if let instant = Instant(text) { return instant }
    if CalendarDate(text) != nil { return Instant(text + (bound == .beginning ? "T00:00:00Z" : "T23:59:59Z")) }
    return withOffset(text)
  }

  /// `2031-05-02T09:30:00+02:00`
  private static func withOffset(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    guard bytes.count == 25, bytes[22] == UInt8(ascii: ":"), let local = Instant(text.prefix(19) + "Z"),
      let hours = number(bytes[20..<22], below: 24), let minutes = number(bytes[23..<25], below: 60)
    else { return nil }
    let offset = hours * 3_600 + minutes * 60
    let instant: Instant
    switch bytes[19] {
    case UInt8(ascii: "+"): instant = local.advanced(bySeconds: -offset)
    case UInt8(ascii: "-"): instant = local.advanced(bySeconds: offset)
    default: return nil
    }
    // At both ends of the scale there are times that cannot be written.
    return Instant(instant.description) == instant ? instant : nil
  }

  private static func number(_ digits: ArraySlice<UInt8>, below limit: Int64) -> Int64? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    return number < limit ? number : nil
  }
}

extension Session {
  /// The time that an option gives. What was understood is told wherever it was not written out.
  func instant(_ option: String, _ bound: WrittenTime.Bound = .beginning) throws(CommandError) -> Instant? {
    guard let text = arguments.value(option) else { return nil }
    guard let instant = instant(written: text, bound, as: "--\(option)") else {
      throw .usage(
        "invalid-time", "--\(option) \(text) is not a time",
        hint: "write it as 2031-05-02T09:30:00Z, 2031-05-02T11:30:00+02:00 or 2031-05-02")
    }
    return instant
  }

  /// The same of a time that stands somewhere else; nil for what is none.
  func instant(written text: String, _ bound: WrittenTime.Bound, as name: String) -> Instant? {
    guard let instant = WrittenTime.instant(text, bound) else { return nil }
    if instant.description != text { output.note("\(name) \(text) is taken as \(instant)") }
    return instant
  }
}
