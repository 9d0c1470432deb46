import Files
import Fixtures
import Testing

@testable import CommandLineTools

@Suite("Arguments")
struct ParserTests {
  struct Accepted: Sendable, CustomTestStringConvertible {
    let line: String
    let command: String
    var values: [String: [String]] = [:]
    var operands: [String] = []
    var testDescription: String { line }
  }

  static let accepted: [Accepted] = [
    Accepted(line: "list 1", command: "list", operands: ["1"]),
    Accepted(line: "list 1 5", command: "list", operands: ["1", "5"]),
    Accepted(line: "label print", command: "label print"),
    Accepted(line: "bench", command: "bench"),
    Accepted(line: "bench build", command: "bench build"),
    // Values in every spelling.
    Accepted(line: "list --limit 3 1", command: "list", values: ["limit": ["3"]], operands: ["1"]),
    Accepted(line: "list --limit=3 1", command: "list", values: ["limit": ["3"]], operands: ["1"]),
    Accepted(line: "list --limit= 1", command: "list", values: ["limit": [""]], operands: ["1"]),
    Accepted(line: "list --limit=a=b 1", command: "list", values: ["limit": ["a=b"]], operands: ["1"]),
    Accepted(line: "list -n3 1", command: "list", values: ["limit": ["3"]], operands: ["1"]),
    Accepted(line: "list -n 3 1", command: "list", values: ["limit": ["3"]], operands: ["1"]),
    Accepted(line: "list 1 -n 3", command: "list", values: ["limit": ["3"]], operands: ["1"]),
    // A value may begin with a hyphen when it cannot be taken for an option.
    Accepted(line: "list --limit -3 1", command: "list", values: ["limit": ["-3"]], operands: ["1"]),
    Accepted(line: "list --limit - 1", command: "list", values: ["limit": ["-"]], operands: ["1"]),
    Accepted(line: "list --limit=--json 1", command: "list", values: ["limit": ["--json"]], operands: ["1"]),
    // Bundled letters, the last with a value.
    Accepted(
      line: "add -fvp7 x", command: "add", values: ["force": [""], "verbose": [""], "place": ["7"]], operands: ["x"]),
    Accepted(line: "add -fp 7 x", command: "add", values: ["force": [""], "place": ["7"]], operands: ["x"]),
    // Globals and the command's own in any place.
    Accepted(line: "--json list 1", command: "list", values: ["json": [""]], operands: ["1"]),
    Accepted(line: "--shelf s list 1", command: "list", values: ["shelf": ["s"]], operands: ["1"]),
    Accepted(line: "-s s -q list 1", command: "list", values: ["shelf": ["s"], "quiet": [""]], operands: ["1"]),
    Accepted(line: "label --json print", command: "label print", values: ["json": [""]]),
    Accepted(line: "--limit 3 list 1", command: "list", values: ["limit": ["3"]], operands: ["1"]),
    Accepted(line: "label --paper a4 design", command: "label design", values: ["paper": ["a4"]]),
    // `--` ends options, not words.
    Accepted(line: "list -- -n", command: "list", operands: ["-n"]),
    Accepted(
      line: "add -p 1 -- a -- --json", command: "add", values: ["place": ["1"]], operands: ["a", "--", "--json"]),
    Accepted(line: "-- list 1", command: "list", operands: ["1"]),
    // What repeats keeps its order; a word of a command after an operand is an operand.
    Accepted(
      line: "add -t a -p 1 --title=b x -tc", command: "add", values: ["title": ["a", "b", "c"], "place": ["1"]],
      operands: ["x"]),
    Accepted(line: "list list add", command: "list", operands: ["list", "add"]),
    Accepted(line: "add -p 1 -", command: "add", values: ["place": ["1"]], operands: ["-"]),
    // A command's own option hides a global of the same name.
    Accepted(line: "label design --version 3", command: "label design", values: ["version": ["3"]]),
    Accepted(line: "list 1 --color never", command: "list", values: ["color": ["never"]], operands: ["1"]),
  ]

