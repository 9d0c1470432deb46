// Dates in words. Time is UTC everywhere, and said where the time of day is.

extension Language {
  /// The day: "31 March 2032".
  public func day(_ time: CalendarTime) -> String {
    let (day, year) = ("\(time.day)", "\(time.year)")
    // Nobody can make a month that is none from an instant; of one that is, the number is still right.
    let month = (1...12).contains(time.month) ? months[time.month - 1] : "\(time.month)"
    return time.day == 1
      ? datesFirstDay(day: day, month: month, year: year) : datesDay(day: day, month: month, year: year)
  }

  /// The instant to the second: "31 March 2032, 12:00 (UTC)".
  public func moment(_ time: CalendarTime) -> String { datesMoment(date: day(time), time: time.time) }

  /// What ends then: "until the end of 31 March 2032 (UTC)", or the instant where it is not the end of a day.
  public func until(_ time: CalendarTime) -> String {
    time.isEndOfDay ? datesUntilEnd(date: day(time)) : moment(time)
  }

  /// The same as a noun: "the end of 31 March 2032 (UTC)".
  public func end(_ time: CalendarTime) -> String { time.isEndOfDay ? datesEndOf(date: day(time)) : moment(time) }

  /// From one day, entry or number to another.
  public func span(_ start: String, _ end: String) -> String { datesFromTo(start: start, end: end) }
}
