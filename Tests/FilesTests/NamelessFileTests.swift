import Files
import Fixtures
import Glibc
import Testing

@Suite("Temporary space gives back what was put into it, or says that it cannot")
struct NamelessFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var path: FilePath { FilePath(folder.path) }

  private func piece(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0 &* 7) }
  }

  @Test("pieces of every size come back whole and in part, and the file has no name")
  func pieces() throws {
    var file = try NamelessFile(in: path)
    var generator = SeededGenerator(seed: 1)
    var whole: [UInt8] = []
    for number in 0..<200 {
      let bytes = piece(number, Int.random(in: 0...6_000, using: &generator))
      try file.append(bytes)
      whole += bytes
      let first = Int.random(in: 0...whole.count, using: &generator)
      let last = Int.random(in: first...whole.count, using: &generator)
      #expect(try file.bytes(first..<last) == Array(whole[first..<last]))
    }
    #expect(file.count == whole.count)
    #expect(try folder.names() == [])
  }

  @Test("a folder that is not there is a failure that names it")
  func missing() {
    let failure = #expect(throws: NamelessFileFailure.self) { _ = try NamelessFile(in: path / "none") }
    #expect(failure?.reason.contains("none cannot be made (no such file or directory)") == true)
  }

  @Test("a file that ends before what was written to it is a failure, and never fewer bytes than were asked for")
  func cutShort() throws {
    var file = try NamelessFile(in: path)
    let whole = piece(0, 8_192)
    try file.append(whole)
    #expect(try file.bytes(0..<whole.count) == whole)
    try cut(to: 4_096)
    #expect(try file.bytes(5..<9) == Array(whole[5..<9]), "what is left is given back")
    #expect(throws: NamelessFileFailure.self) { _ = try file.bytes(4_094..<4_098) }
  }

  /// Cuts the file, which has no name and is found among those that this process has open.
  private func cut(to size: off_t) throws {
    let open = (0..<4_096).map { "/proc/self/fd/\($0)" }.filter { link in
      var target = [CChar](repeating: 0, count: 4_096)
      let count = readlink(link, &target, target.count)
      return count > 0
        && String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
          .hasPrefix(folder.path("pledgebook-"))
    }
    try #require(open.count == 1)
    try #require(truncate(open[0], size) == 0)
  }

  @Test("what was not put into it is a failure and no bytes")
  func beyond() throws {
    var file = try NamelessFile(in: path)
    try file.append([1, 2, 3])
    #expect(throws: NamelessFileFailure.self) { _ = try file.bytes(2..<4) }
  }
}
