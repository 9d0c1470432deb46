public import Files
internal import Glibc

/// Writes a whole file or nothing; see `OutputFile`.
public func writeOutput(
  _ bytes: [UInt8], to path: some FileNaming, mode: UInt32 = 0o644, overwriting: Bool = false,
  inputs: [any FileNaming] = []
) throws(CommandError) {
  var file = try OutputFile(path, mode: mode, overwriting: overwriting, inputs: inputs)
  try file.write(bytes)
  try file.finish()
}

/// Writes a file that this program keeps for itself, in place of the one before: whole or not at all, durable on return.
///
/// What stands in its place and is no plain file of ours is left alone, and so is what a link there leads to.
public func writeOwnFile(
  _ bytes: [UInt8], to path: FilePath, beside companion: FilePath? = nil
) throws(CommandError) {
  do throws(FileFault) {
    try path.requireOurs(with: companion)
  } catch {
    throw .unusable(path, error, "written")
  }
  try writeOutput(bytes, to: path, mode: 0o600, overwriting: true)
}

/// Refuses a target that is one of the files read, under whatever name.
public func refuseOutput(_ path: FilePath, amongInputs inputs: [any FileNaming]) throws(CommandError) {
  guard let target = try? FileStatus(of: path, followingLinks: true), target.kind == .plain else { return }
  for input in inputs.map(\.filePath) where input != .standardStream {
    guard (try? FileStatus(of: input, followingLinks: true))?.identity == target.identity else { continue }
    throw .usage("output-is-input", "\(path) is an input of this command", hint: "choose another name for the output")
  }
}

/// A file that is written piece by piece, and is there whole or not at all: beside the target, synchronised, then put in
/// place in one step. Without `finish` nothing is left of it.
public struct OutputFile: ~Copyable {
  /// Small pieces go out together.
  private static let bufferLimit = 1 << 18

  /// A stream is written to as it comes.
  private enum Target: ~Copyable {
    case stream(FileDescriptor)
    case file(UnfinishedFile)
  }

  private let path: FilePath
  private let target: Target
  private let overwriting: Bool
  private var buffer: [UInt8] = []

  /// - Parameters:
  ///   - path: `-` is standard output; a pipe or device is written to, since nothing can take its place.
  ///   - mode: permission bits, less the process's mask.
  ///   - overwriting: without it an existing file is left alone and reported.
  ///   - inputs: paths the command reads; one of them as the target is a mistake.
  public init(
    _ path: some FileNaming, mode: UInt32 = 0o644, overwriting: Bool = false, inputs: [any FileNaming] = []
  ) throws(CommandError) {
    let path = path.filePath
    self.path = path
    self.overwriting = overwriting
    guard path != .standardStream else {
      target = .stream(FileDescriptor(borrowing: STDOUT_FILENO))
      return
    }
    try refuseOutput(path, amongInputs: inputs)
    do throws(SystemFailure) {
      // Nothing that can be looked at is as good as nothing: making the file tells what is wrong.
      let present = try? FileStatus(of: path, followingLinks: true)
      if let present, present.kind != .plain {
        target = .stream(try Self.stream(path, present.kind))
      } else {
        // Early and cheap; the link that gives the name decides when two commands race.
        if !overwriting, present != nil { throw SystemFailure(EEXIST) }
        // A link is followed, so that it goes on pointing to what it points to.
        let place = overwriting && present != nil ? try path.resolved() : path
        target = .file(try UnfinishedFile(for: place, mode: mode))
      }
    } catch {
      throw error.writingOutput(path)
    }
  }

  /// A pipe or a device; somebody has to have a pipe's other end open, or to open it soon.
  private static func stream(_ path: FilePath, _ kind: FileKind) throws(SystemFailure) -> FileDescriptor {
    if kind == .socket || kind == .disk { throw SystemFailure(ENXIO) }
    guard kind == .pipe else { return try FileDescriptor(path, O_WRONLY) }
    let end = ContinuousClock.now + .seconds(3)
    while true {
      do throws(SystemFailure) {
        return try FileDescriptor(path, O_WRONLY | O_NONBLOCK)
      } catch {
        guard error.number == ENXIO, ContinuousClock.now < end, !StopSignal.requested else { throw error }
        usleep(20_000)
      }
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
    let overwriting = overwriting
    switch consume target {
    case .stream: return
    case .file(let file):
      do throws(SystemFailure) {
        try file.file.synchronise()
        try file.file.settle()
        if overwriting { try file.replace() } else { try file.place() }
      } catch {
        throw error.writingOutput(path)
      }
    }
    // The name itself survives a power failure only with its folder; one that cannot be opened is no failure now.
    try? path.folder.synchroniseFolder()
  }

  private mutating func flush() throws(CommandError) {
    guard !buffer.isEmpty else { return }
    let bytes = buffer
    buffer = []
    try hand(over: bytes)
  }

  private func hand(over bytes: [UInt8]) throws(CommandError) {
    do throws(SystemFailure) {
      switch target {
      case .stream(let file): try file.write(bytes)
      case .file(let file): try file.file.write(bytes)
      }
    } catch {
      throw error.writingOutput(path)
    }
  }
}

extension SystemFailure {
  /// The error a writer of an output sees.
  fileprivate func writingOutput(_ path: FilePath) -> CommandError {
    guard path != .standardStream else { return writing("standard output") }
    guard number != ENXIO else {
      return .io(
        "no-reader", "cannot write \(path): it is a pipe that nobody reads, or no file at all",
        hint: "start what reads it first, or name a file")
    }
    guard number != EEXIST else {
      return .io("exists", "\(path) exists already", hint: "choose another name, or move that file away")
    }
    return writing("\(path)")
  }
}
