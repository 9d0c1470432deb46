import Fixtures
import Glibc

/// Runs a harness over inputs that know nothing of it but its seeds.
///
/// The process is the measure: a trap, an input that takes longer than `secondsForOne`, and memory beyond `memoryLimit`
/// end it. The input under work lies in a file, which is what is left then.
struct Campaign {
  let harness: Harness
  let seeds: [[UInt8]]
  /// Where the input under work lies.
  let record: String
  /// How many inputs, or as many as the seconds allow.
  var runs = Int.max
  var seconds: Int?
  var seed: UInt64 = 1

  /// Far more than any input takes on a busy machine.
  private static let secondsForOne: UInt32 = 60
  private static let memoryLimit: rlim_t = 512 << 20

  struct Outcome {
    var runs = 0
    var taken = 0
    var seconds = 0.0
  }

  /// Runs the seeds and then what is made of them; throws the first contradiction.
  func run() throws -> Outcome {
    var limit = rlimit(rlim_cur: Self.memoryLimit, rlim_max: Self.memoryLimit)
    setrlimit(__rlimit_resource_t(UInt32(RLIMIT_DATA.rawValue)), &limit)
    let file = open(record, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Repository.Unreadable(path: record) }
    defer { close(file) }
    var outcome = Outcome()
    let began = ContinuousClock.now
    func work(_ input: [UInt8]) throws {
      // Before the work: after a trap there is nobody left to write it down.
      ftruncate(file, 0)
      pwrite(file, input, input.count, 0)
      alarm(Self.secondsForOne)
      outcome.runs += 1
      if try harness.takes(input) { outcome.taken += 1 }
    }
    for seed in seeds { try work(seed) }
    var mutator = Mutator(seeds: seeds, generator: SeededGenerator(seed: seed))
    let end = seconds.map { began + .seconds($0) }
    while outcome.runs < runs {
      if let end, ContinuousClock.now >= end { break }
      try work(mutator.input(upTo: harness.largest))
    }
    alarm(0)
    unlink(record)
    let passed = ContinuousClock.now - began
    outcome.seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
    return outcome
  }
}
