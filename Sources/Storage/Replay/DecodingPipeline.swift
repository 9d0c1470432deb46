internal import Dispatch
public import Pledges
internal import Synchronization
public import TransparencyLog

/// Decodes the rows of a store on all cores, a stretch at a time, and hands them on in their order.
///
/// Reading rows and applying rules have to go in order, on the caller's thread; what lies between need not. Stretches
/// under way are bounded, so that memory does not grow with the ledger.
public struct DecodingPipeline: ~Copyable {
  /// A row in its order, decoded where it holds an entry.
  public enum Row: Sendable {
    case entry(StoredEntry, DecodedEntry)
    case fault(RowFault)
  }

  /// Rows a stretch, and bytes, whichever is reached first.
  private static let stretch = (rows: 64, bytes: 1 << 18)

  private let limit: Int
  private let queue = DispatchQueue(label: "pledgebook.decode", attributes: .concurrent)
  private let tasks = DispatchGroup()
  /// On one core the caller decodes by itself.
  private var decoder: EntryDecoder?
  private var gathered: [StoredRow] = []
  private var gatheredBytes = 0
  /// In the order in which they were read; those before `first` were handed on.
  private var underWay: [Stretch?] = []
  private var first = 0

  public init(cores: Int) throws(LogError) {
    limit = 2 * cores
    decoder = cores > 1 ? nil : try EntryDecoder()
  }

  /// Whoever gives up half-way leaves no task at work: the process may be about to end, and with it OpenSSL.
  deinit {
    tasks.wait()
  }

  /// Takes the next row, and hands on to `body` whatever is its turn; false once `body` has said so.
  public mutating func push(_ row: StoredRow, _ body: (Row) throws -> Bool) throws -> Bool {
    if decoder != nil {
      switch row {
      case .fault(let fault): return try body(.fault(fault))
      case .entry(let entry):
        guard let decoded = try decoder?.decode(entry.bytes) else { return false }
        return try body(.entry(entry, decoded))
      }
    }
    gathered.append(row)
    if case .entry(let entry) = row { gatheredBytes += entry.envelope?.count ?? 0 }
    guard gathered.count >= Self.stretch.rows || gatheredBytes >= Self.stretch.bytes else { return true }
    dispatch()
    return underWay.count - first < limit ? true : try handOn(body)
  }

  /// Hands on all that is left.
  public mutating func finish(_ body: (Row) throws -> Bool) throws {
    // The last rows are few, and nothing is left to read meanwhile: no other thread is woken for them.
    if !gathered.isEmpty { begin().decode() }
    while first < underWay.count, try handOn(body) {}
  }

  private mutating func dispatch() {
    let stretch = begin()
    // The closure is @Sendable and written outside any actor: Dispatch runs it on threads of its own.
    queue.async(group: tasks) { @Sendable in stretch.decode() }
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
  private mutating func handOn(_ body: (Row) throws -> Bool) throws -> Bool {
    guard let stretch = underWay[first] else { return false }
    underWay[first] = nil
    first += 1
    if first >= 64 {
      underWay.removeFirst(first)
      first = 0
    }
    for row in try stretch.rows() {
      guard try body(row) else { return false }
    }
    return true
  }
}

/// Some rows that one task decodes and another takes up.
private final class Stretch: Sendable {
  private let stored: [StoredRow]
  /// The lock owns the outcome; the semaphore says that it is there.
  private let outcome = Mutex<Result<[DecodingPipeline.Row], LogError>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  init(_ stored: [StoredRow]) {
    self.stored = stored
  }

  func decode() {
    let decoded = Result { () throws(LogError) in try Stretch.decode(stored) }
    outcome.withLock { $0 = decoded }
    isDone.signal()
  }

  private static func decode(_ stored: [StoredRow]) throws(LogError) -> [DecodingPipeline.Row] {
    var decoder = try EntryDecoder()
    var rows: [DecodingPipeline.Row] = []
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
  func rows() throws -> [DecodingPipeline.Row] {
    isDone.wait()
    return try outcome.withLock { outcome in
      defer { outcome = nil }
      return outcome
    }?.get() ?? []
  }
}
