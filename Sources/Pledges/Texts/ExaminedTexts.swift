public import Cryptography

/// What is to be said of the words beside an envelope, without knowing which of them were removed. // Format §8, stage F
///
/// A class for the reason that `DecodedEntry` is one.
public final class ExaminedTexts: Sendable {
  /// Digests whose words are not there, in ascending order.
  public let missing: [Digest]
  /// How many of the texts that the statement names are there.
  public let presentCount: Int
  /// What the words hash to, in the order in which they were given.
  public let digests: [Digest]
  /// In ascending order of digest.
  let faults: [Fault]
  /// Whether a text is there that the statement does not name, or twice: no removal excuses that.
  public var hasStray: Bool { faults.contains { $0.code == .textDigest } }

  /// Strays that are told one by one. Whoever answers in the place of a server may send as many as an entry can have, for
  /// every entry: each told would cost more than it says.
  private static let toldStrays = 4

  struct Fault: Sendable {
    let code: Refusal.Code
    let digest: Digest
    let message: String
  }

  init(_ disclosures: borrowing [Disclosure], of statement: borrowing Statement) {
    digests = disclosures.map(\.digest)
    // A store keeps them in this order.
    let texts = disclosures.sorted { $0.digest < $1.digest }
    let places = Places(of: statement)
    var present: [Digest] = []
    // An array: nearly every entry has few texts, and none more than `Statement.maximumTexts`.
    var salts: [Disclosure.Salt] = []
    var faults: [Fault] = []
    var strayCount = 0
    // Where what is told of the others stands.
    var others = 0
    func add(stray digest: Digest, _ message: String) {
      strayCount += 1
      guard strayCount <= Self.toldStrays + 1 else { return }
      others = faults.count
      faults.append(Fault(.textDigest, digest, message))
    }
    for (position, text) in texts.enumerated() {
      guard let form = places[text.digest] else {
        add(stray: text.digest, "the statement names no text \(text.digest)")
        continue
      }
      guard position == 0 || texts[position - 1].digest != text.digest else {
        add(stray: text.digest, "text \(text.digest) is there twice")
        continue
      }
      present.append(text.digest)
      // Of a kind that this program does not know it cannot say what form its words have.
      guard let form, let fault = Self.fault(of: text, as: form, among: &salts) else { continue }
      let place = statement.place(of: text.digest)
      faults.append(Fault(.textForm, text.digest, "\(place), text \(text.digest): \(fault)"))
    }
    if strayCount > Self.toldStrays + 1 {
      let more = strayCount - Self.toldStrays
      faults[others] = Fault(
        .textDigest, faults[others].digest, "\(more) more texts are there that the statement does not name, or twice")
    }
    self.faults = faults
    presentCount = present.count
    missing = places.areForeign ? [] : places.digests(without: present)
  }

  private static func fault(
    of text: Disclosure, as form: TextForm, among salts: inout [Disclosure.Salt]
  ) -> String? {
    guard let content = text.content else { return Disclosure.formFault }
    guard !salts.contains(content.salt) else { return "another text of the entry has its salt" }
    salts.append(content.salt)
    return content.fault(form)
  }

  /// What a statement says of the forms of its texts.
  private struct Places {
    /// In ascending order of digest; without a form where the kind is not known.
    private var texts: [(digest: Digest, form: TextForm?)] = []
    /// Whether the statement is of a kind that this program does not know.
    let areForeign: Bool

    init(of statement: borrowing Statement) {
      if case .unknown(_, let named) = statement.predicate {
        areForeign = true
        texts = named.map { ($0, nil) }
      } else {
        areForeign = false
        statement.predicate.forEachText { digest, form, _ in texts.append((digest, form)) }
      }
      texts.sort { $0.digest < $1.digest }
    }

    /// Those that are not among others in ascending order; in this order as well.
    func digests(without others: [Digest]) -> [Digest] {
      texts.map(\.digest).filter { digest in
        let place = others.indices.firstPlace { others[$0] < digest }
        return place >= others.count || others[place] != digest
      }
    }

    subscript(digest: Digest) -> TextForm?? {
      let place = texts.indices.firstPlace { texts[$0].digest < digest }
      guard place < texts.count, texts[place].digest == digest else { return nil }
      return .some(texts[place].form)
    }
  }
}

extension ExaminedTexts.Fault {
  fileprivate init(_ code: Refusal.Code, _ digest: Digest, _ message: String) {
    self.init(code: code, digest: digest, message: message)
  }
}

/// Judges the words of a ledger once all its entries, and with them all removals, are known. // Format §8, stage F
public struct TextAudit: Sendable {
  /// No more of each than is told: what the words of an entry hash to may be a hundred times that.
  private var entries: [(entry: EntryIndex, faults: [ExaminedTexts.Fault], missing: [Digest])] = []

  public init() {}

  /// Notes what was seen beside the envelope of an entry; of one where all is as it should be nothing is kept.
  public mutating func note(_ texts: ExaminedTexts, of entry: EntryIndex) {
    guard !texts.faults.isEmpty || !texts.missing.isEmpty else { return }
    entries.append((entry, texts.faults, texts.missing))
  }

  /// The words that are not there and that no entry removed.
  public func missing(with removals: TextRemovals) -> [(entry: EntryIndex, digest: Digest)] {
    entries.flatMap { entry, _, missing in
      missing.filter { removals.removal(of: $0) == nil }.map { (entry, $0) }
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
    for (entry, faults, _) in entries {
      for fault in faults where fault.code == .textDigest || removals.removal(of: fault.digest) == nil {
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
