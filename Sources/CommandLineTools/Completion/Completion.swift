/// What may stand in a place of a command line that somebody is typing.
public struct Completion: Sendable, Equatable {
  /// A word that may stand there, and what it means.
  public struct Candidate: Sendable, Equatable {
    public let word: String
    /// One line; empty where the word says enough.
    public let meaning: String

    /// A word with its meaning.
    public init(_ word: String, _ meaning: String = "") {
      self.word = word
      self.meaning = meaning
    }
  }

  /// A value that the definitions do not list: only who reads the program's data can.
  public struct Wanted: Sendable, Equatable {
    /// The option that takes it; nil for an operand.
    public let option: String?
    /// How help calls it, such as `ID`.
    public let placeholder: String
    /// The command that takes it.
    public let command: CommandDefinition
  }

  /// In the order in which help has them.
  public var candidates: [Candidate] = []
  /// Whether the name of a file may stand there.
  public var takesFile = false
  /// What to add candidates for.
  public internal(set) var wanted: Wanted?
  /// What stands in front of every candidate in the same word: `--option=`, or nothing.
  public internal(set) var attached = ""
  /// What has been typed of the word.
  public internal(set) var typed = ""
  /// How much of that the shell does not count to the word, since it cuts at `=`.
  var cut = 0

  /// The lines that the scripts of the shells read: `WORD<TAB>MEANING`, and `:files` where names of files may stand.
  public var lines: [String] {
    let fitting = candidates.filter { $0.word.hasPrefix(typed) }
    return fitting.map { "\($0.word.dropFirst(cut))\t\($0.meaning)" } + (takesFile ? [":files"] : [])
  }
}
