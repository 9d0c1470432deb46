import Cryptography

/// The definitions of RFC 9162 §2.1, written down as they stand: slow, obvious, and the judge of the real code.
struct NaiveTree {
  let leaves: [Digest]

  // Roots of ranges already computed; ranges of leaves have the same root whatever follows them.
  private final class Memory {
    var roots: [Range<Int>: Digest] = [:]
  }
  private let memory: Memory

  static func node(_ left: Digest, _ right: Digest) throws -> Digest {
    try Digest.sha256(of: [1] + left.bytes + right.bytes)
  }

  /// Leaf hashes that need not come from any entry.
  init(size: Int) throws {
    self.init(leaves: try (0..<size).map { try Digest.sha256(of: [0, UInt8($0 & 255), UInt8($0 >> 8)]) })
  }

  init(leaves: [Digest]) {
    self.leaves = leaves
    memory = Memory()
  }

  private init(leaves: [Digest], memory: Memory) {
    self.leaves = leaves
    self.memory = memory
  }

  /// The tree when it had so many leaves.
  func prefix(_ size: Int) -> NaiveTree {
    NaiveTree(leaves: Array(leaves.prefix(size)), memory: memory)
  }

  func root(_ range: Range<Int>? = nil) throws -> Digest {
    let range = range ?? 0..<leaves.count
    if range.isEmpty { return try Digest.sha256(of: []) }
    if range.count == 1 { return leaves[range.lowerBound] }
    if let root = memory.roots[range] { return root }
    let middle = range.lowerBound + split(range.count)
    let root = try Self.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
    memory.roots[range] = root
    return root
  }

  func path(_ index: Int, _ range: Range<Int>? = nil) throws -> [Digest] {
    let range = range ?? 0..<leaves.count
    if range.count == 1 { return [] }
    let middle = range.lowerBound + split(range.count)
    return index < middle
      ? try path(index, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
      : try path(index, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
  }

  func consistency(_ first: Int, _ second: Int) throws -> [Digest] {
    first == 0 ? [] : try sub(first, 0..<second, whole: true)
  }

  private func sub(_ count: Int, _ range: Range<Int>, whole: Bool) throws -> [Digest] {
    if count == range.count { return whole ? [] : [try root(range)] }
    let middle = range.lowerBound + split(range.count)
    let left = range.lowerBound..<middle
    let right = middle..<range.upperBound
    return count <= left.count
      ? try sub(count, left, whole: whole) + [root(right)]
      : try sub(count - left.count, right, whole: false) + [root(left)]
  }

  /// draft-ietf-plants-merkle-tree-certs §4.4: the proof that [start, end) is a subtree of the tree.
  func subtreeConsistency(_ subtree: Range<Int>) throws -> [Digest] {
    try subtreeSub(subtree, 0..<leaves.count, known: true)
  }

  private func subtreeSub(_ subtree: Range<Int>, _ range: Range<Int>, known: Bool) throws -> [Digest] {
    if subtree == range { return known ? [] : [try root(range)] }
    let middle = range.lowerBound + split(range.count)
    let left = range.lowerBound..<middle
    let right = middle..<range.upperBound
    if subtree.upperBound <= middle { return try subtreeSub(subtree, left, known: known) + [root(right)] }
    if subtree.lowerBound >= middle { return try subtreeSub(subtree, right, known: known) + [root(left)] }
    return try subtreeSub(middle..<subtree.upperBound, right, known: false) + [root(left)]
  }

  private func split(_ count: Int) -> Int {
    var power = 1
    while 2 * power < count { power *= 2 }
    return power
  }
}
