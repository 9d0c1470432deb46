import CanonicalJSON
import Fixtures
import ProgramFacts
import Testing

/// `Scripts/sbom.py` against the program that it describes.
@Suite(
  "The bill of materials",
  .enabled(if: SystemPython.isThere, Comment(rawValue: SystemPython.needed)),
  .enabled(
    if: (try? run("/usr/bin/dpkg-query", ["--version"]))?.status == 0
      && (try? run("/usr/bin/objdump", ["--version"]))?.status == 0, "needs dpkg-query and objdump"))
struct BillOfMaterialsTests {
  private static let script = Program.package + "/Scripts/sbom.py"

  private func packages(of bytes: [UInt8]) throws -> [String: JSONNode] {
    let root = try JSONDocument(bytes, profile: .strict).root
    #expect(root.member("spdxVersion")?.string == "SPDX-2.3")
    var packages: [String: JSONNode] = [:]
    for package in try #require(root.member("packages")).elements {
      packages[package.member("name")?.string ?? ""] = package
    }
    return packages
  }

  @Test("names what the program is linked with, in the versions that the program runs with, and what it loads")
  func facts() throws {
    let made = try SystemPython.run(file: Self.script, [Program.path])
    try #require(made.status == 0, "\(String(decoding: made.error, as: UTF8.self))")
    let packages = try packages(of: made.output)
    #expect(packages["pledgebook"]?.member("versionInfo")?.string == ProgramFacts.version)
    for (name, library) in [("libssl3", "OpenSSL"), ("libsqlite3-0", "SQLite")] {
      let version = try #require(ProgramFacts.libraries.first { $0.name == library }).version
      #expect(packages[name]?.member("versionInfo")?.string?.hasPrefix(version) == true, "\(name)")
    }
    for name in ["libcurl4", "zlib1g", "libmicrohttpd12", "libc6", "swift-standard-library"] {
      #expect(packages[name] != nil, "\(name)")
    }
  }

  @Test("a program that is linked with something else, or with less, is refused")
  func others() throws {
    let folder = try TemporaryFolder()
    // What says that it is this program, and is linked with the C library alone.
    let words = "#!/bin/sh\nexec '\(Program.path)' \"$@\"\n"
    try folder.write(Array(words.utf8), to: "shell")
    _ = try run("/usr/bin/chmod", ["755", folder.path("shell")])
    #expect(try SystemPython.run(file: Self.script, [folder.path("shell")]).status != 0)
  }

  @Test("a bill of another build is noticed")
  func check() throws {
    let folder = try TemporaryFolder()
    let made = try SystemPython.run(file: Self.script, [Program.path])
    try folder.write(made.output, to: "same.json")
    try folder.write(
      Array(String(decoding: made.output, as: UTF8.self).replacing("libssl3", with: "libssl4").utf8), to: "other.json")
    #expect(try SystemPython.run(file: Self.script, [Program.path, "--check", folder.path("same.json")]).status == 0)
    #expect(try SystemPython.run(file: Self.script, [Program.path, "--check", folder.path("other.json")]).status == 1)
  }
}
