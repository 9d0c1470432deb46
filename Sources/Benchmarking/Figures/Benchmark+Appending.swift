internal import Cryptography
internal import Files
internal import LedgerWriter
internal import Pledges
internal import Synchronization

extension Benchmark {
  /// Appending signed envelopes: one that waits for the disk, many that share one wait, and 64 threads at once.
  func appending(_ algorithm: AlgorithmChoice, in folder: FilePath) throws -> [Figure] {
    let id = algorithm.rawValue
    let size = StatementSize.medium
    let plan = SyntheticLedger(entryCount: 1_002, signatoryCount: 1_000, algorithm: algorithm, statementSize: size)
    let built = try plan.build(at: folder / "append-\(id).db")
    var appender = try LedgerAppender(opening: built.path, issuer: built.issuer)
    var author = try AttestationAuthor(parties: built.parties, state: appender.state, size: size)
    let title = "\(id), \(size.label)"

    var figures = try single(title, id, &author, &appender)
    for batch in [100, 1_000] {
      let samples = try samples {
        let taken = try append(1_000, eachBatch: batch, &author, &appender)
        return 1_000 / taken.reduce(0, +)
      }
      figures.append(
        Figure(
          "append.batch-\(batch).\(id)", "append in batches of \(batch), \(title)", unit: "entries/s", samples: samples,
          limit: Benchmark.checkingLimit(id)))
    }
    figures.append(
      Figure(
        "append.submitters-64.\(id)", "append durably through 64 threads, \(title)", unit: "entries/s",
        samples: try submitters(&author, opening: built, consuming: appender),
        limit: Benchmark.checkingLimit(id)))
    return figures
  }

  private func single(
    _ title: String, _ id: String, _ author: inout AttestationAuthor, _ appender: inout LedgerAppender
  ) throws -> [Figure] {
    var latencies: [Double] = []
    var rates: [Double] = []
    var halves: [Double] = []
    var tails: [Double] = []
    for _ in 0..<rounds {
      let taken = try append(200, eachBatch: 1, &author, &appender)
      latencies = taken.map { $0 * 1_000 }
      halves.append(latencies.percentile(50))
      tails.append(latencies.percentile(99))
      rates.append(Double(taken.count) / taken.reduce(0, +))
    }
    return [
      Figure(
        "append.single.\(id)", "append one durably, \(title)", unit: "entries/s", samples: rates,
        limit: "limit.fdatasync"),
      Figure("append.single.p50.\(id)", "the same, half are faster", unit: "ms", samples: halves),
      Figure("append.single.p99.\(id)", "the same, 99 in 100 are faster", unit: "ms", samples: tails),
    ]
  }

  /// Seconds that each batch took, signing not counted: that is the submitters' work.
  private func append(
    _ count: Int, eachBatch size: Int, _ author: inout AttestationAuthor, _ appender: inout LedgerAppender
  ) throws -> [Double] {
    let envelopes = try signed(count, by: &author)
    var taken: [Double] = []
    for start in stride(from: 0, to: count, by: size) {
      let range = start..<min(start + size, count)
      let began = ContinuousClock.now
      let receipts = try appender.append(Array(envelopes[range]), at: Benchmark.clock())
      taken.append((ContinuousClock.now - began).inSeconds)
      for (signatory, receipt) in zip(range, receipts) { author.stands(receipt, for: signatory) }
    }
    return taken
  }

  /// Entries a second when 64 threads wait each for its receipt before they submit the next.
  private func submitters(
    _ author: inout AttestationAuthor, opening built: SyntheticLedger.Built,
    consuming appender: consuming LedgerAppender
  ) throws -> [Double] {
    // The queue wants an appender that nobody else can reach.
    _ = consume appender
    let queue = try AppendQueue(LedgerAppender(opening: built.path, issuer: built.issuer)) { Benchmark.clock() }
    defer { queue.stop() }
    let (threads, each) = (64, 15)
    return try samples {
      let envelopes = try signed(threads * each, by: &author)
      let receipts = Mutex<[(Int, Receipt)]>([])
      let began = ContinuousClock.now
      try Submitters.run(threads) { thread in
        for place in stride(from: thread, to: envelopes.count, by: threads) {
          let receipt = try queue.submit(envelopes[place])
          receipts.withLock { $0.append((place, receipt)) }
        }
      }
      let taken = (ContinuousClock.now - began).inSeconds
      for (place, receipt) in receipts.withLock({ $0 }) { author.stands(receipt, for: place) }
      return Double(envelopes.count) / taken
    }
  }

  /// The next attestation of each of the first signatories.
  private func signed(_ count: Int, by author: inout AttestationAuthor) throws -> [SubmittedEnvelope] {
    var envelopes: [SubmittedEnvelope] = []
    for signatory in 0..<count {
      envelopes.append(try author.attestation(of: signatory, period: 0, at: Benchmark.clock()))
    }
    return envelopes
  }

  /// After the first period has opened, 2032-02-01; it may stand still.
  private static func clock() -> Instant { Instant(seconds: 1_959_206_400) }
}

extension AttestationAuthor {
  mutating func stands(_ receipt: Receipt, for signatory: Int) {
    stands(EntryReference(index: receipt.header.index, header: receipt.leaf), for: signatory)
  }
}
