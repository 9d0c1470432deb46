public import Cryptography
internal import Pledges
public import Storage

extension ReplayedLedger {
  /// Root and last leaf of the first entries, proved to be the beginning of what was replayed; nil where the store cannot
  /// prove it. Who looks at an earlier time so need not replay again.
  public func beginning(of smaller: UInt64, in store: any LedgerReading) throws -> (root: Digest, head: Digest)? {
    if smaller == size { return (root, head) }
    guard smaller > 0, smaller < size else { return nil }
    let tree = EarlierTree(size: size, root: root, stretches: [])
    guard let root = try tree.root(of: smaller, in: store), let head = try tree.leaf(at: smaller - 1, in: store) else {
      return nil
    }
    return (root, head)
  }
}
