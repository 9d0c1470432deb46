internal import Cryptography
internal import Pledges
internal import Storage

/// What a store keeps beside the bytes of an entry: it has to equal what replay gives. // Format §8 `index.stale`
enum DerivedColumns {
  static func compare(_ stored: StoredEntry, _ replayed: ReplayedEntry, _ findings: inout [Finding]) {
    compare("leaf", stored.leaf, replayed.leaf, at: stored.index, &findings)
    compare("previous", stored.previous, replayed.header?.previous, at: stored.index, &findings)
    compare("statement", stored.statement, replayed.body?.statementDigest, at: stored.index, &findings)
    guard let texts = replayed.texts, let digests = stored.textDigests, digests != texts.digests else { return }
    findings.append(
      Finding("index.stale", at: stored.index, "the column digests is not what the words of the entry give"))
  }

  @inline(__always)
  private static func compare(
    _ column: String, _ found: Digest, _ expected: Digest?, at index: EntryIndex, _ findings: inout [Finding]
  ) {
    guard let expected, found != expected else { return }
    findings.append(
      Finding(
        "index.stale", at: index, "the column \(column) is not what the entry gives", expected: expected.hex,
        found: found.hex))
  }
}
