public import CommandLineTools

/// Every figure of this machine, each next to the limit that bounds it, measured in the same run.
public struct Benchmark: Sendable {
  /// Entries of the ledgers that are verified and replayed.
  public var ledgerSize = 10_000
  /// How often each figure is taken.
  public var rounds = 5
  /// A folder on the disk that matters.
  public var folder: String
  /// Seconds for a figure that is a rate of a small operation.
  var seconds = 0.3

  /// A benchmark that writes its ledgers in a scratch folder in here.
  public init(folder: String) {
    self.folder = folder
  }

  /// Takes all figures; `note` hears what is being measured.
  public func run(note: (String) -> Void) throws(CommandError) -> BenchmarkResult {
    do {
      return try Machine.withScratchFolder(in: folder) { folder in
        var figures: [Figure] = []
        note("limits of this machine")
        figures += try limits(in: folder)
        note("keys and signatures")
        figures += try keys()
        note("appending")
        figures += try appending(in: folder)
        for algorithm in [AlgorithmChoice.ed25519, .ecdsaP256] {
          note("verifying \(ledgerSize) entries, \(algorithm.rawValue)")
          figures += try checking(algorithm, in: folder)
        }
        return BenchmarkResult(
          figures: figures, cores: Machine.cores, ledgerSize: ledgerSize, rounds: rounds,
          peakMemory: Machine.peakMemory)
      }
    } catch {
      throw benchmarkFailure(error)
    }
  }

  /// One value for each round.
  func samples(_ work: () throws -> Double) rethrows -> [Double] {
    try (0..<rounds).map { _ in
      StopSignal.endIfRequested()
      return try work()
    }
  }
}
