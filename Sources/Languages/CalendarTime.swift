/// A second of a day in UTC, as a calendar has it.
public struct CalendarTime: Equatable, Sendable {
  public let year: Int
  /// From 1 to 12.
  public let month: Int
  public let day: Int
  public let hour: Int
  public let minute: Int
  public let second: Int

  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }

  /// Whether it is the last second of its day: what ends then ends with the day.
  public var isEndOfDay: Bool { (hour, minute, second) == (23, 59, 59) }

  /// `HH:MM`, and the seconds where there are any.
  var time: String {
    let minutes = "\(CalendarTime.twoDigits(hour)):\(CalendarTime.twoDigits(minute))"
    return second == 0 ? minutes : "\(minutes):\(CalendarTime.twoDigits(second))"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
