/// Command lines as a reader can paste them into a shell.
public enum ShellText {
  /// The words as one command, quoted where a shell would look into them, an option pair a line when it is long.
  public static func command(_ words: [String], width: Int = 110) -> String {
    let quoted = words.map(quoted)
    let line = quoted.joined(separator: " ")
    guard line.count > width else { return line }
    var lines: [String] = []
    var current = ""
    for (word, original) in zip(quoted, words) {
      // An option stays with its value; everything before the first option stays together.
      let startsPair = original.hasPrefix("--")
      if startsPair, current.count + word.count > width - 36, !current.isEmpty {
        lines.append(current)
        current = "    " + word
      } else {
        current += current.isEmpty ? word : " " + word
      }
    }
    lines.append(current)
    return lines.joined(separator: " \\\n")
  }

  /// One word: as it is when no shell gives its characters a meaning, else in single quotes.
  ///
  /// Whatever may hold more than an identifier does, a name or a path, passes through here into a command that a reader
  /// is told to type. // Format §2, origin
  public static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:=,+@%".utf8.contains(byte)
      }
    }
    guard !plain || word.isEmpty else { return word }
    // Inside single quotes nothing has a meaning but the quote that ends them. By scalars: a quote before a combining
    // mark is one character with it to Swift, and a quote all the same to a shell.
    var quoted = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "'"
  }
}
