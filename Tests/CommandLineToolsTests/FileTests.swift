import Files
import Fixtures
import Foundation
import Glibc
import Testing

@testable import CommandLineTools

@Suite("Reading input")
struct InputTests {
  @Test("A file is read whole, up to the limit and not a byte beyond", arguments: [0, 1, 65535, 65536, 65537, 200_000])
  func reads(_ size: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(String(repeating: "x", count: size).utf8), to: "f")
    #expect(try readInput(folder.path("f"), limit: size).count == size)
    #expect(try readInput(folder.path("f"), limit: 1_000_000).count == size)
    guard size > 0 else { return }
    let error = commandError { _ = try readInput(folder.path("f"), limit: size - 1) }
    #expect(error?.code == "io.too-large")
  }

  @Test("What cannot be read says why")
  func fails() throws {
    let folder = try TemporaryFolder()
    let missing = try #require(commandError { _ = try readInput(folder.path("none"), limit: 9) })
    #expect(missing.code == "io.not-found")
    #expect(missing.message == "cannot read \(folder.path("none")): no such file or directory")
    #expect(missing.exit == .io)
    #expect(commandError { _ = try readInput(folder.path, limit: 9) }?.code == "io.read")
    #expect(commandError { _ = try readInput(folder.path("none/x"), limit: 9) }?.code == "io.not-found")
  }

  @Test("A hyphen is standard input")
  func standardInput() async {
    await #expect(processExitsWith: .exitCode(5)) {
      let pipe = try TestPipe()
      dup2(pipe.reading, STDIN_FILENO)
      try FileDescriptor(borrowing: pipe.writing).write(Array("hello".utf8))
      close(pipe.writing)
      exit(Int32(try readInput("-", limit: 5).count))
    }
  }

  @Test("Something without an end is read to the limit only")
  func endless() {
    #expect(commandError { _ = try readInput("/dev/zero", limit: 100_000) }?.code == "io.too-large")
  }
}

@Suite("Writing output")
struct FileOutputTests {
  private let bytes = Array("content".utf8)

  @Test("A file appears whole, with its mode, and nothing beside it")
  func writes() throws {
    let folder = try TemporaryFolder()
    try writeOutput(bytes, to: folder.path("f"), mode: 0o600)
    #expect(try folder.read("f") == bytes)
    #expect(try folder.names() == ["f"])
    #expect(try folder.mode(of: "f") == 0o600)
  }

  @Test("An existing file is left alone, unless it may be replaced")
  func exists() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("old".utf8), to: "f")
    let error = commandError { try writeOutput(bytes, to: folder.path("f")) }
    #expect(error?.code == "io.exists")
    #expect(try folder.read("f") == Array("old".utf8))
    try writeOutput(bytes, to: folder.path("f"), overwriting: true)
    #expect(try folder.read("f") == bytes)
    #expect(try folder.names() == ["f"])
  }

  @Test("Of many writers of one name, one wins and the others are told")
  func race() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("f")
    let wins = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<16 {
        group.addTask { commandError { try writeOutput([UInt8(number)], to: path) } == nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(wins == 1)
    #expect(try folder.names() == ["f"])
  }

  @Test("A link goes on pointing where it did")
  func link() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("old".utf8), to: "real")
    symlink("real", folder.path("link"))
    try writeOutput(bytes, to: folder.path("link"), overwriting: true)
    #expect(try folder.read("real") == bytes)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "real")
    symlink("nowhere", folder.path("dangling"))
    #expect(commandError { try writeOutput(bytes, to: folder.path("dangling")) }?.code == "io.exists")
    #expect(try folder.names() == ["dangling", "link", "real"])
  }

  @Test("A target that is an input is refused under any name")
  func input() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("old".utf8), to: "f")
    symlink("f", folder.path("other"))
    for (target, input) in [("f", "f"), ("other", "f"), ("f", "other")] {
      let error = commandError {
        try writeOutput(bytes, to: folder.path(target), overwriting: true, inputs: ["-", "none", folder.path(input)])
      }
      #expect(error?.code == "usage.output-is-input")
      #expect(error?.exit == .usage)
    }
    #expect(try folder.read("f") == Array("old".utf8))
  }

  @Test("A device is written to, and a full one is an error")
  func device() throws {
    try writeOutput(bytes, to: "/dev/null")
    #expect(commandError { try writeOutput(bytes, to: "/dev/full") }?.code == "io.full")
  }

  @Test("A folder that is not there is an error, and so is a folder as the target")
  func folders() throws {
    let folder = try TemporaryFolder()
    #expect(commandError { try writeOutput(bytes, to: folder.path("none/f")) }?.code == "io.not-found")
    #expect(commandError { try writeOutput(bytes, to: folder.path) }?.exit == .io)
    #expect(try folder.names() == [])
  }

  @Test("A failure in the middle leaves nothing behind and the old file as it was")
  func failure() async throws {
    await #expect(processExitsWith: .exitCode(0)) {
      // The system refuses to let a file grow beyond this, as a full disk would.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      setrlimit(__rlimit_resource_t(1), &limit)  // RLIMIT_FSIZE
      let folder = try TemporaryFolder()
      try folder.write(Array("old".utf8), to: "old")
      let large = [UInt8](repeating: 1, count: 5000)
      let fresh = commandError { try writeOutput(large, to: folder.path("f")) }
      let replacing = commandError { try writeOutput(large, to: folder.path("old"), overwriting: true) }
      let isUnchanged = try folder.read("old") == Array("old".utf8)
      let names = try folder.names()
      exit(fresh?.code == "io.full" && replacing?.code == "io.full" && isUnchanged && names == ["old"] ? 0 : 1)
    }
  }

  @Test("A file in pieces has its name when it is whole, and one that is given up leaves nothing")
  func pieces() throws {
    let folder = try TemporaryFolder()
    let piece = [UInt8](repeating: 7, count: 100_000)
    var file = try OutputFile(folder.path("f"))
    for _ in 0..<7 { try file.write(piece) }
    let names = try folder.names()
    // Most of it is on the disk by now, under another name.
    #expect(names.count == 1 && names[0] != "f")
    #expect(try folder.read(names[0]).count >= 500_000)
    try file.finish()
    #expect(try folder.names() == ["f"])
    #expect(try folder.read("f") == [UInt8](repeating: 7, count: 700_000))
    #expect(commandError { _ = try OutputFile(folder.path("f")) }?.code == "io.exists")
    func giveUp() throws {
      var abandoned = try OutputFile(folder.path("g"))
      try abandoned.write(piece + piece + piece)
    }
    try giveUp()
    #expect(try folder.names() == ["f"])
  }

  @Test("A hyphen is standard output")
  func standardOutput() async throws {
    let result = await #expect(processExitsWith: .exitCode(0), observing: [\.standardOutputContent]) {
      try writeOutput(Array("to stdout".utf8), to: "-")
      exit(0)
    }
    let written = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    #expect(written.contains("to stdout"))
  }
}

