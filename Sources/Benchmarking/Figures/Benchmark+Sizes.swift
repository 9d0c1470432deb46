internal import CommandLineTools
internal import Compliance
internal import Files
internal import Languages
internal import LedgerReports
internal import Pledges
internal import Publication
internal import Reports
internal import Storage
internal import Verification

/// What work costs in a ledger of one size; the figures of all sizes have the same ids in the same order.
public struct SizeFigures: Sendable {
  public let entryCount: Int
  public let figures: [Figure]
}

extension Benchmark {
  /// The same work on a ledger of one size: both algorithms, statements of all sizes.
  func figures(ofSize count: Int, in folder: FilePath) throws -> SizeFigures {
    let folder = folder / "size-\(count)"
    try Machine.makeFolder(folder)
    defer { Machine.removeTree(folder) }
    let built = try SyntheticLedger(entryCount: count).build(at: folder / "ledger.db") { _ in
      StopSignal.endIfRequested()
    }
    var figures = try wholeProcesses(built, count)
    figures += try publishing(built, in: folder)
    figures += try reading(built.path)
    return SizeFigures(entryCount: count, figures: figures)
  }

  /// Large ledgers are gone through less often: each run is long enough to be steady.
  private func rounds(forSize count: Int) -> Int { count > 200_000 ? 1 : min(rounds, 3) }

  /// Verifying, opening and appending one, each a process from start to end.
  private func wholeProcesses(_ built: SyntheticLedger.Built, _ count: Int) throws -> [Figure] {
    let ledger: [FilePath] = ["--ledger", built.path, "--quiet"]
    let rounds = 0..<rounds(forSize: count)
    let verifying = try rounds.map { _ in
      try ProgramRun.run(executable, ["verify"] + ledger, memoryIn: built.path + ".memory")
    }
    let opening = try rounds.map { _ in
      try ProgramRun.run(executable, ["status"] + ledger, memoryIn: built.path + ".memory")
    }
    let appending = try (0..<min(self.rounds, 5)).map { _ in try appendOne(to: built) }
    let million = 1e6 / Double(count)
    return [
      Figure(
        "size.verify", "verify everything, an entry, wall", unit: "µs", samples: verifying.map { $0.seconds * million }),
      Figure(
        "size.verify.processor", "the same, processor time", unit: "µs",
        samples: verifying.map { $0.processorSeconds * million }),
      Figure("size.open", "open and read, an entry, wall", unit: "µs", samples: opening.map { $0.seconds * million }),
      Figure(
        "size.append-one", "open and append one, whole process", unit: "ms", samples: appending.map { $0.seconds * 1e3 }
      ),
    ] + memory("verify", "verifying", verifying) + memory("open", "open", opening)
      + memory("append", "appending", appending)
  }

  /// None where the system has nothing to measure it with.
  private func memory(_ id: String, _ title: String, _ runs: [ProgramRun]) -> [Figure] {
    let samples = runs.compactMap(\.peakMemory).map { Double($0) / 1_048_576 }
    return samples.isEmpty
      ? [] : [Figure("size.memory.\(id)", "most memory, \(title)", unit: "MiB", samples: samples)]
  }

  /// Signs a join that no ledger holds yet and submits it with the program.
  private func appendOne(to built: SyntheticLedger.Built) throws -> ProgramRun {
    let time = "2099-01-01T00:00:00Z"
    let path = built.path + ".one.json"
    try writeOutput(try built.joinOfAnother(at: made(Instant(time))).canonicalBytes, to: path, overwriting: true)
    return try ProgramRun.run(
      executable, ["submit", path, "--at", FilePath(time), "--ledger", built.path, "--quiet"],
      environment: [FilePath(bytes: Array("PLEDGEBOOK_LOG_KEY=".utf8) + built.logKeyPath.bytes)],
      memoryIn: built.path + ".memory")
  }