  @Test("A line becomes a command, its options and its operands", arguments: accepted)
  func accepts(_ line: Accepted) throws {
    guard case .run(let parsed) = try sample.parse(words(line.line)) else {
      Issue.record("no command")
      return
    }
    #expect(parsed.definition.name == line.command)
    #expect(parsed.arguments.given == line.values.mapValues { $0.map { FilePath($0) } })
    #expect(parsed.arguments.operands == line.operands)
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let line: String
    let code: String
    let message: String
    let hint: String
    var testDescription: String { line.isEmpty ? "(nothing)" : line }
  }

  static let refused: [Refused] = [
    Refused(line: "", code: "no-command", message: "no command given", hint: "all commands: shelf --help"),
    Refused(
      line: "lits", code: "unknown-command", message: "unknown command lits",
      hint: "did you mean shelf list? all commands: shelf --help"),
    Refused(
      line: "print", code: "unknown-command", message: "unknown command print",
      hint: "did you mean shelf label print? all commands: shelf --help"),
    Refused(
      line: "xyzzy 1", code: "unknown-command", message: "unknown command xyzzy", hint: "all commands: shelf --help"),
    Refused(
      line: "label desing", code: "unknown-command", message: "unknown command label desing",
      hint: "did you mean shelf label design? all commands: shelf label --help"),
    Refused(
      line: "label", code: "incomplete-command", message: "label needs a subcommand: print, design",
      hint: "shelf label --help"),
    Refused(
      line: "list 1 --jsn", code: "unknown-option", message: "unknown option --jsn for list",
      hint: "did you mean --json? all options: shelf list --help"),
    Refused(
      line: "list 1 --limti=3", code: "unknown-option", message: "unknown option --limti for list",
      hint: "did you mean --limit? all options: shelf list --help"),
    Refused(
      line: "list 1 --paper a4", code: "unknown-option", message: "unknown option --paper for list",
      hint: "all options: shelf list --help"),
    Refused(
      line: "--paper a4 list 1", code: "unknown-option", message: "unknown option --paper for list",
      hint: "all options: shelf list --help"),
    Refused(
      line: "list 1 -x", code: "unknown-option", message: "unknown option -x for list",
      hint: "all options: shelf list --help"),
    Refused(
      line: "--xyzzy", code: "unknown-option", message: "unknown option --xyzzy", hint: "all options: shelf --help"),
    Refused(
      line: "bench --entries 5", code: "unknown-option", message: "unknown option --entries for bench",
      hint: "all options: shelf bench --help"),
    Refused(
      line: "list 1 --limit", code: "missing-value", message: "--limit needs a value",
      hint: "write --limit COUNT; see shelf list --help"),
    Refused(
      line: "list 1 -n --json", code: "missing-value", message: "-n needs a value before --json",
      hint: "write -n COUNT, or --limit=--json if that is the value; see shelf list --help"),
    Refused(
      line: "list --limit -a;b", code: "missing-value", message: "--limit needs a value before -a;b",
      hint: "write --limit COUNT, or --limit='-a;b' if that is the value; see shelf list --help"),
    Refused(
      line: "list --limit -- 1", code: "missing-value", message: "--limit needs a value before --",
      hint: "write --limit COUNT, or --limit=-- if that is the value; see shelf list --help"),
    Refused(
      line: "list 1 --json=yes", code: "unexpected-value", message: "--json takes no value",
      hint: "write --json; see shelf list --help"),
    Refused(
      line: "list 1 -n 1 --limit 2", code: "repeated-option", message: "--limit is given twice",
      hint: "give it once; see shelf list --help"),
    Refused(
      line: "-q list 1 --quiet", code: "repeated-option", message: "--quiet is given twice",
      hint: "give it once; see shelf list --help"),
    Refused(
      line: "list 1 --color alwys", code: "invalid-choice",
      message: "--color is one of auto, always, never, not alwys",
      hint: "did you mean always? see shelf list --help"),
    Refused(
      line: "add x", code: "missing-option", message: "add: --place NUMBER is missing", hint: "shelf add --help"),
    Refused(line: "add -p 1", code: "missing-operand", message: "add: BOOK is missing", hint: "shelf add --help"),
    Refused(line: "list", code: "missing-operand", message: "list: FROM is missing", hint: "shelf list --help"),
    Refused(
      line: "list 1 2 3", code: "extra-operand", message: "list: 3 is one argument too many", hint: "shelf list --help"),
    Refused(
      line: "bench biuld", code: "extra-operand", message: "bench: biuld is one argument too many",
      hint: "shelf bench --help"),
  ]

