public import TransparencyLog

/// Keys of the reader's policy that this program cannot check, and what their lines leave open. Such a line is neither
/// missing nor invalid, and counts for nothing. // Format §8
public struct UnsupportedLines: Sendable, Equatable {
  /// The keys, as the policy lists them.
  public internal(set) var listed: [DeclaredKey] = []
  /// Those that claim to have signed the newest checkpoint, or one that was held.
  public private(set) var claimed: [DeclaredKey] = []
  /// Whether a log signed the newest checkpoint, or one that was held, is open.
  public private(set) var isLogOpen = false
  /// Whether the quorum is met is open.
  public internal(set) var isQuorumOpen = false
  /// Whether enough witnesses have seen it of late is open.
  public internal(set) var isAgeOpen = false

  mutating func note(_ keys: [DeclaredKey]) {
    for key in keys where !claimed.contains(key) { claimed.append(key) }
  }

  mutating func noteLog(_ keys: [DeclaredKey]) {
    note(keys)
    isLogOpen = true
  }

  /// Those that claim to have signed, with their types.
  var words: String {
    claimed.map { "\($0.name)+\($0.keyHash) (\($0.type))" }.joined(separator: ", ")
  }
}