  /// Writing the static files of the whole ledger, and bringing them up after one more entry.
  private func publishing(_ built: SyntheticLedger.Built, in folder: FilePath) throws -> [Figure] {
    let place = folder / "published"
    try Machine.makeFolder(place)
    func publish() throws -> Double {
      let reader = try SQLiteLedgerReader.open(built.path)
      let began = ContinuousClock.now
      _ = try reader.withSnapshot { try Publisher(reader, into: PublishingFolder(place)).publish() }
      return (ContinuousClock.now - began).inSeconds
    }
    let whole = try publish()
    let more = try (0..<min(rounds, 5)).map { _ in
      _ = try appendOne(to: built)
      return try publish() * 1e3
    }
    return [
      Figure("size.publish", "publish all", unit: "s", samples: [whole]),
      Figure("size.publish-one", "publish one entry more", unit: "ms", samples: more),
    ]
  }

  /// Proofs and reports from a ledger that is open.
  private func reading(_ path: FilePath) throws -> [Figure] {
    let reader = try SQLiteLedgerReader.open(path)
    let size = try reader.head().size
    var halves: [Double] = []
    var tails: [Double] = []
    for _ in 0..<rounds {
      let taken = try (0..<1_000).map { _ in
        let index = EntryIndex(UInt64.random(in: 0..<size))
        let began = ContinuousClock.now
        _ = try reader.proofFile(of: index)
        return (ContinuousClock.now - began).inSeconds * 1e6
      }
      halves.append(taken.percentile(50))
      tails.append(taken.percentile(99))
    }
    let replayed = try ReplayedLedger(reader, from: try LedgerSnapshot.usable(beside: path, upTo: size))
    let proof = try made(
      LedgerProof(replayed.state, size: replayed.size, root: replayed.root, head: replayed.head, program: program))
    // All is due by then.
    let asOf = try made(Instant("2099-01-01T00:00:00Z"))
    let view = LedgerView(
      replayed.state, proof: proof, asOf: asOf, removals: replayed.state.removals,
      source: StoredStatements(reader: reader, size: replayed.size, root: replayed.root))
    let signatory = try made(PartyID("body-1"))
    return [
      Figure("size.proof.p50", "inclusion proof, half are faster", unit: "µs", samples: halves),
      Figure("size.proof.p99", "inclusion proof, 99 in 100 are faster", unit: "µs", samples: tails),
      Figure(
        "size.report", "report of a signatory as HTML, once open", unit: "ms",
        samples: try milliseconds { _ = try SignatoryReport(of: signatory, in: view, language: .english).html() }),
      Figure(
        "size.overview", "overview as HTML, once open", unit: "ms",
        samples: try milliseconds { _ = try AccordOverview(in: view, language: .english).html() }),
    ]
  }

  private func milliseconds(_ work: () throws -> Void) rethrows -> [Double] {
    try samples {
      let began = ContinuousClock.now
      try work()
      return (ContinuousClock.now - began).inSeconds * 1e3
    }
  }

  /// How long the program takes to start and end.
  func starting() throws -> [Figure] {
    let samples = try samples {
      try (0..<20).map { _ in try ProgramRun.run(executable, ["--version"]).seconds * 1e3 }.percentile(50)
    }
    return [Figure("start", "pledgebook --version, whole process", unit: "ms", samples: samples)]
  }
}

extension SyntheticLedger.Built {
  /// The join of a party that no ledger holds yet, signed by the registrar.
  func joinOfAnother(at now: Instant) throws -> SubmittedEnvelope {
    let id = "late-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    let join = Join(
      signatory: try made(PartyID(id)), name: try made(TextMap([("en", id)])), kind: try made(PlainID("body")),
      effective: now, keys: [], basis: .publicSource,
      source: Join.Source(
        uri: "https://synthetic.example/\(id)", sha256: nil, asOf: try made(CalendarDate("2098-12-31"))))
    let binding = try made(binding)
    let statement = Statement(
      subjects: [binding.accord], ledger: binding.ledger, issuedAt: now, predicate: .join(join))
    return try envelope(statement, parties.registrar)
  }
}
