public import Cryptography
public import Files
public import Pledges
public import Storage
public import TransparencyLog

/// Builds a ledger anew from its portable form, entry by entry, checking everything on the way, signatures included.
///
/// What was taken lies in the unfinished file, so that memory grows only by what the entries say. The file gets its name
/// at the end or not at all, and never over another.
public struct LedgerRestoration: ~Copyable {
  private let file: UnfinishedLedger
  private let issuer: CheckpointIssuer?
  private var ledger: Ledger
  /// Checkpoints that were given out and are still to be held against the tree, smallest first.
  private var given: ArraySlice<Checkpoint>
  /// Ends that somebody kept.
  private let heads: [LedgerHead]
  /// What is not written yet.
  private var batch = LedgerBatch(expectedHead: .empty)
  private var batchBytes = 0
  private var audit = TextAudit()
  /// How many removals were carried out.
  private var removalCount = 0
  private var lateTexts = 0
  /// The tree hashes that an entry completes, in a buffer that is reused.
  private var completed: [Digest] = []
  /// Whether something from outside says that the entries so far are all.
  public private(set) var isEndKnown = false

  /// What a restored ledger came to.
  public struct Outcome: Sendable {
    /// The end of its chain.
    public let chain: ChainHead
    /// The root of its tree.
    public let root: Digest
    /// How many removed words the portable form still had.
    public let lateTexts: Int
    /// The entries of kinds that this program does not know.
    public let notUnderstood: [LedgerState.UnknownEntry]
  }

  /// Entries and bytes of one transaction; few, since nobody waits for any of them.
  private static let part = (entries: 256, bytes: 1 << 20)

  /// Begins a ledger at a path.
  ///
  /// With an issuer it appears with a checkpoint for its end. Nothing appears, and nothing is signed, when the entries end
  /// before a checkpoint that was given out or contradict it: the issuer's high-water mark, those held, and the ends
  /// that somebody kept. `signatures` are checked, unless whoever calls has just checked those of the same entries.
  public init(
    to path: some FileNaming, issuer: CheckpointIssuer? = nil, held: [Checkpoint] = [], heads: [LedgerHead] = [],
    signatures: EnvelopeVerifier.Signatures = .check
  ) throws(AppendError) {
    let lastGivenOut = try issuer?.lastGivenOut()
    // Locals first: a noncopyable value cannot be left half made by a failure.
    let ledger = try Self.ledger(signatures)
    let file = try Self.file(at: path)
    self.file = file
    self.ledger = ledger
    given = (held + [lastGivenOut].compactMap(\.self)).sorted { $0.size < $1.size }[...]
    self.issuer = issuer
    self.heads = heads
  }

  private static func ledger(_ signatures: EnvelopeVerifier.Signatures) throws(AppendError) -> Ledger {
    do {
      return try Ledger(signatures: signatures)
    } catch {
      throw AppendError(error)
    }
  }

  private static func file(at path: some FileNaming) throws(AppendError) -> UnfinishedLedger {
    do {
      return try UnfinishedLedger(at: path)
    } catch {
      throw .storage(error)
    }
  }

  /// Refuses the first entry of a ledger of version 0, before anything is made of it.
  public static func requireFormat(of first: PortableEntry) throws(AppendError) {
    guard let genesis = first.stored.envelope, FormatVersion.isZero(genesis: genesis) else { return }
    throw .storage(.versionZero)
  }

  /// Takes the next entry, or says what is wrong with it; after an error there will be no ledger.
  public mutating func add(_ entry: PortableEntry) throws(AppendError) {
    if ledger.chain.size == 0 { try Self.requireFormat(of: entry) }
    do {
      try take(entry)
    } catch {
      throw AppendError(error)
    }
  }

  private mutating func take(_ entry: PortableEntry) throws {
    var stored = entry.stored
    // Whoever hands an entry on without words says that it has none.
    stored.texts = stored.texts ?? []
    completed.removeAll(keepingCapacity: true)
    let replayed = try replay(stored)
    if entry.index != replayed.index {
      throw AppendError.broken(
        Finding(
          "header.index", at: replayed.index, "line \(replayed.index.rawValue + 1) names another entry",
          expected: replayed.index.description, found: entry.index.description))
    }
    if let finding = replayed.findings.first { throw AppendError.broken(finding) }
    guard let header = replayed.header, let body = replayed.body else {
      throw AppendError.broken(Finding("envelope.missing", at: replayed.index, "the envelope is not there"))
    }
    let texts = self.texts(of: replayed, given: stored.texts ?? [])
    batch.add(
      StoredEntry(
        index: replayed.index, header: stored.header, leaf: replayed.leaf, previous: header.previous,
        statement: body.statementDigest, envelope: stored.envelope, texts: texts.map(\.bytes),
        textDigests: texts.map(\.digest)),
      completing: completed)
    batchBytes += texts.reduce(stored.envelope?.count ?? 0) { $0 + $1.bytes.count }
    try compareWithGiven()
    try removeLateTexts()
    if batch.entries.count >= Self.part.entries || batchBytes >= Self.part.bytes { try write() }
  }

