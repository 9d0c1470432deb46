#if !LIBFUZZER
  import Glibc

  /// The harnesses without libFuzzer: `make test` runs them for a minute, `make fuzz` where the toolchain has nothing
  /// better, and either tool's findings are tried again with `try`.
  @main
  enum Fuzz {
    private static let usage = """
      Fuzzing list                                             the harnesses, each with its most bytes
      Fuzzing run NAME [--runs N] [--seconds N] [--seed N]     inputs made of the corpus
                  [--corpus FOLDER] [--record FILE]
      Fuzzing try NAME FILE...                                 these inputs, and what becomes of each
      Fuzzing seeds FOLDER                                     writes the seeds of the corpus anew
      """

    static func main() {
      var words = CommandLine.arguments.dropFirst()
      do {
        switch (words.popFirst(), words.count) {
        case ("list", 0): for harness in Harness.all { print(harness.name, harness.largest) }
        case ("seeds", 1): try Seeds.write(to: words.removeFirst())
        case ("try", 2...): try attempt(harness(words.removeFirst()), Array(words))
        case ("run", 1...): try run(harness(words.removeFirst()), options(words))
        default: fail(usage, 2)
        }
      } catch {
        fail("\(error)", 1)
      }
    }

    private static func run(_ harness: Harness, _ options: [String: String]) throws {
      let folder = options["--corpus"] ?? "\(Repository.root)/Tests/Fuzzing/Corpus"
      let files = try Repository.files(in: "\(folder)/\(harness.name)")
      var campaign = Campaign(
        harness: harness, seeds: try files.map { try Repository.contents("\(folder)/\(harness.name)/\($0)") },
        record: options["--record"] ?? "fuzz-\(harness.name)")
      if let runs = options["--runs"] { campaign.runs = try number(runs) }
      if let seconds = options["--seconds"] { campaign.seconds = try number(seconds) }
      if let seed = options["--seed"] { campaign.seed = UInt64(try number(seed)) }
      do {
        let outcome = try campaign.run()
        let rate = Int(Double(outcome.runs) / max(outcome.seconds, 0.001))
        print("\(harness.name): \(outcome.runs) inputs, \(outcome.taken) taken, \(rate) a second")
      } catch let contradiction as Contradiction {
        fail("\(harness.name): \(contradiction)\nthe input is \(campaign.record)", 1)
      }
    }

    private static func attempt(_ harness: Harness, _ files: [String]) throws {
      for file in files {
        print("\(file): \(try harness.takes(Repository.contents(file)) ? "taken" : "refused")")
      }
    }

    private static func harness(_ name: String) throws -> Harness {
      guard let harness = Harness.named(name) else { throw Contradiction("there is no harness \(name)") }
      return harness
    }

    private static func options(_ words: ArraySlice<String>) throws -> [String: String] {
      var options: [String: String] = [:]
      var words = words
      while let name = words.popFirst() {
        guard ["--runs", "--seconds", "--seed", "--corpus", "--record"].contains(name), let value = words.popFirst()
        else { fail(usage, 2) }
        options[name] = value
      }
      return options
    }

    private static func number(_ text: String) throws -> Int {
      guard let number = Int(text), number >= 0 else { throw Contradiction("\(text) is no number") }
      return number
    }

    private static func fail(_ text: String, _ status: Int32) -> Never {
      let line = Array("\(text)\n".utf8)
      write(STDERR_FILENO, line, line.count)
      exit(status)
    }
  }
#endif
