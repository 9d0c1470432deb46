public import Cryptography

/// What is to be said of the words beside an envelope, without knowing which of them were removed. // Format §8, stage F
public struct ExaminedTexts: Sendable {
  /// Digests whose words are not there.
  public internal(set) var missing: [Digest] = []
  /// Digests whose words are there and are as they should be.
  public internal(set) var present: [Digest] = []
  /// What is wrong whatever was removed.
  var faults: [Fault] = []

  struct Fault: Sendable {
    let code: String
    let message: String
  }

  init(_ disclosures: [[UInt8]], of statement: Statement, hasher: inout SHA256Hasher) {
    var texts: [Digest: Disclosure] = [:]
    for bytes in disclosures {
      do {
        let digest = try hasher.hash(bytes)
        if texts.updateValue(Disclosure(digest: digest, bytes: bytes), forKey: digest) != nil {
          faults.append(Fault(code: "text.digest", message: "text \(digest) is given twice"))
        }
      } catch {
        faults.append(Fault(code: "text.digest", message: "a text could not be hashed: \(error.reason)"))
      }
    }
    if case .unknown(_, let named) = statement.predicate {
      // What a kind that this program does not know asks of its words, or whether it has any, nobody here can say.
      present = Set(named).filter { texts.removeValue(forKey: $0) != nil }.sorted()
    } else {
      statement.predicate.forEachText { digest, form, place in
        guard let text = texts.removeValue(forKey: digest) else {
          missing.append(digest)
          return
        }
        present.append(digest)
        if let fault = text.content.map({ $0.fault(form) }) ?? Disclosure.formFault {
          faults.append(Fault(code: "text.form", message: "\(place()), text \(digest): \(fault)"))
        }
      }
    }
    for digest in texts.keys.sorted() {
      faults.append(Fault(code: "text.digest", message: "the statement names no text \(digest)"))
    }
  }
}

/// Judges the words of a ledger once all its entries, and with them all removals, are known. // Format §8, stage F
public struct TextAudit: Sendable {
  private var findings: [Finding] = []
  private var missing: [(entry: EntryIndex, digest: Digest)] = []

  public init() {}

  /// Notes what was seen beside the envelope of an entry.
  public mutating func note(_ texts: ExaminedTexts, of entry: EntryIndex) {
    for fault in texts.faults { findings.append(Finding(fault.code, at: entry, fault.message)) }
    for digest in texts.missing { missing.append((entry, digest)) }
  }

  /// The words that are not there and that no entry removed.
  public func missing(with removals: TextRemovals) -> [(entry: EntryIndex, digest: Digest)] {
    missing.filter { removals.removal(of: $0.digest, from: $0.entry) == nil }
  }

  /// What is wrong with the words, in the order of the entries.
  public func findings(with removals: TextRemovals) -> [Finding] {
    let gone = missing(with: removals).map { entry, digest in
      Finding("text.missing", at: entry, "the words of text \(digest) are not there, and no entry removed them")
    }
    return (findings + gone).enumerated().sorted {
      ($0.element.index ?? .genesis, $0.offset) < ($1.element.index ?? .genesis, $1.offset)
    }.map(\.element)
  }
}

extension Finding {
  /// Words that an entry removed and that the keeper's own file still holds. // Format §8
  public init(present digest: Digest, of entry: EntryIndex, despite removal: TextRemoval) {
    self.init(
      "text.present", at: entry,
      "the words of text \(digest) are still there, and entry \(removal.entry.index) removed them")
  }
}
