import Files
import Fixtures
import Testing

@testable import CommandLineTools

/// What a use of a command cannot do without: told by the definitions in help, and all at once where it is missing.
@Suite("What a command needs")
struct NeedTests {
  private static let tree = CommandTree(
    program: "shelf", summary: "books", globals: [.value("shelf", "PATH", help: "the shelf")],
    commands: [
      CommandDefinition(
        ["lend"], summary: "lend a book",
        operands: [OperandDefinition("BOOK", help: "which"), OperandDefinition("READER", help: "to whom")],
        options: [
          .value("until", "DATE", required: true, help: "until when"),
          .value("stamp", "FILE", need: .unless(["note"]), variable: "SHELF_STAMP", help: "the stamp"),
          .value("note", "FILE", file: .output, help: "write a note in place of a stamp"),
          .value("card", "ID", need: .always, or: ["coin"], help: "the reader's card"),
          .flag("coin", help: "a coin in place of a card"),
          .value("why", "TEXT", need: .with(["again"]), help: "why again"), .flag("again", help: "once more"),
          .value("log", "DIR", help: "a folder"), .overwrite,
        ],
        former: [FormerOption("till", now: "until", "the last day")], without: ["shelf": "it is about one book"])
    ])

  private func error(_ line: String, set: Set<String> = []) -> CommandError? {
    commandError { _ = try Self.tree.parse(words(line), isSet: set.contains) }
  }

  @Test("All that is missing is one error, with every name and the variable that would do")
  func all() throws {
    let error = try #require(self.error("lend"))
    #expect(error.code == "usage.missing-option" && error.exit == .usage)
    #expect(error.message == "lend: BOOK, READER, --until DATE, --stamp FILE and (--card ID | --coin) are missing")
    #expect(error.hint == "or set SHELF_STAMP; see shelf lend --help")
  }

  @Test("Operands alone are missing operands")
  func operands() {
    let error = self.error("lend a --until d --stamp s --coin")
    #expect(error?.code == "usage.missing-operand" && error?.message == "lend: READER is missing")
  }

  @Test(
    "What does in its place, its variable or another use makes an option needless",
    arguments: [
      "lend a b --until d --stamp s --card 1", "lend a b --until d --stamp s --coin",
      "lend a b --until d --note n --coin", "lend a b --until d --stamp s --coin --again --why x",
    ])
  func enough(_ line: String) {
    #expect(error(line) == nil)
  }

  @Test("So does the environment, and nothing else of it")
  func variable() {
    #expect(error("lend a b --until d --coin", set: ["SHELF_STAMP"]) == nil)
    #expect(error("lend a b --until d --coin", set: ["SHELF_OTHER"])?.message == "lend: --stamp FILE is missing")
  }

  @Test("What one use needs is missing in that use alone")
  func conditional() {
    #expect(error("lend a b --until d --stamp s --coin --again")?.message == "lend: --why TEXT is missing")
  }

  @Test("An option may say which of two things a command is about, where there is no operand")
  func twoUses() throws {
    let from = OptionDefinition.value("from", "FILE", help: "a list, or with ID a copy")
    let command = CommandDefinition(
      ["take"], summary: "take in",
      operands: [OperandDefinition("ID", optional: true, need: .unless(["from"]), help: "who")],
      options: [
        .value("name", "TEXT", need: .operand("ID", orOption: "from", .always), help: "its name"), from,
        .value("trust", "KEY", need: .operand("ID", orOption: "from", .with(["from"])), help: "whom to believe"),
      ])
    let tree = CommandTree(program: "p", summary: "s", globals: [], commands: [command])
    #expect(tree.faults == [])
    func missing(_ line: String) -> String? { commandError { _ = try tree.parse(words(line)) }?.message }
    #expect(missing("take") == "take: ID and --name TEXT are missing")
    #expect(missing("take a") == "take: --name TEXT is missing")
    #expect(missing("take a --name n") == nil)
    #expect(missing("take --from list") == nil)
    #expect(missing("take a --name n --from copy") == "take: --trust KEY is missing")
    #expect(missing("take a --name n --from copy --trust k") == nil)
    let help = tree.help(["take"])
    #expect(help.contains("its name (required with ID)"), "\(help)")
    #expect(help.contains("whom to believe (required with --from and ID)"), "\(help)")
    let unknown = CommandDefinition(
      ["take"], summary: "take in",
      options: [.value("name", "TEXT", need: .operand("ID", orOption: "list", .always), help: "its name")])
    #expect(!CommandTree(program: "p", summary: "s", globals: [], commands: [unknown]).faults.isEmpty)
  }

