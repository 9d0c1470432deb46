internal import CanonicalJSON
public import CommandLineTools
internal import Cryptography
public import Files
internal import LedgerWriter
internal import Pledges
internal import Storage
internal import TransparencyLog

/// A ledger of any size with real keys and signatures, made for measuring.
///
/// Signatories report year by year, each its first statement and then restatements of it. It is built through the same
/// appender as any other ledger, in batches, so memory stays flat however large it gets.
public struct SyntheticLedger: Sendable {
  /// Entries in all, genesis, accord and joins included.
  public var entryCount: Int
  public var signatoryCount: Int
  public var algorithm: AlgorithmChoice
  /// The size of every statement; nil for a mixture.
  public var statementSize: StatementSize?

  static let origin = "synthetic.example/ledger"
  /// Entries a transaction.
  private static let batchSize = 1_000
  private static let founding = "2030-11-12T00:00:00Z"

  /// A plan; nil takes as many signatories as fit the size, 12 to 1,200.
  public init(
    entryCount: Int, signatoryCount: Int? = nil, algorithm: AlgorithmChoice = .mixed,
    statementSize: StatementSize? = nil
  ) {
    self.entryCount = entryCount
    self.signatoryCount = signatoryCount ?? min(1_200, max(12, entryCount / 80))
    self.algorithm = algorithm
    self.statementSize = statementSize
  }

  /// How many attestations the ledger has.
  public var attestationCount: Int { entryCount - 2 - signatoryCount }

  /// Builds the ledger in a new file, with the keys of registrar and log beside it in `FILE.keys`.
  public func build(at path: some FileNaming, progress: (Int) -> Void = { _ in }) throws(CommandError) -> Built {
    guard attestationCount >= 0, signatoryCount > 0 else {
      throw .usage(
        "invalid-value",
        "\(TransparencyLog.entryCount(entryCount)) cannot be two of the registrar and \(signatoryCount) joins",
        hint: "give --entries \(signatoryCount + 2) or more, or fewer --signatories")
    }
    let path = path.filePath
    do {
      let parties = try SyntheticParties(signatoryCount: signatoryCount, algorithm: algorithm)
      var built = Built(path: path, parties: parties)
      try built.writeKeys()
      let issuer = try built.issuer
      try found(path, parties, issuer)
      var appender = try LedgerAppender(opening: path, issuer: issuer)
      try join(parties, &appender, progress)
      var author = try AttestationAuthor(parties: parties, state: appender.state, size: statementSize)
      built.binding = (author.ledger, author.subject)
      try attest(&author, &appender, progress)
      built.entryCount = appender.chain.size
      appender.leaveSnapshot()
      return built
    } catch {
      throw benchmarkFailure(error)
    }
  }

  /// One period for about eight statements of a signatory, 2 to 20 of them.
  private var periodCount: Int { min(20, max(2, attestationCount / signatoryCount / 8)) }

  private func found(_ path: FilePath, _ parties: SyntheticParties, _ issuer: CheckpointIssuer) throws {
    let now = try made(Instant(Self.founding))
    let origin = try made(Origin(Self.origin))
    let logKey = try VerifierKey(name: Self.origin, publicKey: parties.log.publicKey, type: .ed25519)
    let genesis = Genesis(
      environment: .demo, rules: Genesis.currentRules,
      registrar: Registrar(
        id: try made(PartyID("registrar")), name: "Synthetic registrar", threshold: 1,
        keys: [parties.registrar.publicKey]),
      logKeys: [logKey])
    let document = try JSONDocument(
      SyntheticAccord.document(periodCount: periodCount).canonicalBytes(), profile: .ledger)
    var ledger = try Ledger(signatures: .check)
    let first = try LedgerState.draft(genesis: genesis, origin: origin, at: now)
    var entries = [try ledger.admit(envelope(first, parties.registrar), at: now) { _ in nil }]
    let second = try ledger.state.draft(.accordPublish(AccordPublication(document.root, changes: nil)), at: now)
    entries.append(try ledger.admit(envelope(second, parties.registrar), at: now) { _ in nil })
    _ = try LedgerAppender.create(at: path, entries, in: &ledger, issuer: issuer)
  }

  private func join(
    _ parties: SyntheticParties, _ appender: inout LedgerAppender, _ progress: (Int) -> Void
  ) throws {
    let now = try made(Instant(Self.founding))
    var start = 0
    while start < parties.signatories.count {
      let group = parties.signatories[start..<min(start + Self.batchSize, parties.signatories.count)]
      // A copy of the state that outlives this step would be copied in full by the next append.
      let envelopes = try drafts(of: group, appender.state, at: now).map { try envelope($0.0, parties.registrar, $0.1) }
      _ = try appender.append(envelopes, at: now)
      start += group.count
      progress(2 + start)
    }
  }

  private func drafts(
    of group: ArraySlice<(id: PartyID, key: PrivateKey)>, _ state: LedgerState, at now: Instant
  ) throws -> [(Pledges.Statement, PrivateKey)] {
    try group.map { party in
      let join = Join(
        signatory: party.id, name: try made(TextMap([("en", "Synthetic \(party.id)")])),
        kind: try made(PlainID("body")),
        effective: now, keys: [party.key.publicKey], basis: .signed)
      return (try state.draft(.join(join), at: now), party.key)
    }
  }

  private func attest(
    _ author: inout AttestationAuthor, _ appender: inout LedgerAppender, _ progress: (Int) -> Void
  ) throws {
    var done = 0
    for period in 0..<periodCount {
      let goal = attestationCount * (period + 1) / periodCount
      let opens = try made(Instant("\(SyntheticAccord.firstYear + period + 1)-01-01T00:00:00Z"))
      let count = goal - done
      for start in stride(from: 0, to: count, by: signatoryCount) {
        // A round: everybody once. Restatements name what the round before has become, so a batch never spans two.
        let round = start..<min(start + signatoryCount, count)
        for first in stride(from: round.lowerBound, to: round.upperBound, by: Self.batchSize) {
          let batch = first..<min(first + Self.batchSize, round.upperBound)
          // The reports of a year spread over ten months.
          let now = Instant(seconds: opens.seconds + Int64(batch.lowerBound) * 26_000_000 / Int64(count))
          try append(batch.map { $0 - round.lowerBound }, period, &author, &appender, at: now)
          progress(2 + signatoryCount + done + batch.upperBound)
          StopSignal.endIfRequested()
        }
      }
      done = goal
    }
  }

  private func append(
    _ signatories: [Int], _ period: Int, _ author: inout AttestationAuthor, _ appender: inout LedgerAppender,
    at now: Instant
  ) throws {
    var envelopes: [SubmittedEnvelope] = []
    envelopes.reserveCapacity(signatories.count)
    for signatory in signatories {
      envelopes.append(try author.attestation(of: signatory, period: period, at: now))
    }
    for (signatory, receipt) in zip(signatories, try appender.append(envelopes, at: now)) {
      author.stands(EntryReference(index: receipt.header.index, header: receipt.leaf), for: signatory)
    }
  }
}

/// What went wrong while measuring, in the words of the layer it came from.
func benchmarkFailure(_ error: any Error) -> CommandError {
  if let error = error as? CommandError { return error }
  return CommandError(
    code: "bench.failed", message: "the measurement stopped: \(error)",
    hint: "an existing file is never overwritten; choose another name or folder", exit: .io)
}
