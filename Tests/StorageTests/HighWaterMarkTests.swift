import Cryptography
import Files
import Fixtures
import Glibc
import Testing

@testable import Storage

/// The newest checkpoint given out, in two slots that are written in turn. // Format §7
@Suite("The high-water mark")
struct HighWaterMarkTests {
  private let folder: TemporaryFolder
  private let mark: HighWaterMark

  init() throws {
    folder = try TemporaryFolder()
    mark = HighWaterMark(path: folder.path("mark"))
  }

  /// A note by the look of it, told apart by a number, of a length if one is given.
  private static func note(_ number: Int, byteCount: Int? = nil) -> [UInt8] {
    var text = "pledges.example/lantern\n\(number)\n"
    let end = "\n\n— pledges.example/lantern AAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
    while text.utf8.count + end.utf8.count < byteCount ?? 0 { text += "x" }
    return Array((byteCount == nil ? text + end.dropFirst() : text + end).utf8)
  }

  private func written(_ count: Int) throws -> [UInt8] {
    for number in 1...count { try mark.write(Self.note(number)) }
    return try folder.read("mark")
  }

  @Test("is nothing before the first note, and then the newest, whoever reads it")
  func newest() throws {
    #expect(try mark.read() == nil)
    #expect(try mark.readDurably() == nil)
    for number in 1...7 {
      try mark.write(Self.note(number))
      #expect(try mark.read() == Self.note(number))
      #expect(try mark.readDurably() == Self.note(number))
      #expect(try HighWaterMark.note(in: folder.read("mark")) == Self.note(number))
    }
    #expect(try folder.names() == ["mark"])
  }

  @Test("stays one file of one length, for its owner alone; a write changes one slot")
  func inPlace() throws {
    var before = try written(1)
    var about = stat()
    #expect(stat(mark.path.nulTerminated, &about) == 0)
    let file = about.st_ino
    #expect(about.st_mode & 0o777 == 0o600)
    for number in 2...6 {
      try mark.write(Self.note(number))
      let after = try folder.read("mark")
      #expect(after.count == 8_192)
      let changed = [0, 4_096].filter { before[$0..<($0 + 4_096)] != after[$0..<($0 + 4_096)] }
      #expect(changed == [number % 2 == 0 ? 4_096 : 0])
      before = after
    }
    #expect(stat(mark.path.nulTerminated, &about) == 0)
    #expect(about.st_ino == file)
  }

  @Test("is text with the note at the start of its slot")
  func text() throws {
    let bytes = try written(2)
    #expect(bytes.starts(with: Self.note(1)))
    #expect(bytes[4_096...].starts(with: Self.note(2)))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("pledgebook/mark/v2 ") }.count == 2)
    #expect(lines.contains { $0.hasPrefix("pledgebook/mark/v2 00000000000000000001 000\(Self.note(1).count) ") })
  }

  // MARK: - Writes that did not end

