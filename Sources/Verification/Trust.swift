public import Cryptography
public import Pledges
public import TransparencyLog

/// What the verifying side knows from elsewhere. // Format §8
///
/// A ledger held against nothing but itself is reported as that: whoever can replace the file can replace all of it.
public struct Trust: Sendable {
  /// The origin the ledger is supposed to have.
  public var origin: Origin?
  /// The leaf hash of entry 0 that the ledger is supposed to have.
  public var genesis: Digest?
  /// How long it was and what its head was when somebody looked before.
  public var knownHeads: [(size: UInt64, leaf: Digest)]
  /// Checkpoints that somebody kept.
  public var held: [SignedCheckpoint]
  /// Whose checkpoints to believe, and which witnesses must have seen them; nil believes nobody.
  public var policy: TrustPolicy?
  /// When the witnesses must have seen the newest checkpoint; nil asks for no time.
  public var freshness: Freshness?
  /// The reader's clock, against which the times of a production ledger are held; nil asks nothing of them.
  public var clock: Instant?

  /// The times, in seconds since 1970, at which a cosignature counts as recent.
  public struct Freshness: Sendable {
    public let times: ClosedRange<UInt64>

    /// At most so many seconds before now, and no further in the future than clocks differ. // tlog-cosignature
    public init(maximumAge: UInt64, now: UInt64) {
      times = now - min(now, maximumAge)...now + 300
    }
  }

  public init(
    origin: Origin? = nil, genesis: Digest? = nil, knownHeads: [(size: UInt64, leaf: Digest)] = [],
    held: [SignedCheckpoint] = [], policy: TrustPolicy? = nil, freshness: Freshness? = nil
  ) {
    self.freshness = freshness
    self.origin = origin
    self.genesis = genesis
    self.knownHeads = knownHeads
    self.held = held
    self.policy = policy
  }

  /// What is wrong with the identity that the genesis claims; without a genesis it is not the ledger asked for.
  func findings(about identity: LedgerState.Identity?) -> [Finding] {
    guard let identity else {
      guard origin != nil || genesis != nil else { return [] }
      return [
        Finding(
          "statement.ledger", at: .genesis, "no genesis says which ledger this is",
          expected: origin?.text ?? genesis?.hex, found: "nothing")
      ]
    }
    var findings: [Finding] = []
    if let origin, identity.origin != origin {
      findings.append(
        Finding(
          "statement.ledger", at: .genesis, "this is another ledger", expected: origin.text,
          found: identity.origin.text))
    }
    if let genesis, identity.genesis != genesis {
      findings.append(
        Finding(
          "statement.ledger", at: .genesis, "this ledger has another genesis", expected: genesis.hex,
          found: identity.genesis.hex))
    }
    return findings
  }

  /// The entry at a kept end is not the one that was kept.
  static func finding(held leaf: Digest, at index: EntryIndex, found: Digest) -> Finding {
    Finding(
      "checkpoint.fork", at: index, "this is not the entry that stood here when the head was kept", expected: leaf.hex,
      found: found.hex)
  }

  /// The ledger is shorter than it was.
  static func finding(held leaf: Digest, size: UInt64, longerThan found: UInt64) -> Finding {
    Finding(
      "checkpoint.rollback", at: nil, "the ledger is shorter than it was when the head was kept",
      expected: "\(entryCount(size)), head \(leaf)", found: "\(entryCount(found))")
  }
}
