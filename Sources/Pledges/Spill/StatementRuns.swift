/// Statements in a spill, in sorted runs of equal size.
///
/// Most statements that somebody asks for are not there. The filter says so, or names the few runs that may hold one, and
/// of those a single page is read. What answers in the end are the keys themselves, so that no answer is by chance.
struct StatementRuns: Sendable {
  private let spill: any StateSpill
  private var filter: RunFilter
  private(set) var runs: [Run] = []

  /// Where a run lies, and the first key of each of its pages.
  struct Run: Sendable {
    let offset: UInt64
    let count: Int
    let fences: [StatementKey]
  }

  /// Keys that are read together.
  private static let pageCount = 256
  private static let keyByteCount = 16

  init(in spilling: Spilling) {
    spill = spilling.spill
    filter = RunFilter(keysInRun: spilling.grain.run)
  }

  /// Adds a run of keys in ascending order.
  mutating func append(_ keys: [StatementKey]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(keys.count * StatementRuns.keyByteCount)
    for key in keys {
      bytes.append(number: key.high)
      bytes.append(number: key.low)
    }
    let fences = stride(from: 0, to: keys.count, by: StatementRuns.pageCount).map { keys[$0] }
    filter.append(keys)
    runs.append(Run(offset: spill.append(bytes), count: keys.count, fences: fences))
  }

  func contains(_ key: StatementKey) -> Bool {
    filter.runs(thatMayHold: key).contains { holds(runs[$0], key) }
  }

  private func holds(_ run: Run, _ key: StatementKey) -> Bool {
    // On the last page that does not begin behind it.
    let page = run.fences.indices.firstPlace(notBefore: { run.fences[$0] <= key }) - 1
    guard page >= 0, let keys = self.page(page, of: run) else { return false }
    let place = keys.indices.firstPlace(notBefore: { keys[$0] < key })
    return place < keys.count && keys[place] == key
  }

  /// The keys of a page; nil when it cannot be read back.
  func page(_ page: Int, of run: Run) -> [StatementKey]? {
    let first = page * StatementRuns.pageCount
    let count = min(StatementRuns.pageCount, run.count - first)
    let offset = run.offset + UInt64(first * StatementRuns.keyByteCount)
    guard let bytes = spill.bytes(at: offset, count: count * StatementRuns.keyByteCount) else { return nil }
    return (0..<count).map {
      StatementKey(
        high: bytes.number(at: $0 * StatementRuns.keyByteCount),
        low: bytes.number(at: $0 * StatementRuns.keyByteCount + 8))
    }
  }
}

/// For every run, a Bloom filter; all of them side by side, so that one look asks 32 runs at once.
///
/// A row has one bit for each run, and a key has six rows. A run that lacks a bit in one of them does not hold the key.
/// With ten rows or more for each key of a run, fewer than one run in a hundred is named although it does not hold it.
struct RunFilter: Sendable {
  /// `words` of 32 bits for each row, row after row.
  private var bits: [UInt32] = []
  private var words = 0
  private var count = 0
  private let rows: UInt64

  private static let rowsOfKey = 6

  init(keysInRun: Int) {
    var rows: UInt64 = 64
    while rows < UInt64(keysInRun) * 10 { rows *= 2 }
    self.rows = rows
  }

  mutating func append(_ keys: [StatementKey]) {
    if count == words * 32 { widen() }
    let (word, bit) = (count / 32, UInt32(1) << UInt32(count % 32))
    for key in keys {
      for number in 0..<RunFilter.rowsOfKey { bits[row(number, of: key) * words + word] |= bit }
    }
    count += 1
  }

  /// The runs that may hold a key; those that are not named do not.
  func runs(thatMayHold key: StatementKey) -> [Int] {
    var found: [Int] = []
    for word in 0..<words {
      var runs = UInt32.max
      for number in 0..<RunFilter.rowsOfKey where runs != 0 { runs &= bits[row(number, of: key) * words + word] }
      while runs != 0 {
        found.append(word * 32 + runs.trailingZeroBitCount)
        runs &= runs - 1
      }
    }
    return found
  }

  /// Digests are spread evenly by themselves, so their own bits choose the rows.
  private func row(_ number: Int, of key: StatementKey) -> Int {
    Int(truncatingIfNeeded: (key.high &+ UInt64(number) &* (key.low | 1)) & (rows - 1))
  }

  private mutating func widen() {
    var wider = [UInt32](repeating: 0, count: Int(rows) * (words + 1))
    for row in 0..<Int(rows) {
      for word in 0..<words { wider[row * (words + 1) + word] = bits[row * words + word] }
    }
    bits = wider
    words += 1
  }
}
