public import Files
internal import Glibc

/// One run of a program: in a folder, with an environment, its output gathered.
public struct ChildProcess {
  /// Looked up in PATH unless it has a slash.
  public let program: FilePath
  public let arguments: [FilePath]
  /// The folder it runs in; nil for the one of this process.
  public let folder: FilePath?
  /// `NAME=VALUE` for each variable it gets, and no others.
  public let environment: [FilePath]

  /// A run that has not begun.
  public init(
    program: any FileNaming, arguments: [any FileNaming], folder: (any FileNaming)? = nil,
    environment: [any FileNaming]
  ) {
    self.program = program.filePath
    self.arguments = arguments.map(\.filePath)
    self.folder = folder?.filePath
    self.environment = environment.map(\.filePath)
  }

  /// What it said on both streams in the order it came, and the status it ended with.
  public func run() throws(CommandError) -> (output: [UInt8], status: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw failure("no pipe") }
    let (reading, writing) = (ends[0], ends[1])
    // Otherwise the child would hold the writing end as well, and the reading end would never see the end.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(reading) }
    let process: pid_t
    do {
      defer { close(writing) }
      process = try spawn(writing)
    }
    let output = drain(reading)
    return (output, try status(of: process))
  }

  /// POSIX_SPAWN_SETSID, a GNU name that is not in the Glibc module.
  private static let inNewSession: Int16 = 0x80

  private func spawn(_ writing: Int32) throws(CommandError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { throw failure("no memory") }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, writing, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, writing, STDERR_FILENO)
    // Changing the folder is no part of POSIX's file actions, and this process may have other threads: a shell does it.
    let launch: [FilePath] =
      ["/bin/sh", "-c", "cd -- \"$1\" && shift && exec \"$@\"", "sh", folder ?? ".", program] + arguments

    var words = unsafe launch.map { unsafe strdup($0.nulTerminated) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0.nulTerminated) } + [nil]
    defer {
      for place in unsafe words.indices { unsafe free(words[place]) }
      for place in unsafe variables.indices { unsafe free(variables[place]) }
    }
    var process = pid_t()
    // A session of its own: it has no terminal, and asks nobody.
    var attributes = posix_spawnattr_t()
    guard unsafe posix_spawnattr_init(&attributes) == 0 else { throw failure("no memory") }
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawnattr_setflags(&attributes, Self.inNewSession)
    let code = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &variables)
    guard code == 0 else { throw failure("error \(code)") }
    return process
  }

  private func drain(_ reading: Int32) -> [UInt8] {
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(reading, &block, block.count)
      if count > 0 {
        output += block[..<count]
      } else if count == 0 || errno != EINTR {
        return output
      }
    }
  }

  private func status(of process: pid_t) throws(CommandError) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw failure("it was lost") }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  private func failure(_ reason: String) -> CommandError {
    .io("child", "cannot run \(program): \(reason)")
  }
}
