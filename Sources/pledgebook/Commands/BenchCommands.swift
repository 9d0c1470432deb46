import Benchmarking
import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import TransparencyLog
import Verification

/// `bench`: the figures of this machine, each next to the limit that bounds it.
enum BenchCommand {
  static let definition = CommandDefinition(
    ["bench"], group: "Getting to know it",
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
    without: Unheeded.ledger,
    examples: [
      "pledgebook bench", "pledgebook bench --sizes 1000,10000,100000,1000000 --rounds 5 --plot cost.svg",
    ],
    details: [
      "The table gives the median, the least and the most of the rounds. Limits come from openssl speed and from the disk "
        + "in the same run, so that a share of a limit means the same on every machine. Measure with a release build."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    var benchmark = Benchmark(
      folder: arguments.path("folder") ?? ".", program: "pledgebook \(Pledgebook.version)"
    ) { StoredStatements(reader: $0, size: $1.size, root: $1.root) }
    benchmark.ledgerSize = try arguments.integer("size", in: 100...10_000_000) ?? benchmark.ledgerSize
    benchmark.rounds = try arguments.integer("rounds", in: 1...100) ?? benchmark.rounds
    benchmark.sizes = try sizes(arguments.value("sizes")) ?? benchmark.sizes
    let only = arguments.values("only").compactMap(Benchmark.Part.init)
    if !only.isEmpty { benchmark.parts = Set(only) }
    let quiet = session.output.isQuiet
    let result = try benchmark.run { what in
      if !quiet { Output().note("measuring: \(what)") }
    }
    let document = result.json.displayText()
    if let path = arguments.path("out") { try session.write(Array(document.utf8), to: path) }
    if let path = arguments.path("table") { try session.write(Array(result.markdown.utf8), to: path) }
    if let path = arguments.path("plot") { try session.write(Array(result.plot.utf8), to: path) }
    if session.output.isJSON {
      try session.output.writeDocument(document)
    } else {
      try session.output.write(result.markdown)
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
    ["bench", "build"], group: "Getting to know it",
    summary: "build a ledger of any size with real keys and signatures",
    options: [
      .value("entries", "N", required: true, help: "entries in all"),
      .value("signatories", "M", help: "signatories (default: one for 80 entries, 12 to 1200)"),
      .choice("algorithm", AlgorithmChoice.allCases.map(\.rawValue), help: "of the signatories' keys (default: mixed)"),
      .choice(
        "statements", StatementSize.allCases.map(\.rawValue),
        help: "their size: 0.8, 2 or 16 KB (default: 70, 25 and 5 in 100)"),
    ],
    without: Unheeded.replay,
    examples: [
      "# 100,000 attestations by 1,200 signatories",
      "pledgebook bench build --entries 101202 --signatories 1200 --ledger large.db",
      "pledgebook verify --ledger large.db",
    ],
    details: [
      "Everything in it is synthetic, and its genesis says demo. The keys of registrar, log and first signatory lie in "
        + "FILE.keys without a passphrase, so that you can go on appending."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    let entries = try arguments.integer("entries", in: 3...100_000_000) ?? 3
    let plan = SyntheticLedger(
      entryCount: entries, signatoryCount: try arguments.integer("signatories", in: 1...1_000_000),
      algorithm: arguments.value("algorithm").flatMap(AlgorithmChoice.init) ?? .mixed,
      statementSize: arguments.value("statements").flatMap(StatementSize.init))
    let path = session.ledgerPath
    let began = ContinuousClock.now
    let built = try withProgress("building", total: entries, on: suitableProgress(quiet: session.output.isQuiet)) {
      progress throws(CommandError) in
      try plan.build(at: path) { progress.advance(to: $0) }
    }
    try Keeper(logKeys: [built.logKeyPath.absolute], highWaterMark: built.highWaterMarkPath.absolute)
      .write(beside: path)
    let seconds = (ContinuousClock.now - began).components.seconds
    if session.output.isJSON {
      let document: JSONValue = [
        "file": .string("\(path)"), "size": .integer(Int64(clamping: built.entryCount)),
        "attestationCount": .integer(Int64(plan.attestationCount)),
        "signatoryCount": .integer(Int64(plan.signatoryCount)),
        "seconds": .string("\(seconds)"),
      ]
      try session.output.writeDocument(.builtLedger, document)
    } else {
      try session.output.print(
        "\(path): \(entryCount(built.entryCount)), \(counted(plan.attestationCount, "attestation", "attestations")) by \(plan.signatoryCount) "
          + "signatories, in \(seconds) s")
    }
    return .done
  }
}
