internal import Cryptography
internal import Pledges
internal import Storage

/// Where the words come from that a verification looks at: it decides what is made of those that are not there, and of
/// those that are there in spite of their removal. // Format §8, stage F
public enum TextSource: Sendable {
  /// The keeper's own file: all words are to be there, and none that were removed.
  case workingFile
  /// An export or a backup: all words are to be there. It may be older than a removal that is known from elsewhere, and
  /// whoever takes it in drops what was removed.
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
  private var unreadable = 0

  /// Where the words of so many entries cannot be read, the rest is not told of one by one.
  private static let mostUnreadable = 64

  init(_ source: TextSource) {
    self.source = source
  }

  /// Notes the words of an entry; those that cannot be read are a finding about the file, and not missing.
  mutating func note(
    _ stored: StoredEntry, _ replayed: ReplayedEntry, in store: any LedgerReading, _ findings: inout [Finding]
  ) throws(StorageError) {
    if let texts = replayed.texts {
      audit.note(texts, of: replayed.index)
      count += UInt64(texts.present.count)
    }
    guard stored.texts == nil else { return }
    do {
      _ = try store.texts(at: stored.index)
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

  /// What is wrong with the words, in the order of the entries.
  func findings(with removals: TextRemovals, in store: any LedgerReading) throws(StorageError) -> [Finding] {
    var findings = audit.findings(with: removals)
    switch source {
    case .copy: break
    case .served: findings.removeAll { $0.code.utf8.elementsEqual("text.missing".utf8) }
    case .workingFile: findings += try present(in: store, despite: removals)
    }
    return findings.enumerated().sorted {
      ($0.element.index ?? .genesis, $0.offset) < ($1.element.index ?? .genesis, $1.offset)
    }.map(\.element)
  }

  /// Words that the file still holds and that an entry removed, in whatever entry they stand: also in those that a resumed
  /// verification does not read again.
  private func present(in store: any LedgerReading, despite removals: TextRemovals) throws(StorageError) -> [Finding] {
    do {
      return try store.entries(holding: removals.digests).compactMap { entry, digest in
        let removal = removals.removal(of: digest, from: entry) ?? removals.removal(of: digest)
        return removal.map { Finding(present: digest, of: entry, despite: $0) }
      }
    } catch {
      guard error.tellsOfDamage else { throw error }
      return [
        Finding(error.code.rawValue, at: nil, "it cannot be told whether removed words are there: \(error.reason)")
      ]
    }
  }

  /// The words that are not to be had over the net and that no entry removed.
  func notOffered(with removals: TextRemovals) -> [(entry: EntryIndex, digest: Digest)] {
    source == .served ? audit.missing(with: removals) : []
  }
}
