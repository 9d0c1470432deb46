internal import Dispatch
public import Pledges
internal import Synchronization
internal import TransparencyLog

/// A row of a store in its order, decoded where it holds an entry.
public enum DecodedRow: Sendable {
  case entry(StoredEntry, DecodedEntry)
  case fault(RowFault)
}

extension LedgerReading {
  /// Hands on the rows from an index up to a size, in order of index and decoded on so many cores, until `body` answers
  /// false; `withTexts`, with what is to be said of the words beside them.
  ///
  /// What stands before a row that cannot be read is handed on before the failure: it may say by itself what is wrong.
  public func forEachDecodedEntry(
    from start: EntryIndex, upTo size: UInt64?, withTexts: Bool, cores: Int, _ body: (DecodedRow) throws -> Bool
  ) throws {
    var pipeline = DecodingPipeline(cores: cores)
    do {
      try forEachEntry(from: start, upTo: size, withTexts: withTexts) { row in try pipeline.push(row, body) }
    } catch {
      try pipeline.finish(body)
      throw error
    }
    try pipeline.finish(body)
  }
}

/// Decodes the rows of a store on all cores, a stretch at a time, and hands them on in their order.
///
/// Reading rows and applying rules have to go in order, on the caller's thread; what lies between need not. Stretches
/// under way are bounded, so that memory does not grow with the ledger.
private struct DecodingPipeline: ~Copyable {
  /// Rows a stretch, and bytes, whichever is reached first.
  private static let stretch = (rows: 64, bytes: 1 << 18)

  private let cores: Int
  private let queue = DispatchQueue(label: "pledgebook.decode", attributes: .concurrent)
  private let tasks = DispatchGroup()
  private var gathered: [StoredRow] = []
  private var gatheredBytes = 0
  /// In the order in which they were read; those before `first` were handed on.
  private var underWay: [Stretch?] = []
  private var first = 0
  /// Set once `body` wants no more, or something failed.
  private var isOver = false

  init(cores: Int) {
    self.cores = cores
  }

  /// Whoever gives up half-way leaves no task at work: the process may be about to end, and with it OpenSSL.
  deinit {
    tasks.wait()
  }

  /// Takes the next row, and hands on to `body` whatever is its turn; false once `body` has said so.
  mutating func push(_ row: StoredRow, _ body: (DecodedRow) throws -> Bool) throws -> Bool {
    gathered.append(row)
    // Headers too: that they are short is for decoding to find out.
    if case .entry(let entry) = row {
      gatheredBytes += entry.header.count + (entry.envelope?.count ?? 0)
      for text in entry.texts ?? [] { gatheredBytes += text.count }
    }
    guard gathered.count >= Self.stretch.rows || gatheredBytes >= Self.stretch.bytes else { return true }
    let stretch = begin()
    if cores > 1 {
      // The closure is @Sendable and written outside any actor: Dispatch runs it on threads of its own.
      queue.async(group: tasks) { @Sendable in stretch.decode() }
      guard underWay.count - first >= 2 * cores else { return true }
    } else {
      stretch.decode()
    }
    try handOn(body)
    return !isOver
  }

  /// Hands on all that is left, unless it is over.
  mutating func finish(_ body: (DecodedRow) throws -> Bool) throws {
    guard !isOver else { return }
    // The last rows are few, and nothing is left to read meanwhile: no other thread is woken for them.
    if !gathered.isEmpty { begin().decode() }
    while first < underWay.count, !isOver { try handOn(body) }
  }

  /// Makes a stretch of the rows gathered, for somebody to decode.
  private mutating func begin() -> Stretch {
    let stretch = Stretch(gathered)
    gathered.removeAll(keepingCapacity: true)
    gatheredBytes = 0
    underWay.append(stretch)
    return stretch
  }

  /// Waits for the oldest stretch and hands its rows on.
  private mutating func handOn(_ body: (DecodedRow) throws -> Bool) throws {
    guard let stretch = underWay[first] else { return }
    underWay[first] = nil
    first += 1
    if first >= 64 {
      underWay.removeFirst(first)
      first = 0
    }
    isOver = true
    for row in try stretch.rows() {
      guard try body(row) else { return }
    }
    isOver = false
  }
}

/// Some rows that one task decodes and another takes up.
private final class Stretch: Sendable {
  private let stored: [StoredRow]
  /// The lock owns the outcome; the semaphore says that it is there.
  private let outcome = Mutex<Result<[DecodedRow], LogError>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  init(_ stored: [StoredRow]) {
    self.stored = stored
  }

  func decode() {
    let decoded = Result { () throws(LogError) in try Stretch.decode(stored) }
    outcome.withLock { $0 = decoded }
    isDone.signal()
  }

  private static func decode(_ stored: [StoredRow]) throws(LogError) -> [DecodedRow] {
    var decoder = try EntryDecoder()
    var rows: [DecodedRow] = []
    rows.reserveCapacity(stored.count)
    for row in stored {
      switch row {
      case .fault(let fault): rows.append(.fault(fault))
      case .entry(let entry): rows.append(.entry(entry, try decoder.decode(entry.bytes)))
      }
    }
    return rows
  }

  /// Waits until they are decoded; to be asked once.
  func rows() throws -> [DecodedRow] {
    isDone.wait()
    return try outcome.withLock { outcome in
      defer { outcome = nil }
      return outcome
    }?.get() ?? []
  }
}
