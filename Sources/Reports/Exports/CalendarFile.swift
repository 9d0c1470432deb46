public import Cryptography
public import Pledges

/// A calendar for whoever subscribes to one: iCalendar, an event for each instant. // RFC 5545
///
/// Of the same content it is the same bytes: it has no clock of its own, and the name of an event decides its UID, so a
/// calendar that has the event already moves it and shows no second one.
public struct CalendarFile: Sendable {
  private let ledger: String
  private let stamp: Instant
  private var lines: [String]

  /// - Parameters:
  ///   - name: what the calendar is called.
  ///   - ledger: leaf hash of the genesis, so that two ledgers share no event.
  ///   - stamp: as of when the content is so, by the ledger's own time.
  public init(named name: String, ledger: Digest, stamp: Instant) {
    self.ledger = ledger.hex
    self.stamp = stamp
    lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pledgebook//pledgebook tasks//EN", "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:\(CalendarFile.escaped(name))",
    ]
  }

  /// Adds an event that takes no time.
  ///
  /// - Parameter id: what is named, unique within the ledger; the same in every run.
  public mutating func add(_ id: String, at instant: Instant, _ summary: String, details: [String] = []) {
    lines += [
      "BEGIN:VEVENT", "UID:\(NameUUID(ledger: ledger, id))", "DTSTAMP:\(CalendarFile.time(stamp))",
      "DTSTART:\(CalendarFile.time(instant))", "SUMMARY:\(CalendarFile.escaped(summary))",
    ]
    if !details.isEmpty {
      lines.append("DESCRIPTION:\(details.map(CalendarFile.escaped).joined(separator: "\\n"))")
    }
    // Whoever has a task at some second is not busy then.
    lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
  }

  /// The file, with lines that end as the format has them and are folded where they are long.
  public var text: String {
    (lines + ["END:VCALENDAR"]).map { CalendarFile.folded($0) + "\r\n" }.joined()
  }

  /// A line in pieces of no more than 75 octets, the blank in front of each further one included; no character is
  /// broken. // RFC 5545 §3.1
  static func folded(_ line: String) -> String {
    var folded = ""
    var used = 0
    for scalar in line.unicodeScalars {
      let width = UTF8.width(scalar)
      if used + width > 75 {
        folded += "\r\n "
        used = 1
      }
      folded.unicodeScalars.append(scalar)
      used += width
    }
    return folded
  }

  /// A text as a value: what has a meaning of its own there is written out. // RFC 5545 §3.3.11
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.visible().unicodeScalars {
      if ["\\", ";", ","].contains(scalar) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// `20320331T235959Z`
  private static func time(_ instant: Instant) -> String {
    instant.description.filter { $0 != "-" && $0 != ":" }
  }
}
