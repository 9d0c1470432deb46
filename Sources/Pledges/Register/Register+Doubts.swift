extension Register {
  /// What of a register is most likely a mistake, though the format allows it; each with its line and column.
  ///
  /// - Parameter state: the ledger that is to take it in, whose names are known; nil where there is none.
  public func doubts(beside state: LedgerState?, at now: Instant) -> [Remark] {
    // What is told here is what was found; how much is listed is bounded as with faults.
    var doubts = Faults()
    var known = state.map { KnownNames(of: $0) } ?? KnownNames()
    for entry in entries {
      let place = entry.place
      var told: [String] = []
      for (language, name) in entry.name?.entries ?? [] {
        for doubt in OddText.doubts(about: name) { doubts.add(place, .name(language), doubt) }
        guard let id = entry.id, let doubt = known.doubt(about: name, of: id, source: entry.source?.uri),
          !told.contains(where: { $0.isExactly(doubt) })
        else { continue }
        // One name in two languages is told once.
        told.append(doubt)
        doubts.add(place, .name(language), doubt)
      }
      if let id = entry.id {
        for (_, name) in entry.name?.entries ?? [] {
          known.add(name, of: id, source: entry.source?.uri, at: place)
        }
      }
      if let text = entry.joinedVia {
        for doubt in OddText.doubts(about: text) { doubts.add(place, .joinedVia, doubt) }
      }
      if let country = entry.country, let doubt = OddText.doubt(aboutCountry: country) {
        doubts.add(place, .country, doubt)
      }
      if let effective = entry.effective {
        if effective > now.advanced(byDays: 366) {
          doubts.add(place, .effective, "\(effective) is more than a year ahead")
        } else if effective < Self.longAgo {
          doubts.add(place, .effective, "\(effective) is long ago")
        }
      }
      if let asOf = entry.source?.asOf, asOf > now.advanced(byDays: 1).date {
        doubts.add(place, .asOf, "\(asOf) is still to come")
      }
    }
    return doubts.list
      + (doubts.unlistedCount > 0 ? [Remark(place: nil, text: "and \(doubts.unlistedCount) more")] : [])
  }

  /// 1800-01-01T00:00:00Z: there were no accords of this kind before, and years of three digits are slips.
  private static let longAgo = Instant(seconds: -5_364_662_400)
}
