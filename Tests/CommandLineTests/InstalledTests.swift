import Fixtures
import Foundation
import Testing

@testable import CommandLineTools
@testable import pledgebook

/// What `make install` puts into a folder, and that it works from there.
@Suite("An installed program")
struct InstalledTests {
  private let folder: TemporaryFolder
  private let root: String

  /// Installed as a packer does, for /usr, behind a folder of its own.
  init() throws {
    folder = try TemporaryFolder()
    root = folder.path("root")
    try Self.install(["DESTDIR": root, "PREFIX": "/usr"])
  }

  private static func install(_ variables: [String: String]) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try run(
      Program.package + "/Scripts/install.sh", [Program.path], environment: variables.merging(["PATH": path]) { $1 })
    try #require(result.status == 0, "\(String(decoding: result.error, as: UTF8.self))")
  }

  private func contents(_ place: String) throws -> String {
    try String(contentsOfFile: root + place, encoding: .utf8)
  }

  private func names(in place: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + place).sorted()
  }

  @Test("runs from there, with nothing of the sources at hand")
  func runs() throws {
    let program = root + "/usr/bin/pledgebook"
    let version = try run(program, ["--version"], environment: [:], in: "/")
    #expect(version.status == 0 && version.output.starts(with: Array("pledgebook \(Pledgebook.version)\n".utf8)))
    let offered = try run(program, ["complete", "--", "repo"], environment: [:], in: "/")
    #expect(String(decoding: offered.output, as: UTF8.self).hasPrefix("report\t"))
  }

  @Test("has a page of the manual for itself and for each command that help shows, and no other")
  func pages() throws {
    let shown = CommandCatalogue.tree.commands.filter { !$0.isHidden }
    let expected = ["pledgebook.1"] + shown.map { "pledgebook-\($0.path.joined(separator: "-")).1" }
    #expect(try names(in: "/usr/share/man/man1") == expected.sorted())
    let page = try contents("/usr/share/man/man1/pledgebook-verify.1")
    #expect(page.hasPrefix(".TH PLEDGEBOOK\\-VERIFY 1 \"") && page.contains("\\fB\\-\\-held\\fR \\fICHECKPOINT\\fR"))
  }

  @Test(
    "has a manual with which mandoc finds no fault",
    .enabled(
      if: Tool.isThere("mandoc", ["-T", "lint", "-W", "unsupp", "/dev/null"]),
      "needs mandoc, which Scripts/setup.sh test installs"))
  func manual() throws {
    let place = root + "/usr/share/man/man1/"
    let pages = try names(in: "/usr/share/man/man1").map { place + $0 }
    let lint = try run("mandoc", ["-T", "lint", "-W", "style"] + pages)
    #expect(lint.status == 0, "\(String(decoding: lint.output.prefix(4_000), as: UTF8.self))")
    try folder.write(Array(".TH BAD 1\n.NOSUCH macro\n".utf8), to: "bad.1")
    #expect(try run("mandoc", ["-T", "lint", "-W", "style", folder.path("bad.1")]).status != 0)
  }

  @Test("brings completions that bash loads and that offer what the program says")
  func completion() throws {
    let script = root + "/usr/share/bash-completion/completions/pledgebook"
    let words = "COMP_WORDS=(pledgebook verify --requ); COMP_CWORD=2"
    let result = try run(
      "bash", ["--norc", "-c", "source '\(script)'; \(words); _pledgebook; printf '%s\\n' \"${COMPREPLY[@]}\""],
      environment: ["PATH": root + "/usr/bin:/usr/bin:/bin"])
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(String(decoding: result.output, as: UTF8.self) == "--require\n")
    #expect(try contents("/usr/share/zsh/site-functions/_pledgebook").hasPrefix("#compdef pledgebook\n"))
    #expect(
      try contents("/usr/share/fish/vendor_completions.d/pledgebook.fish").contains("complete --command pledgebook"))
  }

  @Test("brings every page of the documentation and the accords and registers of the tour")
  func documentation() throws {
    let pages = try FileManager.default.contentsOfDirectory(atPath: Program.package + "/Documentation")
    let installed = try names(in: "/usr/share/doc/pledgebook")
    #expect(Set(pages).isSubset(of: installed) && pages.count > 10)
    #expect(try names(in: "/usr/share/doc/pledgebook/examples/Accords").count >= 2)
  }

  @Test("installs nothing that measures or attacks")
  func nothingElse() throws {
    #expect(try names(in: "/usr/bin") == ["pledgebook"])
  }

  @Test("refuses a place that is no whole path")
  func place() throws {
    let result = try run(
      Program.package + "/Scripts/install.sh", [Program.path],
      environment: ["PREFIX": "usr", "PATH": "/usr/bin:/bin"], in: folder.path)
    #expect(result.status == 2 && String(decoding: result.error, as: UTF8.self).contains("PREFIX"))
  }
}

