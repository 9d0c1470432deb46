import Fixtures
import Testing

@Suite("Programs that tests start")
struct ProgramTests {
  private static let tests = Judges.package + "/Tests"

  @Test("each is of every system, or one that set-up looks for and installs")
  func installed() throws {
    let setup = text(try run("cat", [Judges.package + "/Scripts/setup.sh"]).output)
    for program in ProgramsOfTests.installed.sorted() {
      let line = setup.split(separator: "\n").first { $0.hasSuffix(" has \(program)") }
      #expect(line?.hasPrefix("  want ") == true, "Scripts/setup.sh does not look for \(program)")
      #expect(line?.contains(" \"tests: ") == true, "Scripts/setup.sh does not say what \(program) is for")
    }
    #expect(setup.contains(" has python3\n"))
    for program in ProgramsOfTests.ofTheSystem.sorted() {
      #expect(try run("sh", ["-c", "command -v \"$0\"", program]).status == 0, "\(program)")
    }
  }

  @Test("no other one is started by its name", arguments: ["python3", "git", "sqlite3"])
  func unknown(program: String) {
    #expect(throws: SubprocessError.self) { try run(program, ["--version"]) }
  }

  @Test("the system's Python sees no packages, whatever this machine has", .enabled(if: SystemPython.isThere))
  func bare() throws {
    let path = text(try SystemPython.run("import sys; print(sys.path)").output)
    #expect(path.contains("/python3"), "\(path)")
    #expect(!path.contains("-packages"), "\(path)")
  }

  @Test("Python is named in one place for each of the two that there are")
  func onePlace() throws {
    let found = text(try run("grep", ["-rlwE", "--include=*.swift", "(python|python3|perl|ruby)", Self.tests]).output)
    let places = found.split(separator: "\n").map { $0.dropFirst(Self.tests.count + 1) }
    // One quotes the page on signing.
    let named = [
      "CommandLineTests/SigningPageTests.swift", "Fixtures/Judges.swift", "Fixtures/ProgramsOfTests.swift",
      "InteroperabilityTests/ProgramTests.swift",
    ]
    #expect(places.sorted() == named.map { $0[...] })
  }
}
