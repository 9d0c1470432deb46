internal import Glibc
internal import Synchronization

/// A file on its way to its place: written beside it under another name, which nobody else picks, and gone unless it gets
/// there.
///
/// Its writer has a lock on it until then. What a killed writer left can so be told from what another one is writing, and
/// the next writer of the same file removes it.
public struct UnfinishedFile: ~Copyable {
  /// Where it is written.
  public let path: FilePath
  private let target: FilePath
  public let file: FileDescriptor

  /// Makes an empty one, and removes what earlier writers of the same file left.
  public init(for target: FilePath, mode: UInt32) throws(SystemFailure) {
    Leftovers.remove(of: target)
    while true {
      let path = UnfinishedFile.name(for: target)
      let file = try FileDescriptor(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
      // Where there are no locks, nobody takes what is written here for left over either.
      let isLocked = (try? file.lock()) ?? true
      // Somebody may have taken it for a leftover before it was locked.
      if isLocked, (try? FileStatus(of: file).nameCount) != 0 {
        self.path = path
        self.target = target
        self.file = file
        return
      }
    }
  }

  deinit {
    // Gone when it got to its place.
    _ = unsafe unlink(path.nulTerminated)
  }

  /// Gives the file its name in place of whatever has it.
  public consuming func replace() throws(SystemFailure) {
    guard unsafe rename(path.nulTerminated, target.nulTerminated) == 0 else { throw SystemFailure() }
  }

  /// Gives the file its name if nothing has it.
  public consuming func place() throws(SystemFailure) {
    // Unlike rename, link refuses an existing name in the same step.
    if unsafe link(path.nulTerminated, target.nulTerminated) == 0 { return }
    let withoutLinks = [EPERM, EOPNOTSUPP, ENOSYS, EMLINK]
    guard withoutLinks.contains(errno) else { throw SystemFailure() }
    if unsafe access(target.nulTerminated, F_OK) == 0 { throw SystemFailure(EEXIST) }
    guard unsafe rename(path.nulTerminated, target.nulTerminated) == 0 else { throw SystemFailure() }
  }

  /// A name beside a file for what is to become it: `NAME.PROCESS-RANDOM.tmp`.
  public static func name(for target: FilePath) -> FilePath {
    let suffix = ".\(getpid())-\(String(UInt32.random(in: 0...UInt32.max), radix: 16)).tmp"
    return target.folder / (FilePath(bytes: target.name.bytes.prefix(Leftovers.longestName)) + suffix)
  }
}

/// What writers that were killed left beside a file.
public enum Leftovers {
  /// So much of a name, that one with a suffix is no longer than names can be.
  fileprivate static let longestName = 200

  /// Removes what is left of earlier writings of a file, and what stands beside it under these suffixes.
  ///
  /// Only plain files of this user that bear such a name and that no writer has a lock on.
  public static func remove(of target: FilePath, suffixes: [String] = []) {
    let name = target.name.bytes.prefix(longestName)
    for left in candidates(in: target.folder) where isName(left.name.bytes[...], of: name) {
      guard let status = try? FileStatus(of: left, followingLinks: false), status.kind == .plain,
        status.owner == geteuid(), let file = try? FileDescriptor.ours(left), (try? file.lock()) == true
      else { continue }
      _ = unsafe unlink(left.nulTerminated)
      for suffix in suffixes { _ = unsafe unlink((left + suffix).nulTerminated) }
    }
  }

  /// `NAME.tmp`, `NAME.PROCESS.tmp`, as earlier versions wrote them, or `NAME.PROCESS-RANDOM.tmp`.
  private static func isName(_ left: ArraySlice<UInt8>, of name: some Collection<UInt8>) -> Bool {
    guard left.starts(with: name) else { return false }
    let middle = left.dropFirst(name.count).dropLast(ending.count)
    guard !middle.isEmpty else { return true }
    guard middle.first == UInt8(ascii: ".") else { return false }
    let parts = middle.dropFirst().split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty } && parts[0].allSatisfy(digits.contains)
      && parts.dropFirst().joined().allSatisfy { digits.contains($0) || letters.contains($0) }
  }

  private static let ending = Array(".tmp".utf8)

  /// Looked for once in each folder: a command may write thousands of files into one.
  private static let seen = Mutex<[FilePath: [FilePath]]>([:])

  private static func candidates(in folder: FilePath) -> [FilePath] {
    seen.withLock { seen in
      if let known = seen[folder] { return known }
      // What cannot be listed is not tidied up.
      let names = (try? folder.names()) ?? []
      let found = names.filter { $0.bytes.suffix(ending.count).elementsEqual(ending) }.map { folder / $0 }
      seen[folder] = found
      return found
    }
  }
}
