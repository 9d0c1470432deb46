public import CommandLineTools
public import Files
internal import ForeignText

/// The tour of the program: a public register, an invented accord with its full cycle, five attacks on a copy where
/// somebody brings the attacker, and a witness.
public struct GuidedTour: ~Copyable {
  package var stage: Stage
  /// Whether copies were tampered with.
  private var wasAttacked = false

  /// What is left when the tour is over.
  public struct Outcome: Sendable {
    public let folder: FilePath
    /// How many commands were run.
    public let steps: Int
    /// Full paths of the ledgers.
    public let ledgers: [FilePath]
    /// Full paths of the HTML reports.
    public let reports: [FilePath]
  }

  /// Prepares the folder, which has to be new or empty, and the files that the tour starts from, which are in the program.
  ///
  /// - Parameters:
  ///   - out: the folder; nil for a new one under the system's temporary folder.
  ///   - program: the program to run; nil for the one that is running.
  ///   - commands: names of the commands it has.
  ///   - output: where the story goes; nil tells nothing.
  public init(
    out: (any FileNaming)?, program: (any FileNaming)? = nil, commands: Set<String>, output: consuming Output?
  ) throws(CommandError) {
    let folder = try ScratchFolder.prepare(out?.filePath)
    for name in ["accords", "registers", "keys", "evidence", "copies"] { try ScratchFolder.make(folder / name) }
    for (name, bytes) in GuidedTour.inputs { try writeOutput(bytes, to: folder / name) }
    // `??` would not keep the type of what is thrown.
    let program = if let program { program.filePath } else { try OwnProgram.path() }
    stage = Stage(
      program: program, folder: folder, commands: commands, output: output)
  }

  /// Takes the reader through all that works with what the program itself has: everything but the attacks.
  public mutating func run() throws(CommandError) -> Outcome {
    try run { tour throws(CommandError) in
      try tour.stage.chapter(Self.attackTitle)
      try tour.stage.say(
        """
        Left out here. Changing a ledger past its rules takes a program that can, and none is installed: in the sources of
        Pledgebook make demo runs this tour with the attacks, by pledgebook-lab demo.
        """)
    }
  }

  /// The heading of the chapter about attacks.
  package static let attackTitle = "3  Five attacks on a copy"

  /// The same with the attacks that somebody else brings.
  package mutating func run(
    attackedBy attacks: (inout GuidedTour) throws(CommandError) -> Void
  ) throws(CommandError) -> Outcome {
    try introduction()
    try publicRegister()
    try lanternAccord()
    try attacks(&self)
    try witnessing()
    try checkedPage()
    try ending()
    let folder = stage.folder
    return Outcome(
      folder: folder, steps: stage.stepCount, ledgers: ["register.db", "lantern.db"].map { folder / $0 },
      reports: reports.map { folder / $0 })
  }

  /// What a reader of the tour finds in its folder to begin with: the files of the project's folder `Ledger`.
  static let inputs: [(name: String, bytes: [UInt8])] = [
    ("accords/paris-call-2018.json", PackageResources.paris_call_2018_json),
    ("registers/paris-call-2018.csv", PackageResources.paris_call_2018_csv),
    ("accords/lantern-accord.json", PackageResources.lantern_accord_json),
    ("registers/lantern-accord.csv", PackageResources.lantern_accord_csv),
  ]

  private mutating func introduction() throws(CommandError) {
    try stage.tell(
      """
      A guided tour. It works in a folder of its own; every command is shown as it is run there, so you can
      repeat each one, with \(stage.style.bold("pledgebook")) for the program itself:

        cd \(stage.folder.shellWord)
        alias pledgebook=\(stage.program.shellWord)
      """)
  }

  private mutating func ending() throws(CommandError) {
    try stage.chapter("What is left, and what to try")
    var lines = [
      "Everything is in \(stage.folder):",
      "  register.db   the public register, unofficial data in a demo ledger",
      "  lantern.db    the invented accord",
      "  copies/       \(wasAttacked ? "the copies that were tampered with, and " : "")the second book",
      "  public/       the published copy of lantern.db, to check a page against",
      "  witness.db    what the witness has signed; receipts/ and witnesses.policy go with it",
      "  keys/         key files without passphrase: good for a tour and for nothing else",
      "",
      "Try",
      "  pledgebook log --ledger lantern.db --limit 8 --reverse",
      "  pledgebook show 9 --ledger lantern.db --statement",
    ]
    lines += [
      "  pledgebook explain brindlemark la-2 --period 2032 --ledger lantern.db", "  pledgebook verify --help",
    ]
    if !pageCheck.isEmpty { lines.append("  " + ShellText.command(["pledgebook"] + pageCheck)) }
    if !reports.isEmpty {
      lines += ["", "Open in a browser"] + reports.map { "  file://\(stage.folder)/\($0)" }
    }
    try stage.say(lines.joined(separator: "\n"))
  }

  /// Notes that copies lie there which were tampered with.
  package mutating func noteAttacks() { wasAttacked = true }

  /// The HTML reports that the tour wrote, relative to its folder.
  var reports: [String] = []
  /// The words of the command that checks a page against the published copy.
  var pageCheck: [String] = []
  /// The entry of Quillonia's report for 2031.
  var quilloniaReport = 0
  /// The entry that stands of Glimmerpost's report for 2031.
  package var glimmerpostReport = 0
}
