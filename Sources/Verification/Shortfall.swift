public import Cryptography
public import Pledges

/// Why a ledger with nothing wrong is less than was asked for; each reason stands by itself. // Format §8
public struct Shortfall: Sendable, Equatable {
  /// A stable code, safe to match on.
  public enum Code: String, Sendable, CaseIterable {
    /// Less assurance than was asked for.
    case assurance = "assurance.below"
    /// An entry of a kind that this program does not know, which nobody has accepted.
    case notUnderstood = "entry.not-understood"
  }

  public let code: Code
  /// The entry that is the reason; nil where it is the ledger as a whole.
  public let entry: LedgerState.UnknownEntry?
  /// One sentence, lower case, no full stop.
  public let message: String
}

/// An entry that a reader accepts without its being understood: by its place and its leaf hash, and no other.
public struct AcceptedEntry: Sendable, Hashable {
  public let index: EntryIndex
  public let leaf: Digest

  public init(index: EntryIndex, leaf: Digest) {
    self.index = index
    self.leaf = leaf
  }
}

extension VerificationReport {
  /// Every reason why an intact ledger is less than was asked for; empty when it is all of it.
  ///
  /// An entry that is accepted is no reason any more; no other reason can be accepted away.
  public func shortfalls(
    requiring required: Assurance = .chainOnly, accepting accepted: Set<AcceptedEntry> = []
  ) -> [Shortfall] {
    var shortfalls: [Shortfall] = []
    if assurance < required {
      shortfalls.append(
        Shortfall(
          code: .assurance, entry: nil, message: "\(required.rawValue) was asked for, and it is \(assurance.rawValue)"))
    }
    for entry in notUnderstood where !accepted.contains(AcceptedEntry(index: entry.index, leaf: entry.leaf)) {
      shortfalls.append(
        Shortfall(
          code: .notUnderstood, entry: entry, message: "the kind \(entry.kind) is not known to this program"))
    }
    return shortfalls
  }
}
