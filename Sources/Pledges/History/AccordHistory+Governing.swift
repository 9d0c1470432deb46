extension AccordHistory {
  /// The accord version that governs a period: the last one in force and recorded by the time it opens, or else the
  /// first that has it. // Status rules §1
  public func governing(_ period: PeriodID) -> PublishedAccord? {
    var governing: PublishedAccord?
    for version in versions {
      guard let opens = version.opening(of: period) else { continue }
      if version.isInForceAndRecorded(by: opens) || governing == nil { governing = version }
    }
    return governing
  }

  /// The version in force at an instant: the last one effective and recorded by then, or else the first. // Format §3
  public func inForce(at instant: Instant) -> PublishedAccord? {
    versions.last { $0.isInForceAndRecorded(by: instant) } ?? versions.first
  }
}
