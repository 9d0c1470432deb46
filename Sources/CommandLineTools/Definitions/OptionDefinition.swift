/// An option as a value: from it come parsing, help and completion.
public struct OptionDefinition: Sendable, Hashable {
  /// The name after the two hyphens.
  public let long: String
  /// The short form after one hyphen.
  public let letter: Character?
  /// What stands for the value in help; nil for a flag, which takes none.
  public let placeholder: String?
  /// May be given several times; a flag or value that may not and is, is a mistake.
  public let repeats: Bool
  /// The command makes no sense without it.
  public let isRequired: Bool
  /// The only values allowed; any when empty.
  public let choices: [String]
  /// Its value is a text that may have several lines; all others are of one line.
  public let hasLines: Bool
  /// What it means, for the right column of the page.
  public let help: String

  /// Whether its value is, or has in it, the name of a file, or of a program: bytes that need not be text.
  var namesFile: Bool { placeholder.map(isPlaceholderOfFile) ?? false }

  /// An option without a value.
  public static func flag(_ long: String, letter: Character? = nil, help: String) -> OptionDefinition {
    OptionDefinition(
      long: long, letter: letter, placeholder: nil, repeats: false, isRequired: false, choices: [],
      hasLines: false, help: help)
  }

  /// An option with a value, shown in help as `--long placeholder`.
  public static func value(
    _ long: String, _ placeholder: String, letter: Character? = nil, repeats: Bool = false, required: Bool = false,
    lines: Bool = false, help: String
  ) -> OptionDefinition {
    OptionDefinition(
      long: long, letter: letter, placeholder: placeholder, repeats: repeats, isRequired: required, choices: [],
      hasLines: lines, help: help)
  }

  /// An option whose value is one of a few words, shown in help as `--long a|b`.
  public static func choice(
    _ long: String, _ choices: [String], letter: Character? = nil, repeats: Bool = false, required: Bool = false,
    help: String
  ) -> OptionDefinition {
    OptionDefinition(
      long: long, letter: letter, placeholder: choices.joined(separator: "|"), repeats: repeats, isRequired: required,
      choices: choices, hasLines: false, help: help)
  }

  /// `--help`, which every command has.
  static let help = flag("help", letter: "h", help: "show this page")
  /// `--version`, which the program has.
  static let version = flag("version", help: "show the version")
}

/// What stands in help for something whose name is bytes: a file, a folder, a program.
private let placeholdersOfFiles = [
  "FILE", "DIR", "PATH", "CHECKPOINT", "COMMAND", "ENVELOPE", "PAE", "SIG", "SOURCE", "STATEMENT", "OTHER", "VKEY",
  "[KEY=]",
]

func isPlaceholderOfFile(_ placeholder: String) -> Bool {
  placeholdersOfFiles.contains { placeholder.contains($0) }
}
