/// How much of JSON a reader takes.
public enum JSONProfile: Sendable, CaseIterable {
  /// RFC 8259 and I-JSON (RFC 7493): UTF-8, no byte order mark, unique names, no lone surrogate, at most 512 levels.
  case strict
  /// What the ledger keeps: `strict`, integers only, magnitude ≤ 2^53−1, no `-0`, at most 32 levels. // Format §2
  case ledger

  /// How many containers may lie in one another; the outermost counts as one.
  public var depthLimit: Int {
    switch self {
    case .strict: 512
    case .ledger: 32
    }
  }
}
