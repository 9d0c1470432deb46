internal import Languages
internal import Pledges

/// Numbers of entries in sentences as links to the lines of the history that show them.
struct EntryLinks {
  /// The entries that the page has lines for.
  private let listed: Set<EntryIndex>
  /// What stands before a number in the page's language: "entry ".
  private let lead: [UInt8]
  private let language: Language

  init(_ history: [HistoryLine], _ language: Language) {
    listed = Set(history.map(\.entry.index))
    self.language = language
    // The number has a place in the text; what stands before it is the word for an entry.
    lead = Array(language.entryInLine(entry: "\u{1}").utf8.prefix { $0 != 1 }.map(EntryLinks.small))
  }

  /// The entry as a link, or as text where the page has no line for it.
  func write(_ entry: EntryIndex, as words: String, to writer: inout HTMLWriter) {
    guard listed.contains(entry) else { return writer.write(words) }
    writer.element("a", [.named("href", "#e\(entry)")], words)
  }

  /// "entry 12", linked.
  func write(_ entry: EntryIndex, to writer: inout HTMLWriter) {
    write(entry, as: language.reference(entry), to: &writer)
  }

  /// A sentence of the program with every number of an entry linked, and its dates in the markup.
  ///
  /// - Parameters:
  ///   - instants: those that the sentence names.
  ///   - dates: the same, of days.
  func write(
    _ sentence: String, at instants: [Instant] = [], dates: [CalendarDate] = [], to writer: inout HTMLWriter
  ) {
    let bytes = Array(sentence.utf8)
    let times = DatesInWords(instants, dates, language)
    var (done, place) = (0, 0)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    while place < bytes.count {
      if let date = times.match(bytes, at: place) {
        writer.write(text(done..<place))
        writer.element("time", [.named("datetime", date.value)], text(place..<date.end))
        (done, place) = (date.end, date.end)
      } else if let entry = entry(bytes, at: place) {
        writer.write(text(done..<place))
        write(entry.number, as: text(place..<entry.end), to: &writer)
        (done, place) = (entry.end, entry.end)
      } else {
        place += 1
      }
    }
    writer.write(text(done..<bytes.count))
  }

  /// The word for an entry with the number of one that has a line, where it begins at a place.
  private func entry(_ bytes: [UInt8], at place: Int) -> (end: Int, number: EntryIndex)? {
    let digits = place + lead.count
    guard !lead.isEmpty, digits < bytes.count,
      bytes[place..<digits].elementsEqual(lead, by: { EntryLinks.small($0) == $1 })
    else { return nil }
    let end = bytes[digits...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
    guard let number = UInt64(String(decoding: bytes[digits..<end], as: UTF8.self)),
      listed.contains(EntryIndex(number))
    else { return nil }
    return (end, EntryIndex(number))
  }

  /// Only the case of ASCII letters differs at the head of a sentence.
  private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
