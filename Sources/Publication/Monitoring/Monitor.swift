internal import Cryptography
public import Pledges
internal import Storage
public import TransparencyLog
public import Verification

/// Looks at a published ledger again and again, on behalf of whoever cares for some of its signatories.
///
/// Each look verifies the whole ledger and holds it against the checkpoint seen last; what is new is told about
/// before the state that remembers it is kept, so nothing is ever skipped.
public struct Monitor: Sendable {
  private let policy: TrustPolicy
  private let chosen: [PartyID]?

  /// - Parameter chosen: whom to follow; nil for everybody that the ledger has, whoever comes later included.
  public init(watching chosen: [PartyID]?, by policy: TrustPolicy) {
    self.chosen = chosen
    self.policy = policy
  }

  /// What a look found.
  public struct Look: Sendable {
    public var verification: VerificationReport
    /// The size at the look before, 0 for the first.
    public var before: UInt64
    /// New entries that concern the signatories watched, in ledger order.
    public var entries: [WatchedEntry]
    public var silences: [Silence]
    /// What was done to the keys of those watched, in ledger order.
    public var keyActs: [KeyAct]
    /// New entries of a production ledger that are dated before the last look; nil for none.
    public var late: LateEntries?
    /// Those watched that no entry brought in, as a signatory or as a party.
    public var unknown: [PartyID]
    /// What removed words since the look before, whomever it concerns, in ledger order.
    public var removals: [TextRemoval]
    /// How many removed words are still served; they are shown nowhere.
    public var lateCount: Int
    /// What to remember once all of this has been told; nil when the ledger is broken, which nobody should forget.
    public var state: MonitorState?
  }

  /// A new entry that concerns a signatory watched; one that concerns several is there for each.
  public struct WatchedEntry: Sendable, Equatable {
    public var signatory: PartyID
    public var index: EntryIndex
    public var recorded: Instant
    public var kind: EntryKind
  }

  /// Looks once. A log that forked, or went back and stays there, is thrown with the evidence; what may be a late cache is
  /// thrown as `checkpoint.behind`, for the caller to note in the state.
  ///
  /// `now` decides what is due; a ledger whose own clock is ahead, such as a demo, is judged at its last entry.
  public func look(
    at files: any Fetching, after last: MonitorState?, now: Instant,
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PublicationError) -> Look {
    let checkpoint = try PublishedCheckpoint.read(
      files, by: policy, atLeast: last?.checkpoint.checkpoint.size ?? 0)
    if let last {
      try PublicationError.wrapping { try Monitor.compare(last, checkpoint, files, now) }
    }
    var trust = Trust(held: last.map { [$0.checkpoint] } ?? [], policy: policy)
    trust.clock = now
    let verified = try PublishedVerification(
      files, at: checkpoint, again: { () throws(PublicationError) in try FreshLook.again(files, by: policy) },
      trust: trust, progress: progress)
    let before = last?.checkpoint.checkpoint.size ?? 0
    let seen = verified.checkpoint
    guard verified.report.isIntact else {
      return Look(
        verification: verified.report, before: before, entries: [], silences: [], keyActs: [], late: nil, unknown: [],
        removals: [], lateCount: 0, state: nil)
    }
    let reported = last?.reported ?? [:]
    let state = verified.state
    let watched = chosen ?? Monitor.everybody(in: state)
    var entries: [WatchedEntry] = []
    for id in watched {
      for entry in state.concerns(of: id) ?? [] where entry.entry.index.rawValue >= reported[id] ?? 0 {
        entries.append(
          WatchedEntry(signatory: id, index: entry.entry.index, recorded: entry.entry.recorded, kind: entry.kind))
      }
    }
    entries.sort { ($0.index, $0.signatory.text) < ($1.index, $1.signatory.text) }
    let instant = max(now, try Monitor.lastRecorded(files, seen))
    let silences = watched.flatMap { Silence.of($0, in: state, at: instant) }
    var keyActs = watched.flatMap { KeyAct.of($0, in: state, from: reported[$0] ?? 0) }
    keyActs.sort { ($0.entry.index, $0.party.text) < ($1.entry.index, $1.party.text) }
    let unknown = watched.filter { state.members[$0] == nil && state.parties[$0] == nil }
    let late = try Monitor.late(files, seen, after: last, state)
    return Look(
      verification: verified.report, before: before, entries: entries, silences: silences, keyActs: keyActs,
      late: late, unknown: unknown,
      removals: verified.report.removals.filter { $0.entry.index.rawValue >= before }, lateCount: verified.lateCount,
      state: MonitorState(
        checkpoint: seen, looked: now, reported: watched.reduce(into: reported) { $0[$1] = seen.checkpoint.size }))
  }

