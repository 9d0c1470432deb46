import Foundation

/// How much of a long test is done: in `make test` a part that finds what a change breaks, in `make campaign` all of it.
public enum Campaign {
  /// Set by `make campaign`.
  public static let isOn = ProcessInfo.processInfo.environment["PLEDGEBOOK_CAMPAIGN"] != nil

  /// How many random histories or schedules: as many as PLEDGEBOOK_HISTORIES says, or as a test has.
  public static func histories(inTest count: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment["PLEDGEBOOK_HISTORIES"].flatMap { UInt64($0) } ?? count
  }

  /// Everything in a campaign, and a part in a test.
  public static func all<Element>(_ everything: [Element], inTest part: (Element) -> Bool) -> [Element] {
    isOn ? everything : everything.filter(part)
  }
}
