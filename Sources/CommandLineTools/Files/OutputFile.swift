internal import Glibc

/// Writes a whole file or nothing: beside the target, synchronised, then put in place in one step.
///
/// - Parameters:
///   - path: `-` is standard output; a pipe or device is written to, since nothing can take its place.
///   - mode: permission bits, less the process's mask.
///   - overwriting: without it an existing file is left alone and reported.
///   - inputs: paths the command reads; one of them as the target is a mistake.
public func writeOutput(
  _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644, overwriting: Bool = false, inputs: [String] = []
) throws(CommandError) {
  if path == "-" {
    do throws(SystemFailure) {
      try FileDescriptor(borrowing: STDOUT_FILENO).write(bytes)
    } catch {
      throw error.writing("standard output")
    }
    return
  }
  try refuseOutput(path, amongInputs: inputs)
  do throws(SystemFailure) {
    if let target = FileIdentity(at: path), !target.isRegular {
      try FileDescriptor(path, O_WRONLY).write(bytes)
    } else {
      try OutputFile(path: path, mode: mode, overwriting: overwriting).write(bytes)
    }
  } catch {
    if error.number == EEXIST {
      throw .io("exists", "\(path) exists already", hint: "choose another name, or move that file away")
    }
    throw error.writing(path)
  }
}

/// Refuses a target that is one of the files read, under whatever name.
public func refuseOutput(_ path: String, amongInputs inputs: [String]) throws(CommandError) {
  guard let target = FileIdentity(at: path), target.isRegular else { return }
  for input in inputs where input != "-" && FileIdentity(at: input) == target {
    throw .usage("output-is-input", "\(path) is an input of this command", hint: "choose another name for the output")
  }
}

/// One file on its way to its place.
private struct OutputFile {
  let path: String
  let mode: UInt32
  let overwriting: Bool

  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    // Early and cheap; the link below decides when two commands race.
    if !overwriting, FileIdentity(at: path) != nil { throw SystemFailure(EEXIST) }
    // A link is followed, so that it goes on pointing to what it points to.
    let target = overwriting ? resolved(path) : path
    let temporary = try create(beside: target, bytes)
    do throws(SystemFailure) {
      try put(temporary, at: target)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    // The name itself survives a power failure only with its folder; one that cannot be opened is no failure now.
    if let folder = try? FileDescriptor(folder(of: target), O_RDONLY | O_DIRECTORY) { try? folder.synchronise() }
  }

  /// A new file in the folder of `target`, on disk in full, or no file at all.
  private func create(beside target: String, _ bytes: [UInt8]) throws(SystemFailure) -> String {
    let name = target.split(separator: "/").last ?? "output"
    let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let temporary = folder(of: target) + "/.\(name.prefix(64)).\(suffix)"
    let file = try FileDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
    do throws(SystemFailure) {
      try file.write(bytes)
      try file.synchronise()
      try file.close()
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    return temporary
  }

  private func put(_ temporary: String, at target: String) throws(SystemFailure) {
    if !overwriting {
      // Unlike rename, link refuses an existing name in the same step.
      if unsafe link(temporary, target) == 0 {
        unsafe unlink(temporary)
        return
      }
      let withoutLinks = [EPERM, EOPNOTSUPP, ENOSYS, EMLINK]
      guard withoutLinks.contains(errno) else { throw SystemFailure() }
      if unsafe access(target, F_OK) == 0 { throw SystemFailure(EEXIST) }
    }
    if unsafe rename(temporary, target) != 0 { throw SystemFailure() }
  }

  private func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func resolved(_ path: String) -> String {
    guard let text = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
