// Numbers of days come from documents, and the rules give a result for any values: none may trap.
extension Instant {
  /// 9999-12-31T23:59:59Z, the last instant that can be written. // Format §2
  public static let last = Instant(seconds: 253_402_300_799)

  /// The instant so many days of 86,400 seconds later, or the end of the scale.
  public func saturating(addingDays days: Int64) -> Instant {
    let (span, spanOverflow) = days.multipliedReportingOverflow(by: Instant.secondsPerDay)
    guard !spanOverflow else { return Instant(seconds: days < 0 ? .min : .max) }
    return saturating(addingSeconds: span)
  }

  /// The instant so many seconds later, or the end of the scale.
  func saturating(addingSeconds delta: Int64) -> Instant {
    let (sum, overflow) = seconds.addingReportingOverflow(delta)
    return overflow ? Instant(seconds: delta < 0 ? .min : .max) : Instant(seconds: sum)
  }

  /// Whole days from another instant to this one, a begun day counted as one; 0 when this is not later.
  public func daysRoundedUp(after other: Instant) -> Int64 {
    guard self > other else { return 0 }
    let (difference, overflow) = seconds.subtractingReportingOverflow(other.seconds)
    return ((overflow ? Int64.max : difference) - 1) / Instant.secondsPerDay + 1
  }
}
