internal import CommandLineTools
internal import Storage
internal import Verification

extension Benchmark {
  /// Verifying a whole ledger, and replaying it with its signatures vouched for.
  func checking(_ algorithm: AlgorithmChoice, in folder: String) throws -> [Figure] {
    let id = algorithm.rawValue
    let plan = SyntheticLedger(entryCount: ledgerSize, algorithm: algorithm, statementSize: .medium)
    let began = ContinuousClock.now
    let built = try plan.build(at: "\(folder)/\(id).db")
    let building = (ContinuousClock.now - began).inSeconds
    let reader = try SQLiteLedgerReader.open(built.path)
    var entries: [Double] = []
    var signatures: [Double] = []
    for _ in 0..<rounds {
      StopSignal.endIfRequested()
      let began = ContinuousClock.now
      let report = try reader.withSnapshot {
        let structure = try reader.structuralFindings()
        var verification = try LedgerVerification()
        return try verification.run(reader, structure: structure)
      }
      let taken = (ContinuousClock.now - began).inSeconds
      guard report.isIntact else {
        throw CommandError(code: "bench.failed", message: "a ledger built a moment ago does not verify", exit: .broken)
      }
      entries.append(Double(report.counts.entries) / taken)
      signatures.append(Double(report.counts.signatures) / taken)
    }
    let replays = try samples {
      let began = ContinuousClock.now
      let replayed = try ReplayedLedger(reader)
      return Double(replayed.size) / (ContinuousClock.now - began).inSeconds
    }
    return [
      Figure(
        "build.\(id)", "build a ledger: sign, admit, append by 1,000, \(id), 2 KB", unit: "entries/s",
        samples: [Double(built.entryCount) / building]),
      Figure("verify.\(id)", "verify everything, \(id), 2 KB", unit: "entries/s", samples: entries),
      Figure(
        "verify.signatures.\(id)", "the same, in signatures", unit: "signatures/s", samples: signatures,
        limit: "limit.verify.\(id).\(Machine.cores)"),
      Figure("replay.\(id)", "replay, signatures vouched for, \(id), 2 KB", unit: "entries/s", samples: replays),
    ]
  }
}
