import CanonicalJSON
import CommandLineTools
import Cryptography
import Languages
import Pledges
import Reports
import Verification

/// What is said of the words of a copy that came over the net: it may lag both ways, and neither is a crime. // Format §8
enum CopiedWords {
  /// Prints the removals, whomever they concern.
  static func print(_ removals: [TextRemoval], _ session: inout Session) throws(CommandError) {
    for removal in removals {
      try session.output.print(
        "removed     entry \(removal.entry.index): \(removal.texts.count) text(s) of entry \(removal.target), "
          + "\(Language.english.label(removal.legalBasis.basis)), \(sanitised(removal.legalBasis.reference))"
          + LedgerNotices.concern(removal))
    }
  }

  static func json(_ removals: [TextRemoval]) -> JSONValue {
    .array(
      removals.map {
        [
          "entry": .integer(Int64(clamping: $0.entry.index.rawValue)),
          "recorded": .string($0.entry.recorded.description),
          "target": .integer(Int64(clamping: $0.target.rawValue)), "texts": .array($0.texts.map { .string($0.hex) }),
          "basis": .string($0.legalBasis.basis.rawValue), "reference": .string($0.legalBasis.reference),
          "concernsRegistrar": .boolean($0.concernsRegistrar),
        ]
      })
  }

  /// Warns of words that the copy still offers although an entry removed them; none of them is shown or kept.
  static func warn(ofLate count: Int, _ session: borrowing Session) {
    guard count > 0 else { return }
    session.output.warn(
      "the copy still offers \(count) text(s) that an entry removed; they are not shown and not kept",
      hint: "caches keep texts for a minute; if it stays so, tell whoever publishes the copy")
  }

  /// Says which words the copy did not offer although no entry removed them; status 3 where there are some.
  static func status(
    notOffered: [(entry: EntryIndex, digest: Digest)], _ session: borrowing Session
  ) -> ExitStatus? {
    guard let first = notOffered.first else { return nil }
    session.output.warn(
      "the copy does not offer \(notOffered.count) text(s) that no entry removed, the first in entry \(first.entry)",
      hint: "ask again later; the words are missing here, and that proves nothing against the keeper")
    return .io
  }
}
