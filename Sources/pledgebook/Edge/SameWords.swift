import CanonicalJSON
import CommandLineTools
import Cryptography
import LedgerWriter
import Pledges
import Storage

/// The very words that removals take away, read while they are still there.
///
/// A removal is of a digest, and a digest is of words and their salt: the same words filed a second time have another, and
/// stay. Who removes words by law has to be told where they still are.
struct SameWords {
  /// Each the canonical form of a text, without its salt; nil where nothing is removed.
  private(set) var words: Set<[UInt8]>?
  private(set) var removed: Set<Digest> = []
  /// The entries that hold them: a removal is of a digest, and takes it out of every one.
  private(set) var holders: [Place] = []

  /// A text of an entry.
  typealias Place = (entry: EntryIndex, digest: Digest)

  /// How many places are named one by one to people.
  private static let mostNamed = 20

  init() {}

  /// What a removal takes away, as the store still has it.
  init(removedBy redaction: TextRedaction, in store: any LedgerReading) throws {
    var words: Set<[UInt8]> = []
    removed = Set(redaction.texts)
    for bytes in try store.texts(at: redaction.entry) {
      let disclosure = try Disclosure(unchecked: bytes)
      if removed.contains(disclosure.digest), let text = disclosure.textBytes { words.insert(text) }
    }
    self.words = words
    holders = try store.entries(holding: removed)
  }

  /// What the removals among these envelopes take away from the ledger of the session; one that cannot be read takes
  /// nothing, and is refused for that.
  init(removedBy envelopes: [SubmittedEnvelope], _ session: borrowing Session) throws(CommandError) {
    for envelope in envelopes {
      guard let redaction = Self.redaction(in: envelope.envelope.payload) else { continue }
      formUnion(try ReadLedger.with(session) { store in try SameWords(removedBy: redaction, in: store) })
    }
  }

  private static func redaction(in payload: [UInt8]) -> TextRedaction? {
    // Most submissions have none, and may be large.
    guard payload.holds(Array(EntryKind.Known.textRedact.rawValue.utf8)) else { return nil }
    do throws(Refusal) {
      guard case .redact(let redaction) = try Pledges.Statement.read(payload).predicate else { return nil }
      return redaction
    } catch {
      return nil
    }
  }

  mutating func formUnion(_ other: SameWords) {
    guard let words = other.words else { return }
    self.words = (self.words ?? []).union(words)
    removed.formUnion(other.removed)
    holders += other.holders.filter { new in !holders.contains { $0 == new } }
  }

  /// Notes an entry of the same batch, whose words a later one may remove.
  mutating func note(_ statement: Pledges.Statement, at index: EntryIndex) {
    guard !removed.isEmpty else { return }
    for digest in statement.textDigests where removed.contains(digest) {
      if !holders.contains(where: { $0 == (index, digest) }) { holders.append((index, digest)) }
    }
  }

  /// Where the same words are under other digests, in order of entries; one pass over all words.
  func places(in store: any LedgerReading, _ removals: TextRemovals? = nil) throws -> [Place] {
    guard let words, !words.isEmpty else { return [] }
    var places: [Place] = []
    try store.forEachEntry(from: .genesis, upTo: nil, withTexts: true) { row in
      guard case .entry(let entry) = row else { return true }
      for bytes in entry.texts ?? [] {
        let disclosure = try Disclosure(unchecked: bytes)
        guard !removed.contains(disclosure.digest), removals?.removal(of: disclosure.digest) == nil,
          let text = disclosure.textBytes, words.contains(text)
        else { continue }
        places.append((entry.index, disclosure.digest))
      }
      return true
    }
    return places
  }

  /// The same in the ledger of the session, once the removals are recorded; nil where that cannot be found out, which is
  /// no reason to call the removal a failure.
  func placesLeft(_ session: borrowing Session) -> [Place]? {
    guard words != nil else { return [] }
    do throws(CommandError) {
      return try ReadLedger.with(session) { store in try places(in: store) }
    } catch {
      session.output.warn(
        "whether other entries hold the same words could not be found out: \(error.message)", hint: error.hint)
      return nil
    }
  }

  /// Says where the same words still are, and that each place wants a removal of its own.
  static func warn(of places: [Place], _ session: borrowing Session) {
    for place in places.prefix(mostNamed) {
      session.output.warn(
        "entry \(place.entry) holds the very same words under another digest, and keeps them",
        hint: "they want a removal of their own: pledgebook redact \(place.entry) --text \(place.digest) …")
    }
    guard places.count > mostNamed else { return }
    session.output.warn(
      "\(places.count - mostNamed) more texts hold the very same words, the last in entry "
        + "\(places.last?.entry.description ?? "")",
      hint: "remove those named here; the next removal of the same words names the next")
  }

  /// The entries, each once; null where nobody knows.
  static func json(_ places: [Place]?) -> JSONValue {
    guard let places else { return .null }
    var entries: [EntryIndex] = []
    for place in places where entries.last != place.entry { entries.append(place.entry) }
    return .array(entries.map { .integer(Int64(clamping: $0.rawValue)) })
  }
}

extension [UInt8] {
  /// Whether these bytes stand somewhere in it.
  fileprivate func holds(_ sought: [UInt8]) -> Bool {
    guard let first = sought.first else { return true }
    var rest = self[...]
    while let place = rest.firstIndex(of: first) {
      if rest[place...].starts(with: sought) { return true }
      rest = rest[(place + 1)...]
    }
    return false
  }
}
