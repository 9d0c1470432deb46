public import Files
internal import Glibc

/// A command that a person wrote, run by a shell in the place of this program: same streams, same folder, and the same
/// environment but for the passphrases, which are for this program alone.
public struct ShellCommand {
  private let command: FilePath
  private let arguments: [FilePath]

  /// - Parameters:
  ///   - command: what the shell reads.
  ///   - arguments: what follows it, which the shell does not look into.
  public init(_ command: FilePath, arguments: [FilePath]) {
    self.command = command
    self.arguments = arguments
  }

  /// Runs it to its end and gives back its status, as a shell would.
  public func run() throws(CommandError) -> Int32 {
    let launch: [FilePath] = ["/bin/sh", "-c", command + " \"$@\"", "sh"] + arguments
    var words = unsafe launch.map { unsafe strdup($0.nulTerminated) } + [nil]
    defer { for place in unsafe words.indices { unsafe free(words[place]) } }
    var variables = unsafe environmentWithoutPassphrases()
    var process = pid_t()
    let code = unsafe posix_spawn(&process, "/bin/sh", nil, nil, &words, &variables)
    guard code == 0 else { throw .io("child", "\(command) could not be started: \(SystemFailure(code).reason)") }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw .io("child", "\(command) was lost") }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}
