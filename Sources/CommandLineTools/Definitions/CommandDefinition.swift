/// A command as a value: its words, what it takes and what help says about it.
public struct CommandDefinition: Sendable, Hashable {
  /// The words that call it, such as `["key", "generate"]`.
  public let path: [String]
  /// The heading under which the overview lists it.
  public let group: String
  /// One line for the overview, lower case, no full stop.
  public let summary: String
  /// In the order they are typed.
  public let operands: [OperandDefinition]
  /// Besides the globals, in the order of the page.
  public let options: [OptionDefinition]
  /// Spellings that it took once.
  public let former: [FormerOption]
  /// Globals that have no part in it, each with the reason as a message says it.
  public let without: [String: String]
  /// Other words that people try for it, for suggestions alone.
  public let synonyms: [String]
  /// Command lines that work as they stand; a line that begins with `#` explains the next.
  public let examples: [String]
  /// Paragraphs for the end of the page, wrapped when shown.
  public let details: [String]
  /// For other programs and not for people: help, completion and manual leave it out, and it works all the same.
  public let isHidden: Bool

  /// A command; see the properties for what each part is.
  public init(
    _ path: [String], group: String = "Commands", summary: String, operands: [OperandDefinition] = [],
    options: [OptionDefinition] = [], former: [FormerOption] = [],
    without: [String: String] = [:], synonyms: [String] = [], examples: [String] = [], details: [String] = [],
    hidden: Bool = false
  ) {
    self.path = path
    self.group = group
    self.summary = summary
    self.operands = operands
    self.options = options
    self.former = former
    self.without = without
    self.synonyms = synonyms
    self.examples = examples
    self.details = details
    isHidden = hidden
  }

  /// The words with a space between: `key generate`.
  public var name: String { path.joined(separator: " ") }

  /// Whether it writes a file that somebody names.
  var writesFile: Bool { (options.map(\.file) + operands.map(\.file)).contains(.output) }
}
