public import Languages
public import Pledges

// Instants in the words of the language. The exact instant of a day stands in the markup of a page, in JSON and CSV, and
// in the words of `explain`.

extension Instant {
  /// The same second as a calendar has it.
  public var calendarTime: CalendarTime {
    let date = date
    // The day's first second is not later, and less than a day away.
    let second = Int(((seconds % Instant.secondsPerDay) + Instant.secondsPerDay) % Instant.secondsPerDay)
    return CalendarTime(
      year: date.year, month: date.month, day: date.day, hour: second / 3_600, minute: second / 60 % 60,
      second: second % 60)
  }
}

extension Instant {
  /// The first second of the same day.
  var startOfDay: Instant {
    advanced(bySeconds: -((seconds % Instant.secondsPerDay + Instant.secondsPerDay) % Instant.secondsPerDay))
  }
}

extension Language {
  /// The day of an instant.
  func day(_ instant: Instant) -> String { day(instant.calendarTime) }

  /// A day of the calendar.
  public func day(_ date: CalendarDate) -> String {
    day(CalendarTime(year: date.year, month: date.month, day: date.day))
  }

  /// The instant to the second.
  func moment(_ instant: Instant) -> String { moment(instant.calendarTime) }

  /// What ends then: by the end of its day, where it is that.
  func until(_ instant: Instant) -> String { until(instant.calendarTime) }

  /// An entry with the day on which it was recorded, in the middle of a line.
  func reference(_ entry: EntryStamp) -> String { entryOfDay(entry: "\(entry.index)", day: day(entry.recorded)) }
}
