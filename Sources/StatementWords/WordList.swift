internal import Cryptography
internal import ForeignText
internal import Languages
internal import Pledges
internal import Reports

/// Lines that are being written, each a label and what it says.
struct WordList {
  let reader: StatementReader
  private(set) var lines: [String] = []

  init(_ reader: StatementReader) {
    self.reader = reader
  }

  /// A line of our own words; what others wrote stands in it in quotes, or is one word by its form.
  mutating func add(_ label: String, _ value: String) {
    lines.append("\(label): \(value)")
  }

  mutating func add(_ label: String, _ value: String?) {
    if let value { add(label, value) }
  }

  mutating func add(_ label: String, _ values: [String]) {
    if !values.isEmpty { add(label, values.joined(separator: ", ")) }
  }

  /// A text of somebody, in quotes; with its language where one is stated.
  mutating func add(_ label: String, _ map: TextMap?) {
    guard let map else { return }
    for (language, text) in map.entries {
      let tag = map.entries.count == 1 && TextMap(plain: text) == map ? "" : " (\(language))"
      add(label + tag, quoted(text))
    }
  }

  /// Words that stand beside the statement, or what is known of them.
  mutating func add(_ label: String, _ text: Detached<String>?) {
    guard let text else { return }
    add(label, text) { (page, words) in page.add(label, page.quoted(words)) }
  }

  mutating func add(_ label: String, _ text: Detached<TextMap>?) {
    guard let text else { return }
    add(label, text) { (page, words) in page.add(label, words) }
  }

  mutating func add<Words>(
    _ label: String, _ text: Detached<Words>, _ here: (inout WordList, Words) -> Void
  ) {
    switch reader.texts[text] {
    case .here(let words): here(&self, words)
    case .removed(let removal): add(label, "removed by entry \(removal.entry.index)")
    case .notHere: add(label, "not at hand, text \(text.digest.hex)")
    }
  }

  mutating func add(keys: [PublicKey], as label: String) {
    for key in keys { add(label, "\(key.keyID), \(key.algorithm.rawValue)") }
  }

  mutating func add(_ identifications: [KeyIdentification]) {
    for identification in identifications {
      let how = "\(identification.key), \(identification.method.rawValue), \(identification.date)"
      add("identified", how)
      add("identified by", identification.reference)
    }
  }

  // MARK: - Words in a line

  /// Text of others, which may hold anything.
  func quoted(_ text: String) -> String { text.inQuotes }

  /// Text of others that is one word by its form: an address, a media type, a tag.
  func word(_ text: String) -> String { text.asWord }

  /// A party by its name, and by the id that nobody can fake.
  func name(_ party: PartyID) -> String {
    guard let name = reader.names[party], !name.utf8.elementsEqual(party.text.utf8) else { return party.text }
    return "\(quoted(name)) (\(party))"
  }

  /// Entries by their numbers.
  func entries(_ indices: [EntryIndex]) -> String {
    (indices.count == 1 ? "entry " : "entries ") + Language.english.list(indices.map { "\($0)" })
  }

  func names(_ parties: [PartyID]) -> String { Language.english.list(parties.map(name)) }

  /// An instant to the second: a day alone is its beginning.
  func time(_ instant: Instant) -> String {
    if let now = reader.now, instant == now { return "now" }
    let time = instant.calendarTime
    if (time.hour, time.minute, time.second) == (0, 0, 0) { return Language.english.day(time) }
    return Language.english.end(time)
  }

  func day(_ date: CalendarDate) -> String { Language.english.day(date) }

  /// A commitment by its id and its title in the accord.
  func commitment(_ id: CommitmentID, in period: PeriodID?) -> String {
    guard let title = commitmentTerms(id, in: period)?.title.text(in: "en") else { return id.text }
    return "\(id) \(quoted(title))"
  }

  func commitmentTerms(_ id: CommitmentID, in period: PeriodID?) -> Commitment? {
    let accord = period.flatMap { reader.accords.governing($0) } ?? reader.accords.versions.last
    return accord?.document.commitments.first { $0.id == id }
  }
}
