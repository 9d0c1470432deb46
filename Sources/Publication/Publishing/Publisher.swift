public import Cryptography
public import Pledges
public import Storage
public import TransparencyLog
internal import Verification

/// Brings a publication up to the newest checkpoint of a ledger. // Format §7
///
/// The order is the whole safety of readers: tiles and bundles, words, and what was removed of them, made durable, then
/// the checkpoint. Who sees a checkpoint can fetch all it names, and finds no words that it tells the removal of. Every
/// step may be the last one, and the next run finishes what is missing.
public struct Publisher {
  let source: any LedgerReading
  let role: Role
  let files: any PublishingFiles

  /// Whose publication it is.
  enum Role {
    /// The keeper's: what the ledger lacks is damage.
    case own
    /// Somebody else's, by `Mirror`: of words it has what it gets.
    case copy
  }

  public init(_ source: any LedgerReading, into files: any PublishingFiles) {
    self.init(source, as: .own, into: files)
  }

  init(_ source: any LedgerReading, as role: Role, into files: any PublishingFiles) {
    self.source = source
    self.role = role
    self.files = files
  }

  /// What a run did.
  public struct Outcome: Sendable {
    public var origin: Origin
    /// How many entries were published before, and are now.
    public var before: UInt64
    public var size: UInt64
    public var root: Digest
    /// How many files were written.
    public var written: Int
    /// The new entries that removed words, in ledger order.
    public var removals: [EntryIndex]
    /// Words that no entry removed and that a copy did not get; it asks for them again next time.
    public var notOffered: [(entry: EntryIndex, digest: Digest)]
    /// How many words were still to be had that an entry removed; none of them was written.
    public var lateCount: Int

    /// The new entries whose headers name kinds that this program does not know.
    public var notUnderstood: [(index: EntryIndex, kind: EntryKind)] = []

    /// The outcome of this run and the one before it, as one.
    mutating func add(_ earlier: Outcome) {
      before = earlier.before
      written += earlier.written
      removals = earlier.removals + removals
      notUnderstood = earlier.notUnderstood + notUnderstood
      lateCount += earlier.lateCount
    }
  }

