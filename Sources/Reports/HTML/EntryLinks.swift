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

  /// A sentence of the program with every number of an entry linked.
  func write(_ sentence: String, to writer: inout HTMLWriter) {
    let bytes = Array(sentence.utf8)
    var (done, place) = (0, 0)
    while !lead.isEmpty, place + lead.count < bytes.count {
      let digits = place + lead.count
      guard bytes[place..<digits].elementsEqual(lead, by: { EntryLinks.small($0) == $1 }) else {
        place += 1
        continue
      }
      let end = bytes[digits...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
      guard let number = UInt64(String(decoding: bytes[digits..<end], as: UTF8.self)),
        listed.contains(EntryIndex(number))
      else {
        place = max(end, place + 1)
        continue
      }
      writer.write(String(decoding: bytes[done..<place], as: UTF8.self))
      write(EntryIndex(number), as: String(decoding: bytes[place..<end], as: UTF8.self), to: &writer)
      (done, place) = (end, end)
    }
    writer.write(String(decoding: bytes[done...], as: UTF8.self))
  }

  /// Only the case of ASCII letters differs at the head of a sentence.
  private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
