/// What a command takes without a hyphen before it.
public struct OperandDefinition: Sendable, Hashable {
  /// Upper case, as help shows it.
  public let name: String
  /// May be left out, with all that follow it.
  public let isOptional: Bool
  /// When a use of the command makes no sense without it; of one that is not optional, always.
  public let need: Need
  /// Takes all that is left; only the last operand may.
  public let repeats: Bool
  /// What is done with the file that it names; nil where it names none.
  public let file: FileUse?
  /// What it means, for the right column of the page.
  public let help: String

  /// An operand by the name that help shows; `file` says what is done with a file where its name does not.
  public init(
    _ name: String, optional: Bool = false, need: Need = .never, repeats: Bool = false, file: FileUse? = nil,
    help: String
  ) {
    self.name = name
    self.isOptional = optional
    self.need = optional ? need : .always
    self.repeats = repeats
    self.file = file ?? FileUse.use(of: name)
    self.help = help
  }

  /// Whether it is the name of a file, bytes that need not be text.
  var namesFile: Bool { isPlaceholderOfFile(name) }

  /// What a page of help says behind its meaning: of one that is always needed the usage line says enough.
  var notes: String { isOptional ? need.words.map { " (\($0))" } ?? "" : "" }

  /// How a usage line shows it.
  var usage: String {
    let word = repeats ? "\(name)…" : name
    return isOptional ? "[\(word)]" : word
  }
}
