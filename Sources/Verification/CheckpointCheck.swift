internal import Cryptography
internal import Pledges
internal import Storage
internal import TransparencyLog

/// Holds checkpoints against the rebuilt tree: those the store keeps, and those the reader brings. // Format §8
struct CheckpointCheck: ~Copyable {
  private(set) var findings: [Finding] = []
  /// How many stored checkpoints were looked at.
  private(set) var count: UInt64 = 0
  /// The stored checkpoint of the greatest size, when it is sound.
  private(set) var newest: SignedCheckpoint?
  private var newestSize: UInt64 = 0
  private var rootsDiffer = false
  /// What could not be told of the checkpoints for want of a key type.
  private(set) var unsupported = UnsupportedLines()
  /// The witnesses that did not cosign the newest checkpoint.
  private(set) var absentWitnesses: [PolicyName] = []
  private var verifier: SignatureVerifier

  init() throws(LogError) {
    do {
      verifier = try SignatureVerifier()
    } catch {
      throw LogError(.libraryFailure, error.reason)
    }
  }

  /// A checkpoint of the store against the tree at its size and the log keys in force there. // Format §7
  ///
  /// Without a root, behind a gap, only its form and signature are looked at. When collecting, its signature is not checked here but put into the batch for checking on all cores.
  mutating func check(
    _ stored: StoredCheckpoint, root: Digest?, _ state: LedgerState, collecting batch: inout SignatureBatch?
  ) throws(LogError) {
    count += 1
    newestSize = stored.size
    newest = nil
    let signed: SignedCheckpoint
    do {
      signed = try SignedCheckpoint(stored.note)
    } catch {
      report("checkpoint.signature", stored.size, "a stored checkpoint cannot be read: \(error)")
      return
    }
    let checkpoint = signed.checkpoint
    guard checkpoint.size == stored.size, checkpoint.origin == state.identity?.origin else {
      report(
        "checkpoint.signature", stored.size, "a stored checkpoint is of another ledger or size",
        expected: "\(state.identity?.origin.text ?? "?"), \(entryCount(stored.size))",
        found: "\(checkpoint.origin), \(entryCount(checkpoint.size))")
      return
    }
    // Once the trees have parted, no later checkpoint can agree: the first one says it for all.
    if let root, !rootsDiffer, checkpoint.root != root {
      rootsDiffer = true
      report(
        "tree.root", stored.size, "a stored checkpoint has another root than the rebuilt tree", expected: root.hex,
        found: checkpoint.root.hex)
    }
    let keys = try KnownKeys(state.logKeys)
    if batch != nil, collect(signed, by: keys, &batch) {
      newest = signed
      return
    }
    switch try signed.verify(with: keys, verifier: &verifier) {
    case .verified: newest = signed
    case .knownKeyFailed(let key):
      report("checkpoint.signature", stored.size, "the signature of log key \(key.keyHash) does not verify")
    case .noLogKey:
      report("checkpoint.signature", stored.size, "no log key in force at that size has signed a stored checkpoint")
    }
  }

  /// Collects the signature lines of log keys in force; false when there is none.
  private func collect(_ signed: SignedCheckpoint, by keys: KnownKeys, _ batch: inout SignatureBatch?) -> Bool {
    let lines = signed.note.signatures.compactMap { line in keys.supportedKey(for: line).map { (line, $0) } }
    for (line, key) in lines { batch?.add(line.signature, over: signed.note.textBytes, by: key.publicKey) }
    return !lines.isEmpty
  }

  /// A store that keeps checkpoints keeps one for its end; one that should keep them keeps some.
  mutating func finish(size: UInt64, keepsCheckpoints: Bool, expectsCheckpoints: Bool) {
    guard newestSize < size, keepsCheckpoints || expectsCheckpoints else { return }
    report(
      "checkpoint.missing", size, "no checkpoint covers the end of the ledger", expected: "\(entryCount(size))",
      found: count == 0 ? "no checkpoint" : "\(entryCount(newestSize))")
  }