  /// Signatories in the order of the ledger, then parties that are none.
  private static func everybody(in state: LedgerState) -> [PartyID] {
    state.memberOrder + state.parties.keys.filter { state.members[$0] == nil }.sorted()
  }

  /// The checkpoint seen last against the one served now. // Format §8
  private static func compare(
    _ last: MonitorState, _ served: SignedCheckpoint, _ files: any Fetching, _ now: Instant
  ) throws {
    let held = last.checkpoint
    let (old, new) = (held.checkpoint, served.checkpoint)
    guard old.origin == new.origin else {
      throw PublicationError(
        .otherLedger, "the state is of \(old.origin), and this ledger is \(new.origin)",
        hint: "give each ledger a state file of its own")
    }
    guard old.size <= new.size else {
      if let evidence = try fork(of: served, in: held, files) { throw PublicationError(forked: evidence) }
      throw LateCheckpoint.error(held, served, since: last.behind, now)
    }
    let source = try PublishedLedger(files, at: served, .authentic)
    var tree = try SourceTree(source)
    let root = old.size == new.size ? new.root : try tree.root(at: old.size)
    guard root == old.root else {
      throw PublicationError(forked: try LogEvidence.fork(held, served, prefixRoot: root, in: source))
    }
  }

  /// Whether the larger tree seen before, as far as it is served still, shows the smaller one to be another.
  private static func fork(
    of served: SignedCheckpoint, in held: SignedCheckpoint, _ files: any Fetching
  ) throws -> LogEvidence? {
    do {
      let source = try PublishedLedger(files, at: held, .authentic)
      var tree = try SourceTree(source)
      let root = try tree.root(at: served.checkpoint.size)
      return root == served.checkpoint.root
        ? nil : try LogEvidence.fork(served, held, prefixRoot: root, in: source)
    } catch {
      // What is served does not show it, at least not today.
      guard PublicationError.wrapped(error).isUnread else { throw error }
      return nil
    }
  }

  /// The new entries that the look before should have shown; a demo ledger keeps a clock of its own.
  private static func late(
    _ files: any Fetching, _ checkpoint: SignedCheckpoint, after last: MonitorState?, _ state: LedgerState
  ) throws(PublicationError) -> LateEntries? {
    guard let last, state.identity?.environment == .production else { return nil }
    let ledger = try PublishedLedger(files, at: checkpoint, .authentic)
    do {
      return try LateEntries(
        ledger, from: last.checkpoint.checkpoint.size, to: checkpoint.checkpoint.size, look: last.looked)
    } catch {
      throw PublicationError(error)
    }
  }

  private static func lastRecorded(
    _ files: any Fetching, _ checkpoint: SignedCheckpoint
  ) throws(PublicationError) -> Instant {
    guard checkpoint.checkpoint.size > 0 else { return Instant(seconds: 0) }
    let ledger = try PublishedLedger(files, at: checkpoint, .authentic)
    do {
      let last = try ledger.entry(at: EntryIndex(checkpoint.checkpoint.size - 1))
      return last.flatMap { EntryHeader($0.header)?.recorded } ?? Instant(seconds: 0)
    } catch {
      throw PublicationError(error)
    }
  }
}

extension PublicationError {
  fileprivate init(forked evidence: LogEvidence) {
    self.init(
      .fork,
      "two checkpoints, one seen before and one served now, are of two trees: one of "
        + "\(entryCount(evidence.first.checkpoint.size)) and one of \(evidence.second.checkpoint.size)",
      evidence: evidence)
  }
}
