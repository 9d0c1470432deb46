internal import Cryptography
internal import Pledges
internal import Storage

/// Where the words come from that a verification looks at: it decides what is made of those that are not there, and of
/// those that are there in spite of their removal. // Format §8, stage F
public enum TextSource: Sendable {
  /// The keeper's own file: all words are to be there, and none that were removed.
  case workingFile
  /// An export or a backup: all words are to be there. Removed ones may be as well: they are told, and whoever takes the
  /// copy in drops them.
  case copy
  /// A publication: a cache may be late both ways, so that neither is a finding.
  case served
}

/// The words beside the envelopes, judged once all entries, and with them all removals, are known. // Format §8, stage F
struct TextCheck {
  private let source: TextSource
  private var audit = TextAudit()
  /// How many texts were there.
  private(set) var count: UInt64 = 0
  /// How many removed words a copy still has.
  private(set) var lateCount: UInt64 = 0
  private var unreadable = 0
  /// Entries whose words are not what the column beside them says.
  private var doubtful: [EntryIndex] = []

  /// Where the words of so many entries cannot be read, the rest is not told of one by one.
  private static let mostUnreadable = 64

  init(_ source: TextSource) {
    self.source = source
  }

  /// Whether what is read comes from where files can be missing for a while.
  var mayLag: Bool {
    if case .served = source { true } else { false }
  }

  /// Notes the words of an entry; those that cannot be read are a finding about the file, and not missing.
  mutating func note(
    _ stored: StoredEntry, _ replayed: ReplayedEntry, in store: any LedgerReading, _ findings: inout [Finding]
  ) throws(StorageError) {
    if let texts = replayed.texts {
      audit.note(texts, of: replayed.index)
      count += UInt64(texts.presentCount)
      if let digests = stored.textDigests, digests != texts.digests { doubtful.append(replayed.index) }
    }
    guard stored.texts == nil else { return }
    do throws(StorageError) {
      _ = try store.texts(at: stored.index)
      // What is there the second time and was not the first has not been looked at.
      throw StorageError(.programming, "the store gave no words for entry \(stored.index), and has them")
    } catch {
      guard error.tellsOfDamage else { throw error }
      unreadable += 1
      if unreadable <= TextCheck.mostUnreadable {
        findings.append(
          Finding(error.code.rawValue, at: stored.index, "the words of the entry cannot be read: \(error.reason)"))
      } else if unreadable == TextCheck.mostUnreadable + 1 {
        findings.append(Finding(error.code.rawValue, at: nil, "so many words cannot be read that the rest is not told"))
      }
    }
  }

  /// What is wrong with the words, in the order of the entries; those of entries before `first` were not noted.
  mutating func findings(
    with removals: TextRemovals, in store: any LedgerReading, readFrom first: EntryIndex
  ) throws(StorageError) -> [Finding] {
    if source == .served {
      return audit.findings(with: removals).filter { !$0.code.utf8.elementsEqual("text.missing".utf8) }
    }
    do {
      let held = try held(of: removals.digests, in: store, readFrom: first)
      if source == .workingFile { return audit.findings(with: removals, held: held) }
      lateCount = UInt64(held.count)
      return audit.findings(with: removals)
    } catch {
      guard error.tellsOfDamage else { throw error }
      let doubt = "it cannot be told whether removed words are there: \(error.reason)"
      return audit.findings(with: removals) + [Finding(error.code.rawValue, at: nil, doubt)]
    }
  }

  /// The entries that name removed words and beside which the store has them.
  ///
  /// Of those that were read this time the words themselves are looked at again; of the others, what the store says that
  /// it has.
  private func held(
    of removed: Set<Digest>, in store: any LedgerReading, readFrom first: EntryIndex
  ) throws(StorageError) -> [(entry: EntryIndex, digest: Digest)] {
    guard !removed.isEmpty else { return [] }
    var held: [EntryIndex: Set<Digest>] = [:]
    for (entry, digest) in try store.entries(holding: removed) { held[entry, default: []].insert(digest) }
    for entry in doubtful { held[entry] = held[entry] ?? [] }
    var found: [(entry: EntryIndex, digest: Digest)] = []
    for (entry, digests) in held {
      let digests = entry < first ? digests : try TextCheck.ownTexts(of: entry, in: store).intersection(removed)
      for digest in digests { found.append((entry, digest)) }
    }
    return found
  }

  /// The digests that an entry names and whose words are there; none for what is no statement.
  private static func ownTexts(of entry: EntryIndex, in store: any LedgerReading) throws(StorageError) -> Set<Digest> {
    guard let envelope = try store.entry(at: entry)?.envelope else { return [] }
    let named: Set<Digest>
    do throws(Refusal) {
      named = Set(try Statement.read(Envelope.readStored(envelope).payload).textDigests)
    } catch {
      return []
    }
    var there: Set<Digest> = []
    for text in try store.texts(at: entry) {
      do {
        there.insert(try Digest.sha256(of: text))
      } catch {
        throw StorageError(.programming, error.reason)
      }
    }
    return named.intersection(there)
  }

  /// The words that are not to be had over the net and that no entry removed.
  func notOffered(with removals: TextRemovals) -> [(entry: EntryIndex, digest: Digest)] {
    source == .served ? audit.missing(with: removals) : []
  }
}
