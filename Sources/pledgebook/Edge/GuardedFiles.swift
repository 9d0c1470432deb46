import CommandLineTools
import Files

/// The files whose place no output of a command takes, whatever is overwritten: what the command is given to read, the keys
/// that the environment names, all that belongs to its ledger, and any private key or database.
///
/// One rule for every output, asked where it is written and, so that nobody is asked for a passphrase in vain, before the
/// command begins. Files are compared by device and inode: links do not get round it.
struct GuardedFiles {
  /// What the arguments and the environment name.
  private let inputs: [FilePath]

  /// The variables that name a file. // ProgramTopics.environment
  private static let variables = [
    "PLEDGEBOOK_KEY", "PLEDGEBOOK_REGISTRAR_KEY", "PLEDGEBOOK_LOG_KEY", "PLEDGEBOOK_WITNESS",
    "PLEDGEBOOK_WITNESS_POLICY",
  ]
  /// What the program and SQLite put beside a ledger. // ProgramTopics.files
  static let endings = ["-wal", "-shm", "-journal", ".lock", ".checkpoint", ".keeper.json", ".cosigned", ".snapshot"]

  init(_ command: ParsedCommand) {
    let named = command.inputs + Self.variables.compactMap { FilePath.environment($0) }
    inputs = named.flatMap(\.withOtherHalf)
  }

  /// Refuses an output in the place of such a file.
  func require(_ path: FilePath, ledger: FilePath) throws(CommandError) {
    guard path != .standardStream else { return }
    try refuseOutput(path, amongInputs: inputs)
    // At the end of a link, SQLite keeps its files beside what the link leads to.
    let places = [ledger] + Self.target(of: ledger)
    var own = places + places.flatMap { place in Self.endings.map { place + $0 } }
    // Whoever cannot read the keeper's note cannot write to what it names either, and reads the ledger all the same.
    if let keeper = try? Keeper.read(beside: ledger) {
      own +=
        keeper.logKeys.flatMap(\.withOtherHalf) + [keeper.highWaterMark] + (keeper.witnesses.map { [$0.policy] } ?? [])
    }
    for file in own where Self.isSame(path, file) {
      throw .usage(
        "output-is-input", "\(path) is an input of this command: it is the ledger, or belongs to it",
        hint: "choose another name for the output")
    }
    guard let kind = Self.irreplaceable(path) else { return }
    throw .usage(
      "output-kept", "\(path) is \(kind), and no output takes the place of one",
      hint: "choose another name for the output")
  }

  /// What a file is that nobody can make again, whether this command has to do with it or not; nil for any other.
  private static func irreplaceable(_ path: FilePath) -> String? {
    do {
      let beginning = try FileDescriptor.plain(path).read(at: 0, upTo: 64)
      if beginning.starts(with: Array("SQLite format 3\0".utf8)) { return "a database, such as a ledger" }
      // RFC 7468 §10, §11, and the forms that other programs write.
      let isKey = String(decoding: beginning, as: UTF8.self).contains("PRIVATE KEY-----")
      return isKey ? "a private key" : nil
    } catch {
      // There is none, or none that this user can read.
      return nil
    }
  }

  private static func target(of link: FilePath) -> [FilePath] {
    // What leads nowhere has nothing beside it.
    (try? link.resolved()).map { [$0] } ?? []
  }

  /// Whether two names are of one file; where there is none yet, of one place.
  private static func isSame(_ one: FilePath, _ other: FilePath) -> Bool {
    let (left, right) = (identity(one), identity(other))
    if left != nil || right != nil { return left == right }
    guard one.name == other.name, let left = identity(one.folder) else { return false }
    return left == identity(other.folder)
  }

  private static func identity(_ path: FilePath) -> [UInt64]? {
    // What cannot be looked at is treated as what is not there.
    (try? FileStatus(of: path, followingLinks: true))?.identity
  }
}

extension FilePath {
  /// A key file with the other half beside it. // ProgramTopics.files
  fileprivate var withOtherHalf: [FilePath] {
    [self, self + ".pub"] + (hasSuffix(".pub") ? [dropLast(4)] : [])
  }
}
