public import Pledges

/// Why a ledger with nothing wrong is less than was asked for; each reason stands by itself. // Format §8
public struct Shortfall: Sendable, Equatable {
  /// A stable code, safe to match on.
  public enum Code: String, Sendable, CaseIterable {
    /// Less assurance than was asked for.
    case assurance = "assurance.below"
    /// Entries of a production ledger are dated later than the reader's clock.
    case clockAhead = "clock.ahead"
  }

  public let code: Code
  /// The entry that is the reason, the first where there are several; nil where it is the ledger as a whole.
  public let index: EntryIndex?
  /// One sentence, lower case, no full stop.
  public let message: String
}

extension VerificationReport {
  /// Every reason why an intact ledger is less than was asked for; empty when it is all of it.
  public func shortfalls(requiring required: Assurance = .chainOnly) -> [Shortfall] {
    guard isIntact else { return [] }
    var shortfalls: [Shortfall] = []
    if assurance < required {
      shortfalls.append(
        Shortfall(
          code: .assurance, index: nil, message: "\(required.rawValue) was asked for, and it is \(assurance.rawValue)"))
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
