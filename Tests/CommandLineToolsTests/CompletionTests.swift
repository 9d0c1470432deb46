import Fixtures
import Testing

@testable import CommandLineTools

@Suite("Completion")
struct CompletionTests {
  static let places: [(words: [String], expected: [String])] = [
    (["l"], ["list", "label"]), (["label", ""], ["print", "design"]), (["label", "design", "--p"], ["--paper"]),
    (["label", "design", "--paper", "l"], ["letter"]), (["--color", "a"], ["auto", "always"]),
    (["--json", "bench", "--e"], []), (["bench", "build", "--e"], ["--entries"]), (["bench", ""], ["build"]),
    // One word as most shells have it, three as bash has it, with the cursor in the third.
    (["--color=n"], ["--color=never"]), (["--color", "=", "n"], ["never"]),
    (["--color", "="], ["auto", "always", "never"]),
    (["list", "--limit", ""], []), (["list", "1", "--lim"], ["--limit"]), (["list", "--", "--lim"], []),
    // What was given is not offered again, unless it repeats.
    (["add", "--force", "--f"], []), (["add", "--title", "en=A", "--ti"], ["--title"]),
    (["-s", "x", "l"], ["list", "label"]), (["add", "-p", "l"], []), (["bench", "build", "x", ""], ["--entries"]),
    (["nonsense", "l"], []), ([], ["add", "list", "label", "bench"]),
  ]

  @Test("offers what may stand in the place", arguments: places)
  func offers(_ place: (words: [String], expected: [String])) {
    let offered = sample.completion(of: place.words).lines.map { $0.prefix { $0 != "\t" } }.filter { $0 != ":files" }
    let own = offered.filter { !["--shelf", "--json", "--quiet", "--color", "--help", "--version"].contains($0) }
    #expect(own.map(String.init) == place.expected)
  }

  @Test(
    "names of files are left to the shell, and only where one may stand",
    arguments: [
      (["--shelf", ""], true), (["--shelf=x"], true), (["--color", ""], false), (["list", ""], false),
      (["label", ""], false),
    ])
  func files(_ words: [String], _ takesFile: Bool) {
    #expect(sample.completion(of: words).lines.contains(":files") == takesFile)
  }

  @Test("a value that only the program can know is named with its option and its command")
  func wanted() throws {
    let value = try #require(sample.completion(of: ["bench", "build", "--entries", "1"]).wanted)
    #expect(value.option == "entries" && value.placeholder == "N" && value.command.path == ["bench", "build"])
    let operand = try #require(sample.completion(of: ["add", "one", "t"]).wanted)
    #expect(operand.option == nil && operand.placeholder == "BOOK")
    #expect(sample.completion(of: ["list", "1", "2", ""]).wanted == nil)
  }

  @Test("a hidden command is offered nowhere, is in no page, and works")
  func hidden() throws {
    let tree = CommandTree(
      program: "p", summary: "s", globals: [],
      commands: [
        CommandDefinition(["seen"], summary: "a"), CommandDefinition(["secret"], summary: "b", hidden: true),
      ])
    #expect(tree.completion(of: ["se"]).candidates.map(\.word) == ["seen"])
    #expect(!tree.help().contains("secret") && !tree.reference(introduction: "").contains("secret"))
    #expect(tree.manual(version: "1", date: "2032-05-01").map(\.file) == ["p.1", "p-seen.1"])
    guard case .run = try tree.parse(["secret"]) else {
      Issue.record("it does not run")
      return
    }
  }

  @Test("bash can read its script")
  func bash() throws { try expectReadable(.bash) }

  @Test("zsh can read its script", .enabled(if: Shell.isThere(.zsh), "needs zsh, which Scripts/setup.sh test installs"))
  func zsh() throws { try expectReadable(.zsh) }

  @Test(
    "fish can read its script", .enabled(if: Shell.isThere(.fish), "needs fish, which Scripts/setup.sh test installs"))
  func fish() throws { try expectReadable(.fish) }

  private func expectReadable(_ shell: CompletingShell) throws {
    let result = try Shell.read(sample.completionScript(for: shell), by: shell)
    #expect(result.status == 0 && result.error.isEmpty, "\(String(decoding: result.error, as: UTF8.self))")
    #expect(try Shell.read("if [ 1 = 1 ; then (((", by: shell).status != 0, "\(shell.rawValue) takes anything")
  }
}

/// The shells of this machine, asked whether they can read a script.
private enum Shell {
  static func isThere(_ shell: CompletingShell) -> Bool { (try? read("true\n", by: shell))?.status == 0 }

  static func read(_ script: String, by shell: CompletingShell) throws -> SubprocessResult {
    let folder = try TemporaryFolder()
    try folder.write(Array(script.utf8), to: "script")
    return try run(shell.rawValue, ["-n", folder.path("script")])
  }
}
