internal import Cryptography

/// The statements a ledger holds, by digest, in 16 bytes each.
///
/// Half a digest is enough: to bring two statements to the same 128 bits somebody would have to find a collision of
/// SHA-256 cut to that length, some 2^64 tries, and would win nothing but the refusal of their own statement.
struct StatementSet: Sendable {
  /// Open addressing; a free place holds zeros.
  private var slots = Array(repeating: Half.free, count: 1_024)
  /// Whether the one digest that looks like a free place is in.
  private var holdsZeros = false
  private(set) var count = 0

  private struct Half: Equatable {
    var high: UInt64
    var low: UInt64

    static let free = Half(high: 0, low: 0)
  }

  func contains(_ digest: Digest) -> Bool {
    let half = StatementSet.half(digest)
    return half == .free ? holdsZeros : slots[StatementSet.slot(of: half, in: slots)] == half
  }

  /// Takes a digest in; false when it is there already.
  mutating func insert(_ digest: Digest) -> Bool {
    let half = StatementSet.half(digest)
    guard half != .free else {
      defer { holdsZeros = true }
      return !holdsZeros
    }
    if count * 4 >= slots.count * 3 { grow() }
    let slot = StatementSet.slot(of: half, in: slots)
    guard slots[slot] == .free else { return false }
    slots[slot] = half
    count += 1
    return true
  }

  private static func half(_ digest: Digest) -> Half {
    let words = digest.leadingWords
    return Half(high: words.0, low: words.1)
  }

  /// Where this digest is, or the free place where it would go. Digests are spread evenly by themselves.
  private static func slot(of half: Half, in slots: [Half]) -> Int {
    var slot = Int(truncatingIfNeeded: half.low) & (slots.count - 1)
    while slots[slot] != .free, slots[slot] != half { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    var larger = Array(repeating: Half.free, count: slots.count * 2)
    for half in slots where half != .free { larger[StatementSet.slot(of: half, in: larger)] = half }
    slots = larger
  }
}
