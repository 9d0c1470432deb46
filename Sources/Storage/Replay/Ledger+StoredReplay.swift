public import Cryptography
public import Pledges
public import TransparencyLog

/// Why a replay from a store stopped before its end.
public enum StoredReplayFailure: Error, Sendable {
  case storage(StorageError)
  /// The cryptography library failed.
  case library(LogError)

  /// What a replay threw through the store's untyped call.
  public init(_ error: any Error) {
    switch error {
    case let failure as StoredReplayFailure: self = failure
    case let error as StorageError: self = .storage(error)
    case let error as LogError: self = .library(error)
    default: self = .storage(StorageError(.programming, "the store threw what it does not say it throws"))
    }
  }
}

extension Ledger {
  /// Replays the rows of a store from the ledger's end on, and hands each with what replay made of it to `visit`.
  ///
  /// Rows that hold no entry, and entries that are not there, come as findings without an entry. `visit` answers
  /// false to stop. One pass, memory flat; the rows are decoded on so many cores, and taken in on this thread.
  public mutating func replay(
    _ store: any LedgerReading, upTo size: UInt64? = nil, cores: Int = ProcessorCount.available,
    visit: (StoredEntry?, ReplayedEntry?, _ findings: [Finding], _ completed: [Digest]) -> Bool
  ) throws(StoredReplayFailure) {
    var completed: [Digest] = []
    do {
      try store.forEachDecodedEntry(from: EntryIndex(chain.size), upTo: size, cores: cores) { row in
        try take(row, in: store, &completed, visit)
      }
    } catch {
      throw StoredReplayFailure(error)
    }
  }

  /// Takes the next row in; false when `visit` says to stop.
  private mutating func take(
    _ row: DecodedRow, in store: any LedgerReading, _ completed: inout [Digest],
    _ visit: (StoredEntry?, ReplayedEntry?, _ findings: [Finding], _ completed: [Digest]) -> Bool
  ) throws -> Bool {
    switch row {
    case .fault(let fault):
      return visit(nil, nil, [Finding(fault)], [])
    case .entry(let stored, let decoded):
      if stored.index.rawValue > chain.size {
        guard visit(nil, nil, [leaveOut(upTo: stored.index)], []) else { return false }
      }
      completed.removeAll(keepingCapacity: true)
      let replayed = try replay(decoded, completing: &completed) { store.bytes(at: $0) }
      // Before anybody hears of it: what could not be had back may have refused the entry, or let it pass.
      try state.requireSpill()
      return visit(stored, replayed, replayed.findings, completed)
    }
  }

  /// Goes on behind entries that are not there, and says which they are.
  public mutating func leaveOut(upTo next: EntryIndex) -> Finding {
    let gap = Finding(missing: EntryIndex(chain.size), before: next)
    skip(to: next)
    return gap
  }

  /// Whether entries were left out, so that the tree is not the ledger's.
  public var hasGap: Bool { tree.size != chain.size }
}

extension LedgerReading {
  /// The stored bytes of a later entry; one that cannot be read is as good as missing, and its own row says why.
  public func bytes(at index: EntryIndex) -> StoredBytes? {
    do {
      return try entry(at: index)?.bytes
    } catch {
      return nil
    }
  }
}

extension StoredEntry {
  /// What replay and the portable form take of it: no derived column but the digest of a statement that may be gone.
  public var bytes: StoredBytes {
    StoredBytes(
      header: header, envelope: envelope, redactedBy: redactedBy, statement: statement == .zero ? nil : statement)
  }
}

extension Finding {
  /// A row that holds no entry.
  public init(_ fault: RowFault) {
    self.init(
      "header.malformed", at: fault.index.flatMap { UInt64(exactly: $0) }.map { EntryIndex($0) },
      "a row of the store holds no entry: \(fault.reason)")
  }

  fileprivate init(missing first: EntryIndex, before next: EntryIndex) {
    let last = EntryIndex(next.rawValue - 1)
    self.init(
      "header.index", at: first,
      first == last ? "entry \(first) is missing" : "entries \(first) to \(last) are missing",
      expected: first.description, found: next.description)
  }
}
