internal import CommandLineTools
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
  static func synchronisations(in folder: String, for seconds: Double) throws -> Double {
    let path = folder + "/synchronisation"
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CommandError.io("write", "cannot write in \(folder)") }
    defer {
      close(file)
      unsafe unlink(path)
    }
    let page = [UInt8](repeating: 0x5a, count: 4_096)
    return try rate(for: seconds) {
      guard unsafe write(file, page, page.count) == page.count, fdatasync(file) == 0 else {
        throw CommandError.io("write", "cannot write in \(folder)", hint: "is the disk full?")
      }
    }
  }

  /// A folder that goes with all in it when the work is done.
  static func withScratchFolder<Result>(in parent: String, _ work: (String) throws -> Result) throws -> Result {
    let folder = "\(parent)/pledgebook-bench-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    try makeFolder(folder)
    defer { removeTree(folder) }
    return try work(folder)
  }

  static func makeFolder(_ path: String) throws(CommandError) {
    guard unsafe mkdir(path, 0o700) == 0 else {
      throw CommandError.io("folder", "\(path) cannot be made", hint: "name another place with --folder")
    }
  }

  static func removeTree(_ path: String) {
    if let folder = unsafe opendir(path) {
      while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { removeTree("\(path)/\(name)") }
      }
      unsafe closedir(folder)
    }
    unsafe remove(path)
  }
}
