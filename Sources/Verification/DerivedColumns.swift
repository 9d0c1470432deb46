internal import Cryptography
internal import Pledges
internal import Storage

/// What a store keeps beside the bytes of an entry: it has to equal what replay gives. // Format §8 `index.stale`
enum DerivedColumns {
  static func findings(_ stored: StoredEntry, _ replayed: ReplayedEntry) -> [Finding] {
    var findings: [Finding] = []
    func compare(_ column: String, _ found: Digest, _ expected: Digest?) {
      guard let expected, found != expected else { return }
      findings.append(
        Finding(
          "index.stale", at: stored.index, "the column \(column) is not what the entry gives", expected: expected.hex,
          found: found.hex))
    }
    compare("leaf", stored.leaf, replayed.leaf)
    compare("previous", stored.previous, replayed.header?.previous)
    compare("statement", stored.statement, replayed.body?.statementDigest)
    return findings
  }
}
