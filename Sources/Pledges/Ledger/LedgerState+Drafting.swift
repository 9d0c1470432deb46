internal import Cryptography
public import TransparencyLog

extension LedgerState {
  /// A statement for this ledger as it is now, ready to be signed: bound to it, about the accord in force. // Format §3
  public func draft(_ predicate: Predicate, at now: Instant) throws(Refusal) -> Statement {
    guard let identity else {
      throw Refusal(
        .statementKind, "this ledger has no genesis yet", hint: "make a ledger first: pledgebook init")
    }
    var statement = Statement(
      subjects: [], ledger: LedgerReference(origin: identity.origin, genesis: identity.genesis), issuedAt: now,
      predicate: predicate)
    statement.subjects = try expectedSubjects(of: statement, at: now)
    return statement
  }

  /// The genesis of a ledger that is yet to be. // Format §3
  public static func draft(genesis: Genesis, origin: Origin, at now: Instant) throws(Refusal) -> Statement {
    var statement = Statement(
      subjects: [], ledger: LedgerReference(origin: origin, genesis: nil), issuedAt: now, predicate: .genesis(genesis))
    statement.subjects = try LedgerState().expectedSubjects(of: statement, at: now)
    return statement
  }

  /// The submission or supersession at this index, as a review would name it. // Format §3
  public func attestation(at index: EntryIndex) -> EntryReference? {
    guard let record = subject(of: index)?.attestations.record(at: index), !record.isWithdrawal else { return nil }
    return EntryReference(index: index, header: record.leaf)
  }

  /// The review at this index, as its withdrawal would name it. // Format §3
  public func review(at index: EntryIndex) -> EntryReference? {
    subject(of: index)?.reviewRecords[index].map { EntryReference(index: index, header: $0.leaf) }
  }
}