  @Test("A mistake is named, with exit status 2 and a hint that names --help", arguments: refused)
  func refuses(_ line: Refused) throws {
    let error = try #require(commandError { _ = try sample.parse(words(line.line)) })
    #expect(error.code == "usage." + line.code)
    #expect(error.message == line.message)
    #expect(error.hint == line.hint)
    #expect(error.exit == .usage)
    #expect(error.hint?.contains("--help") == true)
  }

  @Test(
    "A request for help wins over everything else on the line",
    arguments: [
      ("--help", []), ("-h", []), ("help", []), ("help list", ["list"]), ("help label print", ["label", "print"]),
      ("help label", ["label"]), ("list --help", ["list"]), ("list -h", ["list"]), ("--help list", ["list"]),
      ("list --help 1 2 3", ["list"]), ("list --nonsense --help", ["list"]), ("label --help", ["label"]),
      ("label -q print -h", ["label", "print"]), ("list -qh", ["list"]), ("add --json --help", ["add"]),
      ("list --version --help", ["list"]),
    ])
  func help(_ line: String, _ path: [String]) throws {
    #expect(try sample.parse(words(line)) == .help(path))
  }

  @Test("A request for the version needs no command")
  func version() throws {
    #expect(try sample.parse(["--version"]) == .version)
    #expect(try sample.parse(["list", "1", "--version"]) == .version)
  }

  @Test("After -- nothing asks for help")
  func helpAfterDashes() throws {
    guard case .run(let parsed) = try sample.parse(["list", "--", "--help"]) else {
      Issue.record("no command")
      return
    }
    #expect(parsed.arguments.operands == ["--help"])
  }

  @Test("Help for an unknown word is a mistake")
  func helpUnknown() {
    #expect(commandError { _ = try sample.parse(["help", "lits"]) }?.hint?.contains("shelf list") == true)
  }

  @Test("An option that is a flag here and has a value there is not guessed before the command")
  func ambiguous() {
    let tree = CommandTree(
      program: "p", summary: "s", globals: [],
      commands: [
        CommandDefinition(["a"], summary: "a", options: [.flag("x", help: "")]),
        CommandDefinition(["b"], summary: "b", options: [.value("x", "V", help: "")]),
      ])
    #expect(commandError { _ = try tree.parse(["--x", "a"]) }?.code == "usage.ambiguous-option")
    #expect(commandError { _ = try tree.parse(["a", "--x"]) } == nil)
    #expect(commandError { _ = try tree.parse(["b", "--x", "1"]) } == nil)
  }

  @Test("No line, however odd, does anything but parse or be refused by a usage code")
  func hostile() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      "list", "label", "print", "add", "bench", "build", "help", "-", "--", "---", "-=", "--=", "--limit", "-n", "-p",
      "--place=1", "--json", "-q", "-hq", "--version", "", "=", "é", "--é=é", "-é", "\u{1b}[2J", "--color", "never",
    ]
    for _ in 0..<5000 {
      let line = (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      let error = commandError { _ = try sample.parse(line) }
      #expect(error.map { $0.code.hasPrefix("usage.") && $0.exit == .usage } ?? true, "\(line)")
    }
  }

  private func words(_ line: String) -> [String] {
    line.split(separator: " ").map(String.init)
  }
}
