internal import CanonicalJSON
public import Cryptography
public import Pledges
internal import TransparencyLog

/// Which ledger a report is about, and the place in it up to which it looks: what a reader checks the report against.
public struct LedgerProof: Sendable, Equatable {
  public var origin: String
  /// Leaf hash of entry 0.
  public var genesis: Digest
  public var environment: Genesis.Environment
  /// The ledger that this one says of itself to continue.
  public var continues: Genesis.Continuation?
  /// Who keeps the ledger.
  public var registrar: String
  /// How many entries from the start the report sees, N. // Status rules §1
  public var size: UInt64
  /// Root of the tree over those entries.
  public var root: Digest
  /// Leaf hash of the last of them.
  public var head: Digest
  /// The verifier keys with which the log signs, as of those entries.
  public var logKeys: [String]
  /// The program that made the report, with its version.
  public var program: String

  /// - Parameters:
  ///   - state: what the first `size` entries say, or more; nil comes back when there is no genesis among them.
  ///   - program: the program that makes the report, with its version.
  public init?(_ state: LedgerState, size: UInt64, root: Digest, head: Digest, program: String) {
    guard let identity = state.identity else { return nil }
    origin = "\(identity.origin)"
    genesis = identity.genesis
    environment = identity.environment
    continues = identity.continues
    registrar = state.registrarNames.last { $0.since.index.rawValue < size }?.name ?? ""
    self.size = size
    self.root = root
    self.head = head
    logKeys = (state.logKeyHistory.last { $0.since.index.rawValue < size }?.keys ?? []).map(\.text)
    self.program = program
  }

  /// The first three lines of a checkpoint of these entries, whoever keeps one. // Format §7
  ///
  /// They follow from the entries alone. Who has cosigned does not, and would make a report differ from day to day.
  var checkpointLines: [String] { [origin, String(size), Base64.encode(root.bytes)] }
}
