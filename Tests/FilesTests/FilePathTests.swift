import Files
import Fixtures
import Glibc
import Testing

@Suite("Names of files")
struct FilePathTests {
  /// Names as old archives, other systems and attackers have them.
  static let names: [[UInt8]] = [
    Array("plain.txt".utf8), Array("with space 'and' \"quotes\"".utf8), Array("café ☕".utf8),
    [0x63, 0x61, 0x66, 0xe9], [0xff], [0xff, 0xfe, 0x00 + 1], Array("back\\slash\\x41".utf8), Array("$'x'".utf8),
    Array("$'\u{05C7}x".utf8),
    Array("$HOME `id` !1".utf8), [0x1b] + Array("[2J".utf8), Array("two\nlines".utf8), Array("\u{202E}gpj.exe".utf8),
    [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98], [0xc0, 0xaf], Array("-o".utf8), Array("e\u{301}".utf8),
    Array("a;b=c,d+e".utf8), [0xc2, 0x9b, 0x27],
  ]

  @Test("what people are shown of a name is read back as that name", arguments: names)
  func shown(name: [UInt8]) throws {
    let path = FilePath(bytes: name)
    #expect(FilePath(shown: path.description) == path)
    // It is text that nothing acts in.
    #expect(path.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f && $0.value != 0x202E })
  }

  @Test("random names are as well, and so are those with their escapes")
  func random() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      let name = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        [0x24, 0x27, 0x5c, 0x78, UInt8.random(in: 1...255, using: &generator)].randomElement(using: &generator) ?? 1
      }
      let path = FilePath(bytes: name)
      try #require(FilePath(shown: path.description) == path, "\(name)")
    }
  }

  @Test(
    "a shell takes the word that is shown for that very name",
    .enabled(if: access("/bin/bash", X_OK) == 0, "needs bash"))
  func shell() throws {
    for name in Self.names {
      let word = FilePath(bytes: name).shellWord
      let result = try run("bash", ["-c", "printf %s \(word)"], environment: ["LC_ALL": "C.UTF-8"])
      #expect(result.output == name, "\(word)")
    }
  }

  @Test("ordinary names are shown as they are")
  func ordinary() {
    #expect("\(FilePath("Ledger/ledger.db"))" == "Ledger/ledger.db")
    #expect("\(FilePath("café"))" == "café")
    #expect("\(FilePath(bytes: [0x63, 0x61, 0x66, 0xe9]))" == #"$'caf\xe9'"#)
  }

  @Test("what is no shown name is none", arguments: ["$'", "$'a", #"$'\x'"#, #"$'\xg0'"#, #"$'a\'"#])
  func malformed(text: String) {
    #expect(FilePath(shown: text) == nil)
  }

  @Test("a path has the folder and the name that it leads to")
  func parts() {
    for (path, folder, name) in [
      ("a", ".", "a"), ("/a", "/", "a"), ("/a/b", "/a", "b"), ("a/b/", "a", "b"), ("/", "/", "/"), ("//", "/", "/"),
    ] as [(FilePath, FilePath, FilePath)] {
      #expect(path.folder == folder, "\(path)")
      #expect(path.name == name, "\(path)")
    }
    #expect(FilePath("/a") / "b" == "/a/b")
    #expect(FilePath("/") / "b" == "/b")
    #expect(FilePath("a") + ".pub" == "a.pub")
  }

  @Test("a path with a zero in it names nothing, and not what stands before the zero")
  func zero() throws {
    #expect(FilePath(bytes: Array("/etc".utf8) + [0] + Array("x".utf8)).nulTerminated == [0])
    #expect(!FilePath(bytes: Array("/etc".utf8) + [0]).exists)
  }
}
