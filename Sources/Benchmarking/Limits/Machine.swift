internal import CommandLineTools
internal import Files
internal import Glibc
internal import Storage

/// What bounds a ledger on this machine: its cores, its disk, its memory.
enum Machine {
  /// Cores that this process may use.
  static var cores: Int { ProcessorCount.available }

  /// One core and all of them, each once, with what they are called.
  static var oneCoreAndAll: [(cores: Int, name: String)] {
    Set([1, cores]).sorted().map { ($0, $0 == 1 ? "one core" : "\($0) cores") }
  }

  /// The most memory this process has held so far, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1_024
  }

  /// How often a second 4 KiB can be made durable at the end of a file in this folder.
  static func synchronisations(in folder: FilePath, for seconds: Double) throws -> Double {
    let path = folder / "synchronisation"
    let file = unsafe open(path.nulTerminated, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CommandError.io("write", "cannot write in \(folder)") }
    defer {
      close(file)
      unsafe unlink(path.nulTerminated)
    }
    let page = [UInt8](repeating: 0x5a, count: 4_096)
    return try rate(for: seconds) {
      guard unsafe write(file, page, page.count) == page.count, fdatasync(file) == 0 else {
        throw CommandError.io("write", "cannot write in \(folder)", hint: "is the disk full?")
      }
    }
  }

  /// A folder that goes with all in it when the work is done.
  static func withScratchFolder<Result>(in parent: FilePath, _ work: (FilePath) throws -> Result) throws -> Result {
    let folder = parent / "pledgebook-bench-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    try makeFolder(folder)
    defer { removeTree(folder) }
    return try work(folder)
  }

  static func makeFolder(_ path: FilePath) throws(CommandError) {
    guard unsafe mkdir(path.nulTerminated, 0o700) == 0 else {
      throw CommandError.io("folder", "\(path) cannot be made", hint: "name another place with --folder")
    }
  }

  static func removeTree(_ path: FilePath) {
    // What is no folder has no names, and is removed itself; a link is not followed.
    if let status = try? FileStatus(of: path, followingLinks: false), status.kind == .folder {
      for name in (try? path.names()) ?? [] { removeTree(path / name) }
    }
    unsafe remove(path.nulTerminated)
  }
}
