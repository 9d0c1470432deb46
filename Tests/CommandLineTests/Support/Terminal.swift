import Fixtures
import Glibc

extension Workshop {
  /// Runs a command at a terminal, at which somebody types this once it asks: an answer, or several, a line each; what stood
  /// on the terminal.
  func run(
    atTerminal answer: String, _ arguments: [String], asks prompt: String = "[y/N]", meanwhile: () throws -> Void = {}
  ) throws -> Transcript {
    let words = ["/usr/bin/env", "-C", folder.path, Program.path] + arguments
    return try run(atTerminal: answer, words: words, arguments, asks: prompt, meanwhile: meanwhile)
  }

  /// Runs a command in a shell whose controlling terminal it is, with some of its streams elsewhere.
  ///
  /// - Parameters:
  ///   - ahead: what is typed before the command begins.
  ///   - jobs: the shell gives each job a process group of its own.
  func run(
    atControllingTerminal answer: String, _ arguments: [String], _ redirection: String, ahead: String = "",
    jobs: Bool = false
  ) throws -> Transcript {
    let script = (jobs ? "set -m; " : "") + "\"$@\" \(redirection)"
    let words =
      [
        "/usr/bin/setsid", "--ctty", "--wait", "/usr/bin/env", "-C", folder.path, "/bin/sh", "-c", script, "sh",
        Program.path,
      ]
      + arguments
    return try run(atTerminal: answer, words: words, arguments, ahead: ahead)
  }

  private func run(
    atTerminal answer: String, words: [String], _ arguments: [String], asks prompt: String = "[y/N]",
    ahead: String = "",
    meanwhile: () throws -> Void = {}
  ) throws -> Transcript {
    // posix_openpt and its kind are not in the Glibc module; these are what they do on Linux (ioctl_tty(2)).
    let (unlock, number) = (UInt(0x4004_5431), UInt(0x8004_5430))
    let master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (isLocked, index): (Int32, UInt32) = (0, 0)
    guard master >= 0, ioctl(master, unlock, &isLocked) == 0, ioctl(master, number, &index) == 0 else {
      throw BackgroundProcess.Failure(number: errno)
    }
    defer { close(master) }
    let terminal = Glibc.open("/dev/pts/\(index)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { throw BackgroundProcess.Failure(number: errno) }
    defer { close(terminal) }
    _ = Array(ahead.utf8).withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
    let process = try BackgroundProcess(
      words[0], Array(words.dropFirst()), environment: environment.merging(["NO_COLOR": "1"]) { $1 }, terminal: terminal
    )
    var screen = ""
    var isAnswered = false
    while true {
      var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let isReadable = poll(&waiting, 1, 20) > 0 && waiting.revents & Int16(POLLIN) != 0
      if isReadable {
        var piece = [UInt8](repeating: 0, count: 4_096)
        let count = read(master, &piece, piece.count)
        if count > 0 { screen += String(decoding: piece.prefix(count), as: UTF8.self) }
      }
      if !isAnswered, screen.contains(prompt) {
        isAnswered = true
        try meanwhile()
        _ = Array(answer.utf8).withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
      }
      if !isReadable, process.hasEnded { break }
    }
    let result = try process.finish()
    return Transcript(
      arguments: arguments, status: result.status, output: String(decoding: result.output, as: UTF8.self),
      error: screen.replacing("\r\n", with: "\n"))
  }
}
