public import Cryptography
public import Pledges

/// Which ledger a report is about, and the place in it up to which it looks: what a reader checks the report against.
public struct LedgerProof: Sendable, Equatable {
  public var origin: String
  /// Leaf hash of entry 0.
  public var genesis: Digest
  public var environment: Genesis.Environment
  /// How many entries from the start the report sees, N. // Status rules §1
  public var size: UInt64
  /// Root of the tree over those entries.
  public var root: Digest
  /// Leaf hash of the last of them.
  public var head: Digest
  /// The program that made the report, with its version.
  public var program: String

  public init(
    origin: String, genesis: Digest, environment: Genesis.Environment, size: UInt64, root: Digest, head: Digest,
    program: String
  ) {
    self.origin = origin
    self.genesis = genesis
    self.environment = environment
    self.size = size
    self.root = root
    self.head = head
    self.program = program
  }
}
