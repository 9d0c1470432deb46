internal import CommandLineTools
internal import Glibc

/// One whole run of this very program, from its start to its end, as a shell would see it.
struct ProgramRun {
  /// Wall time.
  let seconds: Double
  /// Processor time, the system's included.
  let processorSeconds: Double
  /// The most memory that it held, in bytes; nil where it was not asked for or GNU time is not installed.
  let peakMemory: Int?

  private static let measurer = "/usr/bin/time"

  /// Runs the program with its output thrown away; another exit status than 0 is an error.
  ///
  /// With a file for it the memory is measured by GNU time in between: Linux counts to a process the memory of the one
  /// that started it, and this one may be large. getrusage(2), ru_maxrss
  static func run(
    _ arguments: [String], environment: [String] = [], memoryIn file: String? = nil
  ) throws(CommandError) -> ProgramRun {
    let path = try executable()
    let isMeasured = unsafe file != nil && access(measurer, X_OK) == 0
    let measuring = isMeasured ? [measurer, "-q", "-f", "%M", "-o", file ?? ""] : []
    let began = ContinuousClock.now
    let process = try spawn(measuring + [path] + arguments, environment)
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

  private static func kibibytes(in file: String) throws(CommandError) -> Int {
    let text = String(decoding: try readInput(file, limit: 4_096), as: UTF8.self)
    guard let line = text.split(separator: "\n").last, let number = Int(line) else {
      throw failure([measurer], "it says \(text)")
    }
    return number
  }

  private static func spawn(_ arguments: [String], _ environment: [String]) throws(CommandError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { throw failure(arguments, "no memory") }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
      for place in unsafe words.indices { unsafe free(words[place]) }
      for place in unsafe variables.indices { unsafe free(variables[place]) }
    }
    var process = pid_t()
    let code = unsafe posix_spawn(&process, arguments[0], &actions, nil, &words, &variables)
    guard code == 0 else { throw failure(arguments, "error \(code)") }
    return process
  }

  /// The file this process runs.
  private static func executable() throws(CommandError) -> String {
    var path = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink("/proc/self/exe", &path, path.count)
    guard count > 0 else {
      throw .io("program", "this program's own file is not to be found", hint: "is /proc mounted?")
    }
    return String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func failure(_ arguments: [String], _ reason: String) -> CommandError {
    CommandError(
      code: "bench.failed", message: "\(arguments.joined(separator: " ")) did not do its work: \(reason)",
      exit: .io)
  }
}

extension timeval {
  var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
