internal import Cryptography
internal import LedgerWriter
internal import Pledges

extension Benchmark {
  /// Appending signed envelopes, from one that waits for the disk to a thousand that share one wait.
  func appending(in folder: String) throws -> [Figure] {
    let plan = SyntheticLedger(entryCount: 1_002, signatoryCount: 1_000, algorithm: .ed25519, statementSize: .medium)
    let built = try plan.build(at: folder + "/append.db")
    var appender = try LedgerAppender(opening: built.path, issuer: built.issuer)
    var author = try AttestationAuthor(parties: built.parties, state: appender.state, size: .medium)

    var latencies: [Double] = []
    var singles: [Double] = []
    for _ in 0..<rounds {
      let taken = try append(200, eachBatch: 1, &author, &appender)
      latencies += taken.map { $0 * 1_000 }
      singles.append(Double(taken.count) / taken.reduce(0, +))
    }
    var figures = [
      Figure(
        "append.single", "append one durably, Ed25519, 2 KB", unit: "entries/s", samples: singles,
        limit: "limit.fdatasync"),
      Figure(
        "append.single.p50", "the same, milliseconds, half are faster", unit: "ms", samples: [latencies.percentile(50)]),
      Figure(
        "append.single.p99", "the same, milliseconds, 99 in 100 are faster", unit: "ms",
        samples: [latencies.percentile(99)]),
    ]
    for batch in [100, 1_000] {
      let samples = try samples {
        let taken = try append(1_000, eachBatch: batch, &author, &appender)
        return 1_000 / taken.reduce(0, +)
      }
      figures.append(
        Figure(
          "append.batch-\(batch)", "append in batches of \(batch), Ed25519, 2 KB", unit: "entries/s", samples: samples,
          limit: "limit.verify.ed25519.1"))
    }
    return figures
  }

  /// Seconds that each batch took, signing not counted: that is the submitters' work.
  private func append(
    _ count: Int, eachBatch size: Int, _ author: inout AttestationAuthor, _ appender: inout LedgerAppender
  ) throws -> [Double] {
    // After the first period has opened; the clock may stand still.
    let now = try made(Instant("2032-02-01T00:00:00Z"))
    let signatories = Array(0..<count)
    let envelopes = try signatories.map { try author.attestation(of: $0, period: 0, at: now) }
    var taken: [Double] = []
    for start in stride(from: 0, to: count, by: size) {
      let range = start..<min(start + size, count)
      let began = ContinuousClock.now
      let receipts = try appender.append(Array(envelopes[range]), at: now)
      taken.append((ContinuousClock.now - began).inSeconds)
      for (signatory, receipt) in zip(signatories[range], receipts) {
        author.stands(EntryReference(index: receipt.header.index, header: receipt.leaf), for: signatory)
      }
    }
    return taken
  }
}
