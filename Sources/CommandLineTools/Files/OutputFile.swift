internal import Glibc

/// Writes a whole file or nothing; see `OutputFile`.
public func writeOutput(
  _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644, overwriting: Bool = false, inputs: [String] = []
) throws(CommandError) {
  var file = try OutputFile(path, mode: mode, overwriting: overwriting, inputs: inputs)
  try file.write(bytes)
  try file.finish()
}

/// Refuses a target that is one of the files read, under whatever name.
public func refuseOutput(_ path: String, amongInputs inputs: [String]) throws(CommandError) {
  guard let target = FileIdentity(at: path), target.isRegular else { return }
  for input in inputs where input != "-" && FileIdentity(at: input) == target {
    throw .usage("output-is-input", "\(path) is an input of this command", hint: "choose another name for the output")
  }
}

/// A file that is written piece by piece, and is there whole or not at all: beside the target, synchronised, then put in
/// place in one step. Without `finish` nothing is left of it.
public struct OutputFile: ~Copyable {
  /// Small pieces go out together.
  private static let bufferLimit = 1 << 18

  private let path: String
  private let file: FileDescriptor
  /// Nil for a stream, which is written to as it comes.
  private let name: PendingName?
  private var buffer: [UInt8] = []

  /// - Parameters:
  ///   - path: `-` is standard output; a pipe or device is written to, since nothing can take its place.
  ///   - mode: permission bits, less the process's mask.
  ///   - overwriting: without it an existing file is left alone and reported.
  ///   - inputs: paths the command reads; one of them as the target is a mistake.
  public init(
    _ path: String, mode: UInt32 = 0o644, overwriting: Bool = false, inputs: [String] = []
  ) throws(CommandError) {
    self.path = path
    guard path != "-" else {
      file = FileDescriptor(borrowing: STDOUT_FILENO)
      name = nil
      return
    }
    try refuseOutput(path, amongInputs: inputs)
    do throws(SystemFailure) {
      if let target = FileIdentity(at: path), !target.isRegular {
        file = try FileDescriptor(path, O_WRONLY)
        name = nil
      } else {
        // Early and cheap; the link that gives the name decides when two commands race.
        if !overwriting, FileIdentity(at: path) != nil { throw SystemFailure(EEXIST) }
        let target = overwriting ? PendingName.resolved(path) : path
        let temporary = PendingName.temporary(beside: target)
        file = try FileDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
        name = PendingName(temporary: temporary, target: target, overwriting: overwriting)
      }
    } catch {
      throw error.writingOutput(path)
    }
  }

  /// The next bytes.
  public mutating func write(_ bytes: [UInt8]) throws(CommandError) {
    if buffer.isEmpty, bytes.count >= Self.bufferLimit { return try hand(over: bytes) }
    buffer += bytes
    if buffer.count >= Self.bufferLimit { try flush() }
  }

  /// Makes what was written durable and gives it its name.
  public consuming func finish() throws(CommandError) {
    try flush()
    let path = path
    guard let name else { return }
    do throws(SystemFailure) {
      try file.synchronise()
      try file.close()
      try name.take()
    } catch {
      throw error.writingOutput(path)
    }
  }

  private mutating func flush() throws(CommandError) {
    guard !buffer.isEmpty else { return }
    let bytes = buffer
    buffer = []
    try hand(over: bytes)
  }

  private func hand(over bytes: [UInt8]) throws(CommandError) {
    do throws(SystemFailure) {
      try file.write(bytes)
    } catch {
      throw error.writingOutput(path)
    }
  }
}

/// The name of a file on its way to its place; it goes, and the file with it unless that got there.
private final class PendingName {
  private let temporary: String
  private let target: String
  private let overwriting: Bool
  private var isPending = true

  init(temporary: String, target: String, overwriting: Bool) {
    self.temporary = temporary
    self.target = target
    self.overwriting = overwriting
  }

  deinit {
    if isPending { unsafe unlink(temporary) }
  }

  func take() throws(SystemFailure) {
    try put()
    // The name itself survives a power failure only with its folder; one that cannot be opened is no failure now.
    if let folder = try? FileDescriptor(folder(of: target), O_RDONLY | O_DIRECTORY) { try? folder.synchronise() }
  }

  private func put() throws(SystemFailure) {
    if !overwriting {
      // Unlike rename, link refuses an existing name in the same step.
      if unsafe link(temporary, target) == 0 {
        unsafe unlink(temporary)
        isPending = false
        return
      }
      let withoutLinks = [EPERM, EOPNOTSUPP, ENOSYS, EMLINK]
      guard withoutLinks.contains(errno) else { throw SystemFailure() }
      if unsafe access(target, F_OK) == 0 { throw SystemFailure(EEXIST) }
    }
    if unsafe rename(temporary, target) != 0 { throw SystemFailure() }
    isPending = false
  }

  static func temporary(beside target: String) -> String {
    let name = target.split(separator: "/").last ?? "output"
    return folder(of: target) + "/.\(name.prefix(64)).\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
  }

  /// A link is followed, so that it goes on pointing to what it points to.
  static func resolved(_ path: String) -> String {
    guard let text = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}

extension SystemFailure {
  /// The error a writer of an output sees.
  fileprivate func writingOutput(_ path: String) -> CommandError {
    guard path != "-" else { return writing("standard output") }
    guard number != EEXIST else {
      return .io("exists", "\(path) exists already", hint: "choose another name, or move that file away")
    }
    return writing(path)
  }
}
