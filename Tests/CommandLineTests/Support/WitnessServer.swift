import Fixtures
import Glibc
import LedgerSamples

/// `pledgebook witness serve` on a record of a workshop, `w.db`, until it is ended or goes out of scope.
final class WitnessServer {
  let process: BackgroundProcess
  /// Where it listens.
  let url: String
  let port: Int
  private var isOver = false

  /// Starts it and waits until it says where it listens.
  ///
  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - words: what comes before the program, which then is looked up in PATH.
  ///   - options: what comes behind it.
  ///   - isQuiet: whether it keeps its requests to itself.
  init(
    _ workshop: Workshop, port: Int = 0, after words: [String] = [], options: [String] = [], isQuiet: Bool = true
  ) throws {
    let serve =
      ["witness", "serve", "--state", workshop.folder.path("w.db"), "--listen", "127.0.0.1:\(port)"]
      + (isQuiet ? ["--quiet"] : []) + options
    process = try BackgroundProcess(
      words.isEmpty ? Program.path : "/usr/bin/env", words.isEmpty ? serve : words + [Program.path] + serve,
      environment: workshop.environment)
    var line: Substring?
    for _ in 0..<1_000 {
      line = process.outputSoFar.split(separator: "\n").first { $0.hasPrefix("witness ") }
      if line != nil, process.outputSoFar.contains("\nkey ") { break }
      usleep(10_000)
    }
    guard let url = line?.split(separator: " ").last, let port = url.split(separator: ":").last.flatMap({ Int($0) })
    else {
      process.terminate()
      _ = try process.finish()
      throw UnusableSample(what: "a witness that listens: \(process.errorSoFar)")
    }
    self.url = String(url)
    self.port = port
  }

  deinit {
    // Not killed: what traces it would leave it running.
    guard !isOver else { return }
    process.terminate()
    _ = try? process.finish()
  }

  func kill() throws {
    process.kill()
    isOver = true
    _ = try process.finish()
  }

  /// Waits until it has ended by itself, some seconds at most, and gives back its status.
  func awaitEnd() throws -> Int32 {
    for _ in 0..<500 where !process.hasEnded { usleep(10_000) }
    return try stop()
  }

  /// Asks it to end, unless it has ended, and gives back its status; below zero for a signal.
  func stop() throws -> Int32 {
    process.terminate()
    isOver = true
    return try process.finish().status
  }
}
