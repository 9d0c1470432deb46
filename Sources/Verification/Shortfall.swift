public import Cryptography
public import Pledges
internal import TransparencyLog

/// Why a ledger with nothing wrong is less than was asked for; each reason stands by itself. // Format §8
public struct Shortfall: Sendable, Equatable {
  /// A stable code, safe to match on.
  public enum Code: String, Sendable, CaseIterable {
    /// Less assurance than was asked for.
    case assurance = "assurance.below"
    /// Whether a log of the policy signed cannot be told here: the key is of a type that this program lacks.
    case checkpointUnsupported = "checkpoint.unsupported"
    /// Whether enough witnesses of the policy cosigned cannot be told here, for the same reason.
    case witnessUnsupported = "witness.unsupported"
    /// An entry of a kind that this program does not know, which nobody has accepted.
    case notUnderstood = "entry.not-understood"
    /// Entries of a production ledger are dated later than the reader's clock.
    case clockAhead = "clock.ahead"
  }

  public let code: Code
  /// The entry that is the reason, the first where there are several; nil where it is the ledger as a whole.
  public let index: EntryIndex?
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
  /// What would have to be there.
  private func missing(for required: Assurance) -> String {
    switch (required, assurance) {
    case (_, .broken): "it is broken"
    case (_, .chainOnly): "no checkpoint of its end is signed by a log key that you trust (--log-key or --policy)"
    case (.witnessed, _) where absentWitnesses.isEmpty: "no policy names witnesses and a quorum (--policy)"
    case (.witnessed, _):
      "the quorum lacks the cosignature of " + absentWitnesses.map(\.text).joined(separator: ", ")
    default: "no time stamp of a trusted authority covers the checkpoint"
    }
  }

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
          code: .assurance, index: nil,
          message: "\(required.rawValue) was asked for, and it is \(assurance.rawValue): \(missing(for: required))"))
    }
    if unsupported.isLogOpen {
      shortfalls.append(
        Shortfall(
          code: .checkpointUnsupported, index: nil,
          message: "this program cannot check the log's signature: \(unsupported.words)"))
    }
    if unsupported.isAgeOpen || (unsupported.isQuorumOpen && required > .signed) {
      shortfalls.append(
        Shortfall(
          code: .witnessUnsupported, index: nil,
          message: "the policy's quorum needs cosignatures that this program cannot check: \(unsupported.words)"))
    }
    for entry in notUnderstood where !accepted.contains(AcceptedEntry(index: entry.index, leaf: entry.leaf)) {
      shortfalls.append(
        Shortfall(
          code: .notUnderstood, index: entry.index, message: "the kind \(entry.kind) is not known to this program"))
    }
    if let ahead {
      shortfalls.append(Shortfall(code: .clockAhead, index: ahead.first.index, message: ahead.words))
    }
    return shortfalls
  }
}

extension EntriesAhead {
  /// Which entries they are and what they say, as a sentence.
  public var words: String {
    first.index == last.index
      ? "it is dated \(first.recorded), later than this clock"
      : "entries \(first.index) to \(last.index) are dated \(first.recorded) to \(last.recorded), later than this clock"
  }
}
