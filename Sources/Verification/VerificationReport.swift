public import Cryptography
public import Pledges
public import Storage
public import TransparencyLog

/// What verification found: how far the ledger can be believed, and everything that is wrong with it. // Format §8
public struct VerificationReport: Sendable {
  /// Nil when entry 0 is not a genesis that can be believed.
  public var identity: LedgerState.Identity?
  public var size: UInt64
  /// Root of the Merkle tree rebuilt from the stored headers.
  public var root: Digest
  /// Leaf hash of the last entry.
  public var head: Digest
  public var assurance: Assurance
  public var counts: Counts
  /// In the order of the checks, then of the entries; empty when nothing is wrong.
  public var findings: [Finding]
  /// The entries of kinds that this program does not know, in ledger order: what they say counts for nothing here.
  public var notUnderstood: [LedgerState.UnknownEntry] = []
  /// The entries that removed words, in ledger order, those before the entries read this time as well. // Format §3
  public var removals: [TextRemoval] = []
  /// Words that a server did not give and that no entry removed; empty for a file, where they are findings. // Format §8
  public var notOffered: [(entry: EntryIndex, digest: Digest)] = []
  /// How many words an export or a backup still has that an entry removed: no finding, and nobody may keep them.
  public var lateTexts: UInt64 = 0
  /// Why a broken publication was not read to its end; nil where it was. Size, root and head are then of what was read.
  public var unread: String?
  /// The entries of a production ledger that lie ahead of the reader's clock; nil for none. // Format §8
  public var ahead: EntriesAhead?
  /// The witnesses of the policy that have not cosigned the newest checkpoint, by name.
  public var absentWitnesses: [PolicyName] = []
  /// The keys of the policy that this program cannot check, and what that leaves open.
  public var unsupported = UnsupportedLines()
  /// The entries that were not read this time, because the same auditor had verified them, and when; empty for a full
  /// verification.
  public var earlier: [VerifiedStretch] = []

  /// The entry from which on words were looked at: the first, unless entries were verified earlier. That no removed words
  /// are left in the keeper's file was asked of all entries in any case.
  public var textsReadFrom: EntryIndex { EntryIndex(earlier.last?.upTo ?? 0) }

  /// Whether nothing is wrong; says nothing about what the ledger was held against.
  public var isIntact: Bool { findings.isEmpty }

  public struct Counts: Sendable, Equatable {
    public var entries: UInt64
    public var signatures: UInt64
    /// Words that were there and were looked at.
    public var texts: UInt64
    /// Words that the entries of `removals` name.
    public var removedTexts: UInt64
    public var checkpoints: UInt64
  }

  /// How much a ledger proves, lowest first. // Format §8
  public enum Assurance: String, Sendable, CaseIterable, Comparable {
    case broken
    /// Self-consistent, nothing held outside.
    case chainOnly = "chain-only"
    /// A checkpoint by a trusted log key, consistent with every held one.
    case signed
    /// The policy's quorum of witnesses is met.
    case witnessed
    /// A time-stamp token from a trusted authority covers the checkpoint.
    case timestamped

    public static func < (left: Assurance, right: Assurance) -> Bool {
      left.rank < right.rank
    }

    private var rank: Int { Assurance.allCases.firstIndex(of: self) ?? 0 }
  }
}

extension VerificationReport {
  /// The report on a ledger that cannot even be opened.
  public init(unreadable finding: Finding) {
    self.init(
      identity: nil, size: 0, root: .zero, head: .zero, assurance: .broken,
      counts: Counts(entries: 0, signatures: 0, texts: 0, removedTexts: 0, checkpoints: 0), findings: [finding])
  }
}
