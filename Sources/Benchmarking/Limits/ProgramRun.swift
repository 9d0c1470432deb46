internal import CommandLineTools
internal import Files
internal import Glibc

/// One whole run of a program, from its start to its end, as a shell would see it.
struct ProgramRun {
  /// Wall time.
  let seconds: Double
  /// Processor time, the system's included.
  let processorSeconds: Double
  /// The most memory that it held, in bytes; nil where it was not asked for or GNU time is not installed.
  let peakMemory: Int?

  private static let measurer: FilePath = "/usr/bin/time"

  /// Runs a program with its output thrown away; another exit status than 0 is an error.
  ///
  /// With a file for it the memory is measured by GNU time in between: Linux counts to a process the memory of the one
  /// that started it, and this one may be large. getrusage(2), ru_maxrss
  static func run(
    _ program: FilePath, _ arguments: [FilePath], environment: [FilePath] = [], memoryIn file: FilePath? = nil
  ) throws(CommandError) -> ProgramRun {
    let isMeasured = unsafe file != nil && access(measurer.nulTerminated, X_OK) == 0
    let measuring: [FilePath] = isMeasured ? [measurer, "-q", "-f", "%M", "-o", file ?? ""] : []
    let began = ContinuousClock.now
    let process = try spawn(measuring + [program] + arguments, environment)
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw failure(arguments, "it was lost") }
    }
    let seconds = (ContinuousClock.now - began).inSeconds
    guard status == 0 else { throw failure(arguments, "its status is \(status >> 8)") }
    return ProgramRun(
      seconds: seconds, processorSeconds: usage.ru_utime.inSeconds + usage.ru_stime.inSeconds,
      peakMemory: isMeasured ? try kibibytes(in: file ?? "") * 1_024 : nil)
  }

  private static func kibibytes(in file: FilePath) throws(CommandError) -> Int {
    let text = String(decoding: try readInput(file, limit: 4_096), as: UTF8.self)
    guard let line = text.split(separator: "\n").last, let number = Int(line) else {
      throw failure([measurer], "it says \(text)")
    }
    return number
  }

  private static func spawn(_ arguments: [FilePath], _ environment: [FilePath]) throws(CommandError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { throw failure(arguments, "no memory") }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var words = unsafe arguments.map { unsafe strdup($0.nulTerminated) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0.nulTerminated) } + [nil]
    defer {
      for place in unsafe words.indices { unsafe free(words[place]) }
      for place in unsafe variables.indices { unsafe free(variables[place]) }
    }
    var process = pid_t()
    let code = unsafe posix_spawn(&process, arguments[0].nulTerminated, &actions, nil, &words, &variables)
    guard code == 0 else { throw failure(arguments, "error \(code)") }
    return process
  }

  private static func failure(_ arguments: [FilePath], _ reason: String) -> CommandError {
    CommandError(
      code: "bench.failed",
      message: "\(arguments.map(\.shellWord).joined(separator: " ")) did not do its work: \(reason)",
      exit: .io)
  }
}

extension timeval {
  var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
