internal import Files
internal import Glibc

/// An open file or stream that a person named, read once from its beginning.
struct Input: ~Copyable {
  private let path: FilePath
  private let file: FileDescriptor
  /// Whether it is a pipe with a name, whose other end nobody may have opened yet.
  private let isNamedPipe: Bool

  /// How long somebody may take to open the other end of a named pipe.
  private static let patience: Duration = .seconds(3)
  /// How long a look for more takes, after which a signal is heard.
  private static let pause: Int32 = 250

  init(_ path: FilePath) throws(CommandError) {
    self.path = path
    guard path != .standardStream else {
      file = FileDescriptor(borrowing: STDIN_FILENO)
      isNamedPipe = false
      return
    }
    let kind: FileKind
    do throws(SystemFailure) {
      kind = try FileStatus(of: path, followingLinks: true).kind
    } catch {
      throw error.reading(path)
    }
    // Looked at before it is opened: opening may already do something, or wait.
    if kind == .socket || kind == .disk { throw Self.refused(path, kind) }
    do throws(SystemFailure) {
      // Without O_NONBLOCK, opening a named pipe that nobody writes to would sit through every signal.
      file = try FileDescriptor(path, O_RDONLY | O_NONBLOCK)
      isNamedPipe = kind == .pipe
    } catch {
      throw error.reading(path)
    }
  }

  private static func refused(_ path: FilePath, _ kind: FileKind) -> CommandError {
    .io("read", "cannot read \(path): it is \(kind.words)", hint: "check that it is a file that can be read")
  }

  /// All of it; nil when there is more than `limit`, or a signal asks to stop while nothing arrives.
  func read(limit: Int) throws(CommandError) -> [UInt8]? {
    var bytes: [UInt8] = []
    // Room for all of a small file at once, which may be a secret: an array that grows leaves copies behind.
    if limit < 1 << 16 { bytes.reserveCapacity(limit + 1) }
    while true {
      guard try waitForMore(after: &bytes) else { return nil }
      let room = limit - bytes.count
      do throws(SystemFailure) {
        // One byte more than allowed tells "just fits" from "too large".
        guard try file.read(into: &bytes, upTo: max(1, min(room + 1, 1 << 16))) else { return bytes }
      } catch {
        throw error.reading(place, shellWord: path.shellWord)
      }
      if bytes.count > limit { return nil }
    }
  }

  /// Up to `count` more bytes at the end of `bytes`; false where it ends.
  func read(into bytes: inout [UInt8], upTo count: Int) throws(CommandError) -> Bool {
    guard try waitForMore(after: &bytes) else {
      try StopSignal.check()
      return false
    }
    do throws(SystemFailure) {
      return try file.read(into: &bytes, upTo: count)
    } catch {
      throw error.reading(place, shellWord: path.shellWord)
    }
  }

  /// Whether it ends by itself; one of which nothing can be told is read until it does.
  var hasEnd: Bool {
    do throws(SystemFailure) {
      return try file.kind() != .device
    } catch {
      return true
    }
  }

  private var isPlain: Bool {
    get throws(CommandError) {
      do throws(SystemFailure) {
        return try file.kind() == .plain
      } catch {
        throw error.reading(place, shellWord: path.shellWord)
      }
    }
  }

  private var place: String { path.inputName }

  /// Waits until there is more, or the end; false when a signal asks to stop meanwhile.
  ///
  /// A read that waits for a person or a pipe would sit through the first signal; poll does not. Whoever has opened a pipe
  /// may take as long as a person at a terminal. That nobody has is told apart by a read, which may take a byte.
  private func waitForMore(after bytes: inout [UInt8]) throws(CommandError) -> Bool {
    let end = ContinuousClock.now + Self.patience
    while !file.wait(for: POLLIN, milliseconds: Self.pause) {
      if StopSignal.requested { return false }
      if try isPlain, ContinuousClock.now >= end {
        // A plain file is always ready. What only passes for one, such as /proc/kmsg, may never be.
        throw .io("no-end", "cannot read \(place): it is no file that ends", hint: "name a file, or a copy of this one")
      }
      guard isNamedPipe, bytes.isEmpty else { continue }
      let found: FileDescriptor.Look
      do throws(SystemFailure) {
        found = try file.look(into: &bytes, upTo: 1)
      } catch {
        throw error.reading(path)
      }
      if case .bytes = found { return true }
      guard case .nobody = found, ContinuousClock.now >= end else { continue }
      throw .io(
        "no-writer", "cannot read \(path): it is a pipe, and nobody writes into it",
        hint: "start what writes into it first, or name a file")
    }
    return true
  }
}