@Suite(
  "The units of systemd",
  .enabled(
    if: Tool.isThere("/usr/bin/systemd-analyze", ["--version"]), "needs systemd-analyze, of Debian's package systemd"))
struct UnitTests {
  @Test("are what systemd understands, with a program that is there, and leave the machine alone")
  func units() throws {
    let folder = try TemporaryFolder()
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let installed = try run(
      Program.package + "/Scripts/install.sh", [Program.path], environment: ["PREFIX": folder.path, "PATH": path])
    try #require(installed.status == 0)
    let place = folder.path("lib/systemd/system/")
    let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    #expect(names.count == 7)
    for name in names {
      #expect(try !String(contentsOfFile: place + name, encoding: .utf8).contains("@bindir@"))
      let verdict = try verify(place + name)
      #expect(verdict.isEmpty, "\(name): \(verdict)")
      guard name.hasSuffix(".service") else { continue }
      // Of 10, where 10 is a unit without a directive of this kind.
      let exposure = try run(
        "/usr/bin/systemd-analyze", ["security", "--offline=yes", "--no-pager", "--threshold=20", place + name])
      #expect(exposure.status == 0, "\(name): \(String(decoding: exposure.output.suffix(200), as: UTF8.self))")
    }
  }

  @Test("a directive that does not exist, or a program that is not there, would be found")
  func faults() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("[Service]\nExecStart=/bin/true\nProtectEverything=yes\n".utf8), to: "a.service")
    try folder.write(Array("[Service]\nExecStart=/no/such/program\n".utf8), to: "b.service")
    #expect(try verify(folder.path("a.service")).contains("ProtectEverything"))
    #expect(try verify(folder.path("b.service")).contains("not executable"))
  }

  /// What systemd says against a unit; pages of the manual that are not installed here are none of it.
  private func verify(_ unit: String) throws -> String {
    let result = try run("/usr/bin/systemd-analyze", ["verify", "--man=no", unit])
    let said = String(decoding: result.error, as: UTF8.self)
    return result.status == 0 ? said : said + "status \(result.status)"
  }
}

@Suite("The reference of the command line")
struct ReferenceTests {
  @Test("is what the definitions of the commands give; make reference writes it anew")
  func reference() throws {
    let made = CommandCatalogue.tree.reference(introduction: ReferenceCommand.introduction)
    let held = try String(contentsOfFile: Program.package + "/Documentation/CommandLine.md", encoding: .utf8)
    // The first line that differs says more than two pages.
    let pairs = zip(made.split(separator: "\n"), held.split(separator: "\n")).first { $0 != $1 }
    #expect(pairs == nil)
    #expect(made == held, "run make reference")
  }

  @Test("has every command and every option that help shows, and no line wider than 120")
  func complete() {
    let page = CommandCatalogue.tree.reference(introduction: ReferenceCommand.introduction)
    for command in CommandCatalogue.tree.commands {
      #expect(page.contains("\n### \(command.name)\n") != command.isHidden, "\(command.name)")
      guard !command.isHidden else { continue }
      for option in command.options { #expect(page.contains("`--\(option.long)"), "\(option.long)") }
    }
    let wide = page.split(separator: "\n").filter { $0.count > 120 && !$0.hasPrefix("    ") }
    #expect(wide.isEmpty)
  }
}

/// A program that a test can do without.
private enum Tool {
  static func isThere(_ name: String, _ arguments: [String]) -> Bool { (try? run(name, arguments))?.status == 0 }
}
