extension LanguageFile {
  /// That a language has the texts of the source, no more and no fewer, with the same places.
  func compare(with source: LanguageFile, _ log: inout FaultLog) {
    func compare<Value>(
      _ section: String, _ mine: [(String, [(String, Value)])], _ theirs: [(String, [(String, Value)])],
      _ log: inout FaultLog, _ check: (Value, Value, String, inout FaultLog) -> Void
    ) {
      let own = table(section, mine)
      let wanted = table(section, theirs)
      for (place, value) in wanted {
        guard let found = own.first(where: { $0.0 == place }) else {
          log.add(place, "is missing")
          continue
        }
        check(found.1, value, place, &log)
      }
      for (place, _) in own where !wanted.contains(where: { $0.0 == place }) {
        log.add(place, "is unknown: \(LanguageFile.sourceTag).json does not have it")
      }
    }
    compare("codes", codes, source.codes, &log) { mine, theirs, place, log in
      if Set(mine.names) != Set(theirs.names) { log.add(place, "has other places than \(theirs.names)") }
    }
    compare("texts", texts, source.texts, &log) { mine, theirs, place, log in
      switch (mine, theirs) {
      case (.single, .single), (.plural, .plural):
        if Set(mine.names) != Set(theirs.names) { log.add(place, "has other places than \(theirs.names)") }
      case (.single, .plural): log.add(place, "has no forms for the plural")
      case (.plural, .single): log.add(place, "has forms for the plural, and no number to choose by")
      }
    }
    if source.englishName == englishName { log.add("englishName", "is that of another language") }
  }

  /// The values with their places, in order.
  private func table<Value>(_ section: String, _ groups: [(String, [(String, Value)])]) -> [(String, Value)] {
    groups.flatMap { group in group.1.map { ("\(section).\(group.0).\($0.0)", $0.1) } }
  }
}
