internal import Cryptography

extension LedgerState {
  /// `text.redact`: all the words that it names, or it is refused. // Format §3, §11
  mutating func apply(_ redaction: TextRedaction, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    // Read again from the entry's envelope: so many digests are nothing to keep in memory.
    let there = Set(redaction.entry < entry.stamp.index ? entry.earlierTexts : [])
    for digest in redaction.texts {
      guard there.contains(digest) else {
        throw Refusal.rule(
          entry.kind, "unknown", "entry \(redaction.entry) is no earlier entry with a detached text \(digest)",
          hint: "pledgebook show \(redaction.entry) lists its texts")
      }
    }
    for digest in redaction.texts {
      guard let removal = removals.removal(of: digest, from: redaction.entry) else { continue }
      throw Refusal.rule(
        entry.kind, "redacted", "entry \(removal.entry.index) removed text \(digest) already",
        hint: "leave it out; pledgebook redact \(redaction.entry) names the texts that are still there")
    }
    let objections = accord.objections.filter { objection in
      objection.entry.index == redaction.entry || redaction.texts.contains { $0 == objection.text }
    }
    removals.append(
      TextRemoval(
        entry: entry.stamp, target: redaction.entry, texts: redaction.texts, legalBasis: redaction.legalBasis,
        concernsRegistrar: !objections.isEmpty))
    var concerned = Set(objections.map(\.party))
    if let member = subject(of: redaction.entry) { concerned.insert(member.id) }
    for party in concerned.sorted() { note(entry, on: party) }
  }

  /// Words that were removed do not come back. // Format §11
  func checkRemoved(_ entry: Entry) throws(Refusal) {
    guard !removals.isEmpty else { return }
    var removed: (digest: Digest, by: TextRemoval)?
    entry.body.statement.predicate.forEachText { digest, _, _ in
      if removed == nil, let removal = removals.removal(of: digest) { removed = (digest, removal) }
    }
    guard let removed else { return }
    throw Refusal(
      .textRemoved, "entry \(removed.by.entry.index) removed text \(removed.digest): it cannot come back",
      hint: "write other words: pledgebook makes a new salt for each text")
  }
}
