package import CommandLineTools
package import Files
internal import ForeignText
internal import Glibc

/// Where the tour takes place: a folder, the program, and what the reader sees of both.
///
/// Every command is printed as it could be typed in that folder and then run as a process of its own, so nothing in
/// the tour is done by other means than the reader has.
package struct Stage: ~Copyable {
  /// How much of a command's output is shown.
  package enum Shown {
    case all
    case first(Int)
    case last(Int)
    case nothing
  }

  let program: FilePath
  let folder: FilePath
  /// The commands this version of the program has, by name.
  let commands: Set<String>
  private(set) var stepCount = 0
  /// Nil when nobody listens.
  private var output: Output?
  let style: Style
  private var exported: [(name: String, value: String)] = []
  /// What runs beside the tour; it ends with the stage, however that comes about.
  private var server: BackgroundChild?

  init(program: FilePath, folder: FilePath, commands: Set<String>, output: consuming Output?) {
    self.program = program
    self.folder = folder
    self.commands = commands
    style = output?.style ?? ColorChoice.never.style(for: .output)
    self.output = output
  }

  // MARK: Words

  /// A line, or several, as they stand.
  mutating func tell(_ text: String) throws(CommandError) {
    try output?.print(text)
    try output?.flush()
  }

  package mutating func chapter(_ title: String) throws(CommandError) {
    try tell("\n" + style.bold(title))
    try tell(String(repeating: "─", count: title.count))
  }

  package mutating func say(_ text: String) throws(CommandError) {
    try tell("\n" + text)
  }

  // MARK: Commands

  /// Sets variables for the commands that follow, as a shell would.
  mutating func export(_ variables: [(name: String, value: String)]) throws(CommandError) {
    exported = variables
    let line = variables.map { "\($0.name)=\(ShellText.quoted($0.value))" }.joined(separator: " ")
    try tell("\n" + style.dim("$ ") + style.bold("export \(line)"))
  }

  /// Prints a command, runs it and shows its output; another status than the one expected ends the tour.
  @discardableResult
  package mutating func step(
    _ words: [String], show shown: Shown = .all, expecting status: ExitStatus = .done
  ) throws(CommandError) -> String {
    let line = ShellText.command(["pledgebook"] + words)
    try tell("\n" + style.dim("$ ") + style.bold(line))
    let said = try run(words, expecting: status)
    try show(said, shown)
    if status != .done { try tell(style.dim("(exit status \(status.rawValue))")) }
    return said
  }

  /// Runs a command that makes an entry, shows where it stands, and gives back its number.
  @discardableResult
  mutating func entry(_ words: [String]) throws(CommandError) -> Int {
    let said = try step(words, show: .nothing)
    guard let line = said.split(separator: "\n").first(where: { $0.hasPrefix("entry ") }),
      let number = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { throw CommandError(code: "demo.step", message: "no entry was made: \(said)", exit: .broken) }
    try tell(sanitised(String(line)))
    return number
  }

  /// Prints a shell loop over names and runs its command, which says `$id`, once for each.
  mutating func loop(over names: [String], _ words: [String]) throws(CommandError) {
    let body = words.map { $0.contains("$id") ? $0 : ShellText.quoted($0) }.joined(separator: " ")
    let line = "for id in \(names.joined(separator: " ")); do pledgebook \(body); done"
    try tell("\n" + style.dim("$ ") + style.bold(line))
    for name in names {
      _ = try run(words.map { $0.split(separator: "$id", omittingEmptySubsequences: false).joined(separator: name) })
    }
  }

  /// Runs a command without a word about it, for what only the tour needs to know.
  package mutating func run(_ words: [String], expecting expected: ExitStatus = .done) throws(CommandError) -> String {
    try StopSignal.check()
    stepCount += 1
    let (bytes, status) = try ChildProcess(
      program: program, arguments: words, folder: folder, environment: environment
    ).run()
    let said = String(decoding: bytes, as: UTF8.self)
    guard status == expected.rawValue else {
      try show(said, .all)
      throw CommandError(
        code: "demo.step",
        message: "the last command ended with status \(status), and \(expected.rawValue) was expected",
        hint: "the files are in \(folder)", exit: .broken)
    }
    return said
  }

  /// Prints a command with an `&`, starts it, and gives back what it says up to a word, or until it ends in an error.
  mutating func serve(_ words: [String], output name: String, until ready: String) throws(CommandError) -> String {
    let line = ShellText.command(["pledgebook"] + words)
    try tell("\n" + style.dim("$ ") + style.bold("\(line) > \(name) 2>&1 &"))
    stepCount += 1
    server = try BackgroundChild(
      program: program, arguments: words, folder: folder, environment: environment, output: name)
    var said = ""
    // The file comes with the process, a moment after its start.
    for _ in 0..<500 where !said.contains(ready) && !said.contains("error: ") {
      try StopSignal.check()
      _ = poll(nil, 0, 20)
      guard unsafe access(path(name).nulTerminated, F_OK) == 0 else { continue }
      said = String(decoding: try readInput(path(name), limit: 1 << 16), as: UTF8.self)
    }
    try tell("\n" + style.dim("$ ") + style.bold("cat \(name)"))
    try show(said, .all)
    return said
  }

  /// Ends what runs beside the tour.
  mutating func stopServing() {
    server = nil
  }

  private mutating func show(_ text: String, _ shown: Shown) throws(CommandError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
    switch shown {
    case .all:
      for line in lines { try tell(sanitised(String(line))) }
    case .first(let count):
      for line in lines.prefix(count) { try tell(sanitised(String(line))) }
      // A single line is not missed.
      if lines.count > count + 1 { try tell(style.dim("… \(lines.count - count) more lines")) }
    case .last(let count):
      if lines.count > count { try tell(style.dim("… \(lines.count - count) lines before")) }
      for line in lines.suffix(count) { try tell(sanitised(String(line))) }
    case .nothing:
      break
    }
  }

  /// What a command needs to run, and nothing of the caller's own ledger or keys.
  private var environment: [FilePath] {
    let kept = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH"].compactMap { name in
      FilePath.environment(name).map { FilePath(bytes: Array("\(name)=".utf8) + $0.bytes) }
    }
    return kept + exported.map { FilePath("\($0.name)=\($0.value)") } + ["NO_COLOR=1"]
  }

  // MARK: Files

  /// The full path of a file of the tour.
  package func path(_ name: String) -> FilePath { folder / name }

  /// Writes a file of the tour.
  func write(_ text: String, to name: String) throws(CommandError) {
    try writeOutput(Array(text.utf8), to: path(name))
  }
}
