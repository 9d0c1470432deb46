internal import Cryptography

/// The statements a ledger holds, by digest, in 16 bytes each.
///
/// Half a digest is enough: to bring two statements to the same 128 bits somebody would have to find a collision of
/// SHA-256 cut to that length, some 2^64 tries, and would win nothing but the refusal of their own statement.
/// What an archive holds stays there; here are those that came since.
struct StatementSet: Sendable {
  /// Open addressing; a free place holds zeros.
  private var slots = Array(repeating: StatementSet.free, count: 1_024)
  /// Whether the one digest that looks like a free place is in.
  private var holdsZeros = false
  /// How many there are in the table.
  private var count = 0
  private var archive: (any LedgerArchive)?

  private static let free = StatementKey(high: 0, low: 0)

  init(behind archive: (any LedgerArchive)? = nil) {
    self.archive = archive
  }

  func contains(_ digest: Digest) -> Bool {
    let key = StatementKey(digest)
    let isNew = key == StatementSet.free ? holdsZeros : slots[StatementSet.slot(of: key, in: slots)] == key
    return isNew || archive?.holds(key) == true
  }

  /// Takes a digest in; nothing changes when it came before.
  mutating func insert(_ digest: Digest) {
    let key = StatementKey(digest)
    guard key != StatementSet.free else {
      holdsZeros = true
      return
    }
    if count * 4 >= slots.count * 3 { grow() }
    let slot = StatementSet.slot(of: key, in: slots)
    guard slots[slot] == StatementSet.free else { return }
    slots[slot] = key
    count += 1
  }

  /// Those that are not in the archive, in ascending order.
  var sorted: [StatementKey] {
    (holdsZeros ? [StatementSet.free] : []) + slots.filter { $0 != StatementSet.free }.sorted()
  }

  /// Where this digest is, or the free place where it would go. Digests are spread evenly by themselves.
  private static func slot(of key: StatementKey, in slots: [StatementKey]) -> Int {
    var slot = Int(truncatingIfNeeded: key.low) & (slots.count - 1)
    while slots[slot] != free, slots[slot] != key { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    var larger = Array(repeating: StatementSet.free, count: slots.count * 2)
    for key in slots where key != StatementSet.free { larger[StatementSet.slot(of: key, in: larger)] = key }
    slots = larger
  }
}
