internal import CommandLineTools
internal import Files
internal import Storage
internal import Verification

extension Benchmark {
  /// Verifying a whole ledger, and replaying it with its signatures vouched for.
  func checking(_ algorithm: AlgorithmChoice, _ size: StatementSize, in folder: FilePath) throws -> [Figure] {
    let id = "\(algorithm.rawValue).\(size.rawValue)"
    let title = "\(algorithm.rawValue), \(size.label)"
    // Of the larger and smaller statements a smaller ledger tells as much.
    let count = size == .medium ? ledgerSize : max(100, ledgerSize / 5)
    let plan = SyntheticLedger(entryCount: count, algorithm: algorithm, statementSize: size)
    let began = ContinuousClock.now
    let built = try plan.build(at: folder / "\(id).db")
    let building = (ContinuousClock.now - began).inSeconds
    let reader = try SQLiteLedgerReader.open(built.path)
    let bare = try bounds(of: BareWork(of: reader), algorithm, id, title)
    let signatures = try samples { try verify(reader) }
    let replays = try Machine.oneCoreAndAll.map { cores, place in
      let rates = try samples {
        let began = ContinuousClock.now
        let replayed = try ReplayedLedger(reader, cores: cores)
        return Double(replayed.size) / (ContinuousClock.now - began).inSeconds
      }
      return Figure(
        "replay.\(id).\(cores)", "replay, signatures vouched for, \(title), \(place)", unit: "entries/s",
        samples: rates, limit: cores == 1 ? "bare.hashes.\(id)" : nil)
    }
    let build = Figure(
      "build.\(id)", "build a ledger: sign, admit, append by 1,000, \(title)", unit: "entries/s",
      samples: [Double(built.entryCount) / building])
    let verification = Figure(
      "verify.\(id)", "verify everything, \(title)", unit: "signatures/s", samples: signatures,
      limit: Benchmark.checkingLimit(algorithm.rawValue))
    return [build] + bare + [verification] + replays
  }

  /// What bounds the verification and the replay of a ledger, whatever else they do.
  private func bounds(
    of bare: BareWork, _ algorithm: AlgorithmChoice, _ id: String, _ title: String
  ) throws -> [Figure] {
    let (cores, limit) = (Machine.cores, Benchmark.checkingLimit(algorithm.rawValue))
    return [
      Figure(
        "bare.checks.\(id)", "its signatures checked and nothing else, \(title)", unit: "signatures/s",
        samples: try samples { Double(bare.signatureCount) / (try bare.seconds(.checks, cores: cores)) }, limit: limit),
      Figure(
        "bare.checks-hashes.\(id)", "the same, and its bytes hashed, \(title)", unit: "signatures/s",
        samples: try samples { Double(bare.signatureCount) / (try bare.seconds(.both, cores: cores)) }, limit: limit),
      Figure(
        "bare.hashes.\(id)", "its bytes hashed and nothing else, \(title), one core", unit: "entries/s",
        samples: try samples { Double(bare.entryCount) / (try bare.seconds(.hashes, cores: 1)) }),
    ]
  }

  /// Signatures a second of a whole verification; all but the joins bear one each.
  private func verify(_ reader: SQLiteLedgerReader) throws -> Double {
    StopSignal.endIfRequested()
    let began = ContinuousClock.now
    let report = try reader.withSnapshot {
      let structure = StructuralCheck.begin(beside: reader)
      var verification = try LedgerVerification()
      return try verification.run(reader, structure: structure.findings())
    }
    guard report.isIntact else {
      throw CommandError(code: "bench.failed", message: "a ledger built a moment ago does not verify", exit: .broken)
    }
    return Double(report.counts.signatures) / (ContinuousClock.now - began).inSeconds
  }
}
