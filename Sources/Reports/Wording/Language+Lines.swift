internal import Cryptography
internal import Languages
internal import Pledges
internal import TransparencyLog

// Texts with numbers and entries in them, called with the values themselves.

extension Language {
  func timelineOf(_ marks: Int) -> String { timelineOf(count: marks) }

  /// A label and its value in the middle of a line.
  func labelled(_ label: String, _ value: String) -> String { labelled(label: label, value: value) }

  /// Clauses of one line, each set off from the one before.
  func joinedClauses(_ clauses: [String]) -> String {
    guard var line = clauses.first else { return "" }
    for clause in clauses.dropFirst() { line = twoClauses(first: line, second: clause) }
    return line
  }

  /// What stands between two things of a series, for a page that writes each by itself.
  var comma: String { series(["", ""]) }

  /// The same between two clauses.
  var semicolon: String { joinedClauses(["", ""]) }

  /// "as of" in the middle of a line.
  func at(_ instant: Instant) -> String { asOfInLine(instant: day(instant)) }

  /// "entry 12" in the middle of a line.
  func reference(_ entry: EntryIndex) -> String { entryInLine(entry: "\(entry)") }

  /// "3 texts of entry 12" in the middle of a line.
  func texts(_ count: Int, of entry: EntryIndex) -> String { textsOfEntry(count: count, entry: "\(entry)") }

  /// Of an entry, in its line of the history.
  func removed(by entry: EntryIndex) -> String { removedByEntry(entry: "\(entry)") }

  /// In the place of words.
  func removed(by entry: EntryIndex, _ basis: String, reference: String) -> String {
    removedText(entry: "\(entry)", basis: basis, reference: reference)
  }

  func counted(_ part: Int, of whole: Int) -> String {
    countedOf(part: number(Int64(part)), whole: number(Int64(whole)))
  }

  func daysLate(_ days: Int64) -> String { daysLate(count: Int(clamping: days)) }

  func noClaimMade(_ entry: EntryIndex) -> String { noClaimMadeBy(entry: "\(entry)") }

  func issued(at instant: Instant) -> String { issuedAt(instant: moment(instant)) }

  func unbroken(left: EntryIndex, rejoined: EntryIndex) -> String {
    unbrokenMembership(left: "\(left)", rejoined: "\(rejoined)")
  }

  func decided(challenge: EntryIndex, _ outcome: String, panel: String, entry: EntryIndex) -> String {
    decidedChallenge(challenge: "\(challenge)", outcome: outcome, panel: panel, entry: "\(entry)")
  }

  func decidedEarlier(_ outcome: String, panel: String, entry: EntryIndex) -> String {
    decidedBefore(outcome: outcome, panel: panel, entry: "\(entry)")
  }

  func struck(by entry: EntryIndex) -> String { struckOut(entry: "\(entry)") }

  func named(successor: String, by party: String) -> String { namedSuccessor(party: party, successor: successor) }

  func continues(_ ledger: Genesis.Continuation) -> String {
    continuesLedger(
      origin: ledger.origin.text, genesis: ledger.genesis.hex, size: "\(ledger.size)", root: ledger.root.hex)
  }
}
