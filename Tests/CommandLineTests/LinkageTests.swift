import Fixtures
import Testing

@Suite("The built command")
struct LinkageTests {
  @Test("links neither Foundation nor ICU")
  func libraries() throws {
    let result = try run("ldd", [Program.path])
    let libraries = String(decoding: result.output, as: UTF8.self)
    #expect(result.status == 0)
    #expect(libraries.contains("libcrypto"))
    #expect(libraries.contains("libsqlite3"))
    for name in ["Foundation", "icu", "XCTest", "Testing"] {
      #expect(!libraries.contains(name), "\(libraries)")
    }
  }

  @Test(
    "is bound whole at its start, and what decides about that cannot be written",
    .enabled(if: SystemPython.isThere, Comment(rawValue: SystemPython.needed)))
  func hardening() throws {
    let result = try SystemPython.run(file: Program.package + "/Scripts/check_program.py", [Program.path])
    let faults = String(decoding: result.output, as: UTF8.self)
    #expect(result.error.isEmpty, "\(String(decoding: result.error, as: UTF8.self))")
    // Where its libraries lie, and where it was built, a build for trying it may say.
    for word in ["BIND_NOW", "RELRO", "PIE", "stack", "ELF"] { #expect(!faults.contains(word), "\(faults)") }
  }
}
