import Fixtures
import Foundation
import Testing
import TransparencyLog

/// Nobody is told of `1 entries`.
@Suite("Numbers of things, in words")
struct CountedWordsTests {
  @Test("one is one")
  func one() {
    #expect([0, 1, 2, 11].map { entryCount($0) } == ["0 entries", "1 entry", "2 entries", "11 entries"])
  }

  @Test("no source puts a number before the word by hand")
  func sources() throws {
    let root = Judges.package + "/Sources"
    var count = 0
    for case let path as String in try #require(FileManager.default.enumerator(atPath: root))
    where path.hasSuffix(".swift") && !path.hasPrefix("Languages/") {
      let source = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
      count += source.components(separatedBy: "entryCount(").count - 1
      for line in source.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        #expect(!line.contains(/\) entries\b/), "\(path): \(line)")
      }
    }
    // Otherwise nothing was looked at.
    #expect(count > 10)
  }
}