  @Test("a write cut short at any byte leaves the note before or the note itself", arguments: [2, 3])
  func torn(last: Int) throws {
    let before = try written(last - 1)
    try mark.write(Self.note(last))
    let after = try folder.read("mark")
    let start = last % 2 == 0 ? 4_096 : 0
    for cut in 0...4_096 {
      // The first bytes are there and the rest is not, then the other way about.
      for isHead in [true, false] {
        let range = isHead ? start..<(start + cut) : (start + cut)..<(start + 4_096)
        var bytes = before
        bytes.replaceSubrange(range, with: after[range])
        let isWhole = bytes == after
        #expect(
          try HighWaterMark.note(in: bytes) == Self.note(isWhole ? last : last - 1), "cut at \(cut), head: \(isHead)")
      }
    }
  }

  @Test("any byte that changed leaves the note of the other slot")
  func changed() throws {
    let sound = try written(2)
    for place in sound.indices {
      var bytes = sound
      bytes[place] ^= 1
      #expect(try HighWaterMark.note(in: bytes) == Self.note(place < 4_096 ? 2 : 1), "byte \(place)")
    }
  }

  @Test("after a torn write the next one goes over it, and the sound note stays until then")
  func goesOn() throws {
    var bytes = try written(4)
    bytes[4_100] ^= 1
    try folder.write(bytes, to: "mark")
    #expect(try mark.read() == Self.note(3))
    try mark.write(Self.note(5))
    let after = try folder.read("mark")
    #expect(after[..<4_096] == bytes[..<4_096])
    #expect(try mark.read() == Self.note(5))
  }

  // MARK: - Files that are refused

  @Test("of which neither slot is sound is refused by reader and writer, and stays as it is")
  func bothUnsound() throws {
    for count in [1, 2] {
      var bytes = try written(count)
      bytes[7] ^= 1
      bytes[4_103] ^= 1
      try folder.write(bytes, to: "mark")
      #expect(storageCode { try mark.read() } == .damaged)
      #expect(storageError { try mark.readDurably() }?.outcome == .notCommitted)
      #expect(storageError { try mark.read(.committed) }?.outcome == .committed)
      #expect(storageCode { try HighWaterMark.note(in: bytes) } == .damaged)
      let error = storageError { try mark.write(Self.note(9)) }
      #expect(error?.code == .damaged && error?.outcome == .committed)
      #expect(try folder.read("mark") == bytes)
      unlink(mark.path.nulTerminated)
    }
  }

  @Test("emptied of everything at its full length is refused", arguments: [UInt8(0), UInt8(ascii: "\n")])
  func emptied(byte: UInt8) throws {
    try folder.write([UInt8](repeating: byte, count: 8_192), to: "mark")
    #expect(storageCode { try mark.read() } == .damaged)
    #expect(storageCode { try mark.write(Self.note(1)) } == .damaged)
  }

  @Test("that is a link is neither read nor written")
  func link() throws {
    try HighWaterMark(path: folder.path("other")).write(Self.note(1))
    let other = try folder.read("other")
    #expect(symlink(folder.path("other"), mark.path.nulTerminated) == 0)
    try expectUnusable("it is a symbolic link")
    #expect(try folder.read("other") == other)
  }

  @Test("that is a folder is neither read nor written")
  func isFolder() throws {
    #expect(mkdir(mark.path.nulTerminated, 0o700) == 0)
    try expectUnusable("it is a folder")
  }

  /// Who reads has written nothing yet; who writes has committed: each error says so, and what is wrong with the file.
  private func expectUnusable(_ reason: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let reading = [
      storageError { try mark.read() }, storageError { try mark.readDurably() },
    ]
    for error in reading {
      #expect(error?.code == .inputOutput && error?.outcome == .notCommitted, sourceLocation: sourceLocation)
      #expect(error?.reason.contains(reason) == true, sourceLocation: sourceLocation)
      #expect(error?.hint?.hasPrefix("nothing was written; ") == true, sourceLocation: sourceLocation)
    }
    let after = [storageError { try mark.read(.committed) }, storageError { try mark.write(Self.note(2)) }]
    for error in after {
      #expect(error?.code == .inputOutput && error?.outcome == .committed, sourceLocation: sourceLocation)
      #expect(error?.reason.contains(reason) == true, sourceLocation: sourceLocation)
      #expect(error?.hint?.hasPrefix("the entries are recorded; ") == true, sourceLocation: sourceLocation)
    }
  }

  // MARK: - Notes without slots

  @Test("in the form of earlier versions is read, and gets slots with the next note")
  func earlierForm() throws {
    try folder.write(Self.note(1), to: "mark")
    #expect(try mark.read() == Self.note(1))
    try mark.write(Self.note(2))
    #expect(try mark.read() == Self.note(2))
    #expect(try folder.read("mark").count == 8_192)
    #expect(try folder.names() == ["mark"])
  }

  @Test(
    "takes a note too long for a slot as a file of its own",
    arguments: [MarkSlot.capacity + 1, 8_192, 8_193, 100_000])
  func long(byteCount: Int) throws {
    let long = Self.note(2, byteCount: byteCount)
    #expect(long.count == byteCount)
    _ = try written(1)
    try mark.write(long)
    #expect(try folder.read("mark") == long)
    #expect(try mark.read() == long)
    try mark.write(Self.note(3))
    #expect(try mark.read() == Self.note(3))
    #expect(try folder.read("mark").count == 8_192)
  }

  @Test("takes the longest note that fits a slot")
  func longest() throws {
    for number in 1...3 {
      let note = Self.note(number, byteCount: MarkSlot.capacity)
      try mark.write(note)
      #expect(try mark.read() == note)
      #expect(try folder.read("mark").count == 8_192)
    }
    #expect(storageCode { try MarkSlot(number: 1, note: [UInt8](repeating: 0, count: 4_096)).bytes() } == .programming)
  }
}
