import Fixtures
import LedgerFixtures
import Pledges
import Testing

@Suite("Days and instants")
struct CalendarTests {
  @Test("every day of 400 years is one after the day before it, and is read as it is written")
  func everyDay() throws {
    // A naive calendar beside the arithmetic: count up, month by month.
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var number = CalendarDate(stringLiteral: "1900-01-01").daysSince1970
    for year in 1900..<2300 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for month in 1...12 {
        for day in 1...(lengths[month - 1] + (isLeap && month == 2 ? 1 : 0)) {
          let date = CalendarDate(daysSince1970: number)
          guard date.year == year, date.month == month, date.day == day, date.daysSince1970 == number,
            CalendarDate(date.description) == date
          else {
            Issue.record("day \(number) is \(date), not \(year)-\(month)-\(day)")
            return
          }
          number += 1
        }
      }
    }
  }

  @Test(
    "known days have known numbers",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2031-05-02", 22_401), ("0000-01-01", -719_528),
      ("9999-12-31", 2_932_896),
    ] as [(String, Int64)])
  func knownDays(_ text: String, _ number: Int64) {
    #expect(CalendarDate(text)?.daysSince1970 == number)
    #expect(CalendarDate(daysSince1970: number).description == text)
  }

  @Test(
    "what is not exactly a day that exists is no date",
    arguments: [
      "", "2031-05-2", "2031-5-02", "31-05-02", "2031-05-002", "12031-05-02", "+031-05-02", "-031-05-02", "2031/05/02",
      "2031-05-02 ", " 2031-05-02", "2031-05-02Z", "2031-00-02", "2031-13-02", "2031-05-00", "2031-05-32",
      "2031-04-31", "2031-02-29", "2100-02-29", "2031-06-31", "2031-09-31", "2031-11-31", "２031-05-02", "2031-05-0²",
      "2031-05-0\u{0}",
    ])
  func badDates(_ text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test("a random second of any year from 0000 to 9999 is read as it is written, and order is that of the texts")
  func randomInstants() throws {
    var generator = SeededGenerator(seed: 1)
    let range = Instant("0000-01-01T00:00:00Z").seconds...Instant("9999-12-31T23:59:59Z").seconds
    var previous = Instant(seconds: 0)
    for _ in 0..<20_000 {
      let instant = Instant(seconds: Int64.random(in: range, using: &generator))
      let text = instant.description
      guard Instant(text) == instant, text.utf8.count == 20,
        (instant < previous) == (text < previous.description)
      else {
        Issue.record("\(instant.seconds) is written \(text)")
        return
      }
      previous = instant
    }
  }

  @Test(
    "known instants have known numbers of seconds",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2001-09-09T01:46:40Z", 1_000_000_000),
      ("2038-01-19T03:14:08Z", 2_147_483_648), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ] as [(String, Int64)])
  func knownInstants(_ text: String, _ seconds: Int64) {
    #expect(Instant(text)?.seconds == seconds)
    #expect(Instant(seconds: seconds).description == text)
  }

  @Test(
    "what is not exactly of the form is no instant",
    arguments: [
      "", "2031-05-02", "2031-05-02T09:30:00", "2031-05-02T09:30:00z", "2031-05-02t09:30:00Z", "2031-05-02 09:30:00Z",
      "2031-05-02T09:30:00+00:00", "2031-05-02T09:30Z", "2031-05-02T09:30:00.0Z", "2031-05-02T24:00:00Z",
      "2031-05-02T09:60:00Z", "2031-05-02T09:30:60Z", "2016-12-31T23:59:60Z", "2031-05-02T9:30:00Z",
      "2031-05-02T-9:30:00Z", "2031-02-30T09:30:00Z", "2031-05-02T09:30:00ZZ", " 2031-05-02T09:30:00Z",
      "2031-05-02T09:30:0٣Z",
    ])
  func badInstants(_ text: String) {
    #expect(Instant(text) == nil)
  }

  @Test("a mutated instant is refused, or is another instant that is written just so")
  func mutations() {
    var generator = SeededGenerator(seed: 2)
    let text = Array("2031-05-02T09:30:00Z".utf8)
    for _ in 0..<20_000 {
      var bytes = text
      bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...127, using: &generator)
      let mutated = String(decoding: bytes, as: UTF8.self)
      if let instant = Instant(mutated), instant.description != mutated { Issue.record("\(mutated) became \(instant)") }
    }
  }

  @Test("a day has 86,400 seconds, and an instant lies on the day it says")
  func arithmetic() {
    let instant: Instant = "2032-02-28T23:59:59Z"
    #expect(instant.advanced(bySeconds: 1) == "2032-02-29")
    #expect(instant.advanced(byDays: 2) == "2032-03-01T23:59:59Z")
    #expect(instant.advanced(byDays: -366) == "2031-02-27T23:59:59Z")
    #expect(Instant("1969-12-31T23:59:59Z").date == CalendarDate("1969-12-31"))
  }

  @Test("no number of days or seconds, wherever it comes from, ends the program", arguments: [Int64.min, -1, 1, .max])
  func extremes(number: Int64) {
    for instant in [Instant(seconds: .min), Instant(seconds: 0), Instant(seconds: .max)] {
      for moved in [instant.advanced(bySeconds: number), instant.advanced(byDays: number)] {
        #expect(number < 0 ? moved <= instant : moved >= instant)
        #expect(moved.description.hasSuffix("Z"))
      }
    }
    #expect(EntryIndex(.max).next == EntryIndex(.max))
  }
}