  private mutating func replay(_ stored: StoredBytes) throws -> ReplayedEntry {
    let (file, batch) = (file, batch)
    let written = batch.expectedHead.size
    var failure: StorageError?
    let replayed = try ledger.replay(stored, completing: &completed) { index in
      if index.rawValue >= written {
        let place = index.rawValue - written
        return place < UInt64(batch.entries.count) ? batch.entries[Int(place)].envelope : nil
      }
      do throws(StorageError) {
        return try file.envelope(at: index)
      } catch {
        failure = error
        return nil
      }
    }
    if let failure { throw failure }
    return replayed
  }

  /// The words to be stored beside an entry, in order of digest, and noted for the end.
  ///
  /// Not those of an entry beside which one stands that it does not name, or stands twice: that ends the restoration, as
  /// soon as it is known what else is wrong.
  private mutating func texts(
    of replayed: ReplayedEntry, given: [[UInt8]]
  ) -> [(digest: Digest, bytes: [UInt8])] {
    guard let examined = replayed.texts else { return [] }
    audit.note(examined, of: replayed.index)
    guard !examined.hasStray else { return [] }
    let texts = zip(examined.digests, given).map { (digest: $0, bytes: $1) }
    let kept = texts.filter { ledger.state.removals.removal(of: $0.digest) == nil }
    lateTexts += texts.count - kept.count
    return kept.sorted { $0.digest < $1.digest }
  }

  /// Takes words out of earlier entries where the last one removes them: the file lets them go only then. // Format §12
  private mutating func removeLateTexts() throws(StorageError) {
    let removals = ledger.state.removals.all[removalCount...]
    guard !removals.isEmpty else { return }
    removalCount += removals.count
    try write()
    lateTexts += try file.removeTexts(Set(removals.flatMap(\.texts)))
  }

  /// Holds what was given out of this size, or kept, against the entries so far.
  private mutating func compareWithGiven() throws {
    isEndKnown = false
    while let next = given.first, next.size <= ledger.chain.size {
      if let finding = try ledger.contradiction(of: next) { throw AppendError.broken(finding) }
      if next.size == ledger.chain.size { isEndKnown = true }
      given.removeFirst()
    }
    for head in heads where head.size == ledger.chain.size {
      guard head.leaf == ledger.chain.leaf else {
        throw AppendError.broken(
          Finding(
            "checkpoint.fork", at: EntryIndex(head.size - 1),
            "this is not the entry that stood here when the head was kept", expected: head.leaf.hex,
            found: ledger.chain.leaf.hex))
      }
      isEndKnown = true
    }
  }

  private mutating func write() throws(StorageError) {
    guard !batch.entries.isEmpty else { return }
    try file.append(batch)
    batch = LedgerBatch(expectedHead: batch.newHead)
    batchBytes = 0
  }

  /// Makes the ledger of the entries that were taken.
  ///
  /// Words that one of the entries removed are left out, also where the portable form still has them. Whoever checked the
  /// signatures says of which tree they were.
  public consuming func finish(expecting verified: Digest? = nil) throws(AppendError) -> Outcome {
    do {
      return try finished(verified)
    } catch {
      throw AppendError(error)
    }
  }

  private mutating func finished(_ verified: Digest?) throws -> Outcome {
    guard ledger.chain.size > 0 else {
      throw AppendError.broken(
        Finding("header.index", at: .genesis, "entry 0 is missing: a ledger begins with its genesis"))
    }
    if let next = given.last, let finding = try ledger.contradiction(of: next) { throw AppendError.broken(finding) }
    if let head = heads.first(where: { $0.size > ledger.chain.size }) {
      throw AppendError.broken(
        Finding(
          "checkpoint.rollback", at: nil, "the ledger is shorter than it was when the head was kept",
          expected: "\(entryCount(head.size)), head \(head.leaf)", found: "\(entryCount(ledger.chain.size))"))
    }
    // Only now it is known which words were removed. // Format §8, stage F
    if let finding = audit.findings(with: ledger.state.removals).first { throw AppendError.broken(finding) }
    try write()
    let root = try ledger.root()
    if let verified, verified != root {
      throw StorageError(.damaged, "the copy changed while it was read", hint: "take another copy")
    }
    let checkpoint = try issuer.map { issuer in
      StoredCheckpoint(size: ledger.chain.size, note: try issuer.checkpoint(of: ledger, root: root).bytes)
    }
    if let checkpoint { try file.append(LedgerBatch(expectedHead: batch.newHead, checkpoint: checkpoint)) }
    let store = try file.finish()
    // Its lock is held until the mark is written.
    defer { withExtendedLifetime(store) {} }
    if let checkpoint { try issuer?.raise(to: checkpoint) }
    return Outcome(
      chain: ledger.chain, root: root, lateTexts: lateTexts, notUnderstood: ledger.state.notUnderstood)
  }
}

extension AppendError {
  /// What was thrown on the way, as one of these.
  fileprivate init(_ error: any Error) {
    switch error {
    case let error as AppendError: self = error
    case let error as StorageError: self = .storage(error)
    default: self = .library("\(error)")
    }
  }
}