  /// A checkpoint that the reader kept against the tree at its size; nil when the ledger is shorter.
  mutating func check(held: SignedCheckpoint, root: Digest?, size: UInt64, _ origin: Origin?) {
    let checkpoint = held.checkpoint
    guard checkpoint.origin == origin else {
      report(
        "checkpoint.signature", checkpoint.size, "the checkpoint held is of another ledger",
        expected: origin?.text, found: checkpoint.origin.text)
      return
    }
    guard let root else {
      report(
        "checkpoint.rollback", checkpoint.size, "the ledger is shorter than the checkpoint held",
        expected: "\(entryCount(checkpoint.size)) or more", found: "\(entryCount(size))")
      return
    }
    guard root != checkpoint.root else { return }
    report(
      "checkpoint.fork", checkpoint.size, "the ledger has another tree than the checkpoint held",
      expected: checkpoint.root.hex, found: root.hex)
  }

  /// How far the reader's policy believes the ledger; a held checkpoint that its logs did not sign proves nothing.
  mutating func assurance(_ trust: Trust, size: UInt64) throws(LogError) -> VerificationReport.Assurance {
    guard let policy = trust.policy else { return .chainOnly }
    unsupported.listed = policy.unsupportedKeys
    for held in trust.held {
      switch try policy.evaluate(held, verifier: &verifier).shortcoming {
      case nil, .quorumMissing, .quorumUnsupported: continue
      case .logUnsupported(let keys): unsupported.noteLog(keys)
      case .invalid(let key):
        report(
          "checkpoint.signature", held.checkpoint.size, "a line of \(key) on the checkpoint held does not verify")
      case .logMissing:
        report(
          "checkpoint.signature", held.checkpoint.size, "the checkpoint held is not signed by a trusted log key")
      }
    }
    guard let newest, newest.checkpoint.size == size else { return .chainOnly }
    let evaluation = try policy.evaluate(newest, verifier: &verifier)
    if let key = evaluation.failedKey {
      report(
        "checkpoint.signature", newest.checkpoint.size, "a line of \(key) on the newest checkpoint does not verify")
      return .broken
    }
    unsupported.note(evaluation.unsupported)
    absentWitnesses = policy.witnesses.map(\.name).filter { name in
      !evaluation.witnesses.contains { $0.witness == name }
    }
    if case .logUnsupported(let keys)? = evaluation.shortcoming {
      unsupported.noteLog(keys)
      return .chainOnly
    }
    guard evaluation.isSignedByLog else {
      report(
        "checkpoint.signature", newest.checkpoint.size, "the newest checkpoint is not signed by a trusted log key",
        expected: policy.logs.map(\.key.text).joined(separator: ", "))
      return .broken
    }
    if case .quorumUnsupported? = evaluation.shortcoming { unsupported.isQuorumOpen = true }
    if let freshness = trust.freshness { check(freshness, of: newest, policy, evaluation) }
    return policy.quorum != nil && evaluation.isQuorumMet ? .witnessed : .signed
  }

  /// A checkpoint names no time: it is as recent as enough witnesses say. // tlog-cosignature
  private mutating func check(
    _ freshness: Trust.Freshness, of newest: SignedCheckpoint, _ policy: TrustPolicy, _ evaluation: PolicyEvaluation
  ) {
    let recent = evaluation.witnesses.filter { freshness.times.contains($0.timestamp) }
    guard policy.quorum == nil || !policy.isQuorumMet(by: Set(recent.map(\.witness))) else { return }
    // Those whose lines cannot be checked here may have seen it.
    let claimed = policy.witnesses.filter { evaluation.unsupported.contains($0.key) }.map(\.name)
    guard policy.quorum == nil || !policy.isQuorumMet(by: Set(recent.map(\.witness) + claimed)) else {
      unsupported.isAgeOpen = true
      return
    }
    let times = evaluation.witnesses.map(\.timestamp).sorted().map { time in
      Instant(seconds: Int64(clamping: time)).description
    }
    report(
      "checkpoint.stale", newest.checkpoint.size, "too few witnesses have seen the newest checkpoint of late",
      expected: "a quorum since \(Instant(seconds: Int64(clamping: freshness.times.lowerBound)))",
      found: times.isEmpty ? "no cosignature" : "cosigned at \(times.joined(separator: ", "))")
  }

  private mutating func report(
    _ code: String, _ size: UInt64, _ message: String, expected: String? = nil, found: String? = nil
  ) {
    // A checkpoint speaks of everything up to its last entry.
    let index = size > 0 ? EntryIndex(size - 1) : nil
    findings.append(Finding(code, at: index, message, expected: expected, found: found))
  }
}
