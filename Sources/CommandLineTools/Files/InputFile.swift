internal import Glibc

/// The bytes of the file at `path`, or of standard input for `-`; more than `limit` is an error, not a truncation.
public func readInput(_ path: String, limit: Int) throws(CommandError) -> [UInt8] {
  let place = path == "-" ? "standard input" : path
  do throws(SystemFailure) {
    // Without O_NONBLOCK, opening a named pipe that nobody writes to would sit through every signal.
    let file = path == "-" ? FileDescriptor(borrowing: STDIN_FILENO) : try FileDescriptor(path, O_RDONLY | O_NONBLOCK)
    if let bytes = try read(file, limit: limit) { return bytes }
  } catch {
    throw error.reading(place)
  }
  try StopSignal.check()
  throw .io("too-large", "\(place) is larger than \(limit) bytes", hint: "give a smaller file")
}

/// Nil when there is more than `limit`, or a signal asks to stop while nothing arrives.
private func read(_ file: borrowing FileDescriptor, limit: Int) throws(SystemFailure) -> [UInt8]? {
  var bytes: [UInt8] = []
  while true {
    // A read that waits for a person or a pipe would sit through the first signal; poll does not.
    while !file.wait(for: POLLIN, milliseconds: 250) {
      if StopSignal.requested { return nil }
    }
    let room = limit - bytes.count
    // One byte more than allowed tells "just fits" from "too large".
    guard try file.read(into: &bytes, upTo: min(room + 1, 1 << 16)) else { return bytes }
    if bytes.count > limit { return nil }
  }
}

/// The first bytes of the file at `path`, at most `count` of them: enough to tell what kind of file it is.
public func readPrefix(_ path: String, count: Int) throws(CommandError) -> [UInt8] {
  do throws(SystemFailure) {
    let file = try FileDescriptor(path, O_RDONLY)
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard try file.read(into: &bytes, upTo: count - bytes.count) else { break }
    }
    return bytes
  } catch {
    throw error.reading(path)
  }
}
