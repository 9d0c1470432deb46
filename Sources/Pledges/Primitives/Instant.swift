/// A whole second in UTC, counted from 1970-01-01T00:00:00Z without leap seconds. // Format §2
///
/// Written and read as `YYYY-MM-DDTHH:MM:SSZ` in the proleptic Gregorian calendar, years 0000 to 9999, and nothing else.
public struct Instant: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  public let seconds: Int64

  public static let secondsPerDay: Int64 = 86_400

  public init(seconds: Int64) {
    self.seconds = seconds
  }

  /// The number of bytes of its text.
  static let byteCount = 20

  /// The instant that this text names, or nil when it is not exactly of the format's form.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(ascii: text.utf8.span)
  }

  /// The instant that these bytes name, or nil when they are not exactly of the format's form.
  init?(ascii bytes: Span<UInt8>) {
    guard bytes.count == Instant.byteCount, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
      let date = CalendarDate(ascii: bytes.extracting(0..<10)),
      let hour = decimal(bytes, 11..<13), let minute = decimal(bytes, 14..<16), let second = decimal(bytes, 17..<19),
      hour < 24, minute < 60, second < 60
    else { return nil }
    seconds = date.daysSince1970 * Instant.secondsPerDay + Int64(hour * 3600 + minute * 60 + second)
  }

  /// The day on which this instant lies.
  public var date: CalendarDate {
    CalendarDate(daysSince1970: seconds.floorDivided(by: Instant.secondsPerDay))
  }

  /// The instant so many seconds later (or earlier, when negative), or the end of the scale: the number may be anybody's.
  public func advanced(bySeconds delta: Int64) -> Instant {
    let (sum, overflow) = seconds.addingReportingOverflow(delta)
    return Instant(seconds: overflow ? delta < 0 ? .min : .max : sum)
  }

  /// The instant so many days of 86,400 seconds later, or the end of the scale. // Status rules §1
  public func advanced(byDays days: Int64) -> Instant {
    let (span, overflow) = days.multipliedReportingOverflow(by: Instant.secondsPerDay)
    return advanced(bySeconds: overflow ? days < 0 ? .min : .max : span)
  }
}

extension Instant: Comparable {
  public static func < (left: Instant, right: Instant) -> Bool {
    left.seconds < right.seconds
  }
}

extension Instant: CustomStringConvertible {
  /// `YYYY-MM-DDTHH:MM:SSZ`.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Instant.byteCount)
    append(to: &bytes)
    return String(copying: bytes.span)
  }

  /// Appends `YYYY-MM-DDTHH:MM:SSZ` to a buffer that is reused.
  func append(to bytes: inout [UInt8]) {
    let date = date
    let second = Int(seconds.remainder(above: Instant.secondsPerDay))
    date.append(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(twoDigits: second / 3600)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: second / 60 % 60)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: second % 60)
    bytes.append(UInt8(ascii: "Z"))
  }
}

/// A day of the proleptic Gregorian calendar, written `YYYY-MM-DD`, years 0000 to 9999.
public struct CalendarDate: Hashable, Sendable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// The day that this text names, or nil when it is not exactly of that form or no such day exists.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(ascii: text.utf8.span)
  }

  /// The day that these bytes name, or nil when they are not exactly of that form or no such day exists.
  init?(ascii bytes: Span<UInt8>) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = decimal(bytes, 0..<4), let month = decimal(bytes, 5..<7), let day = decimal(bytes, 8..<10),
      (1...12).contains(month), day >= 1, day <= CalendarDate.days(inMonth: month, ofYear: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day so many days after 1970-01-01.
  ///
  /// Years are counted from 1 March, so that the leap day is the last of its year; 146,097 days make 400 years.
  public init(daysSince1970 days: Int64) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; negative before.
  public var daysSince1970: Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = shiftedYear.floorDivided(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func days(inMonth month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CalendarDate: Comparable {
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(copying: bytes.span)
  }

  /// Appends `YYYY-MM-DD` to a buffer that is reused.
  func append(to bytes: inout [UInt8]) {
    bytes.append(twoDigits: year / 100)
    bytes.append(twoDigits: year % 100)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(twoDigits: month)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(twoDigits: day)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  /// What a division rounded down leaves over; never negative.
  fileprivate func remainder(above divisor: Int64) -> Int64 {
    let rest = self % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

private func decimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
  var value = 0
  for position in range {
    let digit = bytes[position] &- UInt8(ascii: "0")
    guard digit < 10 else { return nil }
    value = value * 10 + Int(digit)
  }
  return value
}
