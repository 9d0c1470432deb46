import Files
import Fixtures
import Glibc
import Testing

@testable import CommandLineTools

@Suite("Passphrases and the programs that are started")
struct ShellCommandTests {
  @Test("A command of somebody's gets the environment, and none of the passphrases in it")
  func environment() async throws {
    await #expect(processExitsWith: .exitCode(0)) {
      for name in ["PLEDGEBOOK_PASSPHRASE", "PLEDGEBOOK_LOG_PASSPHRASE", "PLEDGEBOOK_WITNESS_PASSPHRASE"] {
        setenv(name, "oil for the lamp", 1)
      }
      setenv("PIN", "1234", 1)
      setenv("PLEDGEBOOK_LEDGER", "ledger.db", 1)
      let folder = try TemporaryFolder()
      let status = try ShellCommand("env >", arguments: [FilePath(folder.path("said"))]).run()
      check(status == 0, "\(status)")
      let said = String(decoding: try folder.read("said"), as: UTF8.self)
      check(said.contains("PIN=1234\n") && said.contains("PLEDGEBOOK_LEDGER=ledger.db\n"), said)
      check(!said.contains("PASSPHRASE") && !said.contains("oil"), said)
      // This process still has them.
      check(environmentBytes("PLEDGEBOOK_PASSPHRASE") == Array("oil for the lamp".utf8), "it is gone")
      exit(0)
    }
  }

  @Test(
    "A command ends with the status that a shell would see",
    arguments: [("true", 0), ("exit 7;", 7), ("kill -9 $$;", 137)])
  func status(_ command: String, _ status: Int32) throws {
    #expect(try ShellCommand(FilePath(command), arguments: ["a b"]).run() == status)
  }

  @Test("What is forgotten is overwritten where it stood")
  func forgotten() async {
    await #expect(processExitsWith: .exitCode(0)) {
      setenv("PLEDGEBOOK_WITNESS_PASSPHRASE", "oil for the lamp", 1)
      setenv("OTHER", "kept", 1)
      guard let place = getenv("PLEDGEBOOK_WITNESS_PASSPHRASE") else { exit(2) }
      let count = strlen(place)
      forgetPassphrases()
      check(UnsafeRawBufferPointer(start: place, count: count).allSatisfy { $0 == 0 }, "it is still there")
      check(!isEnvironmentSet("PLEDGEBOOK_WITNESS_PASSPHRASE"), "it is still set")
      check(environmentValue("OTHER") == "kept", "too much is gone")
      exit(0)
    }
  }

  @Test("Nothing else starts programs, and each place says which variables they get")
  func places() throws {
    let found = try run(
      "grep",
      [
        "-rlE", "--include=*.swift", "--include=*.h", "posix_spawn\\(|execv|popen\\(|Glibc.system\\(|vfork\\(",
        "Sources",
      ],
      in: Judges.package)
    let places = String(decoding: found.output, as: UTF8.self).split(separator: "\n").sorted()
    // The first two take a list from their caller and add nothing to it.
    #expect(
      places == [
        "Sources/Benchmarking/Limits/ProgramRun.swift", "Sources/CommandLineTools/Process/BackgroundChild.swift",
        "Sources/CommandLineTools/Process/ChildProcess.swift", "Sources/CommandLineTools/Process/FedProgram.swift",
        "Sources/CommandLineTools/Process/ShellCommand.swift",
      ])
    let whole = try run("grep", ["-rlw", "--include=*.swift", "environ", "Sources"], in: Judges.package)
    #expect(String(decoding: whole.output, as: UTF8.self) == "Sources/CommandLineTools/Process/Environment.swift\n")
  }
}
