/// Finds a name that an object has twice, with work that no choice of names can make quadratic.
///
/// Only for objects whose names do not ascend. A few names are compared pairwise by their first bytes; more are sorted,
/// which needs no secret seed to be safe against names chosen to collide.
struct DuplicateNames {
  private struct Name {
    /// The first eight bytes, unescaped, the first one highest: most names differ here already.
    let prefix: UInt64
    let record: Int
  }

  private static let pairwiseLimit = 16

  // Kept from object to object.
  private var names: [Name] = []

  /// The record of the second of two equal names, or nil.
  mutating func find(in records: [JSONRecord], object: Int, _ source: Span<UInt8>) -> Int? {
    names.removeAll(keepingCapacity: true)
    var name = object + 1
    while name < Int(records[object].next) {
      names.append(Name(prefix: NameOrder.beginning(of: records[name], in: source), record: name))
      name = Int(records[name + 1].next)
    }
    return names.count <= Self.pairwiseLimit ? findPairwise(records, source) : findSorted(records, source)
  }

  private func findPairwise(_ records: [JSONRecord], _ source: Span<UInt8>) -> Int? {
    for later in names.indices.dropFirst() {
      for earlier in 0..<later where names[earlier].prefix == names[later].prefix {
        let (left, right) = (records[names[earlier].record], records[names[later].record])
        if NameOrder.compare(left, right, in: source) == 0 { return names[later].record }
      }
    }
    return nil
  }

  private mutating func findSorted(_ records: [JSONRecord], _ source: Span<UInt8>) -> Int? {
    names.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      return NameOrder.compare(records[left.record], records[right.record], in: source) < 0
    }
    for position in names.indices.dropFirst() {
      let (left, right) = (names[position - 1], names[position])
      if left.prefix == right.prefix,
        NameOrder.compare(records[left.record], records[right.record], in: source) == 0
      {
        return max(left.record, right.record)
      }
    }
    return nil
  }
}
