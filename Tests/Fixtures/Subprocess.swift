import Glibc

/// What a program left behind: how it ended and all it wrote.
public typealias SubprocessResult = (status: Int32, output: [UInt8], error: [UInt8])

/// A program that could not be started, or whose streams could not be made.
public struct SubprocessError: Error, CustomStringConvertible {
  public let description: String

  init(_ call: String, _ program: String, _ number: Int32) {
    description = "\(call) for \(program): \(String(cString: strerror(number)))"
  }

  init(unknown program: String) {
    description = "\(program): no test may count on this program, see ProgramsOfTests"
  }
}

/// Runs a program to its end and gives back its status, output and error text.
///
/// The program is looked up in PATH unless its name has a slash, and is then one of `ProgramsOfTests`. A status below zero is the number of the signal that
/// ended it. The environment holds PATH, HOME and LC_ALL=C and what the caller adds, so that a test does not depend on
/// the shell it was started from. The three streams are unlinked files: nothing can block on a full pipe, there is no
/// SIGPIPE when the program leaves input unread, and `openssl pkeyutl -rawin`, which wants a regular file, is content.
public func run(
  _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
  in folder: String? = nil
) throws -> SubprocessResult {
  guard ProgramsOfTests.mayStart(program, arguments) else { throw SubprocessError(unknown: program) }
  let streams = try (0..<3).map { try StreamFile(number: Int32($0), of: program) }
  try streams[0].fill(with: input)

  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for stream in streams {
    posix_spawn_file_actions_adddup2(&actions, stream.descriptor, stream.number)
  }

  // Tests run in threads of Dispatch, which block signals, and a child that inherits this can only be killed.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  // A session of its own, without the terminal at which the tests may run: nobody there is to be asked anything.
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | spawnInNewSession)

  // The Glibc module has no call that changes the folder of the child alone.
  let words = (folder.map { ["env", "-C", $0] } ?? []) + [program] + arguments
  let process = try words.withCStrings { arguments in
    let variables = base().merging(environment) { _, added in added }.map { "\($0)=\($1)" }
    return try variables.withCStrings { environment in
      var process = pid_t()
      let failure = posix_spawnp(&process, words[0], &actions, &attributes, arguments, environment)
      guard failure == 0 else { throw SubprocessError("posix_spawnp", program, failure) }
      return process
    }
  }

  var ending: Int32 = 0
  while waitpid(process, &ending, 0) < 0 {
    guard errno == EINTR else { throw SubprocessError("waitpid", program, errno) }
  }
  let signal = ending & 0x7f
  let status = signal == 0 ? (ending >> 8) & 0xff : -signal
  return (status, try streams[1].contents(), try streams[2].contents())
}

/// POSIX_SPAWN_SETSID, a GNU name that is not in the Glibc module.
public let spawnInNewSession: Int16 = 0x80

private func base() -> [String: String] {
  var variables = ["LC_ALL": "C"]
  for name in ["PATH", "HOME"] {
    guard let value = getenv(name) else { continue }
    variables[name] = String(cString: value)
  }
  return variables
}

/// A file without a name that serves as one stream of a child process.
private final class StreamFile {
  let number: Int32
  let descriptor: Int32
  private let program: String

  init(number: Int32, of program: String) throws {
    self.number = number
    self.program = program
    // Closed on exec, or children started by other tests at this moment would inherit it; dup2 clears the mark.
    let path = "/tmp/pledgebook-stream-\(UInt64.random(in: 0...UInt64.max))"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SubprocessError("open", program, errno) }
    unlink(path)
  }

  deinit {
    close(descriptor)
  }

  func fill(with bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let written = bytes[done...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(done)) }
      guard written > 0 else { throw SubprocessError("pwrite", program, errno) }
      done += written
    }
  }

  func contents() throws -> [UInt8] {
    let count = Int(lseek(descriptor, 0, SEEK_END))
    var bytes = [UInt8](repeating: 0, count: max(0, count))
    var done = 0
    while done < bytes.count {
      let read = bytes[done...].withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(done)) }
      guard read > 0 else { throw SubprocessError("pread", program, errno) }
      done += read
    }
    return bytes
  }
}

extension [String] {
  /// Lends the strings as a null-terminated array of C strings.
  fileprivate func withCStrings<Result>(
    _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
  ) rethrows -> Result {
    let pointers = map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return try body(pointers + [nil])
  }
}
