import Fixtures
import Foundation
import Testing

@testable import CommandLineTools

@Suite("Help pages")
struct HelpTests {
  static let pages: [[String]] = [
    [], ["add"], ["list"], ["label"], ["label", "print"], ["label", "design"], ["bench"], ["bench", "build"],
  ]

  @Test("A page is what its golden file says", arguments: pages)
  func golden(_ path: [String]) throws {
    try compare(sample.help(path), with: (["help"] + path).joined(separator: "-") + ".txt")
  }

  @Test("No line is wider than 80 columns or ends in a space", arguments: pages)
  func width(_ path: [String]) {
    for line in sample.help(path).split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.count <= 80, "\(line)")
      #expect(line.last != " ", "\(line)")
    }
  }

  @Test("Colour adds nothing but escapes", arguments: pages)
  func color(_ path: [String]) {
    var text = sample.help(path, style: Style(isColored: true))
    for escape in ["\u{1b}[1m", "\u{1b}[0m"] { text = text.replacingOccurrences(of: escape, with: "") }
    #expect(text == sample.help(path))
  }

  /// Compares with a committed file; `UPDATE_GOLDEN=1` rewrites it for a reviewer to read.
  private func compare(_ text: String, with name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
    if environmentValue("UPDATE_GOLDEN") == "1" { try text.write(to: file, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }
}
