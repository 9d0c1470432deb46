internal import Cryptography
public import Pledges
internal import Storage
internal import TransparencyLog

/// The only appender: admission, ordering, one transaction a batch, receipts.
///
/// It holds the ledger's lock from opening to the end of its life, so the state it replayed cannot go stale.
public struct LedgerAppender: ~Copyable {
  private let store: SQLiteLedgerWriter
  private var ledger: Ledger

  /// What the entries so far say.
  public var state: LedgerState { ledger.state }
  /// The end of the chain so far.
  public var chain: ChainHead { ledger.chain }
  /// What is more open than it should be, for the operator to read.
  public var warnings: [String] { store.warnings }

  /// Opens a ledger for appending, waiting so long for another process that writes it, and replays it.
  ///
  /// The replay vouches for signatures that this program checked when it admitted them, and checks all else.
  public init(opening path: String, waitingUpTo wait: Duration = .seconds(30)) throws(AppendError) {
    let store: SQLiteLedgerWriter
    do {
      store = try SQLiteLedgerWriter.open(path, waitingUpTo: Double(wait.components.seconds))
    } catch {
      throw .storage(error)
    }
    let ledger = try LedgerAppender.replayed(store)
    self.store = store
    self.ledger = ledger
  }

  private static func replayed(_ store: SQLiteLedgerWriter) throws(AppendError) -> Ledger {
    do {
      var ledger = try Ledger(signatures: .vouched)
      var broken: Finding?
      try ledger.replay(store) { _, _, findings, _ in
        broken = findings.first
        return broken == nil
      }
      if let broken { throw AppendError.broken(broken) }
      ledger.setSignatures(.check)
      return ledger
    } catch let error as AppendError {
      throw error
    } catch StoredReplayFailure.storage(let error) {
      throw .storage(error)
    } catch {
      throw .library("\(error)")
    }
  }

  /// Makes a ledger that holds these entries, which were admitted to a ledger in memory; the file appears with all of
  /// them or not at all.
  public static func create(at path: String, _ entries: [AdmittedEntry]) throws(AppendError) -> [Receipt] {
    do {
      _ = try SQLiteLedgerWriter.create(path, first: LedgerBatch(after: .empty, entries))
    } catch {
      throw .storage(error)
    }
    return entries.map(Receipt.init)
  }

  /// Admits envelopes in their order and appends them in one transaction: all of them, or none.
  ///
  /// A receipt is given only once its entry is durable. After any error of the store the appender must not be used
  /// again: what it holds in memory may be ahead of the file.
  public mutating func append(_ envelopes: [Envelope], at now: Instant) throws(AppendError) -> [Receipt] {
    let head = LedgerHead(size: ledger.chain.size, leaf: ledger.chain.leaf)
    var entries: [AdmittedEntry] = []
    entries.reserveCapacity(envelopes.count)
    for (position, envelope) in envelopes.enumerated() {
      do {
        entries.append(try ledger.admit(envelope, at: now))
      } catch {
        throw .refused(error, position: position)
      }
    }
    do {
      try store.append(LedgerBatch(after: head, entries))
    } catch {
      throw .storage(error)
    }
    return entries.map(Receipt.init)
  }
}

extension LedgerBatch {
  /// The batch that puts admitted entries behind a head.
  fileprivate init(after head: LedgerHead, _ entries: [AdmittedEntry]) {
    self.init(expectedHead: head)
    var position = LedgerBatch.treeHashCount(forSize: head.size)
    for entry in entries {
      self.entries.append(
        StoredEntry(
          index: entry.header.index, header: entry.headerBytes, leaf: entry.leaf, previous: entry.header.previous,
          statement: entry.statementDigest, envelope: entry.envelopeBytes))
      for hash in entry.completed {
        treeHashes.append((position, hash))
        position += 1
      }
      if case .redact(let redaction) = entry.statement.predicate {
        redactions.append((target: redaction.entry, by: entry.header.index))
      }
    }
  }
}
