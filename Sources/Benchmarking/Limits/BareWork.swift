internal import CommandLineTools
internal import Cryptography
internal import Pledges
internal import Storage
internal import Verification

/// What no verification of a ledger can leave out, done alone: its signatures checked, its bytes hashed.
///
/// `openssl speed` checks one signature again and again, over a few bytes. Here each is another one, by one of many keys
/// and over its statement.
struct BareWork: Sendable {
  var entries: [Entry] = []

  var entryCount: Int { entries.count }
  var signatureCount: Int { entries.reduce(0) { $0 + $1.checks.count } }

  struct Entry: Sendable {
    var checks: [(signature: [UInt8], message: [UInt8], key: PublicKey)]
    /// The envelope, the statement, the header and a node of the tree. // Format §5–§7
    let hashed: [[UInt8]]
  }

  /// What is done in a run.
  enum Part {
    case checks, hashes, both
  }

  init(of reader: SQLiteLedgerReader) throws {
    let state = try ReplayedLedger(reader).state
    var verifier = try EnvelopeVerifier(.vouched)
    let node = [UInt8](repeating: 1, count: 1 + 2 * Digest.byteCount)
    try reader.forEachEntry { row in
      guard case .entry(let stored) = row, let bytes = stored.envelope else { return true }
      let envelope = try Envelope.readStored(bytes)
      let signers = try verifier.verify(envelope, keys: state).signers
      let message = PreAuthenticationEncoding.bytes(statement: envelope.payload)
      entries.append(
        Entry(
          checks: zip(envelope.signatures, signers).map { ($0.bytes, message, $1) },
          hashed: [bytes, envelope.payload, [0] + stored.header, node]))
      return true
    }
  }

  /// Seconds that so many cores take for it.
  func seconds(_ part: Part, cores: Int) throws -> Double {
    let began = ContinuousClock.now
    try Submitters.run(cores) { core in try run(part, from: core, by: cores) }
    return (ContinuousClock.now - began).inSeconds
  }

  /// A thread's share: neighbours go to different cores, so that the shares are equal.
  private func run(_ part: Part, from first: Int, by step: Int) throws {
    var verifier = try SignatureVerifier()
    var hasher = try SHA256Hasher()
    for place in stride(from: first, to: entries.count, by: step) {
      if part != .hashes {
        for check in entries[place].checks {
          guard try verifier.isValid(check.signature, over: check.message, by: check.key) else {
            throw CommandError(
              code: "bench.failed", message: "a signature made a moment ago does not verify", exit: .broken)
          }
        }
      }
      if part != .checks {
        for bytes in entries[place].hashed { _ = try hasher.hash(bytes) }
      }
    }
  }
}
