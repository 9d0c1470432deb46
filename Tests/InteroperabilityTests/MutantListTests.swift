import Fixtures
import Testing

/// Each line that defends something, and the test that fails without it; `make mutants` takes them out, which takes hours.
@Suite("The list of mutants", .enabled(if: SystemPython.isThere, Comment(rawValue: SystemPython.needed)))
struct MutantListTests {
  private func mutants(_ option: String) throws -> (status: Int32, output: String) {
    let words = SystemPython.words([Judges.package + "/Scripts/mutants.py", option])
    let result = try run(words[0], Array(words.dropFirst()))
    return (result.status, text(result.output) + text(result.error))
  }

  @Test("fits the sources, the tests and the rows of Threats.md")
  func fits() throws {
    let found = try mutants("--check")
    #expect(found.status == 0, "\(found.output)")
    #expect(found.output.hasSuffix(" mutants fit\n"))
  }

  @Test("a name that is not in it is refused, and nothing is built")
  func unknown() throws {
    let found = try mutants("no-such-mutant")
    #expect(found.status == 2)
    #expect(found.output.hasPrefix("no such mutant: no-such-mutant; "))
  }
}
