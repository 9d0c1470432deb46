import Files
import Fixtures
import Glibc
import Testing

/// Whatever somebody may put in the place of a file.
private enum Thing: CaseIterable {
  case pipe, folder, link, hangingLink, socket, device, large

  func put(at path: String) throws {
    switch self {
    case .pipe: try #require(mkfifo(path, 0o600) == 0)
    case .folder: try #require(mkdir(path, 0o700) == 0)
    case .link: try #require(symlink("/etc/passwd", path) == 0)
    case .hangingLink: try #require(symlink("nothing", path) == 0)
    case .socket: try bindSocket(path)
    case .device: try #require(symlink("/dev/zero", path) == 0)
    case .large:
      let file = open(path, O_WRONLY | O_CREAT, 0o600)
      try #require(ftruncate(file, 1 << 40) == 0)
      close(file)
    }
  }

  private func bindSocket(_ path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    let bound = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }
}

@Suite("Files that the program keeps for itself")
struct ExpectedFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func fault(_ path: String, writing: Bool = false, creating: UInt32? = nil) -> FileFault? {
    do throws(FileFault) {
      _ = try FileDescriptor.ours(FilePath(path), writing: writing, creating: creating, upTo: 4_096)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "only a plain file of a fitting size is opened, and nothing else is waited for or touched",
    arguments: Thing.allCases)
  fileprivate func things(thing: Thing) throws {
    let path = folder.path("side")
    try thing.put(at: path)
    let found = try #require(fault(path), "it was opened")
    #expect(!found.reason.isEmpty && !found.remedy.isEmpty)
    #expect(fault(path, writing: true) == found)
    #expect(fault(path, creating: 0o600) == found)
    if thing != .large { #expect(throws: found) { try FilePath(path).requireOurs() } }
  }

  @Test("a file of ours is opened, and made where that is asked")
  func ours() throws {
    #expect(fault(folder.path("side")) == .system(SystemFailure(ENOENT)))
    #expect(fault(folder.path("side"), creating: 0o600) == nil)
    #expect(fault(folder.path("side")) == nil)
    #expect(try folder.mode(of: "side") == 0o600)
  }

  @Test("one with a second name is read, and not written in place")
  func twoNames() throws {
    try folder.write([1], to: "side")
    try #require(link(folder.path("side"), folder.path("other")) == 0)
    #expect(fault(folder.path("side")) == nil)
    #expect(fault(folder.path("side"), writing: true) == .namedTwice)
  }

  @Test(
    "a stranger's file is refused where a stranger may put it", .enabled(if: getuid() == 0, "needs root to make one"))
  func strangers() throws {
    try folder.write([1], to: "side")
    try #require(chown(folder.path("side"), 65_534, 65_534) == 0)
    #expect(fault(folder.path("side")) == .owner(65_534))
    // Whose folder it is can put there what they like; so can whose file it belongs to.
    try folder.write([1], to: "ledger")
    try #require(chown(folder.path("ledger"), 65_534, 65_534) == 0)
    _ = try FileDescriptor.ours(FilePath(folder.path("side")), with: FilePath(folder.path("ledger")))
    try #require(chown(folder.path, 65_534, 65_534) == 0)
    #expect(fault(folder.path("side")) == nil)
  }
}

@Suite("Files on their way to their place")
struct UnfinishedFileTests {
  let folder: TemporaryFolder
  var target: FilePath { FilePath(folder.path("note")) }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("what is given up leaves nothing, and what is put in place nothing else")
  func finished() throws {
    do { _ = try UnfinishedFile(for: target, mode: 0o600) }
    #expect(try folder.names() == [])
    let file = try UnfinishedFile(for: target, mode: 0o600)
    try file.file.write([1, 2], at: 0)
    try file.place()
    #expect(try folder.names() == ["note"])
    let second = try UnfinishedFile(for: target, mode: 0o600)
    do throws(SystemFailure) {
      try second.place()
      Issue.record("it was written over")
    } catch {
      #expect(error.number == EEXIST)
    }
    let third = try UnfinishedFile(for: target, mode: 0o600)
    try third.replace()
    #expect(try folder.names() == ["note"])
    #expect(try folder.read("note") == [])
  }

  @Test("what killed writers left goes, also by its names of before; what is being written or is not ours stays")
  func leftovers() throws {
    for name in ["note.tmp", "note.77.tmp", "note.77-1f.tmp"] { try folder.write([1], to: name) }
    let others = ["note.x.tmp", "note.77-1G.tmp", "notes.tmp", "note.77-1f", "another.77-1f.tmp", "note.77-1-2.tmp"]
    for name in others { try folder.write([1], to: name) }
    try #require(mkfifo(folder.path("note.78-1.tmp"), 0o600) == 0)
    try #require(symlink("note.x.tmp", folder.path("note.79-1.tmp")) == 0)
    let busy = try UnfinishedFile(for: target, mode: 0o600)
    let written = busy.path.name.description
    let file = try UnfinishedFile(for: target, mode: 0o600)
    try file.replace()
    #expect(try Set(folder.names()) == Set(others + ["note", "note.78-1.tmp", "note.79-1.tmp", written]))
    try busy.replace()
  }

  @Test("names as long as names can be have unfinished files as well")
  func longNames() throws {
    let name = String(repeating: "n", count: 255)
    let file = try UnfinishedFile(for: FilePath(folder.path(name)), mode: 0o600)
    try file.replace()
    #expect(try folder.names() == [name])
  }
}
