public import Files
internal import Glibc

/// A program that somebody named, with its arguments and no shell between: it reads a file as its standard input, and
/// what it says on either stream goes to standard error, so that results stay by themselves.
///
/// It gets the environment of this process but for the passphrases, which are for this program alone.
public struct FedProgram: Sendable {
  private let path: FilePath
  private let words: [FilePath]

  /// Why a program cannot be had.
  public enum Fault: Error, Equatable, Sendable {
    case notFound
    case notExecutable
  }

  /// How a run ended.
  public enum Outcome: Equatable, Sendable {
    /// By itself, with this status.
    case ended(Int32)
    /// By this signal.
    case signalled(Int32)
    /// Its time was over, and it was killed.
    case overdue
    /// It could not be started.
    case unstartable(SystemFailure)
  }

  /// Finds the program: a word with a slash is where it is, any other is looked up in PATH.
  ///
  /// - Parameter words: the program and its arguments.
  public init(_ words: [FilePath]) throws(Fault) {
    guard let program = words.first, !program.bytes.isEmpty else { throw .notFound }
    self.words = words
    guard !program.bytes.contains(UInt8(ascii: "/")) else {
      guard program.exists else { throw .notFound }
      guard Self.isProgram(program) else { throw .notExecutable }
      path = program
      return
    }
    let folders = (FilePath.environment("PATH") ?? "/usr/bin:/bin").bytes
      .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "." : FilePath(bytes: $0) }
    let candidates = folders.map { $0 / program }
    guard let found = candidates.first(where: Self.isProgram) else {
      throw candidates.contains(where: \.exists) ? .notExecutable : .notFound
    }
    path = found
  }

  private static func isProgram(_ path: FilePath) -> Bool {
    guard (try? FileStatus(of: path, followingLinks: true))?.kind == .plain else { return false }
    return unsafe access(path.nulTerminated, X_OK) == 0
  }

  /// Runs it to its end, or kills it and what it started in its group when the time is over.
  ///
  /// - Parameters:
  ///   - input: the file that it reads.
  ///   - variable: a variable that it gets, in place of one of that name.
  public func run(
    reading input: FilePath, variable: (name: String, value: String), limit: Duration
  ) throws(CommandError) -> Outcome {
    let process: pid_t
    switch spawn(input, variable) {
    case .success(let started): process = started
    case .failure(let failure): return .unstartable(failure)
    }
    let end = ContinuousClock.now + limit
    var pause: UInt32 = 1_000
    var isAsked = false
    while true {
      var status: Int32 = 0
      let ended = unsafe waitpid(process, &status, WNOHANG)
      if ended == process { return Self.outcome(status) }
      guard ended == 0 || errno == EINTR else { throw .io("child", "\(words[0]) was lost") }
      if ContinuousClock.now >= end {
        kill(-process, SIGKILL)
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return .overdue
      }
      // It is in a group of its own, so what stops this program has to be passed on.
      if StopSignal.requested, !isAsked {
        kill(-process, SIGTERM)
        isAsked = true
      }
      usleep(pause)
      pause = min(pause * 2, 50_000)
    }
  }

  private static func outcome(_ status: Int32) -> Outcome {
    status & 0x7f == 0 ? .ended((status >> 8) & 0xff) : .signalled(status & 0x7f)
  }

  private func spawn(_ input: FilePath, _ variable: (name: String, value: String)) -> Result<pid_t, SystemFailure> {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return .failure(SystemFailure(ENOMEM)) }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.nulTerminated, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    guard unsafe posix_spawnattr_init(&attributes) == 0 else { return .failure(SystemFailure(ENOMEM)) }
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var arguments = unsafe words.map { unsafe strdup($0.nulTerminated) } + [nil]
    let added = unsafe strdup("\(variable.name)=\(variable.value)")
    defer {
      for place in unsafe arguments.indices { unsafe free(arguments[place]) }
      unsafe free(added)
    }
    var variables = unsafe [added] + environmentWithoutPassphrases(without: variable.name)
    var process = pid_t()
    let code = unsafe posix_spawn(&process, path.nulTerminated, &actions, &attributes, &arguments, &variables)
    return code == 0 ? .success(process) : .failure(SystemFailure(code))
  }
}
