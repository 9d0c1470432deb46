import Fixtures
import Testing

@testable import CommandLineTools

@Suite("Text layout")
struct TextLayoutTests {
  @Test("Wrapping keeps every word in order and every line within the width, save a word that is longer")
  func wraps() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let words = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        String(repeating: "x", count: Int.random(in: 1...15, using: &random))
      }
      let width = Int.random(in: 1...30, using: &random)
      let lines = TextLayout.wrapped(words.joined(separator: " "), width: width)
      #expect(lines.joined(separator: " ") == words.joined(separator: " "))
      for line in lines { #expect(line.count <= width || !line.contains(" ")) }
    }
  }
}
