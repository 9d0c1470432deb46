import CommandLineTools
import Fixtures
import Glibc
import Testing

@Suite("A program that runs beside this one")
struct BackgroundChildTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Starts a shell that says its number, and then does this.
  private func start(_ script: String) throws -> BackgroundChild {
    try BackgroundChild(
      program: "/bin/sh", arguments: ["-c", "echo $$; \(script)"], folder: folder.path,
      environment: ["PATH=/usr/bin:/bin", "WORD=lamp"], output: "said")
  }

  private func said() throws -> [Substring] {
    for _ in 0..<500 {
      if let lines = try? String(decoding: folder.read("said"), as: UTF8.self).split(separator: "\n"), lines.count > 1 {
        return lines
      }
      usleep(10_000)
    }
    return []
  }

  @Test("runs in its folder with its variables, and has ended when the value goes")
  func ends() throws {
    var number: pid_t = 0
    do {
      let child = try start("echo $WORD; exec sleep 100")
      let lines = try said()
      try #require(lines.count == 2)
      #expect(lines[1] == "lamp")
      number = try #require(pid_t(lines[0]))
      #expect(kill(number, 0) == 0)
      _ = consume child
    }
    // It was waited for by its shell, so its number is free.
    #expect(kill(number, 0) == -1 && errno == ESRCH)
  }

  @Test("may end by itself before")
  func endedAlready() throws {
    let child = try start("echo done")
    #expect(try said().last == "done")
    _ = consume child
  }
}
