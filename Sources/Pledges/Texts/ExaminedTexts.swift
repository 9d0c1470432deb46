public import Cryptography

/// What is to be said of the words beside an envelope, without knowing which of them were removed. // Format §8, stage F
public struct ExaminedTexts: Sendable {
  /// Digests whose words are not there, in ascending order.
  public private(set) var missing: [Digest] = []
  /// Digests that the statement names and whose words are there, in ascending order.
  public private(set) var present: [Digest] = []
  /// What the words hash to, in the order in which they were given.
  public let digests: [Digest]
  /// In ascending order of digest.
  private(set) var faults: [Fault] = []

  struct Fault: Sendable {
    let code: Refusal.Code
    let digest: Digest
    let message: String
  }

  init(_ disclosures: [Disclosure], of statement: Statement) {
    digests = disclosures.map(\.digest)
    // A store keeps them in this order.
    let texts = disclosures.sorted { $0.digest < $1.digest }
    let places = Places(of: statement)
    var salts: Set<Disclosure.Salt> = []
    for (position, text) in texts.enumerated() {
      guard let place = places[text.digest] else {
        note(.textDigest, text.digest, "the statement names no text \(text.digest)")
        continue
      }
      guard position == 0 || texts[position - 1].digest != text.digest else {
        note(.textDigest, text.digest, "text \(text.digest) is there twice")
        continue
      }
      present.append(text.digest)
      // Of a kind that this program does not know it cannot say what form its words have.
      guard let place else { continue }
      if let fault = Self.fault(of: text, at: place, among: &salts) {
        note(.textForm, text.digest, "\(place.place), text \(text.digest): \(fault)")
      }
    }
    guard !places.areForeign else { return }
    missing = places.digests.filter { !isPresent($0) }.sorted()
  }

  private static func fault(
    of text: Disclosure, at place: DetachedText, among salts: inout Set<Disclosure.Salt>
  ) -> String? {
    guard let content = text.content else { return Disclosure.formFault }
    guard salts.insert(content.salt).inserted else { return "another text of the entry has its salt" }
    return content.fault(place.form)
  }

  private mutating func note(_ code: Refusal.Code, _ digest: Digest, _ message: String) {
    faults.append(Fault(code: code, digest: digest, message: message))
  }

  private func isPresent(_ digest: Digest) -> Bool {
    let place = present.indices.firstPlace { present[$0] < digest }
    return place < present.count && present[place] == digest
  }

  /// Where a statement names texts.
  private struct Places {
    private var texts: [Digest: DetachedText?] = [:]
    /// Whether the statement is of a kind that this program does not know.
    let areForeign: Bool

    init(of statement: Statement) {
      if case .unknown(_, let named) = statement.predicate {
        areForeign = true
        for digest in named { texts[digest] = .some(nil) }
      } else {
        areForeign = false
        for text in statement.texts { texts[text.digest] = text }
      }
    }

    var digests: some Sequence<Digest> { texts.keys }

    subscript(digest: Digest) -> DetachedText?? { texts[digest] }
  }
}

/// Judges the words of a ledger once all its entries, and with them all removals, are known. // Format §8, stage F
public struct TextAudit: Sendable {
  private var entries: [(entry: EntryIndex, texts: ExaminedTexts)] = []

  public init() {}

  /// Notes what was seen beside the envelope of an entry; of one where all is as it should be nothing is kept.
  public mutating func note(_ texts: ExaminedTexts, of entry: EntryIndex) {
    guard !texts.faults.isEmpty || !texts.missing.isEmpty else { return }
    entries.append((entry, texts))
  }

  /// The words that are not there and that no entry removed.
  public func missing(with removals: TextRemovals) -> [(entry: EntryIndex, digest: Digest)] {
    entries.flatMap { entry, texts in
      texts.missing.filter { removals.removal(of: $0) == nil }.map { (entry, $0) }
    }
  }

  /// What is wrong with the words, in the order of the entries, and in each in that of the digests, the missing ones last.
  ///
  /// What is still there of removed words is another question: of a copy it says that the copy is late. For the keeper's
  /// own file `held` are the entries that name such words and have them.
  public func findings(
    with removals: TextRemovals, held: [(entry: EntryIndex, digest: Digest)] = []
  ) -> [Finding] {
    var found: [(entry: EntryIndex, isMissing: Bool, digest: Digest, finding: Finding)] = []
    for (entry, digest) in held {
      guard let removal = removals.removal(of: digest, from: entry) ?? removals.removal(of: digest) else { continue }
      found.append((entry, false, digest, Finding(present: digest, of: entry, despite: removal)))
    }
    for (entry, texts) in entries {
      for fault in texts.faults where fault.code == .textDigest || removals.removal(of: fault.digest) == nil {
        found.append((entry, false, fault.digest, Finding(fault.code.rawValue, at: entry, fault.message)))
      }
    }
    for (entry, digest) in missing(with: removals) {
      let message = "the words of text \(digest) are not there, and no entry removed them"
      found.append((entry, true, digest, Finding("text.missing", at: entry, message)))
    }
    // Of equals the one that came first.
    return found.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.entry != other.entry { return one.entry < other.entry }
      if one.isMissing != other.isMissing { return other.isMissing }
      return one.digest == other.digest ? left.offset < right.offset : one.digest < other.digest
    }.map(\.element.finding)
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
