import Fixtures
import Glibc
import Pledges
import Storage
import Testing

@Suite("Temporary space gives back what was put into it, or says that it cannot")
struct SpillFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func piece(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0 &* 7) }
  }

  @Test("pieces of every size come back whole and in part, from the disk and while they wait to be written")
  func pieces() throws {
    let spill = SpillFile(in: folder.path)
    var generator = SeededGenerator(seed: 1)
    var places: [(offset: UInt64, count: Int)] = []
    for number in 0..<200 {
      let count = Int.random(in: 0...60_000, using: &generator)
      places.append((spill.append(piece(number, count)), count))
      let (asked, place) = try #require(places.enumerated().randomElement(using: &generator))
      #expect(spill.bytes(at: place.offset, count: place.count) == piece(asked, place.count))
      let first = Int.random(in: 0...place.count, using: &generator)
      let length = Int.random(in: 0...place.count - first, using: &generator)
      #expect(
        spill.bytes(at: place.offset + UInt64(first), count: length)
          == Array(piece(asked, place.count)[first..<first + length]))
    }
    #expect(spill.failure == nil)
  }

  @Test("the file has no name, and there is none before a megabyte has come together")
  func nameless() throws {
    let spill = SpillFile(in: folder.path("none"))
    let offset = spill.append([1, 2, 3])
    #expect(spill.bytes(at: offset, count: 3) == [1, 2, 3])
    #expect(spill.failure == nil)
    let other = SpillFile(in: folder.path)
    let place = other.append(piece(0, 2 << 20))
    #expect(other.bytes(at: place + 5, count: 4) == Array(piece(0, 16)[5..<9]))
    #expect(try folder.names() == [])
  }

  @Test("a folder that is not there is a failure, and stays one")
  func missing() {
    let spill = SpillFile(in: folder.path("none"))
    let before = spill.append([1, 2, 3])
    let offset = spill.append(piece(0, 2 << 20))
    #expect(spill.failure?.reason.contains("cannot be made") == true)
    #expect(spill.failure?.isFull == false)
    #expect(spill.bytes(at: offset, count: 1) == nil)
    #expect(spill.bytes(at: before, count: 1) == nil)
    #expect(spill.bytes(at: spill.append([1]), count: 1) == nil)
  }

  @Test("a disk without room is an error of its own, another failure one of the disk")
  func codes() {
    #expect(StorageError(SpillFault("there is no room", isFull: true)).code == .diskFull)
    #expect(StorageError(SpillFault("it is broken")).code == .inputOutput)
  }

  @Test("a file that ends before what was written to it is a failure, and never fewer bytes than were asked for")
  func cutShort() throws {
    let spill = SpillFile(in: folder.path)
    let whole = piece(0, 2 << 20)
    let place = spill.append(whole)
    #expect(spill.bytes(at: place, count: whole.count) == whole)
    try cut(to: 1 << 20)
    #expect(spill.bytes(at: place + 5, count: 4) == Array(whole[5..<9]), "what is left is given back")
    #expect(spill.bytes(at: place + 1 << 20 - 2, count: 4) == nil)
    #expect(spill.failure?.reason.contains("ends before what was written to it") == true)
    #expect(spill.bytes(at: place + 5, count: 4) == nil, "and it stays a failure")
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
  func beyond() {
    let spill = SpillFile(in: folder.path)
    _ = spill.append([1, 2, 3])
    #expect(spill.bytes(at: 2, count: 2) == nil)
    #expect(spill.failure != nil)
  }
}
