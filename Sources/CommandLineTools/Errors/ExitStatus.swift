/// What a command tells the shell; the six values are a contract with scripts.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  /// The work is done, or the ledger is verified.
  case done = 0
  /// What was checked is broken.
  case broken = 1
  /// The arguments are wrong, or an input is malformed.
  case usage = 2
  /// Something could not be read or written.
  case io = 3
  /// Intact, but less assured than was asked for.
  case belowAssurance = 4
  /// The rules refuse it.
  case refused = 5
}
