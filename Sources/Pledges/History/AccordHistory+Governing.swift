extension AccordHistory {
  /// A period that no version may carry again was left out at least so long before it started. // Status rules §1
  static let noticeDays: Int64 = 28

  /// The accord version that governs a period: the last one in force and recorded by its end, or else the first that
  /// has it. // Status rules §1
  public func governing(_ period: PeriodID) -> PublishedAccord? {
    var governing: PublishedAccord?
    for version in versions {
      guard let end = version.end(of: period) else { continue }
      if version.isInForceAndRecorded(by: end) || governing == nil { governing = version }
    }
    return governing
  }

  /// The governing version of a period that somebody can still owe; nil for one that was dropped, too. // Format §11
  func owed(_ period: PeriodID) -> PublishedAccord? {
    dropping(period) == nil ? governing(period) : nil
  }

  /// The version that brought a period: the first that has it. // Status rules §1
  public func bringing(_ period: PeriodID) -> PublishedAccord? {
    versions.first { $0.end(of: period) != nil }
  }

  /// The version that dropped a period: the first after the one that brought it that leaves it out, recorded and in
  /// force at least 28 days before it starts. Nobody owes it any more. // Status rules §1
  public func dropping(_ period: PeriodID) -> PublishedAccord? {
    guard let brought = versions.firstIndex(where: { $0.end(of: period) != nil }),
      let start = versions[brought].period(period)?.start
    else { return nil }
    return versions[versions.index(after: brought)...].first {
      $0.end(of: period) == nil && $0.isInForceAndRecorded(by: start.saturating(addingDays: -AccordHistory.noticeDays))
    }
  }

  /// The version that says of a period what may be required in it: the last one in force and recorded by its start,
  /// whether or not it has the period, or else the first. // Status rules §4
  public func deciding(by start: Instant) -> PublishedAccord? { inForce(at: start) }

  /// The version in force at an instant: the last one effective and recorded by then, or else the first. // Format §3
  public func inForce(at instant: Instant) -> PublishedAccord? {
    versions.last { $0.isInForceAndRecorded(by: instant) } ?? versions.first
  }
}
