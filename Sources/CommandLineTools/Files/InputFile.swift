public import Files
internal import Glibc

// What a person names to be read may be a file, or a stream that a shell makes: `-`, /dev/stdin, `<(…)`, a named pipe.
// Everything else in that place is a mistake and said to be one, at once: a folder, a socket, a disk.

extension FilePath {
  /// What an input is called in messages: the file, or standard input for `-`.
  public var inputName: String { self == .standardStream ? "standard input" : description }
}

/// The bytes of the file at `path`, or of standard input for `-`; more than `limit` is an error, not a truncation.
public func readInput(_ path: some FileNaming, limit: Int) throws(CommandError) -> [UInt8] {
  let path = path.filePath
  let input = try Input(path)
  if let bytes = try input.read(limit: limit) { return bytes }
  try StopSignal.check()
  throw .io("too-large", "\(path.inputName) is larger than \(limit) bytes", hint: "give a smaller file")
}

/// The bytes of a plain file that this program keeps for itself, which belongs to this user, root or the owner of its folder
/// and lies there and not behind a link; nil when there is none. // Threats, what lies beside a ledger
public func readOwnFile(
  _ path: FilePath, beside companion: FilePath? = nil, limit: Int
) throws(CommandError) -> [UInt8]? {
  do throws(FileFault) {
    let file = try FileDescriptor.ours(path, with: companion, upTo: UInt64(limit))
    do throws(SystemFailure) {
      return try file.read(at: 0, upTo: limit)
    } catch {
      throw FileFault.system(error)
    }
  } catch {
    if error.isMissing { return nil }
    throw .unusable(path, error, "read")
  }
}

extension CommandError {
  /// What stands in the place of a file of the program's own.
  static func unusable(_ path: FilePath, _ fault: FileFault, _ done: String) -> CommandError {
    if case .system(let failure) = fault, done == "read" { return failure.reading(path) }
    if case .system(let failure) = fault { return failure.writing("\(path)") }
    return .io("not-ours", "\(path) could not be \(done): \(fault.reason)", hint: fault.remedy)
  }
}
