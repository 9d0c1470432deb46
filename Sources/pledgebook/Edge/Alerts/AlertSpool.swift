import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import Glibc

/// The alerts of a monitor that somebody has to be told, and those that somebody was told: a folder beside its state.
///
///     STATE.alerts/spool       which version of this form it is; locked by whoever is at work
///     STATE.alerts/new/ID.json
///     STATE.alerts/done/ID.json
///
/// An alert is durable in `new` before the state that would forget it is kept, and goes to `done` after its command said
/// that it is delivered. Its name is its id, so that a fact that is found again is found there.
final class AlertSpool {
  let folder: FilePath
  private let lock: FileDescriptor

  /// The greatest size of the file of an alert.
  private static let maximumByteCount = 1 << 20
  private static let type = "pledgebook/alerts/v1"
  private static let note = Array("{\"type\":\"\(type)\"}\n".utf8)

  var new: FilePath { folder / "new" }
  var done: FilePath { folder / "done" }

  static func folder(beside state: FilePath) -> FilePath { state + ".alerts" }

  /// Takes the spool beside a state for this process alone, and makes it where there is none.
  init(beside state: FilePath) throws(CommandError) {
    folder = Self.folder(beside: state)
    try Self.make(folder)
    // A folder that has other things is somebody's.
    let found = try Self.names(in: folder)
    guard found.isEmpty || found.contains("spool") else { throw Self.otherVersion(folder) }
    lock = try Self.open(folder / "spool")
    try Self.require(lock, folder)
    for name in ["new", "done"] { try Self.make(folder / name) }
    try synchronise(folder)
    try removeLeftovers()
  }

  /// Keeps those of these alerts that were never kept here, and returns how many these were.
  func add(_ alerts: [Alert]) throws(CommandError) -> Int {
    var count = 0
    for alert in alerts {
      if try isThere(alert.id, in: done) { continue }
      if try isThere(alert.id, in: new) { continue }
      try writeOwnFile(alert.bytes, to: file(alert.id, in: new))
      count += 1
    }
    // Also for what an earlier run put there and had no time to make durable.
    try synchronise(new)
    return count
  }

  /// What waits in `new`.
  struct Waiting {
    /// In the order of the ledger.
    var alerts: [SpooledAlert] = []
    /// Files that bear the name of an alert, and are not what the name says.
    var damaged: [FilePath] = []
    /// Files that are nobody's here.
    var foreign: [FilePath] = []
  }

  func waiting() throws(CommandError) -> Waiting {
    var waiting = Waiting()
    for name in try Self.names(in: new) {
      guard let id = Self.id(name) else {
        waiting.foreign.append(new / name)
        continue
      }
      guard let bytes = try readOwnFile(file(id, in: new), limit: Self.maximumByteCount) else { continue }
      if let alert = SpooledAlert(bytes, id: id) {
        waiting.alerts.append(alert)
      } else {
        waiting.damaged.append(new / name)
      }
    }
    waiting.alerts.sort { ($0.index, $0.id.hex) < ($1.index, $1.id.hex) }
    return waiting
  }

  /// The file of an alert that waits.
  func file(_ alert: SpooledAlert) -> FilePath { file(alert.id, in: new) }

  /// Notes that an alert was delivered.
  func settle(_ alert: SpooledAlert) throws(CommandError) {
    let (old, now) = (file(alert.id, in: new), file(alert.id, in: done))
    guard rename(old.nulTerminated, now.nulTerminated) == 0 else { throw failure(SystemFailure(), now) }
    // Before the old name is durably gone the new one has to be durably there.
    try synchronise(done)
    try synchronise(new)
  }

  // MARK: - Names and files

  private func file(_ id: Digest, in folder: FilePath) -> FilePath { folder / "\(id.hex).json" }

  private static func id(_ name: FilePath) -> Digest? {
    name.hasSuffix(".json") ? name.dropLast(".json".utf8.count).text.flatMap { Digest(hex: $0) } : nil
  }

