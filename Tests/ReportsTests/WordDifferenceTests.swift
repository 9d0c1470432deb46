import Fixtures
import Testing

@testable import Reports

@Suite("What changed between two texts")
struct WordDifferenceTests {
  @Test("a changed word is told as one that went and one that came")
  func oneWord() {
    #expect(
      WordDifference(from: "the well is open today", to: "the well was open today").parts
        == [.same("the well "), .removed("is "), .added("was "), .same("open today")])
  }

  @Test("the parts put together are the two texts", arguments: 0..<100)
  func complete(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let words = ["a", "b", "c ", " d", "e\n", "  ", "é", ""]
    func text() -> String {
      (0..<Int.random(in: 0...12, using: &generator)).map { _ in words.randomElement(using: &generator) ?? "" }
        .joined(separator: Bool.random(using: &generator) ? " " : "")
    }
    let (old, new) = (text(), text())
    let parts = WordDifference(from: old, to: new).parts
    let before = parts.map { part in
      switch part {
      case .same(let text), .removed(let text): text
      case .added: ""
      }
    }
    let after = parts.map { part in
      switch part {
      case .same(let text), .added(let text): text
      case .removed: ""
      }
    }
    #expect(before.joined() == old)
    #expect(after.joined() == new)
  }

  @Test("texts too long to compare are shown whole")
  func long() {
    let old = (0..<3_000).map { "a\($0)" }.joined(separator: " ")
    let new = (0..<3_000).map { "b\($0)" }.joined(separator: " ")
    #expect(WordDifference(from: old, to: new).parts == [.removed(old), .added(new)])
  }
}
