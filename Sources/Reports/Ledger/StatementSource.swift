public import Cryptography
public import Pledges

/// Where a report gets what replayed state does not keep: explanations, indicator values, evidence, replies.
///
/// Implemented where the store is at hand. What it gives must be the body that the entry's header names; a report
/// takes numbers and codes from replayed state alone, so that a source that lies can change no status.
public protocol StatementSource {
  /// The statement of an entry, and the words beside it.
  func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement
}

/// A statement, the keys whose signatures stand on it, and the words of its detached texts.
public struct SignedStatement: Sendable {
  public var statement: Statement
  public var signingKeys: [KeyID]
  /// The words as far as they are at hand. Removed ones may be among them, for a copy may be late: no report shows them.
  public var texts: [Disclosure]

  public init(_ statement: Statement, signingKeys: [KeyID], texts: [Disclosure]) {
    self.statement = statement
    self.signingKeys = signingKeys
    self.texts = texts
  }
}

/// A source that gives each statement once, for one attestation speaks about many commitments, and keeps what it has
/// seen of words.
final class StatementCache {
  private let source: any StatementSource
  private let removals: TextRemovals
  private var read: [EntryIndex: SignedStatement] = [:]
  /// The words of all statements read.
  private(set) var texts: DisclosedTexts
  /// For each statement read whose words were removed, the entries that did it.
  private(set) var removing: [EntryIndex: Set<EntryIndex>] = [:]

  init(_ view: LedgerView) {
    source = view.source
    removals = view.removals
    texts = DisclosedTexts(removals: view.removals)
  }

  func statement(at index: EntryIndex) throws(ReportError) -> SignedStatement {
    if let known = read[index] { return known }
    let signed = try source.statement(at: index)
    read[index] = signed
    texts.add(signed.texts)
    if !removals.isEmpty {
      for digest in signed.statement.textDigests {
        if let removal = removals.removal(of: digest, from: index) {
          removing[index, default: []].insert(removal.entry.index)
        }
      }
    }
    return signed
  }

  /// What an entry says, which replayed state knows to be of this kind.
  func body<Body>(
    at index: EntryIndex, _ kind: String, _ pick: (Predicate) -> Body?
  ) throws(ReportError) -> Body {
    guard let body = pick(try statement(at: index).statement.predicate) else {
      throw ReportError(.unreadableStatement, "the statement of entry \(index) is no \(kind)")
    }
    return body
  }
}
