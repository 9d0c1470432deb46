/// What a command does with the file that an argument names.
public enum FileUse: Sendable, Hashable {
  /// Reads it once; `-` is standard input.
  case input
  /// Writes it as a whole; `-` is standard output.
  case output
  /// Comes back to it, or needs a name beside it: a folder, a database, a record. No stream can stand in for it.
  case kept

  /// The use that a placeholder tells of by itself; nil where it names no file as a whole.
  static func use(of placeholder: String) -> FileUse? {
    switch placeholder {
    case "FILE", "CHECKPOINT", "OTHER", "SIG", "STATEMENT": .input
    case "ENVELOPE", "PAE": .output
    case "DIR", "PATH": .kept
    default: nil
    }
  }
}