@Suite("Reading input piece by piece")
struct InputStreamTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func lines(of bytes: [UInt8], limit: Int) throws -> [[UInt8]?] {
    var input = try InputStream(folder.write(bytes, to: "f"))
    var found: [[UInt8]?] = []
    while let line = try input.line(limit: limit) {
      if case .bytes(let bytes) = line { found.append(bytes) } else { found.append(nil) }
    }
    return found
  }

  @Test(
    "Lines come one after the other, the last one with or without its end", arguments: [0, 1, 65_535, 65_536, 200_000])
  func lines(_ size: Int) throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    let text = Array("one\n\n".utf8) + long + Array("\nlast".utf8)
    #expect(try lines(of: text, limit: 200_000) == [Array("one".utf8), [], long, Array("last".utf8)])
    #expect(try lines(of: text + [10], limit: 200_000) == [Array("one".utf8), [], long, Array("last".utf8)])
    guard size > 3 else { return }
    // One that is too long is passed over, wherever its pieces end.
    #expect(try lines(of: text, limit: size - 1) == [Array("one".utf8), [], nil, Array("last".utf8)])
    #expect(try lines(of: Array(long), limit: 2) == [nil])
  }

  @Test("What was looked at is read all the same, and everything is read once")
  func peek() throws {
    let bytes = (0..<150_000).map { UInt8(truncatingIfNeeded: $0) }
    var input = try InputStream(folder.write(bytes, to: "f"))
    #expect(try input.peek(100_000) == Array(bytes.prefix(100_000)))
    #expect(try input.peek(10) == Array(bytes.prefix(10)))
    var read: [UInt8] = []
    while let piece = try input.next() { read += piece }
    #expect(read == bytes)
    #expect(try input.peek(1).isEmpty)
  }

  @Test("A line without an end is given up, and a device is known as one")
  func endless() throws {
    var input = try InputStream("/dev/zero")
    let file = try InputStream(folder.write([], to: "f"))
    let haveEnds = [input.hasEnd, file.hasEnd]
    #expect(haveEnds == [false, true])
    var code: String?
    do throws(CommandError) { _ = try input.line(limit: 10) } catch { code = error.code }
    #expect(code == "io.too-large")
  }

  @Test("What cannot be read says why")
  func fails() throws {
    #expect(commandError { _ = try InputStream(folder.path("none")) }?.code == "io.not-found")
    var input = try InputStream(folder.path)
    var code: String?
    do throws(CommandError) { _ = try input.next() } catch { code = error.code }
    #expect(code == "io.read")
  }
}

@Suite("Writing a folder of files, all of them or none")
struct OutputFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "A folder that is new or empty has all files, whatever slash stands at its end",
    arguments: ["new", "new/", "empty"])
  func whole(_ name: String) throws {
    try #require(mkdir(folder.path("empty"), 0o755) == 0)
    try writeFolder([("a", [1]), ("b", [2, 3])], to: FilePath(folder.path(name)))
    let plain = name.replacing("/", with: "")
    #expect(try folder.read("\(plain)/a") == [1] && folder.read("\(plain)/b") == [2, 3])
    #expect(try folder.names().allSatisfy { !$0.contains(".tmp") })
  }

  @Test("What is there is left alone", arguments: ["full", "file", "link"])
  func taken(_ name: String) throws {
    try #require(mkdir(folder.path("full"), 0o755) == 0)
    try folder.write([9], to: "full/mine")
    try folder.write([9], to: "file")
    try #require(symlink(folder.path("full"), folder.path("link")) == 0)
    let names = try folder.names()
    #expect(commandError { try writeFolder([("a", [1])], to: FilePath(folder.path(name))) }?.code == "io.exists")
    #expect(try folder.names() == names)
  }

  @Test("Where one of the files cannot be written there is no folder, and nothing of the others")
  func fails() throws {
    let error = commandError { try writeFolder([("a", [1]), ("no/such", [2])], to: FilePath(folder.path("new"))) }
    #expect(error?.exit == .io)
    #expect(try folder.names().isEmpty)
    #expect(commandError { try writeFolder([], to: FilePath(folder.path("no/new"))) }?.code == "io.not-found")
  }
}