  /// Publishes what is missing; what is there already has to be the same.
  ///
  /// `progress` is told how many entries are done and how many there are to do.
  @discardableResult
  public func publish(
    progress: (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PublicationError) -> Outcome {
    try PublicationError.wrapping {
      guard let stored = try source.latestCheckpoint() else {
        throw PublicationError(
          .checkpointMissing, "the ledger has no checkpoint to publish",
          hint: "note the log key with pledgebook log-keys use; the next append makes a checkpoint")
      }
      let signed = try SignedCheckpoint(stored.note)
      let checkpoint = signed.checkpoint
      var tree = try SourceTree(source)
      guard checkpoint.size == stored.size, try tree.root(at: stored.size) == checkpoint.root else {
        throw PublicationError(
          .treeRoot, "the newest checkpoint is not of the tree that the ledger keeps", hint: "run pledgebook verify")
      }
      var placer = FilePlacer(files)
      let published = try Self.published(in: files)
      let before = try judge(published, against: signed, &tree)
      var outcome = Outcome(
        origin: checkpoint.origin, before: before, size: checkpoint.size, root: checkpoint.root, written: 0,
        removals: [], notOffered: [], lateCount: 0)
      try grow(to: signed, &outcome, &tree, &placer, progress)
      // Cosignatures come after the checkpoint: as many or more replace what is there, since they may be younger.
      let adds =
        published.map { $0.note != signed.note && $0.note.signatures.count <= signed.note.signatures.count } ?? true
      if before < checkpoint.size || adds {
        try placer.replace(PublicationPath.checkpoint, with: stored.note)
        try placer.synchronise()
      }
      outcome.written = placer.written
      return outcome
    }
  }

  /// Writes all that the checkpoint names, makes it durable, and takes out what entries up to it removed.
  private func grow(
    to signed: SignedCheckpoint, _ outcome: inout Outcome, _ tree: inout SourceTree, _ placer: inout FilePlacer,
    _ progress: (UInt64, UInt64) -> Void
  ) throws {
    let (old, new) = (outcome.before, signed.checkpoint.size)
    let unfinished = try UnfinishedTexts(files)
    guard old < new || !unfinished.noted(below: .max).isEmpty else { return }
    var growth = try PublicationGrowth(source, from: old, to: signed.checkpoint, files)
    /// Entries are gone through twice: for themselves, then for their words.
    func advance(_ tile: UInt64, wordsToo: Bool) {
      let done = min((tile + 1) << 8, new) - old
      progress(wordsToo ? (new - old + done) / 2 : done / 2, new - old)
    }
    try growth.write(&placer, &tree) { advance($0, wordsToo: false) }
    if role == .copy, growth.mayHoldRemoved { try growth.keepRemovals(effectiveRemovals(at: signed)) }
    var texts = try TextPublishing(
      source, as: role, from: old, to: new, removals: growth.description.removals, unfinished, into: files)
    try texts.write(growth.blocks, &placer) { advance($0, wordsToo: true) }
    if growth.mayHoldRemoved { try texts.sweep(&placer) }
    if old < new { try placer.renew(PublicationPath.description, with: growth.description.bytes) }
    // Full tiles have to be durable before the partial ones go, and these gone before the checkpoint is there.
    try placer.synchronise()
    try growth.removePartials(&placer)
    try texts.noteUnfinished(&placer)
    try placer.synchronise()
    outcome.removals = growth.description.removals.filter { $0.rawValue >= old }
    outcome.notUnderstood = growth.notUnderstood
    outcome.notOffered = texts.notOffered
    outcome.lateCount = texts.lateCount
  }

  /// The entries that removed words by the rules of the ledger: for what its log alone asks for, a copy lets no words go.
  /// // Format §12
  ///
  /// Only a replay of all that lies here now can tell; what else it finds is for `verify` to say. What the disk has changed
  /// of it is no judgement of a removal: each file is held against the checkpoint, and one that is not its own ends it.
  private func effectiveRemovals(at checkpoint: SignedCheckpoint) throws -> Set<EntryIndex> {
    let copy = try PublishedLedger(files, at: checkpoint, .authentic)
    do {
      var verification = try LedgerVerification(texts: .served)
      let report = try verification.run(copy)
      if let reason = report.unread { throw PublicationError.unreadable("the copy", reason) }
      return Set(report.removals.map(\.entry.index))
    } catch StoredReplayFailure.storage(let error) {
      throw error
    } catch StoredReplayFailure.library(let error) {
      throw error
    }
  }

  /// The checkpoint that lies there.
  static func published(in files: any PublishingFiles) throws(PublicationError) -> SignedCheckpoint? {
    guard let bytes = try files.bytes(of: PublicationPath.checkpoint, limit: Note.maximumByteCount) else { return nil }
    do {
      return try SignedCheckpoint(bytes)
    } catch {
      throw PublicationError(
        .init(rawValue: error.code.rawValue), "the checkpoint published there cannot be read: \(error)",
        hint: "find out who wrote it before anything else is published")
    }
  }

  /// How far the publication goes: smaller and consistent, or the same; all else is a stop. // Format §8
  private func judge(
    _ published: SignedCheckpoint?, against signed: SignedCheckpoint, _ tree: inout SourceTree
  ) throws -> UInt64 {
    guard let published else { return 0 }
    let (old, new) = (published.checkpoint, signed.checkpoint)
    guard old.origin == new.origin else {
      throw PublicationError(
        .otherLedger, "the folder holds \(old.origin), and this ledger is \(new.origin)", hint: "choose another folder")
    }
    guard old.size <= new.size else {
      if let evidence = fork(of: signed, in: published) {
        throw PublicationError(
          .fork, "the newest checkpoint, of \(entryCount(new.size)), is of another tree than the \(old.size) published",
          hint: "keep both; nothing was changed in the folder", evidence: evidence)
      }
      throw PublicationError(
        .rollback, "\(entryCount(old.size)) are published, and the newest checkpoint covers \(new.size)",
        hint: "was the ledger restored from an older copy? nothing was changed in the folder",
        evidence: LogEvidence(.rollback, published, signed))
    }
    let root = try tree.root(at: old.size)
    guard root == old.root else {
      throw PublicationError(
        .fork, "the checkpoint published at \(entryCount(old.size)) is of another tree than this one",
        hint: "keep both; nothing was changed in the folder",
        evidence: try LogEvidence.fork(published, signed, prefixRoot: root, in: source))
    }
    return old.size
  }

  /// Whether what is published shows a smaller checkpoint to be of another tree; nil when it is only behind.
  ///
  /// Files that cannot be read to the end show nothing, and being behind is a stop of its own.
  private func fork(of signed: SignedCheckpoint, in published: SignedCheckpoint) -> LogEvidence? {
    do {
      let copy = try PublishedLedger(files, at: published, .authentic)
      var tree = try SourceTree(copy)
      let root = try tree.root(at: signed.checkpoint.size)
      return root == signed.checkpoint.root
        ? nil : try LogEvidence.fork(signed, published, prefixRoot: root, in: copy)
    } catch {
      return nil
    }
  }
}
