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
}