  @Test("An operand may be needed in some uses alone as well")
  func operand() throws {
    let tree = CommandTree(
      program: "p", summary: "s", globals: [],
      commands: [
        CommandDefinition(
          ["c"], summary: "",
          operands: [OperandDefinition("A", optional: true, need: .unless(["all"]), help: "which")],
          options: [.flag("all", help: "")])
      ])
    #expect(commandError { _ = try tree.parse(["c"]) }?.message == "c: A is missing")
    #expect(commandError { _ = try tree.parse(["c", "--all"]) } == nil)
    #expect(commandError { _ = try tree.parse(["c", "x"]) } == nil)
    #expect(tree.help(["c"]).contains("which (required unless --all)"))
  }

  @Test("Help marks what is needed, and says when")
  func help() {
    let page = Self.tree.help(["lend"])
    #expect(page.hasPrefix("Usage: shelf lend BOOK READER --until DATE (--card ID | --coin) [options]\n"))
    let flat = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in [
      "until when (required)", "the stamp (required unless --note; default: SHELF_STAMP)",
      "the reader's card (this or --coin is required)", "why again (required with --again)",
    ] { #expect(flat.contains(words), "\(words)") }
    #expect(!flat.contains("--shelf"))
  }

  @Test("A former spelling is an error that names the new one")
  func former() {
    for line in ["lend a b --till d", "--till d lend a b", "lend --till=d"] {
      let error = self.error(line)
      // Before the command nobody knows yet whose option it is.
      guard line.hasPrefix("lend") else {
        #expect(error?.exit == .usage)
        continue
      }
      #expect(error?.code == "usage.renamed-option" && error?.exit == .usage)
      #expect(error?.message == "lend takes the last day with --until, not with --till")
      #expect(error?.hint == "write --until DATE; see shelf lend --help")
    }
  }

  @Test("A global without a part in the command is refused with the reason, in any place")
  func without() {
    for line in ["lend a b --shelf s --until d --coin --stamp s", "--shelf s lend a b --until d --coin --stamp s"] {
      #expect(error(line)?.code == "usage.unheeded-option")
      #expect(error(line)?.message == "lend takes no --shelf: it is about one book")
    }
  }

  @Test("- stands for one stream once, and for no folder")
  func streams() {
    let rest = " --until d --coin"
    #expect(error("lend a b --stamp -" + rest) == nil)
    #expect(error("lend a b --stamp s --note -" + rest) == nil)
    #expect(error("lend a b --stamp s --log -" + rest)?.code == "usage.no-stream")
    let tree = CommandTree(
      program: "p", summary: "s", globals: [],
      commands: [
        CommandDefinition(
          ["c"], summary: "", operands: [OperandDefinition("FILE", repeats: true, help: "")],
          options: [.value("key", "FILE", help: ""), .value("out", "FILE", file: .output, help: ""), .overwrite])
      ])
    for (line, code) in [
      ("c - -", "usage.same-stream"), ("c - --key -", "usage.same-stream"), ("c - --out -", nil), ("c a -", nil),
      ("c ./- --key -", nil), ("c a --overwrite", "usage.missing-option"), ("c a --out b --overwrite", nil),
    ] { #expect(commandError { _ = try tree.parse(words(line)) }?.code == code, "\(line)") }
  }

  @Test(
    "Contradictions in what is needed are named",
    arguments: [
      (CommandDefinition(["b"], summary: "", options: [.value("x", "N", need: .with(["y"]), help: "")]), "y"),
      (CommandDefinition(["b"], summary: "", options: [.value("x", "N", need: .always, or: ["z"], help: "")]), "z"),
      (CommandDefinition(["b"], summary: "", former: [FormerOption("x", now: "w", "it")]), "w"),
      (CommandDefinition(["b"], summary: "", without: ["v": "no"]), "v"),
    ])
  func faults(_ command: CommandDefinition, _ name: String) {
    let tree = CommandTree(program: "p", summary: "s", globals: [], commands: [command])
    #expect(tree.faults == ["b: there is no option --\(name) for it to speak of"])
  }

  @Test("--overwrite belongs to what writes a file")
  func overwrite() {
    for options in [[OptionDefinition.value("out", "FILE", file: .output, help: "")], [.overwrite]] {
      let tree = CommandTree(
        program: "p", summary: "s", globals: [], commands: [CommandDefinition(["b"], summary: "", options: options)])
      #expect(tree.faults == ["b: --overwrite belongs to what writes a file, and to nothing else"])
    }
  }

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }
}
