import Benchmarking
import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import ProgramFacts

/// `bench`: the figures of this machine, each next to the limit that bounds it.
enum BenchCommand {
  static let definition = CommandDefinition(
    ["bench"], group: "Measuring",
    summary: "measure this machine: signing, appending, verifying, and their limits",
    options: [
      .value("size", "N", help: "entries of the ledgers that are verified (default 10000)"),
      .value("sizes", "N,…", help: "ledgers whose costs are compared, in entries (default 1000,10000; none: 0)"),
      .value("rounds", "N", help: "how often each figure is taken (default 3)"),
      .choice("only", Benchmark.Part.allCases.map(\.rawValue), repeats: true, help: "take only these figures"),
      .value("folder", "DIR", help: "where to write, on the disk that matters (default: here)"),
      .value("out", "FILE", file: .output, help: "also write the figures as JSON into this file"),
      .value("table", "FILE", file: .output, help: "also write the tables as Markdown into this file"),
      .value("plot", "FILE", file: .output, help: "also draw cost against size as SVG into this file"), .overwrite,
    ],
    examples: [
      "pledgebook-lab bench", "pledgebook-lab bench --sizes 1000,10000,100000,1000000 --rounds 5 --plot cost.svg",
    ],
    details: [
      "The table gives the median, the least and the most of the rounds. Limits come from openssl speed and from the disk "
        + "in the same run, so that a share of a limit means the same on every machine. Measure with a release build."
    ])

  static func run(_ arguments: ParsedArguments, _ output: inout Output) throws(CommandError) -> ExitStatus {
    var benchmark = Benchmark(
      folder: arguments.path("folder") ?? ".", program: "pledgebook \(ProgramFacts.version)",
      executable: try OwnProgram.sibling("pledgebook"))
    benchmark.ledgerSize = try arguments.integer("size", in: 100...10_000_000) ?? benchmark.ledgerSize
    benchmark.rounds = try arguments.integer("rounds", in: 1...100) ?? benchmark.rounds
    benchmark.sizes = try sizes(arguments.value("sizes")) ?? benchmark.sizes
    let only = arguments.values("only").compactMap(Benchmark.Part.init)
    if !only.isEmpty { benchmark.parts = Set(only) }
    let quiet = output.isQuiet
    let result = try benchmark.run { what in
      if !quiet { Output().note("measuring: \(what)") }
    }
    let document = result.json.displayText()
    if let path = arguments.path("out") { try writeOutput(Array(document.utf8), to: path) }
    if let path = arguments.path("table") { try writeOutput(Array(result.markdown.utf8), to: path) }
    if let path = arguments.path("plot") { try writeOutput(Array(result.plot.utf8), to: path) }
    if output.isJSON {
      try output.writeDocument(document)
    } else {
      try output.write(result.markdown)
    }
    return .done
  }

  /// Sizes in ascending order; 0 stands for none.
  private static func sizes(_ text: String?) throws(CommandError) -> [Int]? {
    guard let text else { return nil }
    var sizes: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let size = Int(part), size == 0 || (100...100_000_000).contains(size) else {
        throw .usage(
          "invalid-value", "--sizes does not take \(part)",
          hint: "give numbers from 100 to 100000000, with commas between")
      }
      if size > 0 { sizes.append(size) }
    }
    return sizes.sorted()
  }
}

/// `bench build`: a ledger of any size with real signatures.
enum BenchBuildCommand {
  static let definition = CommandDefinition(
    ["bench", "build"], group: "Measuring",
    summary: "build a ledger of any size with real keys and signatures",
    options: [
      .value("entries", "N", required: true, help: "entries in all"),
      .value("signatories", "M", help: "signatories (default: one for 80 entries, 12 to 1200)"),
      .choice("algorithm", AlgorithmChoice.allCases.map(\.rawValue), help: "of the signatories' keys (default: mixed)"),
      .choice(
        "statements", StatementSize.allCases.map(\.rawValue),
        help: "their size: 0.8, 2 or 16 KB (default: 70, 25 and 5 in 100)"),
    ],
    examples: [
      "# 100,000 attestations by 1,200 signatories",
      "pledgebook-lab bench build --entries 101202 --signatories 1200 --ledger large.db",
      "pledgebook verify --ledger large.db",
    ],
    details: [
      "Everything in it is synthetic, and its genesis says demo. The keys of registrar, log and first signatory lie in "
        + "FILE.keys without a passphrase, so that you can go on appending."
    ])

  static func run(_ arguments: ParsedArguments, _ output: inout Output) throws(CommandError) -> ExitStatus {
    let entries = try arguments.integer("entries", in: 3...100_000_000) ?? 3
    let plan = SyntheticLedger(
      entryCount: entries, signatoryCount: try arguments.integer("signatories", in: 1...1_000_000),
      algorithm: arguments.value("algorithm").flatMap(AlgorithmChoice.init) ?? .mixed,
      statementSize: arguments.value("statements").flatMap(StatementSize.init))
    let path = arguments.path("ledger") ?? .environment("PLEDGEBOOK_LEDGER") ?? "Ledger/ledger.db"
    let began = ContinuousClock.now
    let built = try withProgress("building", total: entries, on: suitableProgress(quiet: output.isQuiet)) {
      progress throws(CommandError) in
      try plan.build(at: path) { progress.advance(to: $0) }
    }
    try noteKeeper(of: built, at: path)
    let seconds = (ContinuousClock.now - began).components.seconds
    if output.isJSON {
      let document: JSONValue = [
        "file": .string("\(path)"), "size": .integer(Int64(clamping: built.entryCount)),
        "attestationCount": .integer(Int64(plan.attestationCount)),
        "signatoryCount": .integer(Int64(plan.signatoryCount)),
        "seconds": .string("\(seconds)"),
      ]
      try output.writeDocument(DocumentFormat.builtLedger.document(document).displayText())
    } else {
      try output.print(
        "\(path): size \(built.entryCount), \(plan.attestationCount) attestations by \(plan.signatoryCount) signatories, "
          + "in \(seconds) s")
    }
    return .done
  }
  /// Has the program note where the log key and the high-water mark lie, as a keeper would.
  private static func noteKeeper(of built: SyntheticLedger.Built, at ledger: FilePath) throws(CommandError) {
    let words: [FilePath] = [
      "log-keys", "use", "--log-signing-key", built.logKeyPath, "--high-water", built.highWaterMarkPath, "--ledger",
      ledger,
      "--quiet",
    ]
    let found = FilePath.environment("LD_LIBRARY_PATH").map {
      FilePath(bytes: Array("LD_LIBRARY_PATH=".utf8) + $0.bytes)
    }
    let (said, status) = try ChildProcess(
      program: OwnProgram.sibling("pledgebook"), arguments: words, environment: found.map { [$0] } ?? []
    ).run()
    guard status == 0 else {
      throw CommandError(
        code: "bench.failed", message: "pledgebook log-keys use ended with status \(status)",
        hint: String(decoding: said, as: UTF8.self), exit: .io)
    }
  }
}
