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
  /// false to stop. One pass, memory flat; the rows are decoded on so many cores, and taken in on this thread. No rule asks
  /// for words, so they are read only `withTexts`, for whoever judges them.
  public mutating func replay(
    _ store: any LedgerReading, upTo size: UInt64? = nil, withTexts: Bool = false,
    cores: Int = ProcessorCount.available,
    visit: (StoredEntry?, ReplayedEntry?, _ findings: [Finding], _ completed: [Digest]) -> Bool
  ) throws(StoredReplayFailure) {
    var completed: [Digest] = []
    do {
      try store.forEachDecodedEntry(
        from: EntryIndex(chain.size), upTo: size, withTexts: withTexts, cores: cores
      ) { row in
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
      let replayed = try replay(decoded, in: store, completing: &completed)
      return visit(stored, replayed, replayed.findings, completed)
    }
  }

  /// Replays the next entry of a store; one that removes words is held against the envelope that the store has.
  public mutating func replay(
    _ decoded: DecodedEntry, in store: any LedgerReading, completing completed: inout [Digest]
  ) throws -> ReplayedEntry {
    completed.removeAll(keepingCapacity: true)
    var earlier = EarlierEnvelopes(of: store)
    let replayed = try replay(decoded, completing: &completed) { earlier.envelope(at: $0) }
    try earlier.requireReading()
    return replayed
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

/// The envelopes of earlier entries, for the replay of one that removes words of theirs.
///
/// One that is damaged is as good as missing, and its own row says why. Any other failure to read says nothing of the
/// ledger: it ends the replay, by `requireReading`, and is never taken for an entry without texts.
private struct EarlierEnvelopes {
  private let store: any LedgerReading
  private var failure: StorageError?

  init(of store: any LedgerReading) {
    self.store = store
  }

  mutating func envelope(at index: EntryIndex) -> [UInt8]? {
    do {
      return try store.entry(at: index)?.envelope
    } catch {
      if !error.tellsOfDamage { failure = failure ?? error }
      return nil
    }
  }

  /// To be asked after the entry was replayed, before anybody hears of it.
  func requireReading() throws(StorageError) {
    if let failure { throw failure }
  }
}

extension StoredEntry {
  /// What replay and the portable form take of it: no derived column.
  public var bytes: StoredBytes {
    StoredBytes(header: header, envelope: envelope, texts: texts)
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
