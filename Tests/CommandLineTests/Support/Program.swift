import Fixtures
import Glibc

/// The built command, which lies in the same folder as these tests.
enum Program {
  static let path = BuiltPrograms.path("pledgebook")

  /// The laboratory, which makes ledgers of any size.
  static let lab = BuiltPrograms.path("pledgebook-lab")

  /// The root of the package, for the accords and registers that ship with it.
  static let package: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    return parts.joined(separator: "/")
  }()

  /// Whether another user than root can be had, who may not do everything, and may run the program.
  static let runsAsNobody: Bool = {
    guard getuid() == 0, let result = try? run("setpriv", nobody + [path, "--version"]) else { return false }
    return result.status == 0
  }()

  static let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
}

/// A program under way, which can be ended before it ends.
final class BackgroundProcess {
  let process: pid_t
  private let output: Int32
  private let error: Int32
  private var isOver = false

  /// Starts a program with these variables and no others; it reads nothing.
  init(_ program: String, _ arguments: [String], environment: [String: String]) throws {
    output = try Self.file()
    error = try Self.file()
    process = try Self.spawn(
      program, arguments, environment, streams: [open("/dev/null", O_RDONLY | O_CLOEXEC), output, error])
  }

  /// Starts a program that reads from a terminal and says its messages there.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], terminal: Int32
  ) throws {
    output = try Self.file()
    error = try Self.file()
    process = try Self.spawn(
      program, arguments, environment, streams: [fcntl(terminal, F_DUPFD_CLOEXEC, 0), output, terminal])
  }

  /// Waits for the end: status as of a shell, below zero for a signal.
  func finish() throws -> SubprocessResult {
    isOver = true
    return (Self.wait(process), Self.contents(output), Self.contents(error))
  }

  func kill() {
    Glibc.kill(process, SIGKILL)
  }

  /// Asks it to end, as an operator does.
  func terminate() {
    Glibc.kill(process, SIGTERM)
  }

  /// Stops it where it is, until it is let go on: to others it is there and does not answer.
  func pause() {
    Glibc.kill(process, SIGSTOP)
  }

  func goOn() {
    Glibc.kill(process, SIGCONT)
  }

  /// Whether it has ended by itself.
  var hasEnded: Bool {
    var information = siginfo_t()
    // WNOWAIT leaves it to be waited for.
    return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo != 0
  }

  /// What it has written so far.
  var outputSoFar: String { String(decoding: Self.contents(output), as: UTF8.self) }
  /// And to the other stream.
  var errorSoFar: String { String(decoding: Self.contents(error), as: UTF8.self) }

  deinit {
    if !isOver {
      kill()
      _ = Self.wait(process)
    }
    close(output)
    close(error)
  }

  /// Runs a program whose standard output nobody reads.
  static func runUnread(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws -> (status: Int32, error: [UInt8]) {
    var pipe: [Int32] = [0, 0]
    guard Glibc.pipe(&pipe) == 0 else { throw Failure(number: errno) }
    close(pipe[0])
    _ = fcntl(pipe[1], F_SETFD, FD_CLOEXEC)
    defer { close(pipe[1]) }
    let error = try file()
    defer { close(error) }
    let process = try spawn(
      program, arguments, environment, streams: [open("/dev/null", O_RDONLY | O_CLOEXEC), pipe[1], error])
    return (wait(process), contents(error))
  }

  struct Failure: Error { let number: Int32 }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], streams: [Int32]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() { posix_spawn_file_actions_adddup2(&actions, stream, Int32(number)) }
    // The test process may ignore SIGPIPE, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    // Tests run in threads of Dispatch, which block signals, and a child that inherits this can only be killed.
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | spawnInNewSession)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process = pid_t()
    let failure = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
    close(streams[0])
    guard failure == 0 else { throw Failure(number: failure) }
    return process
  }

  private static func wait(_ process: pid_t) -> Int32 {
    var ending: Int32 = 0
    while waitpid(process, &ending, 0) < 0 && errno == EINTR {}
    let signal = ending & 0x7f
    return signal == 0 ? (ending >> 8) & 0xff : -signal
  }

  private static func file() throws -> Int32 {
    let path = "/tmp/pledgebook-stream-\(UInt64.random(in: 0...UInt64.max))"
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(number: errno) }
    unlink(path)
    return descriptor
  }

  private static func contents(_ descriptor: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, Int(lseek(descriptor, 0, SEEK_END))))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }
}
