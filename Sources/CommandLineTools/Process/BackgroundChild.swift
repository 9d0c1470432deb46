public import Files
internal import Glibc

/// A program that runs beside this one, and ends with it: when the value goes, and also when this process is killed.
public struct BackgroundChild: ~Copyable {
  /// A shell, which is the parent of the program.
  private let shell: pid_t
  /// While this end is open, the program runs. The system closes it, whatever becomes of this process.
  private let lifeline: Int32

  // What a terminal sends to all of the group must not end the shell before it has ended the program, and the program
  // must not inherit that: it is started first.
  private static let script = """
    cd -- "$1" && output=$2 && shift 2 || exit
    "$@" </dev/null >"$output" 2>&1 &
    program=$!
    exec 2>/dev/null
    trap '' HUP INT TERM
    cat >/dev/null
    kill "$program"
    wait "$program"
    """

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - folder: the folder it runs in.
  ///   - environment: `NAME=VALUE` for each variable it gets, and no others.
  ///   - output: the file in that folder that gets what it says on both streams.
  public init(
    program: any FileNaming, arguments: [any FileNaming], folder: any FileNaming, environment: [any FileNaming],
    output: String
  ) throws(CommandError) {
    let program = program.filePath
    let launch: [FilePath] =
      ["/bin/sh", "-c", FilePath(BackgroundChild.script), "sh", folder.filePath, FilePath(output), program]
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw BackgroundChild.failure(program, "no pipe") }
    // A copy of the writing end in any child would keep the program running.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    do {
      shell = try BackgroundChild.spawn(
        launch + arguments.map(\.filePath), environment.map(\.filePath), input: ends[0])
    } catch {
      close(ends[1])
      throw error
    }
    lifeline = ends[1]
  }

  /// Asks the program to end, and waits for it.
  deinit {
    close(lifeline)
    var status: Int32 = 0
    while unsafe waitpid(shell, &status, 0) < 0, errno == EINTR {}
  }

  private static func spawn(
    _ words: [FilePath], _ environment: [FilePath], input: Int32
  ) throws(CommandError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { throw failure(words[0], "no memory") }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    // A thread of Dispatch blocks signals, and a program that inherits this could not be asked to end.
    var attributes = posix_spawnattr_t()
    guard unsafe posix_spawnattr_init(&attributes) == 0 else { throw failure(words[0], "no memory") }
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = unsafe words.map { unsafe strdup($0.nulTerminated) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0.nulTerminated) } + [nil]
    defer {
      for place in unsafe arguments.indices { unsafe free(arguments[place]) }
      for place in unsafe variables.indices { unsafe free(variables[place]) }
    }
    var process = pid_t()
    let code = unsafe posix_spawn(&process, words[0].nulTerminated, &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw failure(words[0], "error \(code)") }
    return process
  }

  private static func failure(_ program: FilePath, _ reason: String) -> CommandError {
    .io("child", "cannot run \(program): \(reason)")
  }
}
