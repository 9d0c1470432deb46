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
  /// When the command makes no sense without it.
  public let need: Need
  /// Options that do in its place where it is needed.
  public let others: [String]
  /// The environment variable that is asked where the option is not given.
  public let variable: String?
  /// The only values allowed; any when empty.
  public let choices: [String]
  /// Its value is a text that may have several lines; all others are of one line.
  public let hasLines: Bool
  /// What is done with the file that its value names; nil where it names none.
  public let file: FileUse?
  /// What it means, for the right column of the page.
  public let help: String

  /// Whether every use of the command needs it, from wherever it comes; of two kinds of uses, those with an operand.
  public var isRequired: Bool {
    switch need {
    case .always, .operand(_, _, .always): true
    default: false
    }
  }

  /// Whether its value is, or has in it, the name of a file, or of a program: bytes that need not be text.
  var namesFile: Bool { placeholder.map(isPlaceholderOfFile) ?? false }

  /// An option without a value.
  public static func flag(_ long: String, letter: Character? = nil, help: String) -> OptionDefinition {
    OptionDefinition(
      long: long, letter: letter, placeholder: nil, repeats: false, need: .never, others: [], variable: nil,
      choices: [], hasLines: false, file: nil, help: help)
  }

  /// An option with a value, shown in help as `--long placeholder`.
  ///
  /// `required` is short for a need of `always`. `file` says what is done with a file where its placeholder does not.
  public static func value(
    _ long: String, _ placeholder: String, letter: Character? = nil, repeats: Bool = false, required: Bool = false,
    need: Need = .never, or others: [String] = [], variable: String? = nil, lines: Bool = false, file: FileUse? = nil,
    help: String
  ) -> OptionDefinition {
    OptionDefinition(
      long: long, letter: letter, placeholder: placeholder, repeats: repeats, need: required ? .always : need,
      others: others, variable: variable, choices: [], hasLines: lines, file: file ?? FileUse.use(of: placeholder),
      help: help)
  }

  /// An option whose value is one of a few words, shown in help as `--long a|b`.
  public static func choice(
    _ long: String, _ choices: [String], letter: Character? = nil, repeats: Bool = false, required: Bool = false,
    need: Need = .never, help: String
  ) -> OptionDefinition {
    OptionDefinition(
      long: long, letter: letter, placeholder: choices.joined(separator: "|"), repeats: repeats,
      need: required ? .always : need, others: [], variable: nil, choices: choices, hasLines: false, file: nil,
      help: help)
  }

  /// The same option where a command needs it under other conditions.
  public func needed(_ need: Need, or others: [String] = []) -> OptionDefinition {
    OptionDefinition(
      long: long, letter: letter, placeholder: placeholder, repeats: repeats, need: need, others: others,
      variable: variable, choices: choices, hasLines: hasLines, file: file, help: help)
  }

  /// What a page of help says behind its meaning.
  var notes: String {
    let words = need.words.map { others.isEmpty ? $0 : "this or \(Need.list(others)) is \($0)" }
    let notes = [words, variable.map { "default: \($0)" }].compactMap { $0 }
    return notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
  }

  /// How a usage line shows it.
  var usage: String { "--\(long)" + (placeholder.map { " \($0)" } ?? "") + (repeats ? "…" : "") }

  /// How a message shows it.
  var name: String { "--\(long)" + (placeholder.map { " \($0)" } ?? "") }

  /// `--help`, which every command has.
  static let help = flag("help", letter: "h", help: "show this page")
  /// `--version`, which the program has.
  static let version = flag("version", help: "show the version")
  /// Which every command has that writes a file of somebody's choice.
  public static let overwrite = flag("overwrite", help: "replace a file of that name, in one step")
}

/// What stands in help for something whose name is bytes: a file, a folder, a program.
private let placeholdersOfFiles = [
  "FILE", "DIR", "PATH", "CHECKPOINT", "COMMAND", "ENVELOPE", "PAE", "SIG", "SOURCE", "STATEMENT", "OTHER", "VKEY",
  "[KEY=]",
]

func isPlaceholderOfFile(_ placeholder: String) -> Bool {
  placeholdersOfFiles.contains { placeholder.contains($0) }
}
