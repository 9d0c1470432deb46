import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import Storage
import TransparencyLog

/// Which ledger something is recorded in: its origin, which anybody can write, and the beginning of its genesis' digest, which
/// nobody can choose.
struct LedgerName: Equatable, CustomStringConvertible {
  let origin: Origin
  /// Leaf hash of entry 0.
  let genesis: Digest

  /// Of the ledger that a statement is for; nil for a genesis.
  init?(_ reference: LedgerReference) {
    guard let genesis = reference.genesis else { return nil }
    origin = reference.origin
    self.genesis = genesis
  }

  /// Of an open ledger.
  init(_ store: SQLiteLedgerReader) throws(CommandError) {
    do {
      guard let origin = try OpenLedger.origin(store), let genesis = try store.entry(at: .genesis)?.leaf else {
        throw CommandError(code: "statement.kind", message: "the ledger has no genesis", exit: .broken)
      }
      self.origin = origin
      self.genesis = genesis
    } catch {
      throw CommandError(from: error)
    }
  }

  var description: String { "ledger \(origin), genesis \(genesis.hex.prefix(12))…" }

  var json: JSONValue { ["origin": .string(origin.text), "genesis": .string(genesis.hex)] }
}
