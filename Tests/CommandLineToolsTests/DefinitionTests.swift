import CommandLineTools
import Testing

@Suite("Definitions")
struct DefinitionTests {
  @Test("A sound program has no faults")
  func sound() {
    #expect(sample.faults == [])
  }

  static let unsound: [(CommandDefinition, String)] = [
    (CommandDefinition(["a"], summary: ""), "command a is defined twice"),
    (CommandDefinition([], summary: ""), "command \"\" has a word that cannot be typed"),
    (CommandDefinition(["-x"], summary: ""), "command \"-x\" has a word that cannot be typed"),
    (
      CommandDefinition(["b"], summary: "", options: [.flag("x", help: ""), .flag("x", help: "")]),
      "b: option --x is defined twice"
    ),
    (
      CommandDefinition(
        ["b"], summary: "", options: [.flag("x", letter: "l", help: ""), .flag("y", letter: "l", help: "")]),
      "b: option -l is defined twice"
    ),
    (CommandDefinition(["b"], summary: "", options: [.flag("help", help: "")]), "b: --help belongs to every command"),
    (
      CommandDefinition(
        ["b"], summary: "",
        operands: [OperandDefinition("X", repeats: true, help: ""), OperandDefinition("Y", help: "")]),
      "b: only the last operand may repeat"
    ),
    (
      CommandDefinition(
        ["b"], summary: "",
        operands: [OperandDefinition("X", optional: true, help: ""), OperandDefinition("Y", help: "")]),
      "b: an operand after an optional one must be optional"
    ),
  ]

  @Test("A contradiction is named", arguments: unsound)
  func faults(_ command: CommandDefinition, _ fault: String) {
    let tree = CommandTree(
      program: "p", summary: "s", globals: [], commands: [CommandDefinition(["a"], summary: ""), command])
    #expect(tree.faults == [fault])
  }

  @Test("Globals that hide each other are named")
  func globals() {
    let tree = CommandTree(program: "p", summary: "s", globals: [.flag("h", letter: "h", help: "")], commands: [])
    #expect(tree.faults == ["global option -h is defined twice"])
  }

  @Test("The exit statuses are the six of the contract")
  func statuses() {
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5])
  }

  @Test("Errors are equal when their codes are")
  func equality() {
    #expect(CommandError.usage("x", "one") == CommandError.usage("x", "other", hint: "h"))
    #expect(CommandError.usage("x", "one") != CommandError.io("x", "one"))
    struct Unmapped: Error {}
    #expect(CommandError.unexpected(Unmapped()).hint?.contains("fault in the program") == true)
  }
}
