import Fixtures
import Testing

@testable import Cryptography

@Suite("PEM block")
struct PEMBlockTests {
  @Test("reads back what it wrote, for every length of contents")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 4)
    for count in 1...200 {
      let bytes = generator.bytes(count)
      let text = PEMBlock.text("PUBLIC KEY", bytes.span)
      #expect(text == pemText("PUBLIC KEY", bytes))
      let block = try PEMBlock(text.span)
      let (label, contents) = (block.label, block.contents.span.copy)
      #expect(label == "PUBLIC KEY")
      #expect(contents == bytes)
    }
  }

  @Test(
    "may have lines of any length, CRLF, no last line end, and blank lines behind it",
    arguments: [
      "-----BEGIN A-----\nAQID\nBAUG\n-----END A-----\n", "-----BEGIN A-----\nAQIDBAUG\n-----END A-----",
      "-----BEGIN A-----\r\nAQIDBAUG\r\n-----END A-----\r\n", "-----BEGIN A-----\nAQI\nDBAUG\n-----END A-----\n\n\r\n",
    ])
  func accepted(_ text: String) throws {
    let block = try PEMBlock(Array(text.utf8).span)
    let contents = block.contents.span.copy
    #expect(contents == [1, 2, 3, 4, 5, 6])
  }

  @Test(
    "is refused when anything else stands in it or around it",
    arguments: [
      "", "\n", "-----BEGIN A-----", "AQID", "-----BEGIN A-----\n", "-----BEGIN A-----\n-----END A-----\n",
      "text\n-----BEGIN A-----\nAQID\n-----END A-----\n", "\n-----BEGIN A-----\nAQID\n-----END A-----\n",
      "-----BEGIN A-----\nAQID\n-----END A-----\ntext\n", "-----BEGIN A-----\nAQID\n-----END A----- \n",
      "-----BEGIN A-----\nAQID\n-----END B-----\n", "-----BEGIN A-----\nAQID\n-----END A----\n",
      "-----BEGIN -----\nAQID\n-----END -----\n", "-----BEGIN a-----\nAQID\n-----END a-----\n",
      "-----BEGIN A----- \nAQID\n-----END A-----\n", "-----BEGIN A-----\nAQID-----END A-----\n",
      "-----BEGIN A-----\n\nAQID\n-----END A-----\n", "-----BEGIN A-----\nAQID \n-----END A-----\n",
      "-----BEGIN A-----\nAQ ID\n-----END A-----\n", "-----BEGIN A-----\nX: y\n\nAQID\n-----END A-----\n",
      "-----BEGIN A-----\nAQIDB\n-----END A-----\n", "-----BEGIN A-----\nAQI\n-----END A-----\n",
      "-----BEGIN A-----\nAQ==AQID\n-----END A-----\n", "-----BEGIN A-----\nAQ==\nAQID\n-----END A-----\n",
      "-----BEGIN A-----\n=AQI\n-----END A-----\n", "-----BEGIN A-----\nA===\n-----END A-----\n",
      "-----BEGIN A-----\nAR==\n-----END A-----\n", "-----BEGIN A-----\nAQJ=\n-----END A-----\n",
      "-----BEGIN A-----\nA_-B\n-----END A-----\n", "-----BEGIN A-----\n====\n-----END A-----\n",
      "-----BEGIN A-----\nAQID\n-----END A-----\n-----BEGIN A-----\nAQID\n-----END A-----\n",
      "-----BEGIN A-----\rAQID\r-----END A-----\r", "\u{feff}-----BEGIN A-----\nAQID\n-----END A-----\n",
    ])
  func refused(_ text: String) {
    #expect(code { _ = try PEMBlock(Array(text.utf8).span) } == "key.malformed")
  }

  @Test("of any bytes is read to the same bytes or refused, and never crashes")
  func mutations() throws {
    var generator = SeededGenerator(seed: 5)
    let good = pemText("PUBLIC KEY", generator.bytes(91))
    for _ in 0..<3_000 {
      var text = good
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: text[place] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: text.remove(at: place)
        default: text.insert(text[Int.random(in: 0..<text.count, using: &generator)], at: place)
        }
      }
      do throws(CryptographyError) {
        let block = try PEMBlock(text.span)
        // Line ends aside, the text is the one way to write its contents.
        let written = PEMBlock.text(block.label, block.contents.span)
        #expect(written.filter { $0 > 0x20 } == text.filter { $0 > 0x20 })
      } catch {
        #expect(error.code == .malformedKey)
      }
    }
  }
}
