public import CommandLineTools
public import Files
internal import TransparencyLog

/// Every figure of this machine, each next to the limit that bounds it, measured in the same run.
public struct Benchmark: Sendable {
  /// Entries of the ledgers that are verified and replayed.
  public var ledgerSize = 10_000
  /// The ledgers whose costs are compared, in entries.
  public var sizes = [1_000, 10_000]
  /// How often each figure is taken.
  public var rounds = 3
  /// What is measured; without the limits no figure has a share of one.
  public var parts = Set(Part.allCases)
  /// A folder on the disk that matters.
  public var folder: FilePath
  /// Name and version, for the description of the machine.
  let program: String
  /// The program whose runs are timed from outside.
  let executable: FilePath
  /// Seconds for a figure that is a rate of a small operation.
  var seconds = 0.3

  /// The figures that are taken together.
  public enum Part: String, Sendable, CaseIterable {
    case limits, keys, appending, verifying, sizes
  }

  /// A benchmark that writes its ledgers in a scratch folder in here.
  public init(folder: any FileNaming, program: String, executable: FilePath) {
    self.folder = folder.filePath
    self.program = program
    self.executable = executable
  }

  /// Takes all figures; `note` hears what is being measured.
  public func run(note: (String) -> Void) throws(CommandError) -> BenchmarkResult {
    do {
      let machine = MachineDescription(program: program)
      return try Machine.withScratchFolder(in: folder) { folder in
        var figures: [Figure] = []
        if parts.contains(.limits) {
          note("limits of this machine")
          figures += try limits(in: folder)
        }
        if parts.contains(.keys) {
          note("keys and signatures")
          figures += try keys() + starting()
        }
        for algorithm in [AlgorithmChoice.ed25519, .ecdsaP256] {
          if parts.contains(.appending) {
            note("appending, \(algorithm.rawValue)")
            figures += try appending(algorithm, in: folder)
          }
          for size in StatementSize.allCases where parts.contains(.verifying) {
            note("verifying, \(algorithm.rawValue), \(size.label)")
            figures += try checking(algorithm, size, in: folder)
          }
        }
        var sizes: [SizeFigures] = []
        for size in self.sizes where parts.contains(.sizes) {
          note("a ledger of \(entryCount(size))")
          sizes.append(try self.figures(ofSize: size, in: folder))
        }
        return BenchmarkResult(
          machine: machine, figures: figures, sizes: sizes, ledgerSize: ledgerSize, rounds: rounds)
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
