public import Cryptography
public import Pledges

/// Where a report gets the words that replayed state does not keep: explanations, indicator values, evidence, replies.
///
/// Implemented where the store is at hand. What it gives must be the body that the entry's header names; a report
/// takes numbers and codes from replayed state alone, so that a source that lies can change no status.
public protocol StatementSource {
  /// The statement of an entry, or nil when its body was redacted.
  func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement?
}

/// A statement and the keys whose signatures stand on it.
public struct SignedStatement: Sendable {
  public var statement: Statement
  public var signingKeys: [KeyID]

  public init(_ statement: Statement, signingKeys: [KeyID]) {
    self.statement = statement
    self.signingKeys = signingKeys
  }
}

/// A source that gives each statement once: one attestation speaks about many commitments.
final class StatementCache {
  private let source: any StatementSource
  private var read: [EntryIndex: SignedStatement?] = [:]

  init(_ source: any StatementSource) {
    self.source = source
  }

  func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement? {
    if let known = read[index] { return known }
    let statement = try source.statement(at: index)
    read[index] = .some(statement)
    return statement
  }
}
