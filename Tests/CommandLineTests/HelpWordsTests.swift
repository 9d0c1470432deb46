import Fixtures
import Testing

@testable import CommandLineTools
@testable import pledgebook

@Suite("The pages of help speak plainly")
struct HelpWordsTests {
  @Test("no phrase that readers stumbled over is in a page of help")
  func pages() {
    var paths: [[String]] = [[]]
    var count = 0
    while let path = paths.popLast() {
      count += 1
      #expect(OddPhrases.found(in: CommandCatalogue.tree.help(path)).isEmpty, "\(path)")
      if CommandCatalogue.tree.command(path) == nil {
        paths += CommandCatalogue.tree.words(after: path).map { path + [$0] }
      }
    }
    #expect(count > 40)
  }
}