  private func isThere(_ id: Digest, in folder: FilePath) throws(CommandError) -> Bool {
    let path = file(id, in: folder)
    let kind: FileKind
    do throws(SystemFailure) {
      kind = try FileStatus(of: path, followingLinks: false).kind
    } catch {
      if error.number == ENOENT { return false }
      throw failure(error, path)
    }
    // What is no file of ours is no sign that somebody was told.
    guard kind == .plain else {
      throw .io(
        "not-ours", "\(path) is \(kind.words) and not a plain file", hint: "find out who put it there, and move it away"
      )
    }
    return true
  }

  private static func names(in folder: FilePath) throws(CommandError) -> [FilePath] {
    do throws(SystemFailure) {
      return try folder.names()
    } catch {
      throw Self.failure(error, folder)
    }
  }

  /// What a killed run left of files on their way; who has the lock is alone here.
  private func removeLeftovers() throws(CommandError) {
    for name in try Self.names(in: new) where name.hasSuffix(".tmp") {
      guard let id = name.text.flatMap({ Digest(hex: String($0.prefix(64))) }) else { continue }
      Leftovers.remove(of: file(id, in: new))
    }
  }

  private func synchronise(_ folder: FilePath) throws(CommandError) {
    do throws(SystemFailure) {
      try folder.synchroniseFolder()
    } catch {
      throw failure(error, folder)
    }
  }

  private func failure(_ failure: SystemFailure, _ path: FilePath) -> CommandError { Self.failure(failure, path) }

  private static func failure(_ failure: SystemFailure, _ path: FilePath) -> CommandError {
    .io(
      failure.saysFull ? "full" : "write", "the spool of alerts cannot be kept, \(path): \(failure.reason)",
      hint: "make room, or make \(path.folder) a folder that this user can write to; nothing is forgotten meanwhile")
  }

  // MARK: - Taking it

  private static func make(_ folder: FilePath) throws(CommandError) {
    if mkdir(folder.nulTerminated, 0o700) == 0 { return }
    let made = SystemFailure()
    guard made.number == EEXIST, (try? FileStatus(of: folder, followingLinks: false))?.kind == .folder else {
      throw failure(made.number == EEXIST ? SystemFailure(ENOTDIR) : made, folder)
    }
  }

  private static func open(_ path: FilePath) throws(CommandError) -> FileDescriptor {
    let file: FileDescriptor
    do throws(FileFault) {
      file = try .ours(path, writing: true, creating: 0o600, upTo: 4_096)
    } catch {
      throw .io(
        "not-ours", "the spool of alerts cannot be used, \(path): \(error.reason)", hint: error.remedy)
    }
    do throws(SystemFailure) {
      if try file.lock() { return file }
    } catch {
      throw failure(error, path)
    }
    throw .io(
      "busy", "another monitor is at work with \(path.folder)",
      hint: "wait until it is done, or give each monitor a state of its own")
  }

  /// Requires a spool of this form, and notes the form in a new one.
  private static func require(_ file: borrowing FileDescriptor, _ folder: FilePath) throws(CommandError) {
    do throws(SystemFailure) {
      let found = try file.read(at: 0, upTo: 4_096)
      if found.elementsEqual(note) { return }
      // An end came between making it and writing it.
      if note.starts(with: found), try folder.names().allSatisfy({ $0 == "spool" }) {
        try file.write(note, at: 0)
        try file.synchronise()
        return
      }
    } catch {
      throw failure(error, folder / "spool")
    }
    throw otherVersion(folder)
  }

  private static func otherVersion(_ folder: FilePath) -> CommandError {
    CommandError(
      code: "alerts.other-version",
      message: "\(folder) is not a spool of alerts that this program knows: another version made it, or somebody else",
      hint: "use the program that made it, or name another --state; nothing was changed", exit: .usage)
  }
}
